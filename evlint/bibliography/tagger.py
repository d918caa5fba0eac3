"""Which words of a printed reference are authors, date, title, journal, volume, pages: a linear chain over its tokens.

Each token has features (its own form, its neighbours, what stood before it); a table of weights scores the features for each part, and
the best-scoring sequence of parts wins (Viterbi). The weights are an averaged structured perceptron (Collins 2002, EMNLP), trained by
`bench/references.py` on public reference strings; nothing of their text is kept but words that several of them share.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import pairwise

from evlint.patterns import pattern as lazy

PARTS = ("author", "date", "title", "journal", "volume", "pages", "other")
Token = tuple[int, int, str]
Weights = dict[str, tuple[float, ...]]

_TOKEN = lazy(r"[^\W\d_]+|\d+|\S")
_LONGEST = 1200  # tokens; what is longer is no reference
_FUNCTION = frozenset("a an the of in on for and with from to by at as is are et und der die des de la le du du el y e i".split())
_CLASSES = {
    "month": "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december",
    "volume": "vol volume v bd band tome",
    "issue": "no nr issue number suppl supplement pt part",
    "page": "p pp page pages s art article",
    "editor": "ed eds editor editors edited hrsg trans translated",
    "al": "al others",
    "periodical": "journal j rev review reviews proc proceedings trans transactions annals ann bull bulletin acta arch archives lett letters int am br eur med medicine clin res sci science nature lancet physiol biol psychol neurol surg cochrane database syst phys chem mol cell",
    "house": "press university publishers publisher verlag springer wiley elsevier oxford cambridge routledge thesis dissertation report conference symposium workshop inc ltd institute",
    "net": "doi http https www url pmid pmcid pubmed pmc arxiv available accessed retrieved urn isbn",
}
_CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()}


def tokens(text: str) -> list[Token]:
    """Words, runs of digits and single marks, each with its span."""
    return [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)][:_LONGEST]


def _shape(word: str) -> str:
    if word.isdigit():
        return "year" if len(word) == 4 and word[:2] in ("18", "19", "20") else f"9{min(len(word), 5)}"
    if not word[0].isalpha():
        return word
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX" if len(word) <= 3 else "LONG"
    return "Xx" if word[0].isupper() and word[1:].islower() else "xx" if word.islower() else "xX"


def features(words: list[Token]) -> list[list[str]]:
    """The features of every token."""
    shapes = ["^", "^", *(_shape(word) for _, _, word in words), "$", "$"]
    forms = ["^", "^", *(word.lower() for _, _, word in words), "$", "$"]
    kinds = [_CLASS.get(form, "fn" if form in _FUNCTION else "") for form in forms]
    out: list[list[str]] = []
    quoted = bracketed = year_seen = False
    initials = stops = run = 0
    for i, (start, _, word) in enumerate(words, 2):
        glued = i > 2 and words[i - 3][1] == start
        around = f"{shapes[i - 1]} {shapes[i]} {shapes[i + 1]}"
        place = min(i - 2, 3) if i < 6 else min(4 + (i - 2) * 6 // len(words), 9)
        state = f"{'q' if quoted else ''}{'b' if bracketed else ''}{'y' if year_seen else ''}"
        out.append(
            [
                f"w={forms[i]}", f"s={shapes[i]}", f"k={kinds[i]}", f"p={place}", f"c={state}", f"w-={forms[i - 1]}", f"w+={forms[i + 1]}", f"k-={kinds[i - 1]} {shapes[i]}",
                f"k+={kinds[i + 1]} {shapes[i]}", f"a={around}", f"b={shapes[i - 2]} {shapes[i - 1]} {shapes[i]}", f"f={shapes[i]} {shapes[i + 1]} {shapes[i + 2]}",
                f"i={min(initials, 4)} {shapes[i]}", f"t={min(stops, 5)} {state}", f"l={len(word) if len(word) < 6 else 6} {shapes[i]}{'g' if glued else ''}", f"r={min(run, 6)} {shapes[i]}",
                f"e={forms[i][-3:]} {shapes[i] if shapes[i] != forms[i] else ''}", f"y={state} {shapes[i - 1]} {shapes[i]}", f"m={shapes[i - 1]}{kinds[i]}{shapes[i + 1]}",
            ]
        )  # fmt: skip
        if word in '“”"«»':
            quoted = word in "“«" or (word == '"' and not quoted)
        elif word in "()[]":
            bracketed = word in "(["
        year_seen = year_seen or shapes[i] == "year"
        initials += shapes[i] in ("X", "XX") and forms[i] not in _FUNCTION
        run = 0 if word in '.?!:;,“”"' else run + 1
        stops += word in ".?!" and shapes[i - 1] not in ("X", "XX")
    return out


def best(words: list[Token], weights: Weights) -> list[int]:
    """The best sequence of parts, as indices into PARTS."""
    if not words:
        return []
    count = len(PARTS)
    none = (0.0,) * count
    steps = [weights.get(f"-{part}", none) for part in range(count)]
    scores = list(weights.get("-^", none))
    back: list[list[int]] = []
    previous = "^"
    for (_, _, word), names in zip(words, features(words), strict=True):
        here = [sum(column) for column in zip(none, *(weights[name] for name in names if name in weights), strict=True)]
        if not back:
            scores = [a + b for a, b in zip(scores, here, strict=True)]
            back.append([0] * count)
        else:
            marked = [weights.get(f"-{part}{previous}", none) for part in range(count)] if not previous.isalnum() else [none] * count
            arrivals = [[scores[a] + steps[a][b] + marked[a][b] for a in range(count)] for b in range(count)]
            chosen = [max(range(count), key=column.__getitem__) for column in arrivals]
            scores = [column[a] + bonus for column, a, bonus in zip(arrivals, chosen, here, strict=True)]
            back.append(chosen)
        previous = word
    path = [max(range(count), key=scores.__getitem__)]
    for chosen in reversed(back[1:]):
        path.append(chosen[path[-1]])
    return path[::-1]


def gold_features(words: list[Token], path: list[int]) -> list[tuple[str, int]]:
    """(feature, part) of a whole sequence, for training: what `best` adds up."""
    out = [(name, part) for names, part in zip(features(words), path, strict=True) for name in names]
    out.append(("-^", path[0]))
    for (_, _, word), (a, b) in zip(words, pairwise(path), strict=False):
        out.append((f"-{a}", b))
        if not word.isalnum():
            out.append((f"-{a}{word}", b))
    return out


@cache
def trained() -> Weights:
    """The weights that ship with evlint."""
    table = json.loads(files("evlint.bibliography").joinpath("weights.json").read_text("utf-8"))
    return {name: tuple(values) for name, values in table.items()}


def tag(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, word, part) of every token."""
    words = tokens(text)
    return [(start, end, word, PARTS[part]) for (start, end, word), part in zip(words, best(words, trained()), strict=True)]
