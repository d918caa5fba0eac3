"""How likely a sentence is one that its author would have cited a source for, judged by its own words.

A logistic regression over words, pairs of words, the first words, and a few counts of form (`uncited.json`, trained by
`bench/uncited.py`). What a citation leaves behind when it is taken out (empty brackets, doubled commas) is taken away first:
the sentences that the model learnt from had lost theirs, those that it judges never had one.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from evlint.documents.model import Document, Sentence
from evlint.documents.rhetoric import labels
from evlint.patterns import pattern as lazy

SCALE = 100  # weights are whole numbers, this many to one unit of the log odds
_FIRST = 4
_EMPTY = lazy(r"[(\[](?:[\s,;–-]|\b(?:see|also|and|e\.g|i\.e|cf|for example|for instance|reviewed in|refs?)\b\.?){0,12}[)\]]", re.I)
_BEFORE_MARK = lazy(r"(?:\s|[,;](?=\s?[,;.)\]]))+(?=[,;.)\]])")
_LEFT_HANGING = lazy(r"(?:[\s,;:.!?]|\b(?:see|e\.g|i\.e|cf)\.?){1,12}$", re.I)
_TOKEN = lazy(r"[^\W\d_]+(?:['’][a-z]+)?|\d[\d.,]{0,20}%?|[(,;:\"“]")
_YEAR = lazy(r"(?:19|20)\d\d")
_STUDY = r"(?:stud(?:y|ies)|trials?|reviews?|meta-analys[ei]s|papers?|articles?|protocol|results?|findings?|analys[ei]s|investigation|data|survey|experiments?)"
_OWN = lazy(rf"\b(?:[Ww]e|[Oo]urs?|us|[Mm]y|(?:[Tt]his|[Tt]hese|[Pp]resent|[Cc]urrent)\s(?:[a-z-]{{3,16}}\s){{0,2}}?{_STUDY})\b")
_PAST, _PRESENT = frozenset({"was", "were", "had", "did"}), frozenset({"is", "are", "has", "have", "can"})


def tidy(text: str) -> str:
    """A sentence without what citations leave behind, and without its last stop."""
    text = " ".join(_EMPTY.sub(" ", text).split())
    return _LEFT_HANGING.sub("", _BEFORE_MARK.sub("", text))


def _form(token: str) -> str:
    if token[0].isdigit():
        return "0%" if token[-1] == "%" else "0000" if _YEAR.fullmatch(token) else "0"
    return token.lower()


def features(text: str) -> dict[str, float]:
    """What the model sees of a sentence: words, pairs ("a b"), first words ("^a") and forms ("#name")."""
    text = tidy(text)
    printed = _TOKEN.findall(text)
    words = [_form(token) for token in printed]
    held = dict.fromkeys(words, 1.0)
    held.update(dict.fromkeys(map(" ".join, zip(["^", *words], words, strict=False)), 1.0))
    held.update(dict.fromkeys(["^" + word for word in words[:_FIRST]], 1.0))
    held.update(_forms(text, printed, words))
    return held


def _forms(text: str, printed: Sequence[str], words: Sequence[str]) -> Iterator[tuple[str, float]]:
    several = set(words)
    yield "#length", min(len(words), 60) / 20
    yield "#short", 1 / (1 + len(words) / 8)
    yield "#letters", len(text) / (len(words) + 1) / 8
    yield "#past", min(sum(word[-2:] == "ed" or word in _PAST for word in words), 4) / 2
    yield "#present", float(not several.isdisjoint(_PRESENT))
    yield "#told", float(several.isdisjoint(_PAST))
    yield "#numbers", min(words.count("0"), 5) / 3
    yield "#names", min(sum(word.istitle() for word in printed[1:]), 5) / 3
    yield "#capitals", min(sum(len(word) > 1 and word.isupper() for word in printed), 5) / 3
    yield "#commas", min(words.count(","), 5) / 3
    yield "#own", float(_OWN.search(text) is not None)


def likely(text: str) -> float:
    """The probability that the author of a sentence would cite."""
    weights = weighed()
    log_odds = weights[""] + sum(weights[name] * value for name, value in features(text).items() if name in weights)
    return 1 / (1 + math.exp(-log_odds / SCALE))


@cache
def weighed() -> dict[str, int]:
    """The weights that ship with evlint; "" is the constant."""
    table: dict[str, int] = json.loads(files("evlint.rules.support").joinpath("uncited.json").read_text("utf-8"))
    return table


_OWN_RESULT = lazy(
    r"\b(?:[Ww]e\s(?:(?:also|have|had|then|did|therefore|thus|only|further|could|not|first)\s){0,3}"
    r"(?:f[io]u?nd|observe|show|demonstrate|report|detect|saw|see|identif|confirm|conclude|compare|measure|assess|evaluate|use|include|exclude|conduct|perform|investigate|examine|aim|hypothes|chose|choose|analy|stud|test|collect|"
    r"random|recruit|obtain|note|were|was|are|will|propose|develop|present|describe|believe|speculate|consider|can|would|suggest|expect|assume|decide|calculate|appl)"
    r"|[Oo]ur\s(?:[a-z-]{2,16}\s){0,3}?(?:stud|trial|result|finding|data|patient|participant|sample|analys|cohort|review|hypothes|subject|observation|experiment|work|research|intervention|population|group|model|knowledge|method|design|program|control|aim)"
    rf"|(?:[Tt]h(?:is|e present|e current)|present|current)\s(?:[a-z-]{{3,16}}\s){{0,2}}?{_STUDY}\b|[Tt]hese\s(?:[a-z-]{{3,16}}\s)?(?:results|findings|data|observations)\b"
    r"|(?i:tables?|fig(?:ure)?s?\.?|appendix|additional file)\s?[\dS]|[Pp]\s?[<=>]\s?0?\.\d)"
)
_OTHERS = lazy(
    rf"\b(?:previous|prior|earlier|other|several|many|most|published|existing)\s(?:[a-z-]{{3,16}}\s){{0,3}}?(?:{_STUDY}|reports?|research\w{{0,3}}|work|literature|authors?|investigators)\b"
    r"|\bthe literature\b|\bha(?:ve|s)\s(?:(?:also|previously|recently|often|consistently|been)\s){1,2}(?:shown|reported|found|demonstrated|described|observed|suggested|linked|associated|documented|proposed)"
    r"|\b(?:consistent|in line|in agreement|in accordance|in keeping|comparable|agrees?|accords?)\swith\b|\b(?:similar|contrary|in contrast)\sto\b|\b(?:also|previously|recently)\s(?:been\s)?(?:shown|reported|found|demonstrated|described|observed|published)\b",
    re.I,
)
_NO_CLAIM = lazy(
    r"\b(?:aims?|aimed|objectives?|purpose|goals?)\s(?:of|to|was|is|were|are|here)\b|\b(?:is|are|was|were)\sdefined\sas\b|\b(?:refers?\sto|stands\sfor|is\sthe\s(?:term|name)\sfor)\b"
    r"|\b(?:further|future|more|additional|larger|longer)\s(?:[a-z-]{3,16}\s){0,3}?(?:stud(?:y|ies)|trials?|research|work|investigations?)\b.{0,60}\b(?:need|require|warrant|necessary|should|will|would|may|could)|\b(?:need|call)s?\sfor\s(?:[a-z-]{3,16}\s){0,2}(?:research|stud|trials)"
    r"|\b(?:discussed|described|shown|outlined|summari[sz]ed|presented|mentioned|noted|explained)\s(?:above|below|here|later|elsewhere)\b|\bsee\s(?:section|chapter|table|figure|below|above|page)\b"
    r"|^(?:in\s(?:conclusion|summary)|to\s(?:conclude|summari[sz]e)|taken\stogether|overall|finally)\b|;\s[\w./-]{1,12},\s.{1,60};\s[\w./-]{1,12},\s|^\W?[A-Z][\w./-]{0,9}\sindicates\s"
    r"|^(?:if|see|ask|talk|tell|call|use|take|give|do\snot|don['’]t|please|let)\b|\byou(?:r|rs)?\b",
    re.I,
)
_NAMES_SOURCE = lazy(r"https?://|www\.|\bdoi\b|\bPMID\b|\bNCT\d{6}|\bISRCTN", re.I)
_SHORTEST = 7  # words
_STATES = lazy(
    r"\b(?:(?:affect|reduce|increase|decrease|improve|prevent|cause|trigger|worsen|impair|relieve|lower|raise|prolong|shorten|protect|cure|predict|inhibit|promote|stimulate|double|enhance|harm|kill|occur|develop|rise|fall|vary|suffer|die|respond|"
    r"account|contribute|induce|modulate|regulate|suppress|delay|slow|limit)s?|halves|varies|leads?\sto|gives?\srise|results?\sin|depends?\son|"
    r"(?:is|are)\s(?:[a-z]{2,12}ly\s)?(?:more|less|as|higher|lower|greater|better|worse|superior|inferior|associated|linked|related|due|caused|effective|efficacious|ineffective|safe|common|rare|frequent|prevalent|responsible|known|one\sof|"
    r"the\s(?:most|leading|commonest|main|major|second|third|first)|a\s(?:major|common|leading|frequent|rare|key|risk))|\w{2,20}\sthan|risk\s(?:of|for|factors?)|prevalence|incidence|mortality|morbidity|"
    r"ha(?:s|ve)\s(?:[a-z]{2,12}\s){0,2}been\s(?:shown|found|reported|linked|associated|demonstrated)|one\sin|million|per\s?cent|most\s(?:common|frequent|patients|people))\b|\d\s?%",
    re.I,
)
_RATHER_OWN = lazy(
    r"\b(?:was|were|had|did|may|might|could|should|would|unclear|unknown|tended|resulted|(?:subjects|participants|patients|groups?)\s[a-z]{2,14}ed)\b|^(?:thus|therefore|hence|these|this|it\sis\spossible)\b",
    re.I,
)
_QUIET_SECTION = lazy(
    r"^[\W\d]{0,8}(?:abstract|synopsis|(?:[a-z-]{2,12}\s){0,2}summary|(?:key|main|take[- ]home)\s(?:points|messages|findings|results)|conclusions?|aims?|objectives?|purpose|questions?|hypothes[ei]s|"
    r"(?:(?:main|primary|secondary|study|other|clinical)\s)?(?:results?|outcomes?|findings|endpoints?)|(?:(?:materials?|patients|participants|subjects|study|trial|statistical)\s(?:and\s)?)?(?:methods?|methodology|design|procedures?|population|participants|patients|setting|analys[ei]s)|"
    r"statistic|sample|search|selection|eligibility|inclusion|exclusion|data\s|measures?|intervention|randomi[sz]|strengths|limitations?|ethic|(?:trial\s)?registration|(?:sources?\sof\s)?funding|acknowledge?ments?|(?:authors?['’]{0,2}\s)?contributions?|competing|conflicts?|"
    r"disclosures?|declarations?|abbreviations|glossary|key ?words|references|bibliography|further\sreading|see\salso|contents|supplement|appendix|additional|availability|consent|about\s|how\s(?:this|we)|figures?|tables?)",
    re.I,
)


_METHODS = lazy(r"[\W\d]{0,8}(?:(?:materials?|patients|participants|subjects|study|trial)\s(?:and\s)?)?(?:methods?|methodology|study design)\b", re.I)
_DISCUSSION = lazy(r"[\W\d]{0,8}(?:results?\s(?:and\s)?)?(?:general\s)?discussion\b|[\W\d]{0,8}comment\b", re.I)
# Citations that the document's readers do not take for one: "agonists26–28", "[39]" behind a scale, "(27, 28)", "(Smith and others 2009)", "Smith et al".
_LIKE_CITATION = lazy(
    r"[A-Za-z]{3}\d{1,3}(?:[,–]\d{1,3}){1,12}|[a-z]{4}[.,]?\d{1,3}(?:[\s,–-]{1,2}\d{1,3}){0,12}(?![\w%.]\w)|\[\d{1,6}(?:\s?[,;–-]\s?\d{1,6}){0,12}\]|[a-z]\.?\s?\(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,12}\)|\([^()]{2,80}\s(?:19|20)\d\d[a-z]?[^()]{0,40}\)|\bet\sal(?![a-z])"
)


def silent(text: str) -> bool:
    """Whether a sentence wants no citation whatever the model says: an own result, an aim, a method, a definition, advice, a question, a quotation."""
    if text.count(" ") < _SHORTEST - 1 or not text.endswith((".", "!", ".)", "…")) or text.startswith(("“", '"', "‘")):
        return True
    if _NAMES_SOURCE.search(text) or _NO_CLAIM.search(text):
        return True
    return _OWN_RESULT.search(text) is not None and _OTHERS.search(text) is None


def states(text: str) -> bool:
    """Whether a sentence plainly states, in the present, an effect, a cause, a comparison or a share."""
    return _STATES.search(text) is not None and _RATHER_OWN.search(text) is None


def quiet(section: Sequence[str], label: str) -> bool:
    """Whether what stands under these headings, or behind this label, is the document's own: results, methods, abstract, conclusions, formalities."""
    return any(_QUIET_SECTION.match(above) for above in (*section, label))


