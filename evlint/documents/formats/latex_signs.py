"""Signs of LaTeX: commands that print a character, accents, and the marks that stand for dashes and quotation marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from evlint.patterns import pattern as lazy


def _pairs(words: str) -> dict[str, str]:
    """A table from "name sign name sign …"."""
    parts = words.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


_GREEK = _pairs(
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ varrho ρ sigma σ "
    "tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω "
    "textalpha α textbeta β textgamma γ textdelta δ textmu µ textchi χ upalpha α upbeta β upmu µ"
)
_OPERATORS = _pairs(
    "pm ± mp ∓ times × cdot · div ÷ le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ sim ~ simeq ≃ cong ≅ equiv ≡ propto ∝ infty ∞ "
    "sum ∑ prod ∏ int ∫ sqrt √ partial ∂ nabla ∇ in ∈ notin ∉ cup ∪ cap ∩ subset ⊂ subseteq ⊆ emptyset ∅ forall ∀ exists ∃ neg ¬ land ∧ lor ∨ "
    "to → rightarrow → longrightarrow → Rightarrow ⇒ leftarrow ← leftrightarrow ↔ uparrow ↑ downarrow ↓ mapsto ↦ circ ° ast * star ⋆ bullet • prime ′ dagger † ddagger ‡ "
    "mid | vert | lvert | rvert | Vert ‖ langle ⟨ rangle ⟩ minus − colon : lbrace { rbrace } lbrack [ rbrack ] ell ℓ degree ° checkmark ✓"
)
_TEXT = _pairs(
    "S § P ¶ dag † ddag ‡ copyright © textcopyright © textregistered ® texttrademark ™ pounds £ textsterling £ euro € texteuro € EUR € textdegree ° textcelsius °C celsius °C "
    "ldots … dots … textellipsis … cdots … textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotedbl "
    "\" textquotesingle ' guillemotleft « guillemotright » textless < textgreater > textpm ± texttimes × textbar | textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _ "
    "textperiodcentered · textbullet • textonehalf ½ textonequarter ¼ textthreequarters ¾ textmu µ slash / LaTeX LaTeX TeX TeX BibTeX BibTeX textminus − textdagger † textdaggerdbl ‡"
)
_UNITS = _pairs(
    "percent % per / kilo k milli m centi c micro µ nano n deci d gram g litre L liter L metre m meter m mole mol second s minute min hour h day d joule J watt W pascal Pa mmHg mmHg degreeCelsius °C"
)
LETTERS = _pairs("ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ ng ŋ NG Ŋ dj đ DJ Đ")
"""Letters of words: the blank behind their command only ends the command."""

_FUNCTIONS = {name: name for name in "log exp ln lg min max sin cos tan arcsin arctan sup inf lim det Pr arg mod logit".split()}
SIGNS: Mapping[str, str] = _FUNCTIONS | _GREEK | _OPERATORS | _TEXT | _UNITS | dict.fromkeys(("quad", "qquad", "space", "enspace", "thinspace", "hfill", "xspace", "nobreakspace"), " ")
"""Command → what it prints."""

ESCAPED: Mapping[str, str] = {**{char: char for char in "%&#_{}$"}, " ": " ", "\n": " ", "\t": " ", ",": "\u2009", ";": " ", ":": " ", "|": "‖"}
"""Character behind a backslash → what it prints; of others, such as `\\-` and `\\!`, nothing is seen."""

_OVER = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
_NAMED = {"c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331"}
_ACCENTED = lazy(r"[ \t]{0,3}(?:\{[ \t]{0,3}(?:\\([ij])|([^\W\d_]))[ \t]{0,3}\}|\\([ij])(?![A-Za-z])[ \t]{0,3}|([^\W\d_]))")
_AFTER_NAME = lazy(r"(?:[ \t]{0,3}\{[ \t]{0,3}(?:\\([ij])|([^\W\d_]))[ \t]{0,3}\}|[ \t]{0,3}\\([ij])(?![A-Za-z])|[ \t]{1,3}([^\W\d_])(?![^\W\d_]))")


def accented(text: str, mark: str, at: int) -> tuple[str, int] | None:
    r"""The letter with the accent `mark` whose letter stands at `at`, and where it ends: `\'e`, `\"{o}`, `\c{c}`, `\'{\i}`; None where there is none."""
    combining = _OVER.get(mark) or _NAMED.get(mark)
    match = (_NAMED.get(mark) and _AFTER_NAME.match(text, at)) or (_OVER.get(mark) and _ACCENTED.match(text, at))
    if not combining or not match:
        return None
    letter = match[1] or match[2] or match[3] or match[4]
    return unicodedata.normalize("NFC", letter + combining), match.end()


def typed(run: str) -> str:
    """What a run of hyphens, grave accents or apostrophes prints: dashes and quotation marks."""
    if run[0] == "-":
        return {2: "–", 3: "—"}.get(len(run), run)
    double, single = ("“", "‘") if run[0] == "`" else ("”", "’")
    return double * (len(run) // 2) + single * (len(run) % 2)
