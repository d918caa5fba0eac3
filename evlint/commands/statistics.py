"""`--statistics`: findings and time of every rule, and what the rest of the run took."""

from __future__ import annotations

from evlint.findings.report import Report

_LEAST = 0.0005  # seconds; what took less and found nothing is summed up


def table(report: Report, seconds: float) -> str:
    """Rules by time, slowest first. What several rules share is charged to the first of them that asks for it."""
    rules = sorted(report.coverage.rules.items(), key=lambda item: (-item[1].seconds, item[0]))
    named = [(code, count) for code, count in rules if count.found or count.seconds >= _LEAST]
    rest = [count for _, count in rules if not (count.found or count.seconds >= _LEAST)]
    lines = ["rule     seconds  applied    found"]
    lines += (f"{code}  {count.seconds:8.3f} {count.applied:8} {count.found:8}" for code, count in named)
    if rest:
        lines.append(f"{len(rest)} others{sum(count.seconds for count in rest):7.3f} {sum(count.applied for count in rest):8}        0")
    spent = sum(count.seconds for _, count in rules)
    lines.append(f"rules    {spent:7.3f}; reading, extraction and all else {max(0.0, seconds - spent):.3f}")
    return "\n".join(lines)
