"""Every expression of the package compiles, though none is compiled before it is used."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import evlint
from evlint.patterns import pattern

MODULES = [module.name for module in walk_packages(evlint.__path__, "evlint.") if not module.name.endswith(("__main__", "vocabulary.build"))]


def _patterns(value: object) -> list[object]:
    if type(value).__name__ == "_Lazy":
        return [value]
    return [found for item in value for found in _patterns(item)] if isinstance(value, (tuple, list)) else []


@pytest.mark.parametrize("name", MODULES)
def test_every_expression_of_a_module_compiles(name: str) -> None:
    for value in vars(import_module(name)).values():
        for lazy in _patterns(value):
            assert isinstance(getattr(lazy, "pattern"), str)  # noqa: B009 - the access compiles it


def test_a_lazy_expression_does_what_a_compiled_one_does() -> None:
    lazy, compiled = pattern(r"(?P<n>\d+)\s?mg", re.I), re.compile(r"(?P<n>\d+)\s?mg", re.I)
    text = "20 mg, then 30 MG"
    assert [m["n"] for m in lazy.finditer(text)] == [m["n"] for m in compiled.finditer(text)] == ["20", "30"]
    assert (lazy.sub("x", text), lazy.pattern, lazy.flags, lazy.groups) == (compiled.sub("x", text), compiled.pattern, compiled.flags, compiled.groups)


def test_a_wrong_expression_is_an_error_at_its_first_use() -> None:
    lazy = pattern("(")
    with pytest.raises(re.error):
        lazy.search("")


def test_the_walk_over_the_modules_finds_the_expressions() -> None:
    found = {id(lazy) for name in MODULES for value in vars(import_module(name)).values() for lazy in _patterns(value)}
    assert len(found) > 400
