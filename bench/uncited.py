"""Trains `evlint/rules/support/uncited.json`, and says how well it tells cited sentences on articles that it has not seen.

    python bench/uncited.py DATA [--write]

DATA holds `citeworth_pmc/dev.jsonl.gz`: `sentence` without its citations, `has_citation_needed`, `meta.pmcid` (CiteWorth, on articles
under CC BY). Each fifth of the articles is judged by weights from the other four. `--write` trains on all and rewrites the weights.

The model is a logistic regression with a ridge penalty. Words that fewer than `ARTICLES` articles hold are left out; of the rest the
`KEPT` that move most predictions are fitted again. Nothing is drawn by chance, and weights are whole numbers: two runs agree byte by byte.
Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from evlint.rules.support import _uncited as uncited

RIDGE, ARTICLES, MENTIONS, KEPT, FOLDS = 30.0, 4, 5, 6000, 5
WEIGHTS = Path(uncited.__file__).with_name("uncited.json")
Example = tuple[str, dict[str, float], bool]  # (article, features, cited)


def train(examples: Sequence[Example]) -> dict[str, int]:
    """Whole-number weights, "" the constant."""
    articles: dict[str, set[str]] = defaultdict(set)
    mentions: dict[str, int] = defaultdict(int)
    for article, held, _ in examples:
        for name in held:
            articles[name].add(article)
            mentions[name] += 1
    names = sorted(name for name, among in articles.items() if len(among) >= ARTICLES and mentions[name] >= MENTIONS)
    # Rare words count for more, as in TF-IDF: their weights are penalised less.
    rarity = {name: 1.0 if name[0] == "#" else math.sqrt(math.log(len(examples) / mentions[name]) / 4 + 0.05) for name in names}
    fitted = fit(examples, names, rarity)
    moved = {name: abs(fitted[name]) * math.sqrt(mentions[name]) for name in names}
    kept = sorted(sorted(names, key=lambda name: (name[0] != "#", -round(moved[name], 4), name))[:KEPT])
    fitted = fit(examples, kept, rarity)
    whole = {name: round(weight * uncited.SCALE) for name, weight in fitted.items()}
    return {name: weight for name, weight in sorted(whole.items()) if weight or not name}


def fit(examples: Sequence[Example], names: Sequence[str], rarity: dict[str, float]) -> dict[str, float]:
    """Weights that maximise the penalised likelihood; the constant is not penalised."""
    place = {name: i for i, name in enumerate(names)}
    cells = [(row, place[name], value * rarity[name]) for row, (_, held, _) in enumerate(examples) for name, value in held.items() if name in place]
    rows, columns, values = zip(*cells, strict=True)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))
    turned = matrix.T.tocsr()
    cited = np.array([label for _, _, label in examples], dtype=float)

    def loss(weights: Any) -> tuple[float, Any]:
        odds = matrix @ weights[:-1] + weights[-1]
        gap = 1 / (1 + np.exp(-odds)) - cited
        penalty = RIDGE * weights[:-1]
        return float(np.logaddexp(0, odds).sum() - cited @ odds + penalty @ weights[:-1] / 2), np.append(turned @ gap + penalty, gap.sum())

    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 1000, "maxcor": 20, "ftol": 1e-10, "gtol": 1e-4}).x
    return {"": float(best[-1]), **{name: float(weight * rarity[name]) for name, weight in zip(names, best, strict=False)}}


def chance(held: dict[str, float], weights: dict[str, int]) -> float:
    odds = weights[""] + sum(weights[name] * value for name, value in held.items() if name in weights)
    return 1 / (1 + math.exp(-odds / uncited.SCALE))


def measure(judged: Sequence[tuple[float, bool]]) -> None:
    """Prints average precision and recall at precision .80, whole and above each floor, and how often a probability was right."""
    ordered = sorted(judged, key=lambda item: -item[0])
    positives = sum(label for _, label in ordered)
    area = reached = hits = 0.0
    floors = [x / 20 for x in range(19, -1, -1)]
    for i, (score, label) in enumerate(ordered, 1):
        while floors and score < floors[0]:
            floor = floors.pop(0)
            near = [truth for value, truth in ordered if floor <= value < floor + 0.05]
            print(
                f"above {floor:.2f}: average precision {area / positives:.3f}, {i - 1} of {len(ordered)}, precision {hits / max(i - 1, 1):.3f}, recall {hits / positives:.3f}, right in this step {sum(near) / max(len(near), 1):.3f}"
            )
        hits += label
        area += label * hits / i
        if i >= 10 and hits / i >= 0.8:
            reached = hits / positives
    print(f"all: average precision {area / positives:.4f}, recall at precision .80 {reached:.3f}, of {len(ordered)} unseen sentences")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with gzip.open(arguments.data / "citeworth_pmc" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    examples: list[Example] = [(row["meta"]["pmcid"], uncited.features(row["sentence"]), bool(row["has_citation_needed"])) for row in rows]
    fold = {article: i % FOLDS for i, article in enumerate(sorted({article for article, _, _ in examples}))}
    judged: list[tuple[float, bool]] = []
    for held_out in range(FOLDS):
        weights = train([example for example in examples if fold[example[0]] != held_out])
        judged += [(chance(held, weights), label) for article, held, label in examples if fold[article] == held_out]
    measure(judged)
    if arguments.write:
        lines_out = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}: {weight}" for name, weight in train(examples).items())
        WEIGHTS.write_text("{\n" + lines_out + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
