"""Advertising that somebody put into the text.

## What it checks
Anchors, lines, sentences, cells and the ends of references, of no more than forty words: a rule (an order to buy with a drug or a shop's
words, "no prescription", "for sale"; casinos, loans, essays for money, replicas) together with a model trained on adverts and on medical
text. Disguises are taken off first: `v1agra`, `V i a g r a`, letters of other alphabets.

## Why it matters
Injected adverts for drugs in a medical text harm patients and the publisher; they arrive by hacked pages and scraped copies, as bare
words as often as links.

## Example
"… its oral bioavailability is 17–29% [10]. Buy ketamine Online"

## Not flagged
Purchases in methods sections ("was purchased from Sigma"), costs and cost-effectiveness, warnings about online pharmacies, studies of
gambling or of pharmacies, "Click here for additional data file".

## Limits
What the model alone says is a warning. Longer adverts, and adverts in other languages, are missed.

## References
Wang DY, et al. Cloak and Dagger: dynamics of web search cloaking. CCS 2011 (how pharmaceutical adverts are injected).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from evlint.documents.model import Document
from evlint.findings.model import Edit
from evlint.patterns import pattern as lazy
from evlint.rules.base import PASSED, Corpus, Outcome, RuleMeta
from evlint.rules.links import _advert

META = RuleMeta(
    code="LNK101",
    name="injected-advertising",
    summary="advertising was put into the text",
    scope="document",
    severity="error",
    since="0.1.0",
    measured="372 fragments, 166 of them adverts, each fifth judged by a model that had not seen it: precision .97, recall .84 (of adverts for drugs .91); 3,662 abstracts and 361 articles, 135,000 sentences: none flagged",
)
_MAX_WORDS = 40
_VERB = r"(?:buy(?:ing)?|order(?:ing)?|purchase|shop|get|where (?:to|can (?:i|you)) (?:buy|order|get|purchase))"
_DRUGS = rf"(?:{_advert.DRUGS}|pills?|meds|medications?|rx|prescription drugs?|pharmac(?:y|ies)|drugs?)"
_OFFER = (
    r"(?:online|for sale|no prescription|without (?:a )?prescription|cheap(?:est)?|discount(?:ed|s)?|\d{1,2}\s?% off|overnight|free shipping|fast (?:delivery|shipping)|near me|best price|low(?:est)? prices?|"
    r"wholesale|supplier|vendor|in stock|order now|buy now|legit|price list|whats ?app|telegram|t\.me/|delivered|cash on delivery|bitcoin|usa|uk|canada|australia)"
)
_RULES: tuple[tuple[re.Pattern[str], float, bool], ...] = (  # pattern, confidence, whether it holds an order to buy
    (lazy(rf"^\W{{0,4}}{_VERB}\s(?:[\w.%-]{{1,20}}\s){{0,4}}{_DRUGS}\b.{{0,60}}\b{_OFFER}\b", re.I), 0.96, True),
    (lazy(rf"\b{_VERB}\s(?:[\w.%-]{{1,20}}\s){{0,3}}{_DRUGS}\s(?:[\w.-]{{1,16}}\s){{0,2}}{_OFFER}\b", re.I), 0.95, True),
    (
        lazy(rf"\b(?:cheap|discount|generic|{_OFFER})\s(?:[\w-]{{1,14}}\s){{0,2}}{_DRUGS}\b.{{0,40}}\b(?:online|for sale|no prescription|without (?:a )?prescription|overnight|order|buy)\b", re.I),
        0.93,
        False,
    ),
    (lazy(rf"\b{_DRUGS}\s(?:[\w-]{{1,14}}\s){{0,3}}(?:for sale|no prescription|without (?:a )?prescription|order online|buy online|near me|best price)\b", re.I), 0.93, False),
    (
        lazy(
            r"\b(?:canad(?:a|ian)|online|internet|overseas|mexican|discount|cheap|best)\s(?:[\w-]{1,14}\s)?(?:pharmac(?:y|ies)|drugstores?|pharmaceuticals?)(?:\s(?:online|no prescription|ordering|reviews?|shop|store))?\W{0,3}$",
            re.I,
        ),
        0.9,
        False,
    ),
)
_GENERIC: tuple[re.Pattern[str], ...] = (
    lazy(r"\b(?:online\s(?:casinos?|poker|betting|slots?|gambling)|casino\s(?:online|bonus|games?|slots?)|(?:free spins|no deposit bonus|slot (?:gacor|online)|sports? ?betting|judi|togel))\b", re.I),
    lazy(r"\b(?:payday|instant|quick|fast|bad credit|personal|cash|online)\sloans?\b|\bloans?\b.{0,40}\b(?:bad credit|no credit check|apply (?:now|online|today)|approved|guaranteed)\b", re.I),
    lazy(
        r"\b(?:(?:essay|dissertation|thesis|term paper|assignment|homework|coursework)\s(?:writing|help)\s(?:service|online|company|cheap)s?|(?:write|do) my (?:essay|thesis|homework|assignment|paper|dissertation)|(?:buy|cheap|order)\s(?:an?\s)?(?:essays?|dissertations?|term papers?))\b",
        re.I,
    ),
    lazy(
        r"\b(?:replica|fake|cheap)\s(?:[A-Za-z]{2,12}\s){0,2}(?:watch(?:es)?|handbags?|rolex|jerseys?|sunglasses|sneakers|designer bags?|louis vuitton|gucci|ray-?bans?)\b|\b(?:rolex|louis vuitton|gucci|michael kors)\s(?:replicas?|outlet)\b",
        re.I,
    ),
    lazy(
        r"\b(?:escorts?\s(?:service|girls?|agency|in\s[A-Z])|seo (?:services?|agency|backlinks?)|buy (?:backlinks?|followers|likes)|forex (?:signals|trading)|bitcoin (?:investment|doubler))\b", re.I
    ),
)
# A fragment of its own that begins with a capitalised imperative: "Buy Anesket ketamina".
_IMPERATIVE = lazy(r"^\W{0,3}(?:Buy|BUY)\s(?!and\b|or\b|in\b|effects?\b|of\b|parameters?\b|statistics?\b|sets?\b|to\b|by\b)[A-Z][\w-]{2,24}(?:\s[\w-]{2,24}){0,5}\W{0,3}$")
_STEM, _OFTEN = 6, 3  # "ketami": a foreign form of a name that the document uses again and again
_HARD = lazy(r"\b(?:https?://|www\.|t\.me/|\+\d{8}|@\w)", re.I)
# Without an order to buy, a finite verb shows that a sentence tells of a sale rather than offers one.
_TELLS = lazy(r"\b(?:is|are|was|were|do|does|did|has|have|had|been|being|may|might|filled|sold|found|used)\b", re.I)
_VETO = lazy(
    r"\b(?:patients?|participants?|trials?|randomi[sz]ed|mg/kg|placebo|FDA|warn(?:s|ed|ing)?|risks?|unsafe|illegal(?:ly)?|regulat\w+|study|studies|survey|respondents?|pharmacists?|purchased from|obtained from|was purchased|were purchased|"
    r"cost[- ]effective\w*|QALY|counterfeit|potentially|avoid|never|permit\w*|law|laws|banned|allowed|should not|do not|don[’']t|beware|may be|access to|surgery|GP|doctors?|clinics?|hospitals?|your (?:repeat |usual )?prescription)\b",
    re.I,
)


_DISGUISE = lazy(r"[a-zA-Z][013457@$|!][a-zA-Z]|(?:\\b[a-zA-Z][ .*_:`=/-]{1,3}){4}")
# Something must be offered: a shop's word, a price, a way to reach the seller. A drug or a prescription alone is medicine.
_SELLS = lazy(
    r"\b(?:buy\w*|order\w*|purchase|shop\w*|sale|suppliers?|vendors?|cheap\w*|discount\w*|prices?|priced|save|free|offer\w*|off|overnight|shipp\w+|deliver\w+|pharmac\w+|drugstores?|pharxmacy|onlinepharmacy|online|prescription required|"
    r"no prior|win|award|claim|call|text|txt|reply|casino|loans?|bonus|essay|replica|available|refill|legit|trusted|near me)\b|https?:|www\.|t\.me|[$£€]\s?\d|% off",
    re.I,
)
_NO_DOCTOR = lazy(r"\b(?:skip the|no) doctors?\b", re.I)
_ENDED = lazy(r"[a-z)][.?][)\]”\"’']?(?:\s?\[?\d{1,3}(?:[,–-]\s?\d{1,3})*\]?)?\s*$")
_SPEAKS_TO = lazy(r"\b(?:you|your|our|us|u|now|today)\b|^\W{0,4}(?:buy|order|get|shop|save|call|win|click|try)\b|!", re.I)  # a told sentence speaks to nobody
_LEAST = 0.4  # of the model; chosen by bench/advert.py
_ANCHORS = (
    "buy",
    "order",
    "purchase",
    "shop",
    "get ",
    "sale",
    "pharmac",
    "drugstore",
    "prescription",
    "near me",
    "price",
    "cheap",
    "discount",
    "online",
    "generic",
    "overnight",
    "where",
    "meds",
    "pills",
    "ship",
    "deliver",
    " off",
    "save",
    "free",
    "win ",
    "call",
    "txt",
    "reply",
    "t.me",
    "http",
    "www.",
    "casino",
    "poker",
    "betting",
    "slot",
    "loan",
    "essay",
    "homework",
    "replica",
    "rolex",
    "escort",
    "drug",
    "rx",
    "$",
    "£",
    "€",
)


_OPENING_TAGS = lazy(r"<([a-z][a-z0-9]{0,20})\b(?:[^<>]{0,2000}[^<>/])?>", re.I)
_CLOSING_TAGS = lazy(r"</([a-z][a-z0-9]{0,20})>", re.I)


def check(document: Document, corpus: Corpus) -> Iterator[Outcome]:
    taken = -1
    for start, end in _units(document):
        confidence = _score(document, start, end) if start >= taken else 0.0
        if confidence:
            taken = end
            yield META.finding(
                "advertising in the text",
                document.at(start, end, "offers something for sale"),
                confidence=confidence,
                severity="error" if confidence >= 0.95 else "warning",
                help="remove the fragment, and look for how it came in: a hacked page, a scraped copy, an edited source",
                fix=_removal(document, start, end),
            )
        else:
            yield PASSED


def _removal(document: Document, start: int, end: int) -> tuple[Edit, ...]:
    """The fragment taken out, with the blanks before it; unsafe, for a person must see that nothing else goes with it.

    None where the file is no text, or where a tag would be left without its other half.
    """
    if not document.is_text:
        return ()
    while start and document.prose[start - 1] in " \t":
        start -= 1
    place, text = document.at(start, end), document.source.text
    stop = place.end
    for closing in _CLOSING_TAGS.finditer(text, stop, stop + 200) if document.format in ("html", "jats") else ():
        if _whole(text[place.start : stop]) or closing.start() != stop:
            break
        stop = closing.end()
    whole = document.format not in ("html", "jats") or _whole(text[place.start : stop])
    return (Edit(document.path, place.start, stop, "", safe=False),) if whole else ()


def _whole(markup: str) -> bool:
    """Whether every tag of a fragment has its other half in it."""
    return Counter(_OPENING_TAGS.findall(markup)) == Counter(_CLOSING_TAGS.findall(markup))


def _units(document: Document) -> Iterator[tuple[int, int]]:
    """Anchors, sentences, headings and the ends of references, of no more than forty words; an anchor before its sentence."""
    spans = [(link.start, link.end) for link in document.links if link.end > link.start]
    spans += [(s.start, s.end) for s in document.sentences]
    spans += [(b.start, b.end) for b in document.blocks if b.kind in ("heading", "caption", "furniture")]
    for entry in document.references:
        last = document.prose.rfind(". ", entry.start, entry.end)
        spans.append((last + 2 if last >= 0 else entry.start, entry.end))
    for start, end in sorted(spans, key=lambda span: (span[1], -span[0])):
        if document.prose.count(" ", start, end) < _MAX_WORDS:
            yield start, end


def _score(document: Document, start: int, end: int) -> float:
    """Probability that a fragment is advertising; 0 where nothing speaks for it or a clinical word speaks against it."""
    text = document.prose[start:end]
    lowered = text.lower()
    disguised = not text.isascii() or _DISGUISE.search(text) is not None
    if not disguised and not any(anchor in lowered for anchor in _ANCHORS):
        return 0.0
    folded = _advert.folded(text)
    if disguised and not any(anchor in folded.lower() for anchor in _ANCHORS):
        return 0.0
    contact = _HARD.search(folded) is not None
    if _VETO.search(folded) and not contact and not _NO_DOCTOR.search(folded):
        return 0.0
    if _IMPERATIVE.match(folded) and _names_a_drug(document, start, folded):
        return 0.95
    for pattern, confidence, offers in _RULES:
        if pattern.search(folded) and (offers or not _TELLS.search(folded)):
            return confidence
    if any(pattern.search(folded) for pattern in _GENERIC) and (contact or not _TELLS.search(folded)):
        return 0.9
    told = _ENDED.search(folded) is not None and not contact and _SPEAKS_TO.search(folded) is None
    likely = _advert.probability(text) if _SELLS.search(folded) and not told else 0.0
    return min(likely, 0.94) if likely >= _LEAST else 0.0


def _names_a_drug(document: Document, start: int, text: str) -> bool:
    """Whether a bare "Buy X" names a drug that the list knows, or, behind a paragraph that it does not belong to, one that the text is about."""
    if re.search(rf"\b{_DRUGS}\b", text, re.I):
        return True
    opens_its_line = document.prose[:start].rstrip(" \t")[-1:] in ("", "\n", "\r")
    stems = {word[:_STEM] for word in re.findall(r"[a-z]{7,}", text.lower())}
    return not opens_its_line and any(document.prose.lower().count(stem) > _OFTEN for stem in stems)
