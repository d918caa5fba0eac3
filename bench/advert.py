"""Trains the model of advertising (`evlint/rules/links/advert.json`) and says how it does on fragments that it has not seen.

    python bench/advert.py DATA [--write]

DATA holds `spam/dev.jsonl` (text, is_spam, source), `abstracts` and `evidence_inference/articles_dev` (clean medical text). A logistic
regression with a ridge penalty, fitted by L-BFGS: the same data give the same weights. Each fifth of the fragments is judged by a model trained
on the other four; clean sentences are split likewise, by text.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evlint.documents import reading
from evlint.rules.links import _advert

RIDGE, SHARED, FOLDS = 1.0, 3, 5
LABELLED, CLEAN = 4.0, 1.0  # weight of a labelled fragment, of a clean sentence
OUT = Path(_advert.__file__).with_name("advert.json")
Example = tuple[frozenset[str], bool, float, int]  # features, whether it is an advert, weight, fold


def lines(path: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(path.parent.glob(path.name + "*")):
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as handle:
            yield from (json.loads(line) for line in handle)


def sentences(data: Path) -> Iterator[tuple[int, str]]:
    texts = [row["text"] for row in lines(data / "abstracts" / "dev")] + [row["article_text"] for row in lines(data / "evidence_inference" / "articles_dev")]
    for i, text in enumerate(texts):
        document = reading.read("a.txt", text)
        for sentence in document.sentences:
            if document.prose.count(" ", sentence.start, sentence.end) < 40:
                yield i, document.text_of(sentence)


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by name, the bias under the empty one."""
    counts = Counter(name for names, _, weight, _ in examples for name in names if weight == LABELLED)
    index = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= SHARED))}
    rows = [(row, index[name]) for row, (names, _, _, _) in enumerate(examples) for name in names if name in index]
    matrix = csr_matrix((np.ones(len(rows)), tuple(zip(*rows, strict=True))), shape=(len(examples), len(index)))
    sign = np.array([1.0 if advert else -1.0 for _, advert, _, _ in examples])
    weight = np.array([w for _, _, w, _ in examples])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (matrix @ point[:-1] + point[-1])
        slope = -sign * weight / (1 + np.exp(np.minimum(margin, 500)))
        value = float(weight @ np.logaddexp(0, -margin) + RIDGE / 2 * point[:-1] @ point[:-1])
        return value, np.append(matrix.T @ slope + RIDGE * point[:-1], slope.sum())

    found = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {"": float(found[-1]), **{name: float(found[i]) for name, i in index.items()}}


def score(names: frozenset[str], weights: dict[str, float]) -> float:
    return 1 / (1 + np.exp(-(weights[""] + sum(weights.get(name, 0.0) for name in names))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    labelled = [(row["text"], row["is_spam"]) for row in lines(arguments.data / "spam" / "dev")]
    examples: list[Example] = [(frozenset(_advert.features(text)), bool(advert), LABELLED, i % FOLDS) for i, (text, advert) in enumerate(labelled)]
    examples += [(frozenset(_advert.features(text)), False, CLEAN, i % FOLDS) for i, text in sentences(arguments.data)]
    unseen = np.zeros(len(examples))
    for fold in range(FOLDS):
        weights = fit([example for example in examples if example[3] != fold])
        for i, example in enumerate(examples):
            if example[3] == fold:
                unseen[i] = score(example[0], weights)
    for least in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        right = sum(unseen[i] >= least for i, (_, advert, _, _) in enumerate(examples) if advert)
        wrong = sum(unseen[i] >= least for i, (_, advert, w, _) in enumerate(examples) if not advert and w == LABELLED)
        clean = sum(unseen[i] >= least for i, (_, _, w, _) in enumerate(examples) if w == CLEAN)
        total = sum(advert for _, advert, _, _ in examples)
        print(f"from {least}: precision {right / max(right + wrong, 1):.3f}, recall {right / total:.3f}; {clean} of {sum(w == CLEAN for _, _, w, _ in examples)} clean sentences")
    if arguments.write:
        weights = {name: round(value, 2) for name, value in fit(examples).items()}
        bias = weights.pop("")
        kept = {name: value for name, value in sorted(weights.items()) if abs(value) >= 0.05}
        OUT.write_text(json.dumps({"trained on": "labelled fragments and clean medical text, development half", "bias": bias, "weights": kept}, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
