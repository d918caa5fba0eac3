"""Effect sizes and coefficients with their interval, read as what they are: "b = -1.42, 95% CI -2.31 to -0.53", "d = 0.39 [0.25, 0.54]"."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.claims.record import Measure, Statistic
from evlint.extraction.draft import Draft, View
from evlint.extraction.estimates import interval_behind, p_after
from evlint.extraction.numbers import NUMBER
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import canonical

_NAMES: tuple[tuple[str, Measure], ...] = (
    (r"β|[Bb]eta|[bB]", "beta"),
    (r"(?:Cohen[’']?s?\s)?d(?:_?(?:z|av|s|rm))?", "d"),
    (r"(?:Hedges[’']?s?\s)?g(?:_?(?:z|av|s|rm))?", "g"),
)
_SIZE = lazy(rf"(?<![A-Za-z0-9.-])(?:{'|'.join(f'(?P<k{i}>{names})' for i, (names, _) in enumerate(_NAMES))})\s?=\s?(?P<value>{NUMBER})(?![\d%])")


def extract(view: View) -> Iterator[Draft]:
    """Drafts of kind estimate. Without an interval that holds the value, a letter may stand for anything."""
    for match in _SIZE.finditer(view.text):
        value = canonical(match["value"])
        found = interval_behind(view.text, match.end(), value) if value else None
        if found is None:
            continue
        interval, end = found
        p = p_after(view.text, end)
        kind = next(measure for i, (_, measure) in enumerate(_NAMES) if match[f"k{i}"])
        statistic = Statistic(type=kind, value=value, interval=interval, p=p[0] if p else None)
        yield view.draft("estimate", match.start(), p[1] if p else end, 0.75, statistic=statistic)
