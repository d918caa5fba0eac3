"""Answers to questions, out of the claims that evlint reads: `python bench/answers.py FOLDER [SHOW]` (neither set is in the repository).

FOLDER/medevidence/dev.jsonl (MIT) holds questions of reviews with the abstracts of their studies, FOLDER/clinifact/dev.jsonl.gz (MIT) claims
of trial registers with one abstract each; either file may be packed or not. SHOW wrong rows of each set are printed, to be read by a person.
Only the public forms are used, and the rule that answers is plain, so that the figures speak of what was read and not of the rule.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import evlint

Row = dict[str, Any]
Judged = tuple[str, str, str]  # (label, guess, what a person needs to see why)
LEAST = 0.3  # share of words below which a claim is taken to speak of another outcome
QUESTION = re.compile(r"(?:is|are|does|do) (?:the )?(?P<outcome>.{1,300}?),? higher, lower, or the same when comparing (?P<sides>.{1,600}?)\??", re.I)
JOINS = (" to ", " versus ", " with ", " and ")  # the surest first: "screening with A to screening with B" is parted at "to"
WORD = re.compile(r"[a-z0-9]+")
STOP = frozenset("the a an of in to and or for with on by at from as is was were be than group groups patients participants mean total rate number change baseline week weeks month months".split())
OTHER = {"higher": "lower", "lower": "higher", "no_difference": "no_difference"}
WORDS = {"increased": "higher", "decreased": "lower", "no_difference": "no_difference"}


class Ask(NamedTuple):
    """What is asked: the effect on an outcome of a treatment against a control."""

    outcome: str
    treatment: str
    control: str


class Answer(NamedTuple):
    """What one text answers, and the claim that it rests on."""

    direction: str
    hedged: bool
    quote: str


def main(folder: Path, show: int) -> None:
    for name, judge in (("medevidence", questions), ("clinifact", trials)):
        judged = judge(rows(folder / name))
        figures(name, judged)
        for label, guess, why in [item for item in judged if item[0] != item[1]][:show]:
            print(f"  wrong: {label}, read as {guess}\n    {why}")


def rows(folder: Path) -> list[Row]:
    packed = folder / "dev.jsonl.gz"
    text = gzip.decompress(packed.read_bytes()).decode() if packed.exists() else (folder / "dev.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


@cache
def read(text: str) -> list[Row]:
    """The claims of a text that may answer; a text by itself, so that no other has a say in how it is read."""
    forms = [claim.to_dict() for claim in evlint.extract({"a.txt": text})]
    return [form for form in forms if form["kind"] in ("finding", "estimate") and direction(form)]


def direction(claim: Row) -> str | None:
    """Higher, lower or no difference, as the claim has it round; nothing where its direction was not read."""
    result = claim.get("result") or {}
    if result.get("significance") in ("not_significant", "equivalent", "noninferior"):
        return "no_difference"
    return WORDS.get(result.get("direction", ""))


def tokens(text: str) -> set[str]:
    words = WORD.findall(text.lower())
    return {word[:7] for word in words if word not in STOP} or {word[:7] for word in words}


def overlap(a: str, b: str) -> float:
    """Words shared, by the geometric mean of both lengths: a register spells an outcome out where an abstract needs two words."""
    one, two = tokens(a), tokens(b)
    return len(one & two) / (len(one) * len(two)) ** 0.5 if one and two else 0.0


def answer(claims: list[Row], ask: Ask) -> Answer | None:
    """The answer of the claim that shares most with the question; none where even that one speaks of another outcome."""
    best = max(claims, key=lambda claim: about(claim, ask) + max(sides(claim, ask)), default=None)
    if best is None or about(best, ask) < LEAST:
        return None
    way = direction(best) or ""
    straight, turned = sides(best, ask)
    hedged = way != "no_difference" and best["result"].get("hedge") not in (None, "none")  # "may help, but did not reduce fatigue" is not unsure of fatigue
    return Answer(OTHER[way] if turned > straight else way, hedged, best["target"]["exact"])


def about(claim: Row, ask: Ask) -> float:
    """How far a claim speaks of the outcome; its quote says less than the outcome that was read, for it holds all the rest too."""
    return max(overlap(part(claim, "outcome"), ask.outcome), 0.5 * overlap(claim["target"]["exact"], ask.outcome))


def sides(claim: Row, ask: Ask) -> tuple[float, float]:
    """How far the arms of a claim are those asked for, as they stand and turned round."""
    first, second = part(claim, "intervention"), part(claim, "comparator")
    return 0.3 * overlap(first, ask.treatment) + 0.1 * overlap(second, ask.control), 0.3 * overlap(first, ask.control) + 0.1 * overlap(second, ask.treatment)


def part(claim: Row, name: str) -> str:
    return str((claim.get(name) or {}).get("text") or "")


def asked(question: str) -> Ask:
    found = QUESTION.fullmatch(question)
    outcome, arms = (found["outcome"], found["sides"]) if found else (question, question)
    treatment, *rest = re.split(next((join for join in JOINS if join in arms), "$"), arms, maxsplit=1)
    return Ask(outcome, treatment, rest[0])


def questions(data: list[Row]) -> list[Judged]:
    """MedEvidence: each study answers for itself, then they vote. The review's own certainty is part of the gold and is not looked at."""
    out: list[Judged] = []
    for row in data:
        ask = asked(row["question"])
        answers = [found for source in row["sources"] if (found := answer(read(source["abstract"]), ask))]
        out.append((row["label"], vote(answers), f"{row['question']} [{len(answers)} of {len(row['sources'])} answer] {'; '.join(f'{found.direction}: {found.quote}' for found in answers)}"))
    return out


