"""Time and memory of importing the Retraction Watch CSV and of looking works up in the table, on made-up rows of the real shape and size.

    python bench/retractions.py [--rows 70000] [--names 1000]

Writes into a temporary folder that it removes. Prints a table in Markdown; the memory is the peak of the whole process, Python itself included.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from evlint.sources.table import build, look_up

COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,RetractionPubMedID,"
    "OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,"
).split(",")
NATURES = ("Retraction", "Expression of concern", "Correction", "Reinstatement")
REASONS = ("Fake Peer Review", "Duplication of Image", "Concerns/Issues About Data", "Investigation by Journal/Publisher", "Unreliable Results and/or Conclusions", "Paper Mill")
WORDS = "analysis of the model based on clinical data in patients with chronic disease and treatment by oral administration compared to placebo".split()
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=70_000)
    parser.add_argument("--names", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, table = Path(folder, "retraction_watch.csv"), Path(folder, "retractions.sqlite")
        _generate(source, options.rows)
        before = _peak()
        built, seconds = _timed(lambda: build(source, table, imported="2026-11-24"))
        names = [f"doi:10.1155/2021/{i}" for i in range(0, options.rows, max(1, 2 * options.rows // options.names))]
        names += [f"doi:10.1155/absent/{i}" for i in range(options.names - len(names))]
        answer, asked = _timed(lambda: look_up(table, names))
        print("| step | count | s | peak MiB | file MiB |\n|---|---|---|---|---|")
        print(f"| start | | | {before:.0f} | {source.stat().st_size / 2**20:.1f} |")
        print(f"| import | {built.stamp.rows} rows, {sum(built.skipped.values())} skipped | {seconds:.2f} | {_peak():.0f} | {table.stat().st_size / 2**20:.1f} |")
        print(f"| look-up | {len(names)} names, {len(answer[1])} listed | {asked:.4f} | {_peak():.0f} | |")


def _generate(path: Path, count: int) -> None:
    """Rows with the shares of missing identifiers that the real file has: 46 % of PMIDs are 0, 5 % of DOIs unavailable."""
    rng = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_row(i, rng) for i in range(count))


def _row(i: int, rng: random.Random) -> list[str]:
    def text(low: int, high: int) -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(low, high)))

    doi = "unavailable" if rng.random() < 0.05 else f"10.1155/2021/{i}"
    pmids = ["0" if rng.random() < 0.46 else f"{30_000_000 + 2 * i + j}" for j in (0, 1)]
    day = f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(1995, 2026)} 0:00"
    nature = rng.choices(NATURES, (86, 8, 5, 1))[0]
    reasons = "".join(f"+{reason};" for reason in rng.sample(REASONS, rng.randint(1, 5)))
    institution = f"Department of {text(2, 4)}, University of {text(2, 4)}, Zürich, Switzerland;" * rng.randint(1, 3)
    front = [str(i), text(8, 18), "(HSC) Medicine - Oncology;(BLS) Biochemistry;", institution, f"Journal of {text(2, 4)}", "Hindawi", "China", "Yu Jia;Ana Müller;" * rng.randint(1, 4)]
    notice = [f"https://retractionwatch.com/2023/04/05/{i}/", "Research Article;", day, f"10.1155/2023/{i}", pmids[0]]
    return [*front, *notice, "9/24/2010 0:00", doi, pmids[1], nature, reasons, "No", text(0, 12), ""]


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    start = perf_counter()
    value = act()
    return value, perf_counter() - start


def _peak() -> float:
    """Peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
