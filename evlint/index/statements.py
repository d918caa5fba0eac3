"""Sentences in normal form: what a clause is about, as weighted stems, and what it says of it, as signs.

A claim that lies in the clause lends it direction and parts. A clause without one is read all the same: much of what documents say
("the vaccine does not provide immunity") states no result of a trial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from evlint.claims.model import Claim
from evlint.claims.normal import Effect, effect_of
from evlint.documents import rhetoric
from evlint.documents.model import Document, Location, Role
from evlint.documents.sentences import on_one_line
from evlint.patterns import pattern as lazy
from evlint.vocabulary import fold, topics

Sign = Literal["up", "down", "not", "than", ""]
Terms = frozenset[str]

_CUT = lazy(r";\s+|,?\s+(?:whereas|while|although|though|but|however)\s+(?!not\b|also\b)")
_WORD = lazy(r"[a-z0-9α-ω]+(?:['’][a-z]+)?")
_UP = lazy(
    r"increas\w*|rais\w+|elevat\w+|higher|highest|greater|more|longer|prolong\w*|enhanc\w+|rose|rises?|grew|gain\w*|promot\w+|activat(?:e|es|ed|ing|ion)|stimulat\w+|accelerat\w+|boost\w*|upregulat\w+|better|improv\w*|superior|faster|"
    r"positiv\w+|strong\w*|most|frequent\w*|majority|large\w*|high|heavier|twice|doubl\w+"
)
_DOWN = lazy(
    r"reduc\w*|decreas\w*|lower\w*|lowest|declin\w*|fewer|less|shorter|shorten\w*|diminish\w*|attenuat\w*|alleviat\w*|fell|falls?|drop\w*|prevent\w*|lessen\w*|inhibit(?:s|ed|ing|ion|ory)?|suppress\w*|block\w*|slow\w*|impair\w*|worse\w*|"
    r"inferior|deactivat\w*|downregulat\w+|limit\w*|delay\w*|hinder\w*|negativ\w+|inverse\w*|los[st]\w*|lack\w*|absen\w+|weak\w*|rare\w*|few|minority|low|small\w*|disrupt\w*|repress\w*|destabili\w+|deficien\w+|deplet\w+|delet\w+|"
    r"knock\w+|interrupt\w+|ablat\w+|withdraw\w*|discontinu\w*|protect\w*|avert\w*|avoid\w*|half|halv\w+"
)
_NOT = lazy(r"no|not|never|cannot|nor|neither|fail(?:s|ed|ing)?|none|unchanged|unaffected|unrelated|unable|incapable|insufficient|ineffective|inaccurate|unlikely|dissimilar|little|\w+n['’]t")
_THAN = frozenset(("than", "versus", "vs", "compared"))
_PERCENT = lazy(r"(?<![\d.])(\d+(?:\.\d+)?)\s?(?:%|percent)")
_NO_OR_LITTLE = lazy(r"\b(?:no|not|little) (?:or|only|yet|just|surprisingly)\b|\bnone or\b|\bnot\s(?:\w+\s){0,2}(?:more|less|longer|earlier|later) than\b")
_TELLS = lazy(
    r"\b(?:this|the present|our) (?:paper|study|report|article|review) (?:examine|describe|aim|present|investigate|explore|assess|evaluate|was designed)\w*|\b(?:here|herein|hereby)?,?\s?we (?:describe|report(?! that)|identified|performed|conducted|"
    r"used|present|analy[sz]ed|compared|collected|enrolled|included|reviewed|searched|developed|tested|measured|studied|did|recruited|set out|propose)\w*\b(?! that\b)",
    re.I,
)
_UNKNOWN = lazy(
    r"\b(?:little|not much|nothing|few data|no data|no information|little information)\b[^.;]{0,40}\b(?:known|available|understood|published|exists?)\b|\b(?:remains?|is|are|was|were) (?:unknown|unclear|uncertain|poorly understood|controversial)\b",
    re.I,
)
_SHORTEST = 15


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause. `first` and `second` are the terms of the intervention and outcome of the claim in it, where there is one."""

    document: Document
    start: int
    end: int
    terms: Terms
    weight: float
    ups: int
    downs: int
    denials: int
    before: Terms  # than: the terms on either side, where the clause sets two things against each other
    behind: Terms
    percents: frozenset[str]
    claim: Claim | None = None
    first: Terms = frozenset()
    second: Terms = frozenset()
    turned: int = 0  # words in the intervention that turn it round: "blocking X", "low X"

    @property
    def effect(self) -> Effect:
        return effect_of(self.claim.record) if self.claim else "unclear"

    @property
    def sign(self) -> int:
        """1 or -1: the direction of the claim, turned by its intervention ("blocking X reduces Y" is "X raises Y"), else the parity of the clause."""
        parity = -1 if (self.turned if self.effect in ("up", "down") else self.downs) % 2 else 1
        return -parity if self.effect == "down" else parity

    @property
    def denied(self) -> bool:
        """Whether the clause says that there is no effect, by the claim in it or else by its own words."""
        return self.effect == "none" if self.effect != "unclear" else self.denials % 2 == 1

    @property
    def text(self) -> str:
        return self.document.clean[self.start : self.end]

    @property
    def reading(self) -> str:
        """What the statement says, for people."""
        return "no effect" if self.denied else {"up": "more", "down": "less"}.get(self.effect, "so")

    def words_of(self, stems: Terms) -> tuple[str, ...]:
        """The words of the statement that stand for some stems, in order, each once."""
        left = set(stems)
        found: list[str] = []
        for word in _WORD.findall(self.text.lower()):
            if left.intersection(own := _meaning(word)[1]):
                left.difference_update(own)
                found.append(word)
        return tuple(found)

    def at(self, label: str = "", role: Role = "primary") -> Location:
        return self.document.at(self.start, self.end, label, role)


