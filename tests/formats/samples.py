"""One or more documents of each format, each with the word "Naka" in text that can be edited."""

from ooxml import docx, p, r
from test_odt_epub import epub_file, odt_file, page

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
SRT = [
    "1\n00:00:01,000 --> 00:00:02,500\nThe <i>Na</i>ka\nregion\n\n2\n00:00:03,000 --> 00:00:04,000 X1:0\n{\\an8}Naka\n",
    "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nNaka\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n- Naka\r\n- No",
]
PO = [
    """# Naka
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#: naka.c:1
msgctxt "Naka"
msgid "x"
msgstr ""
"The Na"
"ka \\"region\\"\\n"

msgid "纳卡"
msgid_plural "y"
msgstr[0] "Naka %s"
msgstr[1] "<b>Naka</b>"
""",
]
VTT = [
    "WEBVTT - Naka\n\nNOTE Naka\n\nid\n00:01.000 --> 00:02.500 line:0\n<v Naka>The Na<c.x>ka</c>\nNaka &amp; x\n\n"
    "00:03.000 --> 01:00:04.000\nNaka",
]
XLIFF = [
    """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="Naka" target-language="en-US"><body>
<trans-unit id="1"><source>纳卡</source><target>The <g id="1">Na</g>ka<x id="2"/> &amp; Naka</target>
<alt-trans><target>Naka</target></alt-trans><note>Naka</note></trans-unit>
<trans-unit id="2"><source>x</source><target><![CDATA[<b>Naka</b>]]></target></trans-unit></body></file></xliff>
""",
    """\ufeff<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en">\r
<file id="f"><unit id="u"><segment><source>纳<pc id="1">卡</pc></source><target>Na<pc id="1">ka</pc> Naka</target>\r
</segment></unit></file></xliff>""",
]

SAMPLES: dict[str, list[bytes]] = {
    "odt": [odt_file("<text:h>Naka</text:h><text:p>The Na<text:span>ka</text:span> &amp; Naka<text:tab/></text:p>")],
    "po": [text.encode() for text in PO],
    "srt": [text.encode() for text in SRT],
    "text": [text.encode() for text in TEXT],
    "vtt": [text.encode() for text in VTT],
    "docx": [
        docx(p("The ", r("Na", "<w:b/>"), "ka & Naka") + p("<w:r><w:t>Naka</w:t><w:tab/></w:r>"), header1=p("Naka")),
        docx(p("Naka")),
    ],
    "epub": [epub_file(page("Naka"), page("the Na<i>ka</i> &amp; Naka"))],
    "html": [text.encode() for text in HTML],
    "json": [text.encode() for text in JSON],
    "markdown": [text.encode() for text in MARKDOWN],
    "xliff": [XLIFF[0].encode(), XLIFF[1].encode(), XLIFF[1].encode("utf-16-le")],
}
