"""Time and memory of comparing synthetic reviewed claims: `python bench/pairs.py [CLAIMS] [KEYS]`, by default 1,000,000 on 200,000 keys.

Claims of one key take turns at an increase and a decrease, so that every pair is compared to its end.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator

from evlint import index
from evlint.claims.model import Claim, mint_id
from evlint.claims.record import ClaimRecord, Comparator, Intervention, Outcome, Result, Review, Target
from evlint.documents import reading

TEXT = "Zinc reduced pain compared with placebo."
DOCUMENTS = 100


def main(count: int, keys: int) -> None:
    claims = list(synthetic(count, keys))
    start = time.process_time()
    groups = index.by_key(claims)
    keyed = time.process_time()
    compared = len(index.results(groups).comparisons) + len(index.kindred(groups).comparisons)
    done = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{count:,} claims on {keys:,} keys: {keyed - start:.1f} s to key, {done - keyed:.1f} s to compare {compared:,} pairs, {memory:.1f} GB in all")


def synthetic(count: int, keys: int) -> Iterator[Claim]:
    documents = [reading.read(f"d{i}.md", TEXT) for i in range(DOCUMENTS)]
    for i in range(count):
        key, turn = i % keys, i // keys % 2
        record = ClaimRecord(
            id=mint_id("d", "finding", TEXT, i),
            kind="finding",
            target=Target(exact=TEXT),
            review=Review(status="reviewed"),
            intervention=Intervention(text=f"drug {key // 100}"),
            comparator=Comparator(text="placebo", class_="placebo"),
            outcome=Outcome(text=f"scale {key % 100}"),
            result=Result(direction="increased" if turn else "decreased", significance="significant"),
        )
        yield Claim(record, documents[i % DOCUMENTS], 0, len(TEXT))


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["1000000", "200000"][len(sys.argv) - 1 :])))
