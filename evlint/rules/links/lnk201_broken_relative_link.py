"""A relative link leads to no file.

## What it checks
Relative links of Markdown documents against the files of the project: the file itself, a Markdown file of that name, the index of a folder. The
nearest name is offered. A name that differs in upper and lower case alone is a warning, for it works on some machines only.

## Why it matters
The reader is left without the table, the leaflet or the evidence that the sentence points at.

## Example
`[the protocol](protocol-v2.md)`, where the folder holds `protocol-v3.md`.

## Not flagged
Targets in templates, globs, addresses from the root of a site, pages that a generator makes (`.html` without a source of that name), links
that leave the project, code; links of HTML pages without an ending, which a server may make.

## Limits
Without a project on disk only links to documents that were given are judged.

## References
lychee and markdown-link-check, offline modes.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from posixpath import basename, dirname

from evlint.documents.model import Document
from evlint.documents.targets import Relative, candidates, relative
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta, Undecided

META = RuleMeta(
    code="LNK201",
    name="broken-relative-link",
    summary="a relative link leads to no file",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="its cases only; not measured on sites",
)
_GENERATED = (".html", ".htm", ".pdf", ".json", ".xml", ".rss", ".zip")


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    for one in relative(document):
        if not one.path:
            continue
        if one.path.startswith(".."):
            yield Undecided("the link leaves the project")
        elif any(path in corpus.files or path in corpus.folders for path in candidates(one.path)):
            yield PASSED
        elif document.format == "html" and "." not in basename(one.path):
            yield Undecided("a server may make the page")
        elif one.written.lower().startswith("www."):
            yield _bare_address(document, one)
        elif one.path.endswith(_GENERATED) or (not corpus.on_disk and "." not in basename(one.path)):
            yield Undecided("a generator may make the target")
        elif not corpus.on_disk and not one.path.endswith((".md", ".markdown", ".txt")):
            yield Undecided("only documents are known, not other files")
        else:
            yield _finding(document, one, corpus)


def _bare_address(document: Document, one: Relative) -> Outcome:
    return META.finding(
        f"{one.written[:60]!r} is read as a file, for its scheme is missing",
        document.at(one.link.start, one.link.end, f"leads to {one.written[:60]}"),
        confidence=0.95,
        help=f"write 'https://{one.written[:60]}'",
        observed={"target": one.written},
    )


def _finding(document: Document, one: Relative, corpus: Corpus) -> Outcome:
    lowered = corpus.lowered.get(one.path.lower())
    if lowered is not None:
        message, step, severity = f"no file {one.path!r}; {lowered!r} differs in case", f"write {lowered!r}: on most servers case counts", "warning"
    else:
        near = _nearest(one.path, document.path, corpus)
        message, step, severity = f"no file {one.path!r}", f"did you mean {near!r}?" if near else "correct the link, or add the file", "error"
    return META.finding(
        message,
        document.at(one.link.start, one.link.end, f"leads to {one.written[:60]}"),
        confidence=0.95 if severity == "error" else 0.9,
        severity="error" if severity == "error" else "warning",
        help=step,
        observed={"target": one.written},
    )


def _nearest(path: str, own: str, corpus: Corpus) -> str:
    """The file, other than the one with the link, whose name is nearest: in the same folder first, then anywhere under that name."""
    beside = [name for name in corpus.files if dirname(name) == dirname(path) and name != own]
    near = get_close_matches(basename(path), [basename(name) for name in sorted(beside)], 1, 0.6)
    if near:
        return f"{dirname(path)}/{near[0]}".lstrip("/")
    return next((name for name in sorted(corpus.files) if basename(name) == basename(path)), "")
