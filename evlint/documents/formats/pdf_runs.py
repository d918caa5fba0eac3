"""The runs of a PDF page: stretches of text that one operator shows, with place, size and weight, through PDFium. Only the child process loads this."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium

_SMALLEST = 1.0  # points; nobody reads less
_INVISIBLE = 3  # text render mode
_PICTURE_SHARE = 0.7  # of the page, from which on a picture is taken for the scan of it
_BOLD = ("bold", "black", "heavy", "demi", "cmbx")
_MOST_OBJECTS = 2000

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch of text on its base line `y`, from `left` to `right`, in points. `parted`: a blank stands before it; `by`: what hides it.

    Of turned text, `left` and `y` are where it begins, and `right` is where it ends along its direction.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    parted: bool = False
    by: str = ""
    turned: int = 0  # quarter turns against the page


@dataclass(frozen=True, slots=True)
class Page:
    """The runs of a page in the order of the file, and the lower and upper end of the page. `scanned`: a picture, and no text."""

    runs: tuple[Run, ...] = ()
    bottom: float = 0.0
    top: float = 0.0
    scanned: bool = False


class Reader:
    """Reads the pages of one open document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        # Addresses tell runs apart; the pointers that the bindings make of them cost more than the call.
        pdfium.FPDFText_GetTextObject.restype = ctypes.c_void_p
        self._matrix, self._box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)

    def page(self, number: int, most: int) -> Page:
        """The page with this number (from 0), of which no more than `most` characters are read."""
        page = self._document[number]
        text = page.get_textpage()
        try:
            box = page.get_bbox()
            found = list(self._runs(text.raw, min(text.count_chars(), most), box))
            scan = (not found or any(run.by == "invisible text" for run in found)) and _is_scan(page, box)
            if scan:
                found = [replace(run, by="" if run.by == "invisible text" else run.by) for run in found]
        finally:
            text.close()
            page.close()
        return _upright(found, box) if found else Page(scanned=scan)

    def _runs(self, text: Any, count: int, box: Box) -> Iterator[Run]:
        """Runs of characters that belong to one text object. Blanks and line ends that PDFium adds belong to none."""
        owner, parted = pdfium.FPDFText_GetTextObject, False
        for address, group in groupby(range(count), key=lambda i: owner(text, i)):
            places = list(group)
            chars = [_char(text, i) for i in places]
            held = [i for i, char in enumerate(chars) if not char.isspace()]
            if address is None or not held:
                parted = True
                continue
            first, last = held[0], held[-1]
            words = "".join(chars[first : last + 1]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            yield self._run(text, words, places[first], places[last], address, parted or first > 0, box)
            parted = last + 1 < len(chars)

    def _run(self, text: Any, words: str, first: int, last: int, address: int, parted: bool, box: Box) -> Run:
        matrix = self._matrix
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, first, x, y)
        pdfium.FPDFText_GetMatrix(text, first, matrix)
        size = pdfium.FPDFText_GetFontSize(text, first) * (matrix.c**2 + matrix.d**2) ** 0.5
        turned = (0 if matrix.a >= 0 else 2) if abs(matrix.a) >= abs(matrix.b) else (1 if matrix.b > 0 else 3)
        end = self._edge(text, last, (x.value, y.value)[turned % 2], turned)
        bold = False
        if pdfium.FPDFText_GetFontInfo(text, first, self._name, 128, None):
            bold = any(word in self._name.value.decode("latin-1").lower() for word in _BOLD)
        return Run(words, x.value, end, y.value, size, bold, parted, _hidden_by(address, x.value, y.value, end, size, turned, box), turned)

    def _edge(self, text: Any, last: int, fallback: float, turned: int) -> float:
        """Where the last character of a run ends, along its direction."""
        if not pdfium.FPDFText_GetLooseCharBox(text, last, self._box):
            return fallback
        return float((self._box.right, self._box.top, self._box.left, self._box.bottom)[turned])


def _char(text: Any, at: int) -> str:
    """One character. PDFium turns hyphens at line ends into a control character."""
    code = pdfium.FPDFText_GetUnicode(text, at)
    if code == 2 and pdfium.FPDFText_IsHyphen(text, at):
        return "-"
    return chr(code) if 0 < code < 0x110000 else ""


def _hidden_by(address: int, x: float, y: float, right: float, size: float, turned: int, box: Box) -> str:
    if size < _SMALLEST:
        return "smaller than one point"
    left, bottom, end, top = box
    if x > end or y > top or (turned == 0 and right < left) or y + size < bottom or (turned and x + size < left):
        return "off the page"
    handle = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    return "invisible text" if pdfium.FPDFTextObj_GetTextRenderMode(handle) == _INVISIBLE else ""


def _is_scan(page: Any, box: Box) -> bool:
    """Whether a picture fills the page: then invisible text is what a program recognised in it."""
    whole = (box[2] - box[0]) * (box[3] - box[1])
    for i in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        one = pdfium.FPDFPage_GetObject(page.raw, i)
        if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_IMAGE:
            ends = [ctypes.c_float() for _ in range(4)]
            pdfium.FPDFPageObj_GetBounds(one, *ends)
            left, bottom, right, top = (end.value for end in ends)
            if (right - left) * (top - bottom) >= _PICTURE_SHARE * whole:
                return True
    return False


def _upright(runs: list[Run], box: Box) -> Page:
    """The page turned so that most of its text is level; `turned` then counts from there."""
    shares = [0, 0, 0, 0]
    for run in runs:
        shares[run.turned] += len(run.text)
    most = shares.index(max(shares))
    left, bottom, right, top = box
    if most == 0:
        return Page(tuple(runs), bottom, top)
    low, high = {1: (-right, -left), 2: (-top, -bottom), 3: (left, right)}[most]
    return Page(tuple(_turn(run, most) for run in runs), low, high)


def _turn(run: Run, turns: int) -> Run:
    x, y, end = run.left, run.y, run.right
    if run.turned != turns:
        return replace(run, turned=(run.turned - turns) % 4)
    left, right, base = {1: (y, end, -x), 2: (-x, -end, -y), 3: (-y, -end, x)}[turns]
    return replace(run, left=left, right=right, y=base, turned=0)
