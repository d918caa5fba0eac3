"""What a sentence does: it asserts something, or it tells of an aim, a method, a hypothesis or a question."""

from __future__ import annotations

import re

_AIM = re.compile(
    r"\b(?:aim(?:s|ed)?\b|objective|purpose|(?<!useful )(?<!used )(?<!able )to (?:assess|evaluate|determine|investigate|examine|compare|test|explore|study)\b|we (?:assessed|evaluated|investigated|examined|hypothesi[sz]ed|sought|aimed)|(?<!support for the )(?<!support the )hypothesi[sz]|"
    r"(?:previous|earlier|prior)\s(?:studies|research\w*|reports|trials|work)\b|whether|protocol|will be|were randomi[sz]ed to|is (?:needed|required|warranted)|are (?:needed|required|warranted)|should be(?! (?:used|avoided|considered))|if\s(?!replicated|confirmed))",
    re.I,
)
_NOT_RESULTS = re.compile(
    r"^(?:background|introduction|objectives?|aims?|purpose|rationale|context|questions?|hypothesis|(?:materials and |patients and )?methods?|design|setting|funding|(?:trial )?registration|keywords|references|search methods|selection criteria|main outcome measures?)\b",
    re.I,
)


def asserts(sentence: str, section: tuple[str, ...]) -> bool:
    """Whether a sentence under these headings says how things are."""
    return not ((section and _NOT_RESULTS.match(section[-1])) or sentence.endswith("?") or _AIM.search(sentence))
