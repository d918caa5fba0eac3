"""Trains the tagger of references on labelled reference strings, and says how well it does on strings that it has not seen.

    python bench/references.py DATA [--write]

DATA holds `references/dev.jsonl`: raw, year, title, journal, volume, first_page. Each quarter (by source) is judged by a tagger that was
trained on the other three. `--write` trains on all of it and rewrites `evlint/bibliography/weights.json`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evlint.bibliography import tagger

EPOCHS = 12
SHARED = 3  # a feature that fewer references have is not kept
WEIGHTS = Path(tagger.__file__).with_name("weights.json")
AUTHOR, DATE, TITLE, JOURNAL, VOLUME, PAGES, OTHER = range(7)


@dataclass(frozen=True)
class Labelled:
    row: dict[str, Any]
    text: str
    tokens: list[tagger.Token]
    path: list[int]


def letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, in lower case, and where each stands."""
    pairs = [(folded, i) for i, char in enumerate(text) for folded in unicodedata.normalize("NFKC", char).lower() if folded.isalnum()]
    return "".join(folded for folded, _ in pairs), [i for _, i in pairs]


def places(text: str, value: Any) -> list[tuple[int, int]]:
    folded, where = letters(text)
    wanted, _ = letters(str(value or ""))
    return [(where[m.start()], where[m.start() + len(wanted) - 1] + 1) for m in re.finditer(re.escape(wanted), folded)] if wanted else []


def labelled(row: dict[str, Any]) -> Labelled | None:
    """A row with a part for each token; None where its fields do not stand in its text."""
    text = " ".join(row["raw"].split())
    words = tagger.tokens(text)
    title = next(iter(places(text, row["title"])), None)
    journals = places(text, row["journal"])
    behind = [span for span in journals if title is None or span[0] >= title[1]] or [span for span in journals if title is None or span[1] <= title[0]]
    journal = behind[0] if behind else None
    if (row["title"] and title is None) or (row["journal"] and journal is None):
        return None
    begin = min((span[0] for span in (title, journal) if span), default=0)
    path = []
    for start, end, _ in words:
        inside = TITLE if title and title[0] <= start < title[1] else JOURNAL if journal and journal[0] <= start < journal[1] else AUTHOR if end <= begin else OTHER
        path.append(inside)
    mark(words, path, str(row["year"] or "")[:4], DATE, (AUTHOR, OTHER), 0)
    if journal:
        mark(words, path, digits(str(row["volume"] or "").split(";")[-1]), VOLUME, (OTHER,), journal[1])
        mark(words, path, digits(str(row["first_page"] or "")), PAGES, (OTHER,), journal[1])
    return Labelled(row, text, words, path)


def digits(text: str) -> str:
    found = re.search(r"\d+", text)
    return found[0] if found else ""


def mark(words: Sequence[tagger.Token], path: list[int], word: str, part: int, over: tuple[int, ...], begin: int) -> None:
    for i, (start, _, here) in enumerate(words):
        if word and here == word and start >= begin and path[i] in over:
            path[i] = part
            if part != DATE:
                return


def train(rows: Iterable[Labelled], seed: int = 0) -> tagger.Weights:
    """An averaged structured perceptron; weights are rounded to whole numbers."""
    rows = list(rows)
    count = len(tagger.PARTS)
    seen = Counter(name for row in rows for name in {name for names in tagger.features(row.tokens) for name in names})
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * count)
    total: dict[str, list[float]] = defaultdict(lambda: [0.0] * count)
    last: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    chance = random.Random(seed)
    step = 0
    for _ in range(EPOCHS):
        chance.shuffle(rows)
        for row in rows:
            step += 1
            path = tagger.best(row.tokens, weights)  # type: ignore[arg-type]
            change: Counter[tuple[str, int]] = Counter(tagger.gold_features(row.tokens, row.path))
            change.subtract(tagger.gold_features(row.tokens, path))
            for (name, part), by in change.items():
                if by and (seen[name] >= SHARED or name.startswith("-")):
                    total[name][part] += (step - last[name][part]) * weights[name][part]
                    last[name][part] = step
                    weights[name][part] += by
    averaged = {name: tuple(round((total[name][p] + (step - last[name][p]) * values[p]) / step) for p in range(count)) for name, values in weights.items()}
    return {name: values for name, values in sorted(averaged.items()) if any(values)}


def judge(rows: Iterable[Labelled], weights: tagger.Weights) -> Counter[str]:
    """How many titles and journals of unseen references are found, by the letters of the longest run of each."""
    found: Counter[str] = Counter()
    for row in rows:
        path = tagger.best(row.tokens, weights)
        for name, part in (("title", TITLE), ("journal", JOURNAL)):
            if row.row[name]:
                got = longest(row, path, part)
                want = letters(str(row.row[name]))[0]
                near = bool(got and want) and (got.startswith(want) or want.startswith(got)) and min(len(got), len(want)) > 0.8 * max(len(got), len(want))
                found[f"{name} seen"] += 1
                found[f"{name} right"] += near
    return found


def longest(row: Labelled, path: Sequence[int], part: int) -> str:
    from evlint.bibliography.reference import longest_run

    span = longest_run([(start, end, tagger.PARTS[p]) for (start, end, _), p in zip(row.tokens, path, strict=True)], tagger.PARTS[part])
    return letters(row.text[span[0] : span[1]])[0] if span else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with (arguments.data / "references" / "dev.jsonl").open(encoding="utf-8") as lines:
        rows = [row for line in lines if (row := labelled(json.loads(line)))]
    sources = sorted({row.row["source"] if "anystyle" not in row.row["source"] else row.row["id"] for row in rows})
    random.Random(3).shuffle(sources)
    fold = {source: i % 4 for i, source in enumerate(sources)}
    total: Counter[str] = Counter()
    for k in range(4):
        apart = [fold[row.row["source"] if "anystyle" not in row.row["source"] else row.row["id"]] == k for row in rows]
        weights = train(row for row, out in zip(rows, apart, strict=True) if not out)
        total += judge((row for row, out in zip(rows, apart, strict=True) if out), weights)
    for name in ("title", "journal"):
        print(f"{name}: {total[f'{name} right'] / total[f'{name} seen']:.3f} of {total[f'{name} seen']} unseen")
    if arguments.write:
        lines_out = ",\n".join(f"{json.dumps(name)}: {json.dumps(values, separators=(',', ':'))}" for name, values in train(rows).items())
        WEIGHTS.write_text("{\n" + lines_out + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
