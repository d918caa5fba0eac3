"""The real command on a folder that holds every format, some of them broken."""

from __future__ import annotations

import json
from pathlib import Path

from tests.docx_files import docx, paragraph
from tests.e2e.test_command import evlint
from tests.pdf_files import pdf_of

BAD = "The odds of relapse were lower (OR 0.50, 95% CI 0.60 to 0.90)."


def test_every_format_of_a_folder_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>\n<p>{BAD}</p></body></html>")
    (tmp_path / "b.xml").write_text(f"<article><body>\n<p>{BAD}</p></body></article>")
    (tmp_path / "c.docx").write_bytes(docx(paragraph("Results", style="Heading1"), paragraph(BAD)))
    (tmp_path / "d.pdf").write_bytes(pdf_of(BAD))
    (tmp_path / "e.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1"}, {"cell_type": "markdown", "source": [BAD]}]}))
    (tmp_path / "f.rst").write_text(f"Results\n=======\n\n{BAD}\n")
    (tmp_path / "g.tex").write_text("\\begin{document}\n" + BAD.replace("%", "\\%") + "\n\\end{document}\n")
    (tmp_path / "h.qmd").write_text(f"---\ntitle: Results\n---\n\n{BAD}\n\n```{{r}}\nx <- 1\n```\n")
    (tmp_path / "sitemap.xml").write_text("<urlset><url/></urlset>")
    done = evlint("check", "--no-config", ".", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    shown = {line.split()[1].rstrip(",") for line in done.stdout.splitlines() if line.startswith("  --> ")}
    assert {name.partition(":")[0] for name in shown} == {"a.html", "b.xml", "c.docx", "d.pdf", "e.ipynb", "f.rst", "g.tex", "h.qmd"}
    assert "a.html:2:36" in shown and "f.rst:4:33" in shown
    assert "--> c.docx, paragraph 2, Results" in done.stdout and "--> d.pdf, page 1" in done.stdout and "--> e.ipynb, cell 2" in done.stdout
    assert "sitemap.xml: skipped: is XML, and no JATS article" in done.stderr


def test_a_broken_file_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    (tmp_path / "cut.docx").write_bytes(docx(paragraph(BAD))[:300])
    (tmp_path / "cut.pdf").write_bytes(pdf_of(BAD)[:300])
    (tmp_path / "cut.xml").write_text("<article><body><p>cut")
    (tmp_path / "good.md").write_text(BAD)
    done = evlint("check", "--no-config", ".", cwd=tmp_path)
    assert done.returncode == 4, "what could not be read outweighs what was found"
    assert "good.md:1:33" in done.stdout
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines() if "failed" in line] == ["cut.docx", "cut.pdf", "cut.xml"]


def test_yaml_is_never_read_as_prose(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"text: {BAD}\n")
    done = evlint("check", "--no-config", "a.yaml", cwd=tmp_path)
    assert (done.returncode, "STA201" in done.stdout) == (0, False)
    assert "a.yaml: skipped: YAML is no prose" in done.stderr
    assert "STA201" in evlint("check", "--no-config", "--format-of", "*.yaml=text", "a.yaml", cwd=tmp_path).stdout


def test_odd_endings_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.page").write_text(f"<p>{BAD}</p>")
    done = evlint("check", "--no-config", "--format-of", "*.page=html", ".", cwd=tmp_path)
    assert (done.returncode, "a.page:1:36" in done.stdout) == (1, True), done.stdout + done.stderr
    (tmp_path / "evlint.toml").write_text('include = ["*.page"]\nformats = {"*.page" = "html"}\n')
    assert evlint("check", cwd=tmp_path).stdout == done.stdout
    wrong = evlint("check", "--format-of", "*.page=htm", cwd=tmp_path)
    assert (wrong.returncode, "PATTERN=FORMAT" in wrong.stderr) == (2, True)
