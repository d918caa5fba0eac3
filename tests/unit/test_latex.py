"""LaTeX: one text with all that is read, the way from every word back to the source, and texts that are broken."""

from __future__ import annotations

import re
import time

import pytest

import evlint
from evlint.documents.formats import latex
from evlint.documents.reading import read

TEXT = r"""\documentclass{article}
\title{Itch \& rash} % no
\newcommand{\x}[1]{no #1}
\begin{document}
\begin{abstract}
Short text.
\end{abstract}
\section*{Results\label{a}}
Pain was 3 $\pm$ 1, $I^2 = 40\%$, $10^{-5}$, $\frac{a}{b}$, 1{,}234 in K\o benhavn, na\"{\i}ve. % no
It fell to 0.90 \citep[p.~3]{ek, falk}, but see \citet{lund}.
\begin{table}[ht]
\caption{Doses of \emph{zinc}.}
\begin{tabular}{l@{}p{3cm}}
\toprule
Drug & Dose \\ \midrule
Zinc\footnote{A metal.} & 5 (3 to 7) \\[2pt]
\end{tabular}
\end{table}
\begin{enumerate}
\item One \begin{enumerate} \item inner \end{enumerate}
\item[(x)] Two
\end{enumerate}
\begin{description}\item[Dose] 5 mg\end{description}
See \href{https://a.example/x\%20y}{the \emph{page}} and \url{https://b.example/a_b}.
\[ x = 1 \]
\iffalse no \fi
\begin{thebibliography}{9}
\bibitem{ek} Ek B. Itch at night. \emph{J Itch}. 2019;3:4.
\bibitem[Falk(2020)]{falk} Falk P. Itch by day.\newblock J Itch. 2020;4:5.
\end{thebibliography}
\end{document}
no
"""


def test_what_a_text_says() -> None:
    document = read("a.tex", TEXT)
    assert [(block.kind, block.label, document.text_of(block)) for block in document.blocks] == [
        ("heading", "", "abstract"),
        ("paragraph", "", "Short text."),
        ("heading", "", "Results"),
        ("paragraph", "", "Pain was 3 ± 1, I² = 40%, 10⁻⁵, a/b, 1,234 in København, naïve. It fell to 0.90 [1, 2], but see [@lund]."),
        ("caption", "", "Doses of zinc."),
        ("table-row", "", "Drug | Dose"),
        ("table-row", "", "Zinc[^1] | 5 (3 to 7)"),
        ("paragraph", "[^1]", "A metal."),
        ("list-item", "1.", "One"),
        ("list-item", "(a)", "inner"),
        ("list-item", "(x)", "Two"),
        ("list-item", "-", "Dose 5 mg"),
        ("paragraph", "", "See the page and https://b.example/a_b."),
        ("code", "", ""),
        ("reference", "[1]", "Ek B. Itch at night. J Itch. 2019;3:4."),
        ("reference", "[2]", "Falk P. Itch by day. J Itch. 2020;4:5."),
    ]
    assert [block.level for block in document.blocks if block.kind == "table-row"] == [1, 0]
    assert [document.prose[start:end] for start, end in document.blocks[6].cells] == ["Zinc[^1]", "5 (3 to 7)"]
    assert document.metadata.title == "Itch & rash"
    assert [link.target for link in document.links] == ["https://a.example/x%20y", "https://b.example/a_b"]


def test_numbers_of_its_own_list_are_citations_behind_a_quantity_too() -> None:
    assert [marker.keys for marker in read("a.tex", TEXT).markers if marker.style != "footnote"] == [("1", "2"), ("lund",)]


def test_every_word_is_found_in_the_source() -> None:
    document = read("a.tex", TEXT)
    for block in document.blocks:
        whole = document.at(block.start, block.end)
        assert whole.quote == TEXT[whole.start : whole.end]
        for word in re.finditer(r"[A-Za-z0-9]{2,}", document.text_of(block)):
            place = document.at(block.start + word.start(), block.start + word.end())
            assert whole.start <= place.start < place.end <= whole.end
            assert re.sub(r"\\[a-z] ?|[\\{}]", "", place.quote) in (word[0], "benhavn")


def test_statistics_are_read() -> None:
    text = "Death was rarer (RR 0.50, 95\\% CI 0.60 to 0.90), and groups were alike, $\\chi^2(3) = 1.1$, $P = 0.60$.\n"
    assert sorted(finding.rule for finding in evlint.lint({"a.tex": text}).findings if finding.rule.startswith("STA")) == ["STA101", "STA201"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_shift_no_place(end: str) -> None:
    document = read("a.tex", f"One % no{end}two.{end}{end}Three.{end}")
    places = [document.at(block.start, block.end) for block in document.blocks]
    assert [(place.line, place.end_line) for place in places] == [(1, 2), (4, 4)]
    assert places[1].quote == "Three."


@pytest.mark.parametrize("text", ["}} a", "a {\\bf b", "\\end{x} a", "\\begin{quote} a", "$ a", "\\label{a\n\nb", "a \\", "\\section", "\\begin{tabular}{l} a & b", "\\item a", "\\verb", "\\'"])
def test_broken_texts_are_read(text: str) -> None:
    assert read("a.tex", text).status == "read"


@pytest.mark.parametrize("text", ["{" * 100_000 + "a" + "}" * 100_000, "\\begin{itemize}\\item a " * 20_000, "\\footnote{a" * 50_000 + "}" * 50_000, "\\begin{verbatim}" * 20_000, "\\title{" * 40_000])
def test_nesting_takes_linear_time(text: str) -> None:
    start = time.process_time()
    latex.read(text)
    assert time.process_time() - start < 2
