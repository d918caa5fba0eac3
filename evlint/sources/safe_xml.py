"""XML from elsewhere → an element tree, without what makes XML dangerous.

A document may declare entities that stand for others ("billion laughs") or for files. Answers of registries need none, though real ones
name an external DTD in their DOCTYPE: that is allowed and never fetched, while any declaration inside the document is refused.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

_DEEPEST = 200  # elements within elements; much of the library walks trees by recursion
_MOST = 4_000_000  # elements: an empty one takes thirty times the memory of its four bytes of text


class XmlError(ValueError):
    """Not well-formed, or not safe to read."""


def parse(body: bytes) -> Element:
    """The root element of a whole, well-formed document. Raises XmlError."""
    # ElementTree's own parser hides the handler that sees a DOCTYPE, so that expat is driven here.
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST or count > _MOST:
            raise XmlError("the document holds too many elements, or too many within each other")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    parser.StartDoctypeDeclHandler = _doctype
    parser.buffer_text = True
    try:
        parser.Parse(body, True)
        return builder.close()
    except expat.ExpatError as error:
        raise XmlError(f"not well-formed: {error}") from None
    except (LookupError, ValueError, AssertionError) as error:  # an encoding that does not exist; a tree that is not whole
        raise error if isinstance(error, XmlError) else XmlError(str(error)) from None


def text_of(element: Element | None) -> str:
    """The text of an element and of all inside it, blanks made single; empty for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _doctype(name: str, system: str | None, public: str | None, internal: int) -> None:
    """Called before anything inside `[…]` is read, which is the only place left for an entity to be declared."""
    if internal:
        raise XmlError("the document declares things of its own in its DOCTYPE")
