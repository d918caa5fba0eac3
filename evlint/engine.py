"""The pipeline, on one page.

 1. discover   globs and paths → files (`commands/corpus.py`: the engine itself is given bytes)
 2. read       bytes → Document: reading text, blocks, citation markers, references
 3. segment    blocks → sentences; only those that hold a cheap anchor are looked at closely
 4. extract    sentences → draft claims
 5. merge      claims/*.yaml → records → their spans; a record comes before the draft that it overlaps; cited → sources.yaml
 6. normalise  claims → concepts, days, effects (made when a rule first asks for pairs)
 7. index      claims that share a key → pairs; never all pairs
 8. rules      claims, documents, corpus → findings
 9. post       identify · verdicts and acknowledgements · dedupe · comments · baseline · adjust · rules on those · focus · sort
10. report     what every reporter turns into text

Everything here is a function of its arguments: no disk, no network, no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from evlint import __version__
from evlint.claims import store
from evlint.claims.merge import anchor_all, merge, same
from evlint.config.settings import Settings
from evlint.documents import targets
from evlint.findings import post
from evlint.findings.baseline import Baseline
from evlint.findings.handling import handle
from evlint.findings.report import Report, sources_of
from evlint.preparing import Prepare, prepare
from evlint.rules import registry
from evlint.rules.base import Corpus
from evlint.rules.run import Clock, judge, no_clock, review
from evlint.sources import notices, works
from evlint.sources.facts import NOTHING, Facts
from evlint.sources.resolve import resolve


def run(
    files: Mapping[str, bytes | str],
    records: Mapping[str, str],
    settings: Settings,
    as_of: date,
    focus: Collection[str] | None = None,
    learn: Callable[[Collection[str], Collection[str]], Facts] | None = None,
    look: Callable[[Collection[str]], frozenset[str]] | None = None,
    baseline: Baseline | None = None,
    clock: Clock = no_clock,
    preparing: Prepare = prepare,
) -> Report:
    """Lint a corpus. `files` and `records` are path → content; `focus` limits what is shown, not what is read.

    `learn` tells what is known of works given by DOI or PMID, and of addresses (a table on disk, the network); without it nothing is known.
    `preparing` reads the files and drafts their claims, as `prepare` does, perhaps with what was kept from before.
    `look` tells which files there are where relative links lead; without it only the documents given are known.
    """
    rules = registry.selected(settings)
    prepared = preparing(files, settings)  # 2, 3, 4: no more than the rules read
    documents, drafted = {path: one.document for path, one in prepared.items()}, {path: one.drafts for path, one in prepared.items()}

    stored = store.load(records)  # 5
    anchored = anchor_all(stored.files, documents)
    claims = resolve(merge(drafted, anchored), documents, stored.sources)

    addresses = targets.asked(documents[path] for path in documents if focus is None or path in focus) if registry.asks(rules, "links") else ()
    facts = learn(works.names(documents.values(), stored.sources), addresses) if learn else NOTHING
    facts = notices.heard(facts, documents.values())
    present = look(targets.wanted(documents.values())) if look else None
    alone = {path: one.alone for path, one in prepared.items() if one.alone is not None and same(claims.get(path, ()), one.drafts)}
    corpus = Corpus(tuple(documents.values()), claims, stored, tuple(anchored), settings, as_of, drafted, facts, alone, present)  # 6, 7
    found, coverage = judge(rules, corpus, clock)  # 8

    by_id = {claim.id: claim for claim in corpus.all_claims()}  # 9
    ran = (rule.META.code for rule in rules)
    handled = handle(found, documents.values(), stored, by_id, settings, as_of, baseline, ran, registry.names(), whole=focus is None)
    told, counts = review(rules, handled, corpus)
    shown = post.order(post.in_focus((*handled.kept, *post.adjust(post.identify(told), settings)[0]), focus))
    return Report(
        __version__,
        as_of.isoformat(),
        corpus.documents,
        tuple(corpus.all_claims()),
        tuple(shown),
        tuple(item for item in handled.suppressed if post.touches(item.finding, focus)),
        replace(coverage, rules={**coverage.rules, **counts}),
        sources_of(corpus.documents, records, baseline),
        facts,
        ignored=handled.ignored,
        registered=stored.sources,
        words=corpus.words,
    )
