"""The shape of the code: imports go downwards only, files stay short."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "evlint"
# What a part may import besides itself. `exits`, `patterns`, `plugins`, `schema` and `__version__` belong to everyone.
ALLOWED = {
    "statistics": set(),
    "bibliography": set(),
    "documents": {"bibliography"},
    "vocabulary": {"claims"},
    "claims": {"bibliography", "documents", "statistics", "vocabulary", "findings"},
    "extraction": {"claims", "documents", "statistics", "vocabulary"},
    "index": {"bibliography", "claims", "documents", "sources", "vocabulary"},
    "sources": {"bibliography", "claims", "documents"},
    "config": {"claims", "documents", "vocabulary"},
    "findings": {"bibliography", "claims", "config", "documents", "sources", "vocabulary"},
    "rules": {"bibliography", "claims", "config", "documents", "extraction", "findings", "index", "sources", "statistics", "vocabulary"},
    "reporters": {"claims", "documents", "findings", "rules", "sources", "vocabulary"},
    "commands": {
        "bibliography",
        "cache",
        "claims",
        "cli",
        "config",
        "documents",
        "engine",
        "extraction",
        "findings",
        "preparing",
        "reporters",
        "rules",
        "sources",
        "testing",
        "vocabulary",
        "workshop",
    },
}
COMMON = {"exits", "patterns", "plugins", "schema"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> set[str]:
    """Full names of the evlint modules that a file imports, also inside functions."""
    out: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("evlint"):
            out |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            out |= {alias.name for alias in node.names if alias.name.startswith("evlint")}
    return out


def test_imports_go_downwards_only() -> None:
    wrong = []
    for file in modules():
        part = file.relative_to(PACKAGE).parts[0]
        if part not in ALLOWED:
            continue  # the top-level modules bind the parts together
        for name in imports(file):
            used = name.split(".")[1]
            if used not in ALLOWED[part] | COMMON | {part} and not used.startswith("__"):
                wrong.append(f"{file.relative_to(PACKAGE)} imports {name}")
    assert wrong == []


def test_rules_do_not_import_each_other() -> None:
    wrong = []
    for file in (PACKAGE / "rules").glob("*/*.py"):
        for name in imports(file):
            if re.match(r"evlint\.rules\.\w+\.[a-z]{3}\d{3}", name):
                wrong.append(f"{file.name} imports {name}")
    assert wrong == []


def test_files_stay_under_four_hundred_lines() -> None:
    long = {str(file): count for file in modules() if (count := len(file.read_text("utf-8").splitlines())) > 400}
    assert long == {}
