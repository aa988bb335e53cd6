"""Cells that a spreadsheet shows as text, whatever they hold."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_STARTS = frozenset("=+-@\t\r\n|%'")


def harmless(cell: str) -> str:
    """A cell with an apostrophe before it where a spreadsheet might run it as a formula.

    That is where it begins, after white space and signs that are not seen, with one of = + - @ | %
    or a wide form of them, with a tab or a line break, or with an apostrophe itself, so that
    `harmful` gives every text back. Numbers are left as they are.
    """
    return f"'{cell}" if _is_risky(cell) else cell


def harmful(cell: str) -> str:
    """The text that `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell[1:]) else cell


def _is_risky(cell: str) -> bool:
    if not cell or _NUMBER.fullmatch(cell):
        return False
    seen = (sign for sign in cell if not sign.isspace() and unicodedata.category(sign) != "Cf")
    first = unicodedata.normalize("NFKC", next(seen, ""))[:1]
    return cell[0] in _STARTS or first in _STARTS
