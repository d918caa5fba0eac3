"""What the README shows is what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import evlint
from evlint.claims.yaml_tree import parse
from evlint.config.model import from_table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def test_the_finding_at_the_top_is_printed_word_for_word() -> None:
    done = subprocess.run([sys.executable, "-m", "evlint", "check", "--as-of", "2026-11-25"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert blocks("text")[0].strip() in done.stdout


def test_the_python_lines_run() -> None:
    (code,) = blocks("python")
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert names["reference"] == evlint.parse_reference("1. Cohen SP, Mao J. Neuropathic pain. BMJ. 2014;348:f7656.")
    assert names["reference"].first_author == "Cohen"  # type: ignore[attr-defined]
    assert len(names["claims"]) == 1  # type: ignore[arg-type]


def test_the_configuration_is_taken_as_it_stands() -> None:
    (text,) = blocks("toml")
    settings = from_table(tomllib.loads(text), "README.md")
    assert settings.ignore == ("STR103",)
    assert settings.max_age["guideline"] == 3


def test_the_hooks_are_those_of_this_repository() -> None:
    offered = set(re.findall(r"^- id: (\S+)$", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.M))
    assert set(re.findall(r"^ +- id: (\S+)$", blocks("yaml")[-2], re.M)) == offered


def test_the_step_with_the_action_gives_inputs_that_it_has() -> None:
    (step,) = parse(blocks("yaml")[-1]).data
    assert set(step["with"]) <= set(parse((ROOT / "action.yml").read_text("utf-8")).data["inputs"])


def test_lines_that_stand_in_the_manual_too_are_the_same() -> None:
    """Those of the manual are run by tests."""
    manual = "".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))
    for line in (*blocks("sh")[-2].splitlines(), *blocks("sh")[-1].splitlines()):
        assert line in manual


def test_importing_evlint_costs_nothing_until_a_name_is_used() -> None:
    code = "import sys, evlint; assert not {'pydantic', 'ruamel', 'evlint.engine'} & set(sys.modules); evlint.statistics.grim('3.47', 19)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
