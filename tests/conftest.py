"""What every test has: a cache of its own, far from the user's, and the same examples in every run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.load_profile("same")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVLINT_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty configured project."""
    (tmp_path / "evlint.toml").write_text('include = ["*.md", "docs/*.md"]\n', "utf-8")
    return tmp_path
