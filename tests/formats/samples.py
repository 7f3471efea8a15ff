"""One or more documents of each format, each with the word "Naka" in text that can be edited."""

TEXT = ["Naka\n", "\ufeffNaka\r\n\r\nThe Naka region", "Naka\u2028Naka"]
MARKDOWN = [
    "# Naka\n\nThe **Na**ka region &amp; `Naka`.\n\n- Naka\n\n| Naka |\n|--|\n| x |\n\n[^1]: Naka\n",
    "\ufeff---\r\ntitle: Naka\r\n---\r\n\r\nThe Naka\r\nregion {{< naka >}}",
]

SAMPLES: dict[str, list[bytes]] = {
    "text": [text.encode() for text in TEXT],
    "markdown": [text.encode() for text in MARKDOWN],
}
