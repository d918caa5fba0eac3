"""The package of a Word file: its parts, read within limits, and what styles and numbering say. A zip of strangers may be a bomb."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

from evlint.documents.decode import UnreadableError
from evlint.patterns import pattern as lazy

MOST = 64 * 1024 * 1024  # bytes of one part, unpacked
RATIO = 250  # bytes out of one byte packed; text of Word packs to a twentieth
_SMALL = 1024 * 1024  # below this any ratio is harmless
_HEADING = lazy(r"heading (\d)")
_OFF = ("false", "0", "off", "none")
Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name in English, its outline level (0 is the highest, -1 none), its numbering, and by what it hides text."""

    name: str = ""
    outline: int = -1
    numbering: str = ""
    hides: str = ""
    parent: str = ""
    raised: str = ""  # "superscript" or "subscript"


@dataclass(slots=True)
class Package:
    """What is needed of a Word file."""

    document: bytes
    notes: tuple[tuple[str, bytes], ...]  # ("footnote" | "endnote", part)
    links: Mapping[str, str]  # id of a relation → where it leads
    styles: Mapping[str, Style]
    ordered: Mapping[tuple[str, str], bool]  # (numbering, level) → whether its items are counted
    fields: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)  # id → what it says


def open_package(data: bytes) -> Package:
    """The parts of a Word file. Raises UnreadableError."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("is protected by a password, or an old .doc file; save it as .docx without a password")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _package(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"is no Word file that can be opened ({error}); open it in Word and save it again") from None


def _package(archive: zipfile.ZipFile) -> Package:
    names = set(archive.namelist()[:5000])
    main = next((target for kind, target in _relations(archive, names, "").values() if kind == "officeDocument"), "word/document.xml")
    if main not in names:
        raise UnreadableError("is a zip file without a Word document in it; save it as .docx")
    relations = _relations(archive, names, main)

    def part(kind: str) -> bytes:
        target = next((target for found, target in relations.values() if found == kind), "")
        return _read(archive, target) if target in names else b""

    return Package(
        _read(archive, main),
        tuple((kind.removesuffix("s"), content) for kind in ("footnotes", "endnotes") if (content := part(kind))),
        {name: target for name, (kind, target) in relations.items() if kind == "hyperlink"},
        _styles(part("styles")),
        _numbering(part("numbering")),
        _properties(_read(archive, "docProps/core.xml")) if "docProps/core.xml" in names else {},
        _comments(part("comments")),
    )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, no more of it than the limits allow, whatever the archive says of its size."""
    packed = archive.getinfo(name).compress_size
    most = min(MOST, max(_SMALL, packed * RATIO))
    with archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UnreadableError(f"unpacks to more than {most // (1024 * 1024)} MB ({name}); a document of this size is no text")
    return data


def _relations(archive: zipfile.ZipFile, names: set[str], of: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, target) of the relations of a part, or of the package itself."""
    folder, _, name = of.rpartition("/")
    file = join(folder, "_rels", f"{name}.rels")
    out: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                target = normpath(join("/", folder, target)).lstrip("/")
            out[attributes.get("Id", "")] = (kind, target)

    if file in names:
        parse(_read(archive, file), start)
    return out


def parse(
    data: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    say: Callable[[str], None] | None = None,
) -> None:
    """Send the events of a part, names without their namespace: those of drawings as `drawing:name`. Raises UnreadableError."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*declared: object) -> None:
        raise UnreadableError("declares XML entities, which no Word file does; get the file again from its author")

    parser.StartElementHandler = lambda name, attributes: start(_local(name), {_local(key): value for key, value in attributes.items()})
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if say is not None:
        parser.CharacterDataHandler = say
    parser.buffer_text = True
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableError(f"is damaged inside ({expat.ErrorString(error.code)}, line {error.lineno}); open it in Word and save it again") from None


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"drawing:{local}" if "drawingml" in space or "vml" in space else local


def is_on(attributes: Attributes) -> bool:
    """Whether a switch such as `w:vanish` is on."""
    return attributes.get("val", "true").lower() not in _OFF


def _styles(data: bytes) -> Mapping[str, Style]:
    found: dict[str, dict[str, str]] = {}
    here: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal here
        if tag == "style":
            here = found.setdefault(attributes.get("styleId", ""), {})
        elif tag in ("name", "outlineLvl", "numId", "basedOn"):
            here.setdefault(tag, attributes.get("val", ""))
        elif tag == "vertAlign":
            here["vertAlign"] = attributes.get("val", "")
        elif tag in ("vanish", "webHidden") and is_on(attributes):
            here["vanish"] = "hidden text"

    if data:
        parse(data, start)
    out = {}
    for name, said in found.items():
        level = said.get("outlineLvl", "")
        out[name] = Style(
            said.get("name", "").lower(), int(level) if level.isdigit() and int(level) < 9 else -1, said.get("numId", ""), said.get("vanish", ""), said.get("basedOn", ""), said.get("vertAlign", "")
        )
    return out


def _numbering(data: bytes) -> Mapping[tuple[str, str], bool]:
    """(numbering, level) → whether it counts; bullets do not."""
    levels: dict[tuple[str, str], bool] = {}
    uses: dict[str, str] = {}
    abstract = level = number = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal abstract, level, number
        if tag == "abstractNum":
            abstract = attributes.get("abstractNumId", "")
        elif tag == "lvl":
            level = attributes.get("ilvl", "")
        elif tag == "numFmt":
            levels[abstract, level] = attributes.get("val", "") not in ("bullet", "none")
        elif tag == "num":
            number = attributes.get("numId", "")
        elif tag == "abstractNumId":
            uses[number] = attributes.get("val", "")

    if data:
        parse(data, start)
    return {(number, level): counts for number, of in uses.items() for (abstract, level), counts in levels.items() if abstract == of}


def _properties(data: bytes) -> Mapping[str, str]:
    """Title of the file's properties, which counts where the text shows none."""
    said: dict[str, str] = {}
    tag = ""

    def start(name: str, _: Attributes) -> None:
        nonlocal tag
        tag = name

    def say(text: str) -> None:
        if tag == "title":
            said["page_title"] = said.get("page_title", "") + text.strip()

    parse(data, start, say=say)
    return {key: value[:500] for key, value in said.items() if value}


def _comments(data: bytes) -> Mapping[str, str]:
    """Id → text of the comments in the margin."""
    out: dict[str, str] = {}
    current: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "comment":
            current[:] = [attributes.get("id", "")]
        elif name == "p" and current:
            out[current[0]] = out.get(current[0], "") + " "

    def say(text: str) -> None:
        if current:
            out[current[0]] = out.get(current[0], "") + text

    if data:
        parse(data, start, say=say)
    return out


def level_of(style: str, styles: Mapping[str, Style]) -> int:
    """The level of a heading style, 1 to 6; 0 for other styles. Styles of a template are based on Word's own."""
    for _ in range(8):
        if style not in styles:
            return 0
        here = styles[style]
        if match := _HEADING.fullmatch(here.name):
            return min(int(match[1]), 6)
        if here.name == "title":
            return 1
        if here.outline >= 0:
            return min(here.outline + 1, 6)
        style = here.parent
    return 0
