"""Field types of the records: plain types that also tell pydantic, when it is there, what a value must look like.

The records themselves are standard dataclasses, so a run that reads no YAML never imports pydantic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

DECIMAL = r"^-?\d{1,30}(\.\d{1,30})?(E[+-]?\d{1,4})?$"
COUNT = r"^\d{1,15}$"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
CLAIM_ID = r"^clm-[a-z2-7]{8,12}$"


class BareNumber(float):
    """A number written in YAML without quotes; `text` keeps its digits, trailing zeros and all."""

    text: str

    def __new__(cls, text: str) -> BareNumber:
        self = super().__new__(cls, text)
        self.text = text
        return self


@dataclass(frozen=True, slots=True)
class Text:
    """A string that matches a pattern; with `bare`, a number without quotes is taken too and keeps its digits."""

    pattern: str = r"\S"
    meaning: str = ""
    bare: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema as cs

        schema: CoreSchema = cs.str_schema(pattern=self.pattern, strict=True)
        return cs.no_info_before_validator_function(_digits, schema) if self.bare else schema

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        text: dict[str, Any] = {"type": "string", "pattern": self.pattern}
        if not self.bare:
            return text
        return {"anyOf": [text, {"type": "number"}], "description": self.meaning}


def _digits(value: Any) -> Any:
    if isinstance(value, BareNumber):
        return value.text
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Decimal = Annotated[str, Text(DECIMAL, "a decimal number as printed; quote it to keep trailing zeros", bare=True)]
Count = Annotated[str, Text(COUNT, "a whole number", bare=True)]
Date = Annotated[str, Text(DATE)]
ClaimId = Annotated[str, Text(CLAIM_ID)]
NonEmpty = Annotated[str, Text()]
