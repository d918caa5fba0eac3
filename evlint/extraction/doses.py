"""Doses: a quantity in units of medicine per weight and time, with route and the drug named beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.claims.record import Dose, Intervention, Quantity
from evlint.extraction.draft import Draft, View
from evlint.extraction.numbers import MINUS
from evlint.patterns import pattern as lazy
from evlint.statistics.printed import canonical

_NUM = r"\d{1,6}(?:,\d{3})?(?:[.·]\d{1,4})?"
_DOSE = lazy(
    rf"(?<![\d.])(?P<low>{_NUM})(?:\s?(?:{MINUS}|to|or)\s?(?P<high>{_NUM}))?\s?(?P<unit>(?:mg|mcg|µg|μg|g|IU|units?|ml|mL|mmol)(?:/(?:kg|m2|m²))?(?:/(?:h|hr|hour|min|day|d|week|dose|24 ?h))?)(?![A-Za-z/²2])(?P<per>\s(?:per|a|every)\s(?:day|hour|week|dose|kg)|\s(?:daily|weekly|twice daily|three times (?:daily|a day)|once daily))?"
)
_UCUM = {
    "mcg": "ug",
    "µg": "ug",
    "μg": "ug",
    "IU": "[iU]",
    "unit": "[arb'U]",
    "units": "[arb'U]",
    "mL": "mL",
    "ml": "mL",
    "hr": "h",
    "hour": "h",
    "day": "d",
    "week": "wk",
    "24 h": "d",
    "24h": "d",
    "dose": "{dose}",
    "m²": "m2",
}
_ROUTE = lazy(
    r"\b(oral(?:ly)?|intravenous(?:ly)?|iv\b|i\.v\.|intramuscular(?:ly)?|subcutaneous(?:ly)?|topical(?:ly)?|intranasal(?:ly)?|epidural(?:ly)?|rectal(?:ly)?|transdermal(?:ly)?|inhaled|sublingual(?:ly)?)",
    re.I,
)
_ROUTES = {"iv": "intravenous", "i.v.": "intravenous", "orally": "oral"}
_DRUG_AFTER = lazy(r"\s?(?:of\s|(?:oral|intravenous|iv\.?|topical|intranasal|intramuscular|subcutaneous)\s)?(?P<d>[a-z][a-z-]{4,24})")
_DRUG_BEFORE = lazy(r"(?P<d>[A-Za-z][a-z-]{4,24})\s(?:\(|at\s|in\s)?(?:doses?\s(?:of\s)?)?$")
_NOT_DRUG = frozenset(
    "daily dose doses bolus infusion infusions received treatment given followed administered three twice times weekly after before during where which initial final maximum total body weight other about patients group "
    "once loading intravenous intranasal topical every range ranging until titrated maintenance compared placebo".split()
)


def extract(view: View) -> Iterator[Draft]:
    """Drafts of kind dose in one sentence."""
    for match in _DOSE.finditer(view.text):
        low, high = canonical(match["low"]), canonical(match["high"]) if match["high"] else None
        if low is None or view.text[max(0, match.start() - 2) : match.start()].strip() in ("<", ">", "=", "±"):
            continue
        drug = _drug(view.text, match)
        route = _ROUTE.search(view.text[max(0, match.start() - 60) : match.end() + 40])
        if drug is None and route is None and "/kg" not in match["unit"]:
            continue  # a laboratory value, not a dose
        quantity = Quantity(low=low, high=high, unit=_unit(match["unit"])) if high else Quantity(value=low, unit=_unit(match["unit"]))
        name = route[1].lower() if route else None
        dose = Dose(quantity=quantity, route=_ROUTES.get(name, name.removesuffix("ly")) if name else None, frequency=match["per"].strip() if match["per"] else None)
        yield view.draft("dose", match.start(), match.end(), 0.7, dose=dose, intervention=Intervention(text=drug) if drug else None)


def _unit(printed: str) -> str:
    return "/".join(_UCUM.get(part, part) for part in printed.split("/"))


def _drug(text: str, match: re.Match[str]) -> str | None:
    after = _DRUG_AFTER.match(text, match.end())
    before = _DRUG_BEFORE.search(text[max(0, match.start() - 48) : match.start()])
    for found in (after, before):
        if found and found["d"].lower() not in _NOT_DRUG:
            return found["d"]
    return None
