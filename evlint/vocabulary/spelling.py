"""Words of medicine as they are spelled: those of the vocabulary's names, and compounds of Greek and Latin forms with one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from evlint.patterns import pattern as lazy

WORD = lazy(r"[a-z]{8,}")  # shorter words are one slip from too many others
_FORMS = (
    "adeno angio antero arterio arthro athero audio auto bacterio broncho cardio cerebro chemo cholangio chole chondro chrono colo cranio cryo cysto cyto dermato electro endo entero epi erythro extra gastro glyco haemato hemato hepato "
    "hetero histo homo hydro hyper hypo immuno infra inter intra keto laparo laryngo leuko lipo litho lympho macro meningo meta micro mono morpho multi myco myelo myo nano naso nephro neuro non normo oculo onco ophthalmo ortho osteo "
    "oto pan para patho peri pharmaco phlebo photo physio pneumo poly post pre pro proto pseudo psycho pulmo pyelo radio reno retro rhino semi sero sub supra tachy teno thermo thoraco thrombo thyro tracheo trans ultra uni uretero uro "
    "vaso veno ventriculo vestibulo"
).split()


@cache
def _words() -> frozenset[str]:
    return frozenset(line for line in files("evlint.vocabulary").joinpath("spelling.txt").read_text("utf-8").splitlines() if not line.startswith("#"))


@cache
def _general() -> frozenset[str]:
    text = files("evlint.vocabulary").joinpath("general.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def ordinary(word: str) -> bool:
    """Whether a word is one of general English: listed, or short and with an ending that verbs and their nouns have."""
    stem = word.removesuffix("s")
    return word in _general() or stem in _general() or (len(word) < 12 and word.endswith(_VERBAL))


_VERBAL = (
    "ing",
    "ings",
    "ed",
    "ation",
    "ations",
    "ition",
    "itions",
    "sion",
    "sions",
    "ive",
    "ively",
    "able",
    "ably",
    "ment",
    "ments",
    "ness",
    "less",
    "ful",
    "fully",
    "ly",
    "ship",
    "ral",
    "rals",
    "ises",
    "ized",
    "ent",
    "ents",
)


def known(word: str) -> bool:
    """Whether a word (lower case, eight letters or more) is spelled as medicine spells it."""
    words = _words()
    if word in words or word.removesuffix("s") in words or word.removesuffix("es") in words:
        return True
    return any(word.startswith(form) and (rest := word[len(form) :]) and (rest in words or rest.removesuffix("s") in words or rest in _SHORT) for form in _FORMS)


_SHORT = frozenset("toxic toxicity therapy plasty graphy scopy logy pathy surgery genesis lysis lytic genic tropic toxin".split())


def one_letter_apart(first: str, second: str) -> bool:
    """Whether two words differ by one letter put in, left out or replaced, or by two neighbours that changed places."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    a, b = first[start:], second[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (len(a) > 1 and len(b) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])


def one_slip(first: str, second: str) -> bool:
    """Whether two words differ by one slip: one letter, two that changed places, or a doubled syllable written once."""
    if first == second or one_letter_apart(first, second):
        return first != second
    short, long = sorted((first, second), key=len)
    return len(long) - len(short) == 2 and any(long[i : i + 2] == long[i + 2 : i + 4] and long[:i] + long[i + 2 :] == short for i in range(len(long) - 3))


def slips(words: Iterable[str], right: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(word, word of `right`) wherever one is a slip of the other: a join on what both become when letters are left out, never all pairs."""
    index: dict[str, list[str]] = {}
    for word in right:
        for key in _shortened(word):
            index.setdefault(key, []).append(word)
    for word in words:
        near = {found for key in _shortened(word) for found in index.get(key, ())}
        yield from ((word, found) for found in sorted(near) if one_slip(word, found))


def _shortened(word: str) -> set[str]:
    """The word, and what is left of it without one letter or one doubled syllable."""
    doubled = {word[:i] + word[i + 2 :] for i in range(len(word) - 3) if word[i : i + 2] == word[i + 2 : i + 4]}
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word))), *doubled}


_VARIANTS: Mapping[str, str] = {
    "ae": "e",
    "oe": "e",
    "our": "or",
    "yse": "yze",
    "ise": "ize",
    "isa": "iza",
    "ysi": "yzi",
    "isi": "izi",
    "ll": "l",
    "trophin": "tropin",
    "ph": "f",
    "que": "k",
    "leuco": "leuko",
    "ss": "s",
    "pp": "p",
    "thm": "tm",
    "tre": "ter",
    "gramme": "gram",
}
_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ly",
    "al",
    "ally",
    "ic",
    "ical",
    "ically",
    "ia",
    "e",
    "a",
    "um",
    "us",
    "er",
    "ers",
    "or",
    "ors",
    "ist",
    "ists",
    "able",
    "ive",
    "ion",
    "ions",
    "y",
    "ies",
    "ity",
    "ous",
    "ism",
    "an",
    "ian",
)


def variants(first: str, second: str) -> bool:
    """Whether two words are British and American, or forms of one word."""
    a, b = _plain(first), _plain(second)
    if a == b or a.removesuffix("s") == b.removesuffix("s"):
        return True
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if shared < 2 or {a[:5], b[:5]} == {"micro", "macro"}:
        return True  # prefixes make other words: symmetry and asymmetry, besylate and mesylate
    rests = (a[shared:], b[shared:])
    if max(map(len, rests)) <= 2:
        return True  # only the ending differs
    return any(a == stem + one and b == stem + two for one in ("", *_ENDINGS) for two in ("", *_ENDINGS) if (stem := a.removesuffix(one) if one else a) and len(stem) >= 4)


def one_spelling(first: str, second: str) -> bool:
    """Whether two words differ in British and American spelling alone."""
    return _plain(first) == _plain(second)


def _plain(word: str) -> str:
    for british, american in _VARIANTS.items():
        word = word.replace(british, american)
    return word
