"""How much a fragment reads like advertising: a logistic model over classes of words and their pairs (`advert.json`, trained by `bench/advert.py`).

Spelling is folded first, for adverts hide from filters: letters of other alphabets, digits for letters, letters set apart.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise

from evlint.patterns import pattern as lazy

DRUGS = (
    r"ketamine?s?|ketamin[ae]?|ket|mdma|molly|ecstasy|xanax|alprazolam|valium|diazepam|ambien|zolpidem|tramadol|oxycodone|oxycontin|roxicodone|percocet|vicodin|hydrocodone|codeine|fentanyl|morphine|adderall|ritalin|viagra|"
    r"sildenafil|cialis|tadalafil|levitra|vardenafil|modafinil|klonopin|clonazepam|ativan|lorazepam|phentermine|p?ntermin|soma|carisoprodol|suboxone|lsd|dmt|psilocybin|psychedelics?|mushrooms?|shrooms?|gummies|cannabis|marijuana|weed|"
    r"cocaine|heroin|meth|steroids?|hgh|semaglutide|ozempic|wegovy|mounjaro|tirzepatide|augmentin|amoxicillin|antibiotics?|ivermectin|hydroxychloroquine|misoprostol|mifepristone|cytotec|abortion|kamagra|propecia|finasteride|lasix|"
    r"prednisone|gabapentin|pregabalin|lyrica|botox|anesket|ketaset|ketalar|nembutal|cartridges?|carts?|vapes?|edibles?|crystals?|chemicals?"
)
_CLASSES: dict[str, str] = {
    "drug": rf"\b(?:{DRUGS})\b",
    "goods": r"\b(?:pills?|tablets?|capsules?|meds?|medications?|medicines?|rx|drugs?|prescriptions?|pharmaceuticals?|remed(?:y|ies)|supplements?|powders?)\b",
    "buy": r"\b(?:buy(?:ing)?|order(?:ing)?|purchas(?:e|ing)|shop(?:ping)?|get|grab)\b",
    "where": r"\b(?:where|best place|how)\s(?:can\s(?:i|you|we)\s|to\s|do\si\s)(?:buy|order|get|purchase|find)\b|\bwhere (?:can )?(?:i|you)\b",
    "sale": r"\b(?:for sale|on sale|sale online|suppliers?|vendors?|wholesale|in stock|available (?:now|online)|dealers?|legit|trusted|lab tested|top quality|high(?:est)? quality|best quality)\b",
    "online": r"\b(?:online|on-?line|internet|website|web site)\b",
    "price": r"\b(?:prices?|priced|cheap(?:est|er)?|low(?:est)? (?:cost|prices?)|discount(?:ed|s)?|save|savings?|off|free|bonus|coupons?|deals?|promo(?:tion)?s?|best-? ?prices?|affordable)\b",
    "money": r"[$£€¥]\s?\d|\b\d{1,3}\s?%\s?off\b|\b\d{1,3}\s?% (?:less|lower|cheaper)\b|\b\d{1,4}(?:\.\d\d)?\s?(?:usd|eur|gbp|dollars?|pounds?|aed)\b|\bbitcoin\b|\bcash\b",
    "norx": r"\b(?:no|without(?: a)?|w/o)\s(?:prior\s)?(?:prescriptions?|rx|doctor|doctor visit|script)\b|\bskip the doctor\b|\bno doctor\b",
    "ship": r"\b(?:overnight|shipped|shipping|ship|deliver(?:y|ed)?|worldwide|discreet(?:ly)?|doorstep|to your (?:door|home)|express|same day)\b",
    "pharmacy": r"\b(?:pharmac(?:y|ies)|pharxmacy|drug ?stores?|chemists?|onlinepharmacy|dispensar(?:y|ies))\b",
    "contact": r"\bt\.me\b|\bwhats ?app\b|\btelegram\b|\bwickr\b|@@?\w{3,}|\+?\d[\d\s().-]{7,}\d|\b000-0000\b|\bcall (?:now|us|back|free|from|on)\b|\breply\b|\btxt\b|\btext \w{2,8} to\b|\bunsubscribe\b|\bclick here\b|\bsign up\b",
    "url": r"https?:|www\.|\.(?:com|net|ru|shop|store|invalid)\b|/product|buy-[a-z]",
    "gamble": r"\b(?:casino|poker|betting|slots?|jackpot|lottery|roulette|winner|prize|win|award|claim|vouchers?|guaranteed|complimentary|selected to receive)\b",
    "loan": r"\b(?:loans?|credit|debt|mortgage|investment|forex|refinanc\w+|payday|bad credit|crypto)\b",
    "essay": r"\b(?:essays?|dissertation writing|term papers?|homework|write my|assignment help|thesis writing)\b",
    "replica": r"\b(?:replicas?|rolex|louis vuitton|gucci|designer (?:bags?|watches)|handbags?|jerseys?|ray-?ban|outlet|knock-?off)\b",
    "adult": r"\b(?:escorts?|dating|singles|chat|sexy?|xxx|horny|hot girls|enlarg\w+|enhancement|erect\w+|libido)\b",
    "place": r"\b(?:usa|uk|canada|canadian|australia|europe|dubai|qatar|kuwait|oman|saudi|uae|mexic(?:o|an)|near me|sydney|melbourne|london|germany|france|spain|italy|india|queensland|victoria)\b",
    "you": r"\b(?:your|you|ur|u)\b",
    "now": r"\b(?:now|today|hurry|urgent|limited time|don[’']?t miss|act fast|instant(?:ly)?|here)\b",
    "study": r"\b(?:patients?|participants?|subjects?|trials?|randomi[sz]ed|placebo|study|studies|survey|respondents?|group|groups|arms?|mean|median|analysis|data|outcomes?|treatment|therapy|clinical|effects?|results?|efficacy|dose|doses|administered|infusion|sedation|an[ae]sthe\w+|cohort)\b",
    "unit": r"\b\d+(?:\.\d+)?\s?(?:mg/kg|µg|μg|mcg|ml|mL|kg|mmol|mg/day|mg/d|h|min|weeks?|months?|years?)\b|mg·kg|\bCI\b|\bp\s?[<=>]",
    "bought": r"\b(?:was|were|been|are|is)\s(?:\w+\s)?(?:purchased|obtained|bought|ordered|supplied|sold)\b|\bpurchased (?:from|by)\b|\bpurchasers?\b",
    "law": r"\b(?:FDA|EMA|MHRA|warn(?:s|ed|ing|ings)?|risks?|unsafe|illegal(?:ly)?|regulat\w+|counterfeit|avoid|never|beware|permit\w*|laws?|banned|allowed|should|may|might|access|pharmacists?|doctors?|GP|hospitals?|clinics?|cost-?effective\w*|QALYs?|costs?|insurance)\b",
    "tells": r"\b(?:is|are|was|were|do|does|did|has|have|had|been|being|found|used|showed|reported|can|could|would|we|our|they|their|he|she|his|her)\b",
    "first": r"\b(?:i|i[’']m|i[’']ll|me|my|im)\b",
}
_PATTERNS = {name: lazy(text, re.I) for name, text in _CLASSES.items()}
_OPENS = lazy(r"\W{0,6}(?:where (?:to|can (?:i|you)) )?(?:buy|order|get|purchase|shop)\b", re.I)
_WORD = lazy(r"[a-z][a-z’'-]*")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "|": "l", "!": "i"})
_DISGUISED = lazy(r"(?<![\w@$|])(?=[0-9@$|]{0,3}[a-z])(?=[a-z@$|0-9]{0,12}[013457@$|!])[a-z0@$][a-z013457@$|!]{1,13}[a-z0](?![\w@$|])", re.I)
_APART = lazy(r"(?<![\w])(?:[a-z@|](?: | ?[.*_:`=/#-] ?)){2,13}[a-z@|](?![\w])", re.I)
_CONFUSED = str.maketrans("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijshdqwABEKMHOPCTYXIJS")
_END = lazy(r"[.?][\])”\"’']?(?:\s?\[?\d{1,3}(?:[,–-]\s?\d{1,3})*\]?)?\s*$")


def folded(text: str) -> str:
    """Text with its disguises taken off: other alphabets, invisible characters, digits and marks for letters, letters set apart."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf").translate(_CONFUSED)
    text = _APART.sub(lambda match: re.sub(r"[^a-z@|]", "", match[0], flags=re.I).translate(_LEET), text)
    text = " ".join(text.split())
    return _DISGUISED.sub(lambda match: match[0].translate(_LEET), text)


