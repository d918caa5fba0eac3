"""Trains `evlint/index/weights.json`: `python bench/opposed.py FOLDER` (SciFact and Check-COVID as JSON lines; neither is in the repository).

FOLDER/scifact/dev.jsonl (ODC-By 1.0 and CC BY 4.0) and FOLDER/checkcovid/dev.jsonl (MIT) hold rows of `claim_a` (a claim), `claim_b` (a
piece of evidence) and `label`. Of each row the two statements that share most are one example, where they are about the same thing. The
model is a logistic regression with a ridge penalty, fitted by Newton's method: no random numbers, so the same data give the same weights.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

from evlint.documents import reading
from evlint.extraction import drafts
from evlint.index import apart, opposed, statements
from evlint.index.statements import Statement

SETS = {"scifact": "SciFact, development half (ODC-By 1.0, CC BY 4.0)", "checkcovid": "Check-COVID, development half (MIT)"}
RIDGE, STEPS, FOLDS = 2.0, 30, 10
Example = tuple[str, list[float], bool]  # (claim, features, whether the evidence contradicts it)


def main(folder: Path) -> None:
    rows = [row for name in SETS for line in (folder / name / "dev.jsonl").read_text("utf-8").splitlines() if (row := json.loads(line))]
    examples: list[Example] = []
    names: list[str] = []
    for row in rows:
        if found := closest(read(row["claim_a"]), read(row["claim_b"])):
            names = list(found)
            examples.append((row["claim_a"], [float(found[name]) for name in names], row["label"] == "contradict"))
    fitted = fit([(values, label) for _, values, label in examples])
    weights = {name: round(weight, 3) for name, weight in zip(["", *names], fitted, strict=True)}
    out = {"trained on": list(SETS.values()), "examples": len(examples), "weights": weights}
    (Path(opposed.__file__).parent / "weights.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")
    measure(examples, sum(row["label"] == "contradict" for row in rows))


def read(text: str) -> list[Statement]:
    document = reading.read("a.md", text)
    return statements.read(document, drafts(document))


def closest(claim: list[Statement], evidence: list[Statement]) -> dict[str, float] | None:
    """The features of the pair of statements that share most, of those that are about the same thing."""
    found = max(((opposed.closeness(a, b), a, b) for a in claim for b in evidence if opposed.comparable(a, b) and not apart.apart(a, b)), key=lambda item: item[0], default=None)
    return opposed.features(found[1], found[2], found[1].terms & found[2].terms) if found else None


def fit(examples: list[tuple[list[float], bool]]) -> list[float]:
    """Weights, the constant first, that maximise the penalised likelihood (the constant is not penalised)."""
    rows = [([1.0, *values], float(label)) for values, label in examples]
    size = len(rows[0][0])
    weights = [0.0] * size
    for _ in range(STEPS):
        gradient = [-RIDGE * weight if i else 0.0 for i, weight in enumerate(weights)]
        curvature = [[RIDGE if i == j and i else 0.0 for j in range(size)] for i in range(size)]
        for values, label in rows:
            chance = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))
            for i, value in enumerate(values):
                gradient[i] += (label - chance) * value
                for j, other in enumerate(values):
                    curvature[i][j] += chance * (1 - chance) * value * other
        weights = [weight + step for weight, step in zip(weights, solve(curvature, gradient), strict=True)]
    return weights


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a linear system, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(len(rows)):
            if r != i and rows[r][i]:
                ratio = rows[r][i] / rows[i][i]
                rows[r] = [a - ratio * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def measure(examples: list[Example], positives: int) -> None:
    """Prints how often a probability was right, each tenth of the claims judged by weights from the other nine."""
    claims = sorted({claim for claim, _, _ in examples})
    fold = {claim: i % FOLDS for i, claim in enumerate(claims)}
    judged: list[tuple[float, bool]] = []
    for held_out in range(FOLDS):
        weights = fit([(values, label) for claim, values, label in examples if fold[claim] != held_out])
        for claim, values, label in examples:
            if fold[claim] == held_out:
                odds = sum(w * v for w, v in zip(weights, [1.0, *values], strict=True))
                judged.append((1 / (1 + math.exp(-odds)), label))
    print(f"{len(examples)} pairs about the same thing, {positives} contradictions in all\nprobability   pairs  right  share")
    for low in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2, 0.0):
        part = [label for chance, label in judged if low <= chance < (1.01 if low == 0.9 else {0.8: 0.9, 0.7: 0.8, 0.6: 0.7, 0.5: 0.6, 0.4: 0.5, 0.2: 0.4, 0.0: 0.2}[low])]
        if part:
            print(f"{low:.1f} and more  {len(part):5d}  {sum(part):5d}   {sum(part) / len(part):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
