"""`evlint check --fix` and `--diff`: what can be mended without a person, and with one (`--unsafe-fixes`)."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

from evlint.commands.corpus import Loaded
from evlint.commands.files import write_bytes
from evlint.findings.fixes import Fixed, apply_fixes, diff
from evlint.findings.report import Report

_MARK = "\ufeff"


def fixed(loaded: Loaded, report: Report, *, unsafe: bool) -> Fixed:
    """The fixes of a report's findings, applied to the texts of this run; nothing is written."""
    return apply_fixes(report.findings, _texts(loaded, report), unsafe=unsafe)


def _texts(loaded: Loaded, report: Report) -> Mapping[str, str]:
    """The files that can be rewritten: their text without a byte-order mark, where its UTF-8 form gives the same bytes again."""
    texts = {path: text.removeprefix(_MARK) for path, text in loaded.records.items()}
    if loaded.baseline:
        texts[loaded.baseline.source.path] = loaded.baseline.source.text
    for document in report.documents:
        data = loaded.files.get(document.path, b"")
        on_disk = document.path == loaded.unsaved or (loaded.root / document.path).is_file()
        if on_disk and document.is_text and data.removeprefix(_MARK.encode()) == document.source.text.encode("utf-8", "surrogatepass"):
            texts[document.path] = document.source.text
    return texts


def show(loaded: Loaded, report: Report, made: Fixed) -> str:
    """The fixes as one diff."""
    texts = _texts(loaded, report)
    return "".join(diff(path, texts[path], text) for path, text in made.texts.items())


def write(loaded: Loaded, made: Fixed) -> Loaded:
    """Write the fixed files, and give what a run over them works on."""
    files, records = dict(loaded.files), dict(loaded.records)
    baseline = loaded.baseline
    for path, text in made.texts.items():
        data = text.encode("utf-8")
        if path in records:
            mark = _MARK if records[path].startswith(_MARK) else ""
            records[path] = mark + text
            data = records[path].encode("utf-8")
        elif path in files:
            mark_bytes = _MARK.encode() if files[path].startswith(_MARK.encode()) else b""
            files[path] = data = mark_bytes + data
        elif baseline is not None and path == baseline.source.path:
            from evlint.findings.baseline import load

            baseline = load(path, text)
        write_bytes(loaded.root / path, data)
    return replace(loaded, files=files, records=records, baseline=baseline)


def tell(made: Fixed, *, unsafe_left: int, written: bool) -> None:
    """Say on stderr what was mended, what could not be, and what `--unsafe-fixes` would add."""
    for finding, reason in made.left:
        print(f"evlint: the fix of {finding.rule} in {finding.primary.document}:{finding.primary.line} was left out: {reason}", file=sys.stderr)
    count = len(made.done)
    more = f"; {unsafe_left} more with --unsafe-fixes, to be read before they are committed" if unsafe_left else ""
    did = "mended" if written else "would mend"
    print(f"evlint: {did} {count} finding{'' if count == 1 else 's'} in {len(made.texts)} file{'' if len(made.texts) == 1 else 's'}{more}", file=sys.stderr)
