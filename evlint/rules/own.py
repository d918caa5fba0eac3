"""Rules from outside: of installed packages (entry points of the group `evlint.rules`), and of a project's own folder.

They come in by the same door as the built-in ones: META, a docstring under the fixed headings, `check`, and beside the module a case file
`<name of the rule>.md`, which `evlint test` runs. A folder of the project is code of whoever wrote the change under test: it is loaded only
where the user says so.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import cast

from evlint.plugins import offered
from evlint.rules.base import Rule

GROUP = "evlint.rules"


class OwnRuleError(ValueError):
    """A rule from outside that cannot be loaded; the message names it and says what it lacks."""


def installed() -> Iterator[tuple[str, Rule]]:
    """(where from, rule) of every installed package that offers rules, in order of names. An entry point names a module, or a package of them."""
    for point in offered(GROUP):
        where = f"package {point.dist.name if point.dist else point.value}"
        try:
            module = point.load()
        except Exception as error:
            raise OwnRuleError(f"{where}: the rules {point.value!r} cannot be imported: {error}; mend or uninstall it") from error
        yield from ((where, rule) for rule in _modules(module))


def _modules(module: ModuleType) -> Iterator[Rule]:
    if hasattr(module, "META"):
        yield cast(Rule, module)
        return
    for folder in getattr(module, "__path__", ()):
        for file in sorted(Path(folder).glob("[!_]*.py")):
            yield cast(Rule, import_module(f"{module.__name__}.{file.stem}"))


def of_folder(folder: Path) -> Iterator[tuple[str, Rule]]:
    """(where from, rule) of every module of a folder, in order of names. Raises OwnRuleError."""
    if not folder.is_dir():
        raise OwnRuleError(f"{folder}: there is no such folder; correct 'own-rules' in the configuration")
    for file in sorted(folder.glob("[!_]*.py")):
        yield str(file), _load(file)


def _load(file: Path) -> Rule:
    name = f"evlint_own_{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:12]}_{file.stem}"
    spec = util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise OwnRuleError(f"{file}: Python cannot import it")
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise OwnRuleError(f"{file}: cannot be imported: {type(error).__name__}: {error}") from error
    if not hasattr(module, "META") or not hasattr(module, "check"):
        raise OwnRuleError(f"{file}: a rule has META and check(); a module that is none begins with '_'")
    return cast(Rule, module)


def cases_of(rule: Rule) -> Path | None:
    """The case file of a rule from outside: `<name>.md` beside its module, or in a folder `cases` there."""
    file = getattr(rule, "__file__", None)
    beside = Path(file).parent if file else None
    found = (folder / f"{rule.META.name}.md" for folder in (beside, beside / "cases") if folder) if beside else ()
    return next((path for path in found if path.is_file()), None)
