"""A text quotes the benefit of a source and leaves out its harm, or the reverse.

## What it checks
A document tells of another document of the corpus, which reports a significant benefit and a significant harm of one intervention.
Everything that the first tells of it lies on one side.

## Why it matters
A reader who sees only "more adverse events" or only "less pain" weighs half of what the source found.

## Example
A review reports less pain and more psychedelic effects with ketamine; the leaflet that cites it names the psychedelic effects alone.

## Not flagged
Documents that tell of the source on both sides, in one place or several. Sources that report one side only, or whose other side is not
significant. Sentences that cite several sources at once.

## Limits
Harms are outcomes that the vocabulary knows as adverse events or kinds of them. Why a text leaves something out the rule cannot know.

## References
Jellison S, et al. Evaluation of spin in abstracts of papers in psychiatry and psychology journals. BMJ Evid Based Med 2020;25:178.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from evlint.claims.model import Claim
from evlint.claims.normal import effect_of
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.vocabulary import Vocabulary

META = RuleMeta(
    code="CON203",
    name="selective-quotation",
    summary="a text quotes the benefit of a source and leaves out its harm, or the reverse",
    scope="corpus",
    severity="note",
    since="0.1.0",
    measured="3,662 unrelated abstracts as one corpus: none flagged; not yet measured on labelled quotations",
)
_WORDS = {"benefit": "what it found to help", "harm": "the harm that it found"}


def check(corpus: Corpus, _: Corpus) -> Iterator[Outcome]:
    for path, told in _told(corpus).items():
        for source, claims in told.items():
            own = _by_side((claim for claim in corpus.claims[source] if not claim.record.cites), corpus.words)
            interventions = {name for name, sides in own.items() if len(sides) == 2}
            named = {name: sides for name, sides in _by_side(claims, corpus.words).items() if name in interventions}
            for name, sides in sorted(named.items()):
                if len(sides) == 2 or _speaks_of(corpus.claims[path], name, next(iter(sides)), corpus.words):
                    yield PASSED
                    continue
                side = next(iter(sides))
                left_out = own[name]["harm" if side == "benefit" else "benefit"]
                yield META.finding(
                    f"quotes {_WORDS[side]} and leaves out {_WORDS['harm' if side == 'benefit' else 'benefit']}",
                    sides[side].at("all that is told of the source"),
                    left_out.at("left out", role="related"),
                    confidence=0.7,
                    help="tell both, or say why one of them does not matter here",
                    topic=name,
                    claims=(sides[side].id, left_out.id),
                )


def _told(corpus: Corpus) -> dict[str, dict[str, list[Claim]]]:
    """Document → document that it tells of → the claims that do."""
    out: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in corpus.all_claims():
        if (claim.record.cites or claim.record.sources) and (source := corpus.citations.document(claim)) is not None:
            out[claim.document.path][source.path].append(claim)
    return out


def _by_side(claims: Iterable[Claim], words: Vocabulary) -> dict[str, dict[str, Claim]]:
    """Intervention → the first significant benefit and the first significant harm among some claims."""
    out: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.record.intervention is not None and (side := _side(claim, words)) is not None:
            out[words.intervention(claim.record.intervention.text)].setdefault(side, claim)
    return out


def _side(claim: Claim, words: Vocabulary) -> str | None:
    record = claim.record
    effect = effect_of(record)
    if record.result is None or record.outcome is None or record.result.significance != "significant" or effect not in ("up", "down"):
        return None
    if words.is_harm(record.outcome.text):
        return "harm" if effect == "up" else None
    polarity = record.outcome.polarity or words.polarity(record.outcome.text)
    good = {"higher_is_better": "up", "lower_is_better": "down"}.get(polarity or "")
    return "benefit" if effect == good else None


def _speaks_of(claims: Iterable[Claim], intervention: str, side: str, words: Vocabulary) -> bool:
    """Whether a document says something on the other side of an intervention, whomever it quotes."""
    return any(
        record.outcome is not None and record.intervention is not None and words.intervention(record.intervention.text) == intervention and words.is_harm(record.outcome.text) != (side == "harm")
        for record in (claim.record for claim in claims)
    )
