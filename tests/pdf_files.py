"""PDF files for tests: words in Helvetica at given places, and texts that are wrapped into columns and pages."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator
from itertools import groupby

Item = tuple[float, float, float, str]
WIDTH, HEIGHT, MARGIN, GUTTER, LEADING = 595, 842, 60, 20, 1.25
_WIDTHS = [
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, *[556] * 10, 278, 278, 584, 584, 584, 556, 1015),
    *(667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611),
    *(278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278),
    *(556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
]


def pdf(pages: list[list[Item]], *, encrypt: bool = False, invisible: Collection[str] = (), title: str = "", created: str = "", pictures: Collection[int] = ()) -> bytes:
    """A file of A4 pages, each a list of (x, y, size, text) in points from the lower left corner. `invisible` texts are set in render mode 3; a picture fills `pictures` (numbers from 1)."""
    foreign = sorted({char for page in pages for *_, text in page for char in text if not _plain(char)})[:200]
    codes = {char: 33 + i for i, char in enumerate(foreign)}
    kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 33/LastChar 232/Widths[{'556 ' * 200}]/ToUnicode 5 0 R>>".encode(),
        _stream(_to_unicode(codes).encode()),
        "<</Title({})/CreationDate({})>>".format(title.replace("(", "\\("), created).encode("cp1252"),
    ]
    for i, page in enumerate(pages):
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {8 + 2 * i} 0 R>>".encode())
        picture = b"q %d 0 0 %d 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n" % (WIDTH, HEIGHT) if i + 1 in pictures else b""
        objects.append(_stream(picture + b"\n".join(_shown(item, codes, item[3] in invisible) for item in page)))
    return _file(objects, b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%b)/U(%b)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32) if encrypt else b"")


def pdf_of(text: str, columns: int = 1, *, head: str = "", numbered: bool = False, size: float = 10, across: bool = False) -> bytes:
    """A text whose paragraphs (between blank lines) are wrapped into columns, with a running head and page numbers on request.

    `across` writes the lines of all columns in order of their height, as some programs do, rather than column by column.
    """
    column = (WIDTH - 2 * MARGIN - GUTTER * (columns - 1)) / columns
    rows = int((HEIGHT - 2 * MARGIN) / (size * LEADING))
    lines = list(_wrapped(text, column / size))
    held = [lines[i : i + rows * columns] for i in range(0, len(lines), rows * columns)] or [[]]
    pages: list[list[Item]] = []
    for number, page in enumerate(held, 1):
        items = [(MARGIN + (column + GUTTER) * (i // rows), HEIGHT - MARGIN - (i % rows + 1) * size * LEADING, size, line) for i, line in enumerate(page) if line]
        items.sort(key=lambda item: -item[1] if across else 0)
        above = [(MARGIN, HEIGHT - 40.0, 8.0, head)] if head else []
        pages.append([*above, *items, *([(WIDTH / 2, 30.0, 8.0, str(number))] if numbered else [])])
    return pdf(pages)


def width(text: str) -> float:
    """Width of a text in multiples of the size of its font."""
    return sum(_WIDTHS[ord(char) - 32] if " " <= char <= "~" else 556 for char in text) / 1000


def _wrapped(text: str, most: float) -> Iterator[str]:
    """Lines no wider than `most`, and an empty line between two paragraphs."""
    for i, paragraph in enumerate(textwrap.dedent(text).strip().split("\n\n")):
        line = ""
        if i:
            yield ""
        for word in paragraph.split():
            if line and width(f"{line} {word}") > most:
                yield line
                line = word
            else:
                line = f"{line} {word}".strip()
        yield line


def _plain(char: str) -> bool:
    return bool(char.encode("cp1252", "ignore"))


def _shown(item: Item, codes: dict[str, int], unseen: bool) -> bytes:
    """The operators that show one item; characters beyond cp1252 are in the second font."""
    x, y, size, text = item
    parts = [b"BT %d Tr %.2f %.2f Td" % (3 if unseen else 0, x, y)]
    for plain, chars in groupby(text, _plain):
        piece = "".join(chars)
        raw = piece.encode("cp1252") if plain else bytes(codes[char] for char in piece)
        parts.append(b"/F%d %.2f Tf <%b> Tj" % (1 if plain else 2, size, raw.hex().encode()))
    return b" ".join((*parts, b"ET"))


def _to_unicode(codes: dict[str, int]) -> str:
    lines = [f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    chunks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    listed = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n1 begincodespacerange <00> <ff> endcodespacerange\n{listed}\nendcmap end end"


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%b\nendstream" % (len(data), data)


def _file(objects: list[bytes], more: bytes) -> bytes:
    """The objects, numbered from 1, with their table of places; the first is the catalogue, the sixth holds title and date."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R/Info 6 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, table, size, more, len(out))