def uncited(document: Document) -> Iterator[tuple[Sentence, bool]]:
    """Sentences that state something in a document that cites, and whether they or a neighbour in their paragraph cite. Own parts are left out."""
    if not document.markers or document.bibliography:
        return
    named = labels(document)
    cites = _cites(document)
    own = _own_part(document)
    count = len(document.sentences)
    for i, sentence in enumerate(document.sentences):
        block = document.blocks[sentence.block]
        if block.kind in ("paragraph", "list-item") and sentence.block not in own and not quiet(block.section, named[i]):
            near = (j for j in (i, i - 1, i + 1) if 0 <= j < count and document.sentences[j].block == sentence.block)
            yield sentence, any(j in cites or _LIKE_CITATION.search(document.prose, document.sentences[j].start, document.sentences[j].end) for j in near)


def _cites(document: Document) -> set[int]:
    """The sentences that a citation, a footnote or a link to a page belongs to; one that stands behind the last stop belongs to what is before it."""
    starts = [sentence.start for sentence in document.sentences]
    places = [marker.start for marker in document.markers] + [link.start for link in document.links if link.target.startswith("http")]
    return {bisect_right(starts, place) - 1 for place in places}


def _own_part(document: Document) -> range:
    """The blocks from the heading of the methods to that of the discussion, in an article that has both: whatever headings stand between."""
    headings = [(i, document.text_of(block)) for i, block in enumerate(document.blocks) if block.kind in ("heading", "lead-in")]
    begin = next((i for i, text in headings if _METHODS.match(text) and len(text) < 60), None)
    end = next((i for i, text in headings if begin is not None and i > begin and _DISCUSSION.match(text) and len(text) < 60), None)
    return range(begin, end) if begin is not None and end is not None else range(0)
