"""The same twelve findings for every format: a small corpus that holds what reporters stumble over.

A conflict of two documents, numbers that do not add up, fixes, hidden and turned text, a span over two lines, a Word file, mark-up in a
quote, an emoji before a span, line ends of Windows, and a file name with a blank and an umlaut. Besides: findings that people have dealt
with in each of the four ways, one that a change removed, and two files that were not read.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import evlint
from evlint.findings.model import Finding, Suppressed
from evlint.findings.report import Report
from tests.docx_files import docx, paragraph
from tests.e2e.hook_project import record

AS_OF = "2026-11-25"
HOSTILE = "Ask `@team` | see #123 </details><script>alert(1)</script> ![x](https://x.test/y.png) ::error::100% *sure*, [here](javascript:go)"
_LOSARTAN = "# Losartan for hypertension\n\nLosartan significantly reduced stroke compared with placebo\nat 12 months in adults with hypertension.\n"
_NO_LOSARTAN = "# Losartan for hypertension\n\nLosartan showed no significant difference in stroke compared with placebo at 12 months in adults with hypertension.\n"
_GERMAN = "Die Patienten wurden mit der Behandlung und dem Placebo verglichen, und die Ergebnisse der Studie sind in der Tabelle. " * 12
_DEALT_WITH = (
    "The odds of a first fall were lower (OR 0.40, 95% CI 0.60 to 0.90).",
    "The odds of a second fall were lower (OR 0.41, 95% CI 0.60 to 0.90).",
    "The odds of a fracture were lower (OR 0.42, 95% CI 0.60 to 0.90).",
    "The odds of an admission were lower (OR 0.43, 95% CI 0.60 to 0.90).",
    "The odds of a delirium were lower (OR 0.44, 95% CI 0.60 to 0.90).",
)

DOCUMENTS: dict[str, str | bytes] = {
    "docs/a.md": _LOSARTAN,
    "docs/b.md": _NO_LOSARTAN,
    "docs/numbers.md": "# Relapse\n\nThe odds of relapse were lower (OR 0.50, 95% CI 0.60 to 0.90). The groups differed, t(28) = 2.20, p = .01.\n\nRelief was reported by 10 of 20 patients (60%).\n",
    "docs/Über uns.md": "# Pain\r\n\r\n😀 Pain fell | in `most` patients (RR 0.50, 95% CI 0.60 to 0.90).\r\n\r\nNext review due: 2024-05-01\r\n",
    "docs/shop.md": "# Ketamine\n\nKetamine lowers pain. Buy ketamine online now, no prescription. It is given slowly.\n",
    "docs/turned.md": "# Doses\n\nGive \u202egm 01\u202c at night.\n",
    "docs/hidden.html": '<html><body><h1>Itch</h1><p>Emollients help most people.</p><div style="display:none">See <a href="https://pills.test/">this offer</a></div></body></html>',
    "docs/word.docx": docx(paragraph("Falls", style="Heading1"), paragraph("Exercise helps."), paragraph("The hazard of falls was lower (HR 0.30, 95% CI 0.60 to 0.90).")),
    "docs/twice.txt": f"Advice for Patients\n\n{HOSTILE}.\n\n{HOSTILE}.\n\nTablets make people sleepy.\n",
    "docs/cited.md": "# Falls\n\nExercise prevents falls [5].\n\n## References\n\n1. Jones A. Exercise and falls. Skin Trials. 2019;4:11-9. doi:10.5555/st.2019.11\n2. Banerji S. Shoes. Skin Trials. 2015;10:201-8.\n",
    "docs/dealt-with.md": "# Falls\n\n" + "\n\n".join(_DEALT_WITH) + "\n",
    "docs/deutsch.md": _GERMAN,
    "docs/picture.md": b"\x89PNG\0\0",
}

RECORDS = {
    "claims/docs__a.md.yaml": record("docs/a.md", "clm-aaaaaaaaaaaa", _LOSARTAN.split("\n\n")[1].strip().replace("\n", " "), "decreased", "significant"),
    "claims/docs__b.md.yaml": record("docs/b.md", "clm-bbbbbbbbbbbb", _NO_LOSARTAN.split("\n\n")[1].strip(), "no_difference", "not_significant"),
}
RULES = ["STA101", "STA201", "STA301", "CON1", "LNK1", "STL101", "STR104", "REF101"]


@cache
def report() -> Report:
    """The report that every snapshot shows."""
    found = evlint.lint(DOCUMENTS, RECORDS, as_of=AS_OF, config={"select": RULES})
    open_ones = tuple(finding for finding in found.findings if finding.primary.document != "docs/dealt-with.md")
    comment, baseline, verdict, acknowledged, fixed = (finding for finding in found.findings if finding.primary.document == "docs/dealt-with.md")
    return replace(found, findings=open_ones, suppressed=(*found.suppressed, *_dealt_with(comment, baseline, verdict, acknowledged)), since="main", fixed=(fixed,))


def _dealt_with(comment: Finding, baseline: Finding, verdict: Finding, acknowledged: Finding) -> tuple[Suppressed, ...]:
    return (
        Suppressed(comment, "comment", "a worked example of a wrong interval"),
        Suppressed(baseline, "baseline", "known before evlint was used"),
        Suppressed(verdict, "verdict", "explained: population (children | adults)"),
        Suppressed(acknowledged, "acknowledgement", "shown as an example of @fraud", "mk", "2027-12-31"),
    )
