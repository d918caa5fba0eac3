"""Claim records as YAML that people edit: one block a record, its parts on one line each, numbers quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from evlint.documents.model import Document
from evlint.patterns import pattern as lazy

_PLAIN = lazy(r"[A-Za-z][A-Za-z0-9_ ()+/-]*\Z")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def to_yaml(document: Document, records: Iterable[Mapping[str, Any]]) -> str:
    """A record file of one document."""
    lines = ["evlint: 1", "document:", f"  path: {_scalar(document.path)}", f"  digest: {document.digest}"]
    if document.metadata.issued:
        lines.append(f'  issued: "{document.metadata.issued}"')
    records = list(records)
    lines.append("claims:" if records else "claims: []")
    for record in records:
        lines.append("")
        for i, (name, value) in enumerate(record.items()):
            lead = "- " if i == 0 else "  "
            if name == "target":
                lines.append(f"{lead}target:")
                lines += (f"    {key}: {_flow(part) if isinstance(part, list) else _quoted(part)}" for key, part in value.items())
            else:
                lines.append(f"{lead}{name}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]" if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return text if _PLAIN.match(text) and text == text.strip() and text.lower() not in _RESERVED else _quoted(text)


def _quoted(text: str) -> str:
    """A double-quoted scalar: JSON's escapes are YAML's, and what YAML forbids unescaped is escaped."""
    out = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]", lambda m: f"\\u{ord(m[0]):04x}", out)
