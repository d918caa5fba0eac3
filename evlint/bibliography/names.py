"""Which names are those of bodies: they are kept whole, for they have no family name."""

from __future__ import annotations

import re

from evlint.patterns import pattern as lazy

BODY = lazy(
    r"\b(?:organi[sz]ation|institutes?|cent(?:er|re)s?|college|society|association|agency|administration|committee|council|ministry|department|group|network|collaboration|collaborators|consortium|university|academy|federation|"
    r"foundation|commission|bureau|office|board|task force|service|investigators)\b",
    re.I,
)
