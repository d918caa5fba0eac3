"""By what an element of HTML is hidden: its attributes, its style, and the plain rules of the page's own style sheets.

What is there for screen readers and printers counts as shown. Style sheets of other files are not read.
"""

from __future__ import annotations

from collections.abc import Mapping

from evlint.patterns import pattern as lazy

_DECLARED = lazy(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|opacity\s{0,3}:\s{0,3}0(?:\.0{1,4})?\s{0,3}(?:[;!]|$)|font-size\s{0,3}:\s{0,3}0(?:px|em|rem|pt|%)?\s{0,3}(?:[;!]|$)"
    r"|text-indent\s{0,3}:\s{0,3}-\d{4,9}|(?<![\w-])(?:left|top|right|bottom)\s{0,3}:\s{0,3}-\d{4,9}(?:px|em|rem|%)?|clip\s{0,3}:\s{0,3}rect\(\s{0,3}0(?:px)?[\s,]{1,3}0(?:px)?[\s,]{1,3}0(?:px)?[\s,]{1,3}0"
)
_SQUEEZED = lazy(r"(?:^|;)\s{0,3}(?:max-)?(?:height|width)\s{0,3}:\s{0,3}0(?:px|em|%)?\s{0,3}(?:;|$)")
_FOR_READERS = lazy(r"(?:^|;|\{)\s{0,3}(?:height|width)\s{0,3}:\s{0,3}1px")  # one pixel: the way of texts for screen readers
_SCRIPT = lazy(r"vertical-align\s{0,3}:\s{0,3}(super|sub)\b")
_WHITE = lazy(r"(?:^|;)\s{0,3}color\s{0,3}:\s{0,3}(?:white|#fff(?:fff)?|rgba?\(\s?255\s?,\s?255\s?,\s?255)\b")
_ON_WHITE = lazy(r"background(?:-color)?\s{0,3}:\s{0,3}(?:white|#fff(?:fff)?)\b")
_MEANT = frozenset(
    "sr-only sr_only visually-hidden visuallyhidden visually_hidden screen-reader-text screen-reader screenreader usa-sr-only govuk-visually-hidden nhsuk-u-visually-hidden hidden-print print-only d-print-block only-print mathjax_preview mjx-assistive-mml katex-mathml element-invisible assistive-text print print-only-text tab-pane".split()
)
_NESTED_RULES = lazy(r"@[^{}]{1,300}\{(?:[^{}]{0,2000}\{[^{}]{0,4000}\}){0,500}[^{}]{0,300}\}")
_COMMENT = lazy(r"/\*[^*]{0,5000}(?:\*(?!/)[^*]{0,5000}){0,200}\*/")
_RULE = lazy(r"([^{}]{1,500})\{([^{}]{1,4000})\}")
_SELECTOR = lazy(r"(?:[a-z][a-z0-9]{0,9})?([.#])([\w-]{1,80})")
_LONGEST = 200_000


class Hiding:
    """What hides elements of one page."""

    def __init__(self) -> None:
        self._scripts: dict[str, str] = {}
        self._rules: dict[str, str] = {}  # ".class" or "#id" → the declaration

    def learn(self, sheet: str) -> None:
        """Take the rules of a style sheet that hide one class or one id. What holds for some media alone is left out."""
        plain = _NESTED_RULES.sub("", _COMMENT.sub("", sheet[:_LONGEST]))
        for selectors, declarations in _RULE.findall(plain):
            by, script = declared(declarations.lower()), _SCRIPT.search(declarations.lower())
            if by or script:
                for selector in selectors.split(","):
                    if match := _SELECTOR.fullmatch(selector.strip()):
                        name = (match[1] + match[2]).lower()
                        if by:
                            self._rules[name] = f"{by} in a style sheet"
                        if script:
                            self._scripts[name] = script[1]

    def is_meant(self, names: set[str]) -> bool:
        """Whether an element is there for screen readers."""
        return not names.isdisjoint(_MEANT)

    def script(self, attributes: Mapping[str, str | None]) -> str:
        """Whether the style of an element raises ("super") or lowers ("sub") its text."""
        if match := _SCRIPT.search((attributes.get("style") or "").lower()[:4000]):
            return match[1]
        return next((self._scripts[one] for one in self._names(attributes) if one in self._scripts), "") if self._scripts else ""

    def _names(self, attributes: Mapping[str, str | None]) -> list[str]:
        return [f".{one}" for one in (attributes.get("class") or "").lower().split()[:20]] + [f"#{(attributes.get('id') or '').lower()}"]

    def of(self, name: str, attributes: Mapping[str, str | None], names: set[str]) -> str:
        """By what an element hides its content; empty where it does not. `names` are its classes and its id, in lower case."""
        if not names.isdisjoint(_MEANT) or name in ("math", "details", "dialog") or attributes.get("role") == "tabpanel":
            return ""
        if "hidden" in attributes and (attributes["hidden"] or "") != "until-found":
            return "hidden"
        style = (attributes.get("style") or "").lower()
        if style and (by := declared(style)):
            return by
        if self._rules:
            return next((self._rules[one] for one in self._names(attributes) if one in self._rules), "")
        return ""


def declared(style: str) -> str:
    """The declaration of a style (in lower case) that hides."""
    style = style[:4000]
    if _FOR_READERS.search(style) or "animation" in style or "transition" in style or "url(" in style or "gradient" in style:
        return ""
    if match := _DECLARED.search(style):
        return " ".join(match[0].rstrip(";! ").split())
    if "overflow" in style and _SQUEEZED.search(style) and "hidden" in style:
        return "no height or width"
    return "white on white" if _WHITE.search(style) and _ON_WHITE.search(style) else ""
