"""Coverage: what was checked, left undecided and why, what nobody looked at, and how far each rule that fired can be trusted."""

from __future__ import annotations

from datetime import date
from typing import Any

from evlint.reporters.page.view import View, plural
from evlint.rules.registry import FAMILIES, all_rules


def rules(view: View) -> list[dict[str, Any]]:
    """Every rule that ran, with what it found; `fired` ones carry how precise they were measured to be."""
    known = {rule.META.code: rule.META for rule in all_rules()}
    rows = []
    for code, count in view.data["coverage"]["rules"].items():
        meta = known.get(code)
        rows.append(
            {
                "code": code,
                "name": meta.name if meta else "",
                "summary": meta.summary if meta else "a rule of another version",
                "measured": (meta.measured if meta else "") or "not yet measured",
                "family": FAMILIES.get(code[:3], ("", ""))[1],
                **count,
            }
        )
    return rows


def families(view: View) -> list[tuple[str, str]]:
    """(beginning of the codes, title) of the families that found something."""
    found = {finding["rule"][:3] for finding in view.findings}
    return [(code, title) for code, (_, title) in FAMILIES.items() if code in found] + [(code, code) for code in sorted(found - set(FAMILIES))]


def measured() -> dict[str, str]:
    """Code → how precise the rule was measured to be."""
    return {rule.META.code: rule.META.measured or "not yet measured" for rule in all_rules()}


def data_age(view: View) -> dict[str, Any]:
    """The retraction data with their age on the day of the report; `name` is empty where there are none."""
    data = view.data["data"]
    if not data:
        return {"name": ""}
    try:
        days = (date.fromisoformat(view.data["as_of"]) - date.fromisoformat(data["date"])).days
    except ValueError:
        return {**data, "days": None, "old": True}
    return {**data, "days": days, "old": days > 30}


def hidden(view: View) -> list[str]:
    """What findings there are besides those shown, in words: a page that shows none must not be taken for a clean one."""
    data = view.data
    out = []
    if count := data["summary"]["ignored"]:
        out.append(f"{plural(count, 'finding')} left out by the choice of reader, confidence or rules for single documents")
    if count := len(data["suppressed"]):
        out.append(f"{count} set aside by people (listed under Coverage)")
    if not any(code.startswith("CON") for code in data["coverage"]["rules"]):
        out.append("conflicts were not looked for")
    return out


def calm(view: View) -> str:
    """What to say over estimates between which the page shows no conflict."""
    if not any(code.startswith("CON") for code in view.data["coverage"]["rules"]):
        return "Conflicts were not looked for in this run."
    aside = any(item["rule"].startswith("CON") for item in view.data["suppressed"]) or view.data["summary"]["ignored"]
    return "No conflict is shown; some findings were set aside or left out of this view." if aside else "No conflict found."
