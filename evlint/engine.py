"""The pipeline, on one page.

1. read       bytes → Document: text, blocks, sentences, citation markers, references
2. extract    Document → draft claims
3. load       claims/*.yaml → reviewed records
4. anchor     record → span of its document
5. merge      records before drafts → the claims of the corpus
6. rules      claims, documents, corpus → findings (pairs of claims come from an index by key)
7. post       identify · verdicts · dedupe · focus · sort
8. report     what every reporter turns into text

Everything here is a function of its arguments: no disk, no network, no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from evlint import __version__
from evlint.claims import store
from evlint.claims.merge import anchor_all, merge
from evlint.config.settings import Settings
from evlint.documents import reading
from evlint.extraction import drafts
from evlint.findings import post
from evlint.findings.report import Report, sources_of
from evlint.rules import registry
from evlint.rules.base import Corpus
from evlint.rules.run import judge


def run(
    files: Mapping[str, bytes | str],
    records: Mapping[str, str],
    settings: Settings,
    as_of: date,
    focus: Collection[str] | None = None,
) -> Report:
    """Lint a corpus. `files` and `records` are path → content; `focus` limits what is shown, not what is read."""
    documents = {path: reading.read(path, files[path]) for path in sorted(files)}
    drafted = {path: drafts(document) for path, document in documents.items()}
    stored = store.load(records)
    anchored = anchor_all(stored.files, documents)
    claims = merge(drafted, anchored)

    corpus = Corpus(tuple(documents.values()), claims, stored, tuple(anchored), settings, as_of)
    found, coverage = judge(registry.selected(settings.select, settings.ignore), corpus)

    by_id = {claim.id: claim for claim in corpus.all_claims()}
    kept, suppressed = post.apply_verdicts(post.identify(found), stored.verdicts, by_id)
    shown = post.order(post.in_focus(post.dedupe(kept), focus))
    return Report(
        __version__,
        as_of.isoformat(),
        corpus.documents,
        tuple(corpus.all_claims()),
        tuple(shown),
        tuple(suppressed),
        coverage,
        sources_of(corpus.documents, records),
    )
