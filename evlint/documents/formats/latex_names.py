"""Names of LaTeX: which commands head a section or cite, and which take arguments that are no text."""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")

CITES = frozenset(
    "cite citep citet citealp citealt citeauthor citeyear citeyearpar citetext citenum parencite textcite autocite footcite supercite smartcite fullcite footfullcite "
    "Cite Citep Citet Citealp Citealt Parencite Textcite Autocite onlinecite shortcite".split()
)

REFERS = frozenset("ref pageref autoref nameref cref Cref eqref vref labelcref subref fref Fref".split())
"""Commands that print a number which the source does not hold."""

BREAKS = frozenset("par newpage clearpage cleardoublepage bigskip medskip smallskip pagebreak maketitle tableofcontents appendix endgroup frontmatter mainmatter backmatter".split())

DEFINITIONS = frozenset("newcommand renewcommand providecommand def gdef edef let DeclareMathOperator newenvironment renewenvironment newtheorem DeclareRobustCommand NewDocumentCommand".split())

SILENT: Mapping[str, int] = {
    **dict.fromkeys(
        "label includegraphics usepackage RequirePackage documentclass bibliographystyle bibliography addbibresource printbibliography input include includeonly vspace hspace pagestyle thispagestyle "
        "pagenumbering color colorbox cline hypersetup nocite title date author affil affiliation address institute thanks graphicspath hyphenation selectlanguage setstretch linespread "
        "textcolor rowcolor cellcolor columncolor fontsize captionsetup sisetup lstset geometry theoremstyle index glossary phantom hphantom vphantom tag notag bibinfo definecolorset todo "
        "markboth keywordname orcid ORCID email corres corref fnref cortext cnm hskip vskip usetikzlibrary newacronym subjclass pdfbookmark hypertarget raisebox rotatebox resizeboxto addtolength "
        "minspace foreignlanguage setcitestyle bibpunct externaldocument newcounter newlength stepcounter refstepcounter counterwithin numberwithin crefname".split(),
        1,
    ),
    **dict.fromkeys("multicolumn multirow setlength setcounter addtocounter rule resizebox scalebox fcolorbox newcolumntype settowidth titleformat parbox".split(), 2),
    **dict.fromkeys("definecolor addcontentsline titlespacing".split(), 3),
    **dict.fromkeys("parbox scalebox raisebox rotatebox".split(), 1),
}
"""Command → how many of its first arguments are no text."""

CODE = frozenset(
    "verbatim Verbatim lstlisting minted alltt equation align alignat flalign gather multline eqnarray displaymath math dmath subequations tikzpicture pgfpicture picture forest "
    "algorithm algorithmic algorithm2e comment filecontents Sinput Soutput Schunk code pycode CCSXML".split()
)
"""Environments of which only that they stand there is read."""

QUOTES = frozenset("quote quotation verse displayquote displaycquote blockquote".split())
LISTS = frozenset("itemize enumerate description compactitem compactenum inparaenum inparaitem asparaenum asparaitem tablenotes list trivlist".split())
NUMBERED = frozenset("enumerate compactenum inparaenum asparaenum".split())
TABLES: Mapping[str, int] = {
    **dict.fromkeys("tabular longtable array supertabular xtabular tabu longtabu tblr longtblr matrix".split(), 1),
    **dict.fromkeys(("tabular*", "tabularx", "tabulary", "xltabular"), 2),
}
"""Environments of rows → how many of their arguments are no text."""

ARGUMENTS: Mapping[str, int] = {
    **dict.fromkeys("minipage multicols adjustbox thebibliography tabbing spacing list adjustwidth subfigure subtable column onehalfspacing".split(), 1),
    "wrapfigure": 2,
    "wraptable": 2,
}
"""Other environments → how many of their arguments are no text."""

BETWEEN: Mapping[str, str] = {**dict.fromkeys("frac dfrac tfrac nicefrac sfrac cfrac".split(), "/"), **dict.fromkeys("SI qty binom".split(), " "), "numrange": " to "}
"""Command → what it prints between its two arguments."""

RULES = frozenset("hline midrule endhead endfirsthead Xhline hhline".split())
RULES_WITHIN = frozenset("cmidrule cline".split())
