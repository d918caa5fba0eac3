"""YAML with places: one composed tree gives the plain data, and for any path in it the span in the file.

Aliases, duplicate keys, tags and deep nesting are refused: a record is read by people, and it comes from strangers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evlint.claims.fields import BareNumber

_MAX_DEPTH = 40
_MANY = 1000  # openings; fewer cannot be too deep to compose
_ALIAS = "an alias (*name) stands for something written elsewhere; write the value out"
_TAG = "tag:yaml.org,2002:"
Path = tuple[str | int, ...]


class YamlError(ValueError):
    """The text is no YAML that evlint takes; `start` and `end` say where."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data and the composed node that it came from."""

    data: Any
    root: Any

    def span(self, path: Path) -> tuple[int, int]:
        """Offsets of the value at `path`; of the nearest part above it that exists, where the path ends too soon."""
        node = self._walk(path)
        return node.start_mark.index, node.end_mark.index

    def key_span(self, path: Path) -> tuple[int, int]:
        """Offsets of the key that ends `path` (of the value, where it is an item of a list)."""
        parent = self._walk(path[:-1])
        if parent.id == "mapping":
            for key, _ in parent.value:
                if key.value == path[-1]:
                    return key.start_mark.index, key.end_mark.index
        return self.span(path)

    def texts(self) -> list[tuple[int, int]]:
        """The spans of all values that are text, in order: what looks like a comment there is none."""
        pending, out = [self.root] if self.root is not None else [], []
        while pending:
            node = pending.pop()
            if node.id == "mapping":
                pending += (part for pair in node.value for part in pair)
            elif node.id == "sequence":
                pending += node.value
            elif node.style:
                out.append((node.start_mark.index, node.end_mark.index))
        return sorted(out)

    def _walk(self, path: Path) -> Any:
        node = self.root
        for step in path:
            if node.id == "mapping":
                node = next((value for key, value in node.value if key.value == step), None) or node
            elif node.id == "sequence" and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
        return node


def parse(text: str) -> Tree:
    """Compose a YAML text. Raises YamlError with a place and a reason that an editor can act on."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        _not_too_deep(text)
        root = YAML(typ="safe").compose(text)
    except MarkedYAMLError as error:
        at = _offset(text, error.problem_mark)
        reason = "a tab; indent with blanks" if text[at : at + 1] == "\t" else error.problem or error.context
        raise YamlError(f"not valid YAML: {reason}", at, at + 1) from None
    except (YAMLError, RecursionError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise YamlError(f"not valid YAML: {reason}", 0, 1) from None
    if root is None:
        raise YamlError("the file is empty", 0, 0)
    return Tree(_plain(root, set(), 0), root)


def _not_too_deep(text: str) -> None:
    """Refuse what is nested so deep that composing it would end the process. Looked at closely only where there are many openings at all."""
    if text.count("[") + text.count("{") + text.count("- -") < _MANY:
        return
    from ruamel.yaml import YAML

    depth = 0
    for event in YAML(typ="safe").parse(text):
        depth += {"SequenceStartEvent": 1, "MappingStartEvent": 1, "SequenceEndEvent": -1, "MappingEndEvent": -1}.get(type(event).__name__, 0)
        if depth > _MAX_DEPTH:
            raise YamlError(f"nested more than {_MAX_DEPTH} deep", event.start_mark.index, event.start_mark.index + 1)


def _offset(text: str, mark: Any) -> int:
    if mark is None:
        return 0
    lines = text.splitlines(keepends=True)[: mark.line]
    return min(len(text), sum(map(len, lines)) + int(mark.column))


def _plain(node: Any, seen: set[int], depth: int) -> Any:
    if id(node) in seen:
        raise YamlError(_ALIAS, node.start_mark.index, node.end_mark.index)
    seen.add(id(node))
    if depth > _MAX_DEPTH:
        raise YamlError(f"nested more than {_MAX_DEPTH} deep", node.start_mark.index, node.start_mark.index + 1)
    if node.id == "mapping":
        return _mapping(node, seen, depth)
    if node.id == "sequence":
        return [_plain(item, seen, depth + 1) for item in node.value]
    return _scalar(node)


def _mapping(node: Any, seen: set[int], depth: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in node.value:
        if key.id != "scalar":
            raise YamlError("a key must be a plain word", key.start_mark.index, key.end_mark.index)
        if key.value in out:
            raise YamlError(f"the key {key.value!r} stands twice in one mapping", key.start_mark.index, key.end_mark.index)
        if id(value) in seen:
            raise YamlError(_ALIAS, key.start_mark.index, key.end_mark.index)
        out[key.value] = _plain(value, seen, depth + 1)
    return out


def _scalar(node: Any) -> Any:
    """A scalar as JSON data. Dates stay text; numbers without quotes keep their digits (see BareNumber)."""
    kind = str(node.tag).removeprefix(_TAG)
    text = str(node.value)
    if node.style or kind in ("str", "timestamp"):
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on", "y")
    if kind not in ("int", "float"):
        raise YamlError(f"the tag !{kind.rsplit('/', 1)[-1]} is not allowed; write a plain value", node.start_mark.index, node.end_mark.index)
    try:
        return int(text) if kind == "int" else BareNumber(text)
    except ValueError:  # 0x1F, 1_000, .inf: YAML's own forms are no printed numbers
        return text
