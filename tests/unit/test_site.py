"""A site of 48 pages whose links are known: every planted fault is found, and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from evlint import engine
from evlint.config.model import from_table

CHAPTERS = ("skin", "joints", "nerves", "lungs", "heart", "sleep")
PAGES = ("index", "causes", "tests", "creams", "tablets", "diet", "children", "old age")
PICTURES = frozenset({"images/leaf.png", "images/hand wash.png", "files/form.docx"})
GOOD_HOSTS = (
    "https://www.nice.org.uk/guidance/ng1", "https://cks.nice.org.uk/topics/itch", "https://www.who.int/news", "https://pubmed.ncbi.nlm.nih.gov/12345678/", "https://www.nhs.uk/conditions/itching",
    "https://digital.nhs.uk/data", "https://doi.org/10.1000/182", "https://bmjopen.bmj.com/content/1", "https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD000001", "https://en.wikipedia.org/wiki/Itch",
    "https://example.org/a", "http://localhost-guide.test/", "https://www.nejm.org/doi/full/10.1056/NEJMoa1", "https://www.ema.europa.eu/en", "https://link.springer.com/article/1", "https://nature.com/articles/1",
    "https://www.nicer.org/", "https://www.bmi.org/", "https://www.cdc.org.uk/", "https://whoi.edu/research",
)  # fmt: skip
BAD_HOSTS = (
    "https://www.nice.org.uk.guidance-login.example.net/ng1", "https://www.n1ce.org.uk/guidance", "https://pubmed.ncbi.nlm.nih.gov.articles.example.com/1", "https://www.cochranelibrаry.com/cdsr",
    "https://www.thelancet.com@198.51.100.7/article", "https://www.springer.corn.example.org@evil.example.net/a", "https://sciencedlrect.com/article/1", "https://www.wikipedla.org/wiki/Itch",
)  # fmt: skip


def page(chapter: str, name: str) -> str:
    """A page with links of every right kind: beside it, above it, into other chapters, to headings, pictures and files."""
    lines = [
        f"# {name.title()} of the {chapter}",
        "",
        "Most people get better within some weeks.",
        "",
        "## What to do",
        "",
        "Emollients help. See [the next step](#what-to-do-1).",
        "",
        "## What to do",
        "",
        "Ask a nurse.",
        "",
    ]
    at = PAGES.index(name)
    for other in (PAGES[at - 1], PAGES[(at + 1) % len(PAGES)]):
        lines.append(f"- [{other}]({other.replace(' ', '%20')}.md) and [what to do](./{other.replace(' ', '%20')}.md#what-to-do)")
    for other in CHAPTERS:
        lines.append(f"- [{other}](../{other}/), [its start](../{other}/index.md), [without ending](../{other}/index)")
    lines += ["", "![a leaf](../images/leaf.png) ![hands](<../images/hand wash.png>)", "", "[the form](../files/form.docx), [top](#), [mail](mailto:desk@example.org), [tel](tel:+4712345678)", ""]
    lines += [f"Read more at <{GOOD_HOSTS[(at + 3 * CHAPTERS.index(chapter)) % len(GOOD_HOSTS)]}>.", ""]
    return "\n".join(lines)


SITE = {f"{chapter}/{name}.md": page(chapter, name) for chapter in CHAPTERS for name in PAGES}
FILES = [
    "[creams](cream.md)", "[tests](../skin/test.md)", "[the form](../files/forms.docx)", "![leaf](../images/leaf.jpg)", "[index](../lung/index.md)", "[old](old-age.md)", "[deep](../skin/causes/index.md)",
]  # fmt: skip
ANCHORS = ["[do](#what-to-does)", "[do](creams.md#what-to-do-2)", "[do](../skin/index.md#What-To-Do)", "[do](tests.md#whattodo)", "[do](../heart/diet.md#ask)"]


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    def look(names: Collection[str]) -> frozenset[str]:
        return PICTURES & frozenset(names)

    report = engine.run(files, {}, from_table({"select": ["LNK"]}, "test"), date(2026, 11, 24), look=look)
    return [(finding.rule, finding.primary.document) for finding in report.findings]


def test_the_site_as_it_is() -> None:
    assert len(SITE) >= 40
    assert found(SITE) == []


def planted(faults: list[str]) -> tuple[dict[str, str], set[str]]:
    """The site with one fault in each of some pages, and the names of those pages."""
    pages = sorted(SITE)[:: len(SITE) // len(faults)][: len(faults)]
    return {**SITE, **{name: f"{SITE[name]}\nSee also {fault}.\n" for name, fault in zip(pages, faults, strict=True)}}, set(pages)


def test_links_to_files_that_are_not_there() -> None:
    site, pages = planted(FILES)
    assert found(site) == [("LNK201", name) for name in sorted(pages)]


def test_links_to_headings_that_are_not_there() -> None:
    site, pages = planted(ANCHORS)
    assert found(site) == [("LNK202", name) for name in sorted(pages)]


def test_hosts_that_look_like_others() -> None:
    site, pages = planted([f"<{host}>" for host in BAD_HOSTS])
    seen = found(site)
    assert {name for rule, name in seen if rule == "LNK105"} == pages
    assert {rule for rule, _ in seen} <= {"LNK105", "LNK204", "LNK104"}
    assert len([rule for rule, _ in seen if rule == "LNK105"]) == len(BAD_HOSTS)
