"""How a row of these tables is written: code, both names, then the other fields by name."""

from typing import Any

PROFILE = "Country profile of Azerbaijan (Council of Europe, 2022)"
CONVENTION = "Convention on Cybercrime (ETS 185)"

Row = dict[str, Any]


def row(code: str, name_en: str, name_az: str, **fields: Any) -> Row:
    """Return one row; a reference to another row is written as its code."""
    return {"code": code, "name_en": name_en, "name_az": name_az, **fields}
