"""One or more documents of each format, each with the word "Naka" in text that can be edited."""

TEXT = ["Naka\n", "\ufeffNaka\r\n\r\nThe Naka region", "Naka\u2028Naka"]
MARKDOWN = [
    "# Naka\n\nThe **Na**ka region &amp; `Naka`.\n\n- Naka\n\n| Naka |\n|--|\n| x |\n\n[^1]: Naka\n",
    "\ufeff---\r\ntitle: Naka\r\n---\r\n\r\nThe Naka\r\nregion {{< naka >}}",
]
HTML = [
    "<!doctype html><html><head><title>Naka</title><meta charset='utf-8'></head><body>\n<h1>The <b>Na</b>ka</h1>\n"
    "<p>In&nbsp;Naka, &quot;Naka&quot;<br>\n   and <a href='naka.html' title=Naka>Naka</a></p><pre>Naka</pre></body>",
    "\ufeff<p>Naka<p>Naka {{ naka }}\r\n<ul><li>Naka<li>x</ul>",
]
JSON = [
    '{"title": {"rendered": "Naka"}, "slug": "Naka", '
    '"content": {"rendered": "<p>The <b>Na<\\/b>ka<\\/p>\\n<p>Naka &amp; x"}}',
    '{"text": "Naka \\ud83d\\ude00 \\"Naka\\" \\u00e9"}\r\n{"text": "Naka\\n\\nNaka"}',
]

SAMPLES: dict[str, list[bytes]] = {
    "text": [text.encode() for text in TEXT],
    "html": [text.encode() for text in HTML],
    "json": [text.encode() for text in JSON],
    "markdown": [text.encode() for text in MARKDOWN],
}
