"""Documents → draft claims. One module a family; each yields drafts from one sentence (or, for sums, the whole text)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from evlint.claims.model import Claim
from evlint.documents.model import Document
from evlint.extraction import arms, counts, doses, estimates, findings, groups, quantities, recommendations, sums, tables, tests
from evlint.extraction.draft import Draft, View, to_claims

Extractor = Callable[[View], Iterator[Draft]]
Anchor = Callable[[str, str], bool]


def _any(*pieces: str) -> Anchor:
    return lambda _, lowered: any(piece in lowered for piece in pieces)


_COMPARISON = re.compile(r"[tTFrRzZQUWH²2bwsdoρτ)\]\d]\s{0,2}[=<>≤≥⩽⩾]")
_TWO_VALUES = re.compile(r"\d\s?(?:/|\+/?-)\s?\d|\d (?:out )?of (?:the )?\d|\d (?:\S{1,8} )?v(?:s|ersus)?\.? \d|\d [(\[]SD")
_DIGIT = re.compile(r"\d")
_MEASURES = ("RR", "OR", "HR", "MD", "RD", "NNT", "ratio", "isk", "ifference", "eeded to treat", "Ratio")
_RESULT_WORDS = "no | not|without|fail|reduc|creas|improv|lower|rais|higher|greater|less|better|worse|longer|shorter|prolong|attenuat|alleviat|reliev|prevent|shorten|more ".split("|")
_ADVICE = ("recommend", "should", "must", "option", "consider", "offer", "contraindicat", "last resort", "routine use", "against", "do not", "suggest", "may be used")
_UNITS = ("g", "iu", "unit", "ml", "mmol")

# An extractor, and the cheap anchor that a sentence (as it is, in lower case) must hold before it is looked at closely.
FAMILIES: tuple[tuple[Anchor, Extractor], ...] = (
    (lambda text, _: text.count("%") > 1 or "±" in text or _TWO_VALUES.search(text) is not None, arms.extract),
    (lambda text, _: any(name in text for name in _MEASURES) and _DIGIT.search(text) is not None, estimates.extract),
    (lambda text, _: _COMPARISON.search(text) is not None and _DIGIT.search(text) is not None, tests.extract),
    (_any("%"), counts.extract),
    (lambda text, lowered: any(unit in lowered for unit in _UNITS) and _DIGIT.search(text) is not None, doses.extract),
    (_any("% of", "% relative", "all ", "every "), quantities.extract),
    (_any("signific", *_RESULT_WORDS), findings.extract),
    (_any(*_ADVICE), recommendations.extract),
)


def drafts(document: Document) -> list[Claim]:
    """All drafts of a document, in order of place: a function of its bytes and of this package alone."""
    sizes, found = groups.sizes(document)
    found += [*sums.extract(document), *tables.extract(document, sizes)]
    for sentence in document.sentences:
        text = document.clean[sentence.start : sentence.end]
        lowered = text.lower()
        view = View(document, sentence, text)
        found += _one_a_result([draft for anchor, extractor in FAMILIES if anchor(text, lowered) for draft in extractor(view)])
    return to_claims(document, (sizes.fill(draft) for draft in found))


def _one_a_result(found: list[Draft]) -> list[Draft]:
    """One record a result: words that only lead up to an estimate are the estimate's own, and so are the numbers of its arms."""
    found = _with_arms(found)
    numbers = [draft for draft in found if draft.kind == "estimate"]
    words = [draft for draft in found if draft.kind == "finding"]
    if not numbers or not words:
        return found
    led = [word for word in words if any(_holds(word, number) for number in numbers)]
    return [_with_parts(draft, led) if draft.kind == "estimate" else draft for draft in found if draft not in led]


def _with_arms(found: list[Draft]) -> list[Draft]:
    """The numbers of two arms joined to the one estimate, else to the one result in words, of their sentence."""
    pairs = [draft for draft in found if _is_pair(draft)]
    if len(pairs) != 1:
        return found
    pair = pairs[0]
    for kind in ("estimate", "finding"):
        hosts = [draft for draft in found if draft.kind == kind and draft is not pair]
        if len(hosts) == 1:
            joined = _joined(hosts[0], pair)
            return [joined if draft is hosts[0] else draft for draft in found if draft is not pair]
    return found


def _is_pair(draft: Draft) -> bool:
    statistic = draft.parts.get("statistic")
    return draft.kind == "finding" and statistic is not None and bool(statistic.arms)


def _joined(host: Draft, pair: Draft) -> Draft:
    """A result with the numbers of its arms, and with the span of both."""
    own, numbers = host.parts.get("statistic"), pair.parts["statistic"]
    statistic = replace(own, arms=numbers.arms, p=own.p or numbers.p) if own else numbers
    parts = {**{name: pair.parts[name] for name in ("outcome",) if name in pair.parts}, **host.parts, "statistic": statistic}
    return replace(host, start=min(host.start, pair.start), end=max(host.end, pair.end), parts=parts)


def _holds(outer: Draft, inner: Draft) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _with_parts(estimate: Draft, led: list[Draft]) -> Draft:
    """An estimate with the parts that the words around it name and it does not."""
    words = next((word for word in led if _holds(word, estimate)), None)
    named = {name: words.parts[name] for name in ("intervention", "comparator", "certainty") if name in words.parts} if words else {}
    return replace(estimate, parts={**named, **estimate.parts})
