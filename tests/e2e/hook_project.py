"""A project of two documents for the hook: `write` it in agreement, `break` one document, `mend` it again."""

from __future__ import annotations

import sys
from pathlib import Path

CONFIG = 'include = ["docs/*.md"]\nclaims = "claims"\n'
AGREES = "# Losartan for hypertension\n\nLosartan significantly reduced stroke compared with placebo at 12 months in adults with hypertension.\n"
CONFLICTS = "# Losartan for hypertension\n\nLosartan showed no significant difference in stroke compared with placebo at 12 months in adults with hypertension.\n"
QUOTES = {text: text.split("\n\n")[1].strip() for text in (AGREES, CONFLICTS)}


def record(path: str, identity: str, quote: str, direction: str, significance: str) -> str:
    return f"""evlint: 1
document: {{path: {path}}}
claims:
- id: {identity}
  kind: finding
  target: {{exact: "{quote}"}}
  population: {{condition: {{text: hypertension}}}}
  intervention: {{text: losartan}}
  comparator: {{text: placebo, class: placebo}}
  outcome: {{text: stroke, polarity: lower_is_better, timepoint: {{value: "12", unit: mo}}}}
  result: {{direction: {direction}, significance: {significance}}}
  review: {{status: reviewed}}
"""


def files(broken: bool) -> dict[str, str]:
    """Path → content of the project; broken, b.md contradicts a.md."""
    text = CONFLICTS if broken else AGREES
    said = ("no_difference", "not_significant") if broken else ("decreased", "significant")
    return {
        "evlint.toml": CONFIG,
        "docs/a.md": AGREES,
        "docs/b.md": text,
        "claims/docs__a.md.yaml": record("docs/a.md", "clm-aaaaaaaaaaaa", QUOTES[AGREES], "decreased", "significant"),
        "claims/docs__b.md.yaml": record("docs/b.md", "clm-bbbbbbbbbbbb", QUOTES[text], *said),
    }


def write(folder: Path, broken: bool) -> None:
    for name, text in files(broken).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[2]), broken=sys.argv[1] == "break")