def vote(answers: list[Answer]) -> str:
    """The majority of the studies that answer; unsure where they oppose each other or all of them hedge."""
    if not answers:
        return "insufficient_data"
    count = Counter(found.direction for found in answers)
    if (count["higher"] and count["lower"]) or all(found.hedged for found in answers):
        return "uncertain_effect"
    (first, most), *rest = count.most_common()
    return "no_difference" if rest and rest[0][1] == most else first


def trials(data: list[Row]) -> list[Judged]:
    """CliniFact: superior is supported by a difference, equivalent by none, not inferior by either; nothing read is not enough information."""
    out: list[Judged] = []
    for row in data:
        found = answer(read(row["abstract"]), Ask(row["outcome"], row["intervention"], row["comparator"]))
        same = re.search(r" is (non-inferior|equivalent)", row["claim"])
        differs = bool(found and found.direction != "no_difference")
        supported = (same[1] == "non-inferior" or not differs) if same else differs
        guess = "not_enough_info" if not found else "supported" if supported else "inconclusive"
        out.append((row["label"], guess, f"{row['claim']} | {found.direction + ': ' + found.quote if found else ''}"))
    return out


def figures(name: str, judged: list[Judged]) -> None:
    pairs = Counter((label, guess) for label, guess, _ in judged)
    labels = sorted({label for label, _ in pairs})
    answered, right = sum(guess not in ("insufficient_data", "not_enough_info") for _, guess, _ in judged), sum(pairs[label, label] for label in labels)
    print(f"{name}: {len(judged)} rows, {answered} answered, accuracy {right / len(judged):.3f}\n  label              rows  guessed  right  precision  recall")
    scores = []
    for label in labels:
        had, said, right = sum(n for (gold, _), n in pairs.items() if gold == label), sum(n for (_, guess), n in pairs.items() if guess == label), pairs[label, label]
        scores.append(2 * right / (had + said))
        print(f"  {label:17s}  {had:4d}  {said:7d}  {right:5d}  {right / said if said else 0:9.2f}  {right / had:6.2f}")
    print(f"  macro F1 {sum(scores) / len(scores):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
