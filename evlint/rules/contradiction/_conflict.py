"""From a comparison of two claims to a finding: confidence, severity, the two places as equals, the reasoning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evlint.claims.normal import digest
from evlint.findings.model import SEVERITIES, Finding, Severity, at_most, severity_for
from evlint.index.compare import Comparison
from evlint.index.opposed import Opposed, Relation
from evlint.index.statements import Statement
from evlint.rules.base import Corpus, RuleMeta

DRAFT_HELP = "read both passages; correct the draft records if they misread one"


def conflict(
    meta: RuleMeta, pair: Comparison, message: str, base: float, labels: tuple[str, str], notes: Iterable[str] = (), help: str = "", measured: bool = False, ceiling: Severity = "error"
) -> Finding:
    """A finding on a pair. `base` is the confidence that the rule has in a pair of reviewed records without open ends, or `measured` on drafts as they are."""
    confidence = base if measured else base * pair.confidence
    first, second = pair.first.claim, pair.second.claim
    return meta.finding(
        message,
        first.at(labels[0]),
        second.at(labels[1], role="related"),
        confidence=confidence,
        severity="note" if measured else at_most(_severity(pair, confidence), ceiling),
        notes=(*pair.notes(), *notes, *([_verdict(pair)] if pair.reviewed else [])),
        help=(help or "say which of the two the text rests on and why") + ("" if pair.reviewed else f"; {DRAFT_HELP}"),
        topic=pair.topic,
        claims=(first.id, second.id),
    )


def worded(meta: RuleMeta, pair: Opposed, message: str, corpus: Corpus) -> Finding:
    """A finding on two passages that their words set against each other: a note, whatever its confidence."""
    first, second = pair.first, pair.second
    labels = (f"reads: {first.reading}", f"reads: {second.reading}")
    return meta.finding(
        f"{' · '.join(pair.words)}: {message}",
        first.at(labels[0]),
        second.at(labels[1], role="related"),
        confidence=pair.probability,
        severity="note",
        notes=("compared by their words, not part by part: one of the two may speak of other people, times or doses", *_cited(corpus, pair)),
        help="read both passages; say which of the two the text rests on, or what differs between them",
        topic=" · ".join(pair.words),
        claims=tuple(one.claim.id for one in (first, second) if one.claim is not None),
    )


def _cited(corpus: Corpus, pair: Opposed) -> Iterator[str]:
    """Whether one of the two cites the document of the other: then it should say what that says."""
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        told = corpus.citations.document(one.claim) if one.claim is not None else None
        if told is not None and told.path == other.document.path:
            yield f"{one.document.path} cites {told.path} for it"


def unreported(corpus: Corpus, relation: Relation) -> Iterator[Opposed]:
    """Pairs of passages of one relation of which no comparison of their claims has said all there is to say."""
    told = {frozenset((pair.first.claim.id, pair.second.claim.id)) for pair in corpus.answers.comparisons}
    told |= {frozenset((pair.first.claim.id, pair.second.claim.id)) for pair in corpus.results.comparisons if _settled(pair)}
    advised = {frozenset((pair.first.claim.id, pair.second.claim.id)) for pair in corpus.recommendations.comparisons}
    for pair in corpus.opposites:
        ids = frozenset(one.claim.id for one in (pair.first, pair.second) if one.claim is not None)
        if pair.relation == relation and ids not in told and frozenset((_advice(pair.first, corpus), _advice(pair.second, corpus))) not in advised:
            yield pair


def _advice(passage: Statement, corpus: Corpus) -> str:
    """The id of the recommendation that a passage is; empty where it is none."""
    claims = corpus.claims.get(passage.document.path, ())
    return next((claim.id for claim in claims if claim.record.kind == "recommendation" and claim.start < passage.end and passage.start < claim.end), "")


def _settled(pair: Comparison) -> bool:
    """Whether a pair of claims is for the rules on claims alone: explained, read by people, opposite, or significant against none."""
    effects = {pair.first.effect, pair.second.effect}
    marks = {n.record.result.significance for n in (pair.first, pair.second) if n.record.result}
    return pair.explained or pair.reviewed or effects == {"up", "down"} or ("none" in effects and "significant" in marks)


def _verdict(pair: Comparison) -> str:
    """A line for conflicts.yaml, ready to paste, for a person who finds that the two can stand side by side."""
    first, second = pair.first.claim, pair.second.claim
    axes = ", ".join(d.axis for d in pair.differences if d.weight in ("explains", "lowers", "shown"))
    verdict = "explained" if axes else "accepted"
    return f"if both can stand, record it in conflicts.yaml: {{pair: [{first.id}, {second.id}], verdict: {verdict}, axes: [{axes}], digest: '{digest(first.record, second.record)}'}}"


def _severity(pair: Comparison, confidence: float) -> Severity:
    if pair.explained:
        return "note"
    level = SEVERITIES.index(severity_for(confidence)) - pair.lowered
    return SEVERITIES[max(0, level if pair.reviewed else min(level, 1))]


def silent(pair: Comparison) -> bool:
    """A document that tells of one source at several times or doses states the difference itself; drafts of it may miss that."""
    return pair.one_source and pair.first.claim.document.path == pair.second.claim.document.path and (pair.explained or not pair.reviewed)
