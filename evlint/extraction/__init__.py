"""Documents → draft claims. One module a family; each yields drafts from one sentence (or, for sums, the whole text)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import repeat

from evlint.claims.model import Claim, Reads
from evlint.documents import abbreviations, rhetoric, sentences
from evlint.documents.model import Document
from evlint.extraction import arms, context, counts, doses, effect_sizes, estimates, findings, quantities, recommendations, sums, tables, tests
from evlint.extraction.arms import absence, completion, groups, lettered
from evlint.extraction.draft import Draft, View, to_claims
from evlint.patterns import any_of
from evlint.patterns import pattern as lazy

Extractor = Callable[[View], Iterator[Draft]]


@dataclass(frozen=True, slots=True)
class Family:
    """An extractor, and the cheap anchor that a sentence (as it is, in lower case) must hold before it is looked at closely."""

    extract: Extractor
    anchor: Callable[[str, str], bool]
    digits: bool = True  # whether it reads no sentence without a digit
    numbers: bool = False  # whether it reads numbers of results
    declared: bool = False  # whether it needs no anchor where the block declares what its values are


def _any(*pieces: str, printed: bool = False) -> Callable[[str, str], bool]:
    """Whether one of some pieces stands in the sentence: in lower case, or as printed."""

    def anchor(text: str, lowered: str) -> bool:
        return any_of(pieces, text if printed else lowered)

    return anchor


def _as_printed(pattern: str) -> Callable[[str, str], bool]:
    found = lazy(pattern).search
    return lambda text, _: found(text) is not None


_DIGIT = lazy(r"\d")
_TWO_VALUES = lazy(
    r"\d(?:\s?(?:/|\+/?-)\s?\d| (?:out )?of (?:the )?\d| (?:\S{1,8} )?v(?:s|ersus)?\.? \d| [(\[]SD|[,;] SDs?\s?=| (?:points?|days?|weeks?|months?|years?|hours?|minutes?|h|min) (?:in|for|with) )|(?:group|arm)(?: was|,|:) \d"
)
_DAMAGED = lazy(r"(?<=[)\]A-Za-zχηρτ²]\s)¼(?=\s?[-−–<]?\s?\d?\.?\d)|(?<=[A-Za-z)²])¼(?=[-−–]?\d?\.?\d)|(?<=\)\s)5(?=\s[-−–]?\d{0,4}\.\d)|(?<=[,;(]\s[pP]\s)5(?=\s\.\d)")
_LOWERED, _LEVEL = lazy(r"[₀-₉]"), str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")  # F₂,₅₇: degrees of freedom
_ONE = lazy(r"(?<=\b[Ft]\()l(?=\s?,\s?\d|\d{1,3}\))|(?<=\b[Ft]\s\()l(?=\s?,\s?\d|\d{1,3}\))")  # F(l, 76), t(l8)
_SYMBOL = r"[tTFrRzZQUWH²2bwsdeuoρτ)\]\d]"  # the end of what names a statistic
_RESULT_WORDS = (
    "no | not|without|fail|reduc|creas|improv|lower|rais|higher|greater|less|better|worse|longer|shorter|prolong|attenuat|alleviat|reliev|prevent|shorten|more |associat|related|correlat|effective|efficac|"
    "benef|protect|predict|factor|similar|comparable|equivalent|superior|inferior|outperform|rose|fell|declin|elevat|enhanc|delay|suppress|inhibit|impair|unchanged|unaffected|affect|alter|influenc|impact|differ|amelior|diminish|drop|fewer| same | as good | as success|relationship|promot|stimul|accelerat|boost|augment|potentiat|extend|minimi|eliminat|abolish|halve|limit|caus|induc|trigger|contribut|lead|led to|activat|facilitat|doubl|block|slow|hinder|cure|kill|can|cause|spread|transmi|infect|predict|provid|confer|produc|likely|susceptib|vulnerab|responsib|determin|requir|role|contagious|generat|regulat|mediat|bind|encourag|persist|depend|explain|elicit|drive"
).split("|")
_ADVICE = ("recommend", "should", "must", "option", "consider", "offer", "contraindicat", "last resort", "routine use", "against", "do not", "suggest", "may be used")

FAMILIES = (
    Family(arms.extract, lambda text, _: text.count("%") > 1 or "±" in text or "(SD" in text or _TWO_VALUES.search(text) is not None, numbers=True),
    Family(estimates.extract, _any("RR", "OR", "HR", "MD", "RD", "NNT", "ratio", "Ratio", "isk", "ifference", "eeded to treat", printed=True), numbers=True, declared=True),
    Family(tests.extract, _as_printed(rf"[=<>≤≥⩽⩾](?:(?<={_SYMBOL}.)|(?<={_SYMBOL}\s.)|(?<={_SYMBOL}\s\s.))"), numbers=True),
    Family(effect_sizes.extract, _as_printed(r"=(?:(?<=[βabBdgsvzm]=)|(?<=[βabBdgsvzm]\s=))"), numbers=True),
    Family(counts.extract, lambda text, _: "%" in text, numbers=True),
    Family(doses.extract, _any("g", "iu", "unit", "ml", "mmol")),
    Family(quantities.extract, _any("% of", "% relative", "all ", "every "), digits=False),
    Family(findings.extract, _any("signific", *_RESULT_WORDS), digits=False),
    Family(absence.extract, _any("no ", "none of"), digits=False),
    Family(recommendations.extract, _any(*_ADVICE), digits=False),
)


def drafts(document: Document, reads: Reads = "all") -> list[Claim]:
    """Drafts of a document, in order of place: a function of its bytes and of this package alone, and of what is to be read."""
    if reads == "nothing":
        return []
    sizes, found = groups.sizes(document)
    found += [*sums.extract(document), *tables.extract(document, sizes)]
    wanted = [family for family in FAMILIES if reads == "all" or family.numbers]
    declared = estimates.declared(document)
    wordy = [family for family in wanted if not family.digits]
    labels = rhetoric.labels(document) if wordy else repeat("")  # numbers are read under whatever label they stand
    for sentence, label in zip(document.sentences, labels, strict=False):
        families = wanted if _DIGIT.search(document.clean, sentence.start, sentence.end) else wordy
        if not families:
            continue
        text = _mended(document.clean[sentence.start : sentence.end])
        lowered = text.lower() if wordy else ""
        view = View(document, sentence, text, declared.get(sentence.block), label)
        read = [draft for family in families if family.anchor(text, lowered) or (family.declared and view.declared) for draft in family.extract(view)]
        found += _one_a_result(read) if len(read) > 1 else read
    filled = [sizes.fill(draft) for draft in completion.complete(found)]
    if reads != "all":  # names matter to no rule on numbers
        return to_claims(document, filled)
    known, letters = abbreviations.defined(document.clean), lettered.defined(document.clean)
    return to_claims(document, context.complete(document, [_spelled_out(draft, known, letters) for draft in filled]))


def _mended(text: str) -> str:
    """A sentence on one line, whose equals signs came out of a PDF as "¼" or "5", and whose first 1 as "l", where that is certain; same length."""
    text = sentences.on_one_line(text)
    text = _DAMAGED.sub("=", text) if "¼" in text or " 5 " in text else text
    if not text.isascii() and _LOWERED.search(text):
        text = text.translate(_LEVEL)
    return _ONE.sub("1", text) if "(l" in text else text


def _spelled_out(draft: Draft, known: Mapping[str, str], letters: Mapping[str, str]) -> Draft:
    """A draft that names things without the abbreviations and letters of its document, so that it can be compared with other documents."""
    if not (known or letters):
        return draft
    parts = dict(draft.parts)
    for name in ("intervention", "comparator", "outcome"):
        if (part := parts.get(name)) and (text := abbreviations.expand(part.text, known, keep=name == "outcome")) != part.text:
            parts[name] = replace(part, text=text)
    if (statistic := parts.get("statistic")) and statistic.arms:
        parts["statistic"] = replace(statistic, arms=tuple(replace(arm, name=lettered.expand(abbreviations.expand(arm.name, known), letters)) if arm.name else arm for arm in statistic.arms))
    return replace(draft, parts=parts)


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
    found = _named(found)
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


def _named(found: list[Draft]) -> list[Draft]:
    """Pairs of arms without names, named by the one comparison of their sentence that goes the same way: "less with zinc than with iron (3.1 v 4.2)"."""
    pairs = [draft for draft in found if _is_pair(draft)]
    hosts = [draft for draft in found if "intervention" in draft.parts and "comparator" in draft.parts and draft not in pairs]
    if len(hosts) != 1:
        return found
    host = hosts[0]
    return [
        arms.named(draft, host.parts["intervention"].text, host.parts["comparator"].text, host.parts["result"].direction) if draft in pairs and "result" in host.parts else draft for draft in found
    ]


def _is_pair(draft: Draft) -> bool:
    statistic = draft.parts.get("statistic")
    return draft.kind == "finding" and statistic is not None and len(statistic.arms) == 2


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
    if words is None:
        return estimate
    named = {name: words.parts[name] for name in ("intervention", "comparator", "certainty") if name in words.parts}
    parts = {**named, **estimate.parts}
    said, own = words.parts.get("outcome"), estimate.parts.get("outcome")
    if said and own and said.text != own.text and said.text in own.text:  # "zinc reduced colds (MD …": what was measured are the colds
        parts["outcome"] = replace(own, text=said.text, polarity=said.polarity)
    return replace(estimate, parts=parts)