def features(text: str) -> set[str]:
    """The features of a fragment: classes of words and their pairs, its form, its words and pairs of words."""
    plain = folded(text)
    found = {name for name, pattern in _PATTERNS.items() if pattern.search(plain)}
    words = _WORD.findall(plain.lower())
    out = {f"c:{name}" for name in found} | {f"p:{a}+{b}" for a, b in combinations(sorted(found), 2)}
    out |= {f"w:{word}" for word in words} | {f"b:{a} {b}" for a, b in pairwise(words)}
    letters = sum(char.isalpha() for char in plain)
    form = {
        "opens": _OPENS.match(plain) is not None,
        "ended": _END.search(plain) is not None,
        "capitals": letters >= 6 and sum(char.isupper() for char in plain) > 0.6 * letters,
        "title": len(words) >= 3 and plain.istitle(),
        "symbols": len(plain) >= 8 and letters + plain.count(" ") < 0.75 * len(plain),
        "short": len(words) <= 6,
        "long": len(words) > 20,
        "shouts": "!" in plain,
        "bars": "|" in plain or plain.count(",") >= 3,
        "disguised": plain != " ".join(text.split()),
        "again": len(words) >= 6 and len(set(words)) < 0.75 * len(words),
    }
    out |= {f"f:{name}" for name, holds in form.items() if holds}
    out |= {f"f:{name}+{group}" for name, holds in form.items() if holds for group in found}
    return out


@cache
def _weights() -> tuple[float, dict[str, float]]:
    table = json.loads(files("evlint.rules.links").joinpath("advert.json").read_text("utf-8"))
    return table["bias"], table["weights"]


def probability(text: str) -> float:
    """How likely a fragment is advertising, between 0 and 1."""
    bias, weights = _weights()
    total = bias + sum(weights.get(name, 0.0) for name in features(text))
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))