def read(document: Document, claims: Iterable[Claim], rejected: Iterable[tuple[int, int]] = ()) -> list[Statement]:
    """The statements of a document in order: one for each claim of a clause, else one for the clause.

    Left out are sentences that are somebody else's opinion, that a person has rejected as a claim, that tell of non-inferiority, or that say nothing
    of how things are.
    """
    claims = list(claims)
    aside = [*rejected, *((claim.start, claim.end) for claim in claims if claim.record.attribution not in (None, "asserted") or _noninferior(claim))]
    results = [claim for claim in claims if claim.record.kind in ("finding", "estimate") and claim.record.result and claim.record.attribution in (None, "asserted")]
    out: list[Statement] = []
    at = 0
    for sentence, label in zip(document.sentences, rhetoric.labels(document), strict=True):
        while at < len(results) and results[at].start < sentence.start:
            at += 1
        behind = at
        while behind < len(results) and results[behind].start < sentence.end:
            behind += 1
        text = on_one_line(document.clean[sentence.start : sentence.end])
        if document.blocks[sentence.block].kind == "quotation" or any(start < sentence.end and sentence.start < end for start, end in aside):
            continue
        if not rhetoric.asserts(text, document.blocks[sentence.block].section, label) or _TELLS.search(text) or _UNKNOWN.search(text):
            continue
        inside = results[at:behind]
        for start, end in _clauses(text, [(claim.start - sentence.start, claim.end - sentence.start) for claim in inside]):
            plain = _plain(document, sentence.start + start, sentence.start + end)
            if plain is not None:
                mine = [claim for claim in inside if start - 1 <= claim.start - sentence.start < end]
                out += [_with(plain, claim) for claim in mine] or [plain]
    return out


def _noninferior(claim: Claim) -> bool:
    """No worse than another treatment: neither an effect nor none."""
    return claim.record.result is not None and claim.record.result.significance == "noninferior"


def _clauses(sentence: str, whole: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence; a stretch that is one claim is not cut."""
    begin = 0
    for cut in _CUT.finditer(sentence):
        if not any(start < cut.start() and cut.end() < end for start, end in whole):
            yield begin, cut.start()
            begin = cut.end()
    yield begin, len(sentence)


def _plain(document: Document, start: int, end: int) -> Statement | None:
    """A clause by its words alone; None where it says nothing that could be opposed."""
    text = on_one_line(document.clean[start:end])
    if len(text) < _SHORTEST:
        return None
    counts = {"up": 0, "down": 0, "not": 0, "than": 0, "": 0}
    before: set[str] = set()
    behind: set[str] = set()
    for word in _WORD.findall(_NO_OR_LITTLE.sub(" ", text.lower())):
        sign, stems = _meaning(word)
        if not (sign == "not" and counts["than"]):  # "… than in those who did not"
            counts[sign] += 1
        (behind if counts["than"] else before).update(stems)
    terms = frozenset(before | behind)
    if len(terms) < 2:
        return None
    two = bool(counts["than"])
    percents = frozenset(_PERCENT.findall(text)) if "%" in text or "percent" in text else frozenset()
    return Statement(document, start, end, terms, topics.weight(terms), counts["up"], counts["down"], counts["not"], frozenset(before) if two else frozenset(), frozenset(behind), percents)


def _with(plain: Statement, claim: Claim) -> Statement:
    record = claim.record
    intervention, comparator, outcome = (part.text.lower() if part else "" for part in (record.intervention, record.comparator, record.outcome))
    if effect_of(record) == "none":  # "no difference between A and B" is as much about B
        intervention = f"{intervention} {comparator}"
    turned = sum(_meaning(word)[0] == "down" for word in _WORD.findall(intervention)) + ("time to " in plain.text.lower() and "time to " not in intervention)
    return replace(plain, claim=claim, first=_terms(intervention), second=_terms(outcome), turned=turned)


def _terms(lowered: str) -> Terms:
    return frozenset(stem for word in _WORD.findall(lowered) for stem in _meaning(word)[1])


@lru_cache(maxsize=65536)
def _meaning(word: str) -> tuple[Sign, tuple[str, ...]]:
    """(sign, stems) of a word: it has one or the other."""
    if word in _THAN:
        return "than", ()
    for sign, pattern in (("not", _NOT), ("down", _DOWN), ("up", _UP)):
        if pattern.fullmatch(word):
            return sign, ()  # type: ignore[return-value]
    return "", topics.stems(fold.word(word))
