"""The budgets: start, one file, many files without and with the cache, one changed among many.

    python bench/budgets.py TEXTS [--sizes 1000 10000]

TEXTS is a folder of texts, or a JSON-lines file (perhaps .gz) with a "text" in each line. Where there are fewer than wanted, they are taken
again with other digits (fixed seed). Every run is a process of its own, start included; seconds are CPU (user and system, of all its
processes) and by the clock. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_MANY = (1_000, 10_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(_MANY))
    options = parser.parse_args()
    texts = list(_texts(options.texts))
    print("| what | CPU s | clock s | peak MiB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "first").mkdir()
        (root / "first" / "a.md").write_text(_sized(texts, 30_000), "utf-8")
        _run(["check", "a.md", "--no-config", "--fail-on", "never"], root / "first", root / "none")  # leaves byte code behind
        _row("`evlint --help`", ["--help"], root, root / "none", runs=10)
        (root / "one.md").write_text(_sized(texts, 3000), "utf-8")
        _row("one file of 3 KB, --no-cache", ["check", "one.md", "--no-config", "--no-cache", "--fail-on", "never"], root, root / "none", runs=10)
        _row("the same, kept from before", ["check", "one.md", "--no-config", "--fail-on", "never"], root, root / "single", runs=10)
        for size in options.sizes:
            _many(texts, size, root)


def _many(texts: list[str], size: int, root: Path) -> None:
    corpus, cache = root / f"corpus{size}", root / f"cache{size}"
    corpus.mkdir()
    (corpus / "evlint.toml").write_text('include = ["*.md"]\n')
    rng = random.Random(0)
    total = 0
    for i in range(size):
        text = texts[i % len(texts)]
        text = text if i < len(texts) else re.sub(r"\d", lambda match: str(rng.randrange(10)) if rng.random() < 0.3 else match[0], text)
        total += len(text.encode())
        (corpus / f"d{i:06}.md").write_text(text, "utf-8")
    name = f"{size:,} files ({total / 1e6:.1f} MB)"
    whole = ["check", "--fail-on", "never", "--format", "json=out.json"]
    _row(f"{name}, nothing kept, one process", [*whole, "--no-cache", "--jobs", "1"], corpus, cache)
    _row(f"{name}, nothing kept", whole, corpus, cache)
    _row(f"{name}, all kept", whole, corpus, cache, runs=3)
    changed = corpus / "d000000.md"
    changed.write_text(changed.read_text("utf-8") + "\nMortality fell (RR 0.80; 95% CI 0.70 to 0.90).\n", "utf-8")
    _row(f"{name}, one changed, whole corpus", whole, corpus, cache)
    changed.write_text(changed.read_text("utf-8") + "\nOnce more.\n", "utf-8")
    _row(f"{name}, one changed, that file in focus", [*whole, "d000000.md"], corpus, cache)


def _row(name: str, arguments: list[str], folder: Path, cache: Path, runs: int = 1) -> None:
    best = min(_run(arguments, folder, cache) for _ in range(runs))
    print(f"| {name} | {best[0]:.2f} | {best[1]:.2f} | {best[2]:.0f} |", flush=True)


def _run(arguments: list[str], folder: Path, cache: Path) -> tuple[float, float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "EVLINT_CACHE_DIR": str(cache), "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "evlint-bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # users run with byte code
    done = subprocess.run([sys.executable, "-m", "evlint", *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"evlint {' '.join(arguments)} ended with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - started, after.ru_maxrss / 1024


def _texts(path: Path) -> Iterator[str]:
    if path.is_dir():
        yield from (file.read_text("utf-8", "replace") for file in sorted(path.iterdir()) if file.is_file())
        return
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def _sized(texts: list[str], size: int) -> str:
    return "\n\n".join(texts[:20])[:size]


if __name__ == "__main__":
    main()
