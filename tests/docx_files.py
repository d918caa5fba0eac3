"""Word files made in memory, as small as Word would accept them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = "".join(f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in range(1, 5))
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def run(text: str, properties: str = "") -> str:
    """A run; `properties` is the inside of its `w:rPr`."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", numbering: str = "") -> str:
    """A paragraph of runs; a plain text that is no run becomes one."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>' if numbering else "")
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows) + "</w:tbl>"


def docx(*body: str, links: dict[str, str] | None = None, footnotes: dict[str, str] | None = None, title: str = "", document: str = "", comments: dict[str, str] | None = None) -> bytes:
    """A Word file. `body`: paragraphs and tables as XML; `links`: relation id → target; `footnotes`: id → text; `document`: the part itself, as it is."""
    notes = "".join(f'<w:footnote w:id="{name}">{paragraph(text)}</w:footnote>' for name, text in (footnotes or {}).items())
    relations = f'<Relationship Id="s" Type="{_TYPE}/styles" Target="styles.xml"/><Relationship Id="n" Type="{_TYPE}/numbering" Target="numbering.xml"/>'
    relations += f'<Relationship Id="f" Type="{_TYPE}/footnotes" Target="footnotes.xml"/>' if notes else ""
    relations += "".join(f'<Relationship Id="{name}" Type="{_TYPE}/hyperlink" Target="{escape(target)}" TargetMode="External"/>' for name, target in (links or {}).items())
    relations += f'<Relationship Id="c" Type="{_TYPE}/comments" Target="comments.xml"/>' if comments else ""
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="d" Type="{_TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        "word/document.xml": document or f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{_STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{_NUMBERING}</w:numbering>",
    }
    if notes:
        parts["word/footnotes.xml"] = f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>{notes}</w:footnotes>'
    if comments:
        parts["word/comments.xml"] = f"<w:comments {_W}>" + "".join(f'<w:comment w:id="{name}" w:author="mk">{paragraph(text)}</w:comment>' for name, text in comments.items()) + "</w:comments>"
    if title:
        parts["docProps/core.xml"] = f'<p:coreProperties xmlns:p="urn:p" xmlns:dc="urn:dc"><dc:title>{escape(title)}</dc:title></p:coreProperties>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # no time and no compression: the same bytes everywhere
    return out.getvalue()
