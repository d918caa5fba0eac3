"""Time of the statistics rules on a folder of articles: as one file of 1 to 10 MB, and as many small ones.

    python bench/speed.py FOLDER [--peer "stataudit check-report"] [--runs 3]

Every run is a process of its own, start included, on one core; the figure is the least CPU time of the runs. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import os
import resource
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (1, 2, 5, 10)  # MB
MEGA = 1_000_000


def main() -> None:
    options = _options()
    articles = [path.read_text("utf-8") for path in sorted(Path(options.folder).iterdir()) if path.is_file()]
    commands = {"evlint": [sys.executable, "-m", "evlint", "check", "--no-cache", "--jobs", "1", "--select", "STA", "--fail-on", "never"]}
    if options.peer:
        commands[shlex.split(options.peer)[0].rsplit("/", 1)[-1]] = shlex.split(options.peer)
    with tempfile.TemporaryDirectory() as folder:
        print(f"| text | {' | '.join(f'{name}, s | MB/s' for name in commands)} |\n|---|{'---|---|' * len(commands)}")
        for label, files in _texts(articles, Path(folder)):
            size = sum(file.stat().st_size for file in files) / MEGA
            times = [_least(command, files, options.runs, folder) for command in commands.values()]
            print(f"| {label} | {' | '.join(f'{time:.2f} | {size / time:.2f}' for time in times)} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="a folder of articles in text or Markdown")
    parser.add_argument("--peer", help="the command of another tool, to which files are appended")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _texts(articles: list[str], folder: Path) -> list[tuple[str, list[Path]]]:
    """(label, files) of each text, written into `folder`."""
    whole = "\n\n".join(articles).encode()
    whole *= 1 + max(SIZES) * MEGA // max(1, len(whole))
    out = []
    for size in SIZES:
        path = folder / f"one{size}.md"
        path.write_bytes(whole[: size * MEGA].decode("utf-8", "ignore").encode())
        out.append((f"one file of {size} MB", [path]))
    many = []
    for i, article in enumerate(articles):
        many.append(folder / f"article{i:04}.md")
        many[-1].write_text(article, "utf-8")
    return [*out, (f"{len(many)} files", many)]


def _least(command: list[str], files: list[Path], runs: int, folder: str) -> float:
    """Least CPU time of `runs` runs, in seconds."""
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([*command, *map(str, files)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"}, check=False)
        if done.returncode > 1:  # 1 says that something was found
            sys.exit(f"{command[0]} failed with exit code {done.returncode}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


if __name__ == "__main__":
    main()
