"""Mathematics within a line: powers are raised and fractions get their stroke, so that 10⁶ is not read as 106."""

from __future__ import annotations

from evlint.documents.building import Builder

_NAMES = frozenset("math mfrac msup msub msubsup munder mover mrow mi mn mo mtext mstyle mfenced msqrt mroot semantics mpadded mspace".split())
_SECOND = {"msup": "raised", "msub": "lowered", "msubsup": "lowered"}


class MathML:
    """Follows the elements of MathML, by their local names."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open: list[list[object]] = []  # [name, children so far, what its end does]

    def start(self, name: str, at: int) -> None:
        if name not in _NAMES:
            return
        does = ""
        if self._open:
            above, children, _ = self._open[-1]
            self._open[-1][1] = int(str(children)) + 1
            if above == "mfrac" and children == 1:
                self._builder.text("/", at, 0)
            elif children == 1:
                does = _SECOND.get(str(above), "")
            elif above == "msubsup" and children == 2:
                does = "raised"
        if does:
            self._builder.script()
        self._open.append([name, 0, does])

    def end(self, name: str) -> None:
        if name in _NAMES and self._open and self._open[-1][0] == name and (does := self._open.pop()[2]):
            self._builder.end_script(raised=does == "raised")
