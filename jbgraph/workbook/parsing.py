"""What stands in a cell as a value: dates, shares and numbers as people and spreadsheets write them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

Raw = str | float | int | bool | date | datetime | None
Two = tuple[str, str]
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?$")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?\s*(?:底|末)?(?:前)?$")
_YEAR = re.compile(r"(\d{4})\s*年?\s*(?:底|末)(?:前)?$")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_SPLIT = re.compile(r"[、，,;；\n\r]+")
_EPOCH = date(1899, 12, 30)  # of serial numbers of days in workbooks (ECMA-376, part 1, section 18.17.4.1)
YEARS = range(1990, 2200)  # a small number in a cell of dates is a day of 1900
SERIAL = range(36_526, 73_051)  # the years 2000 to 2099


class UnreadableError(ValueError):
    """A cell that cannot be read as what its column holds.

    :ivar why: as (English, Chinese).
    """

    def __init__(self, *why: str) -> None:
        super().__init__(*why)
        self.why: Two = (why[0], why[1])


def text(raw: Raw) -> str:
    """Return a cell as text, as a person sees it, without blanks at the ends."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).replace("\r\n", "\n").strip()


def plain(raw: Raw) -> str:
    """Return a cell as text in half width, for reading numbers and dates."""
    return unicodedata.normalize("NFKC", text(raw)).strip()


def day(raw: Raw) -> str:
    """Return the date in a cell as YYYY-MM-DD, empty where the cell is.

    A month or a year that is to end (`2026年6月底`, `2026年底`) is its last day, a month alone too.

    >>> day("2026/6/5"), day("2026年6月底"), day(46203.0)
    ('2026-06-05', '2026-06-30', '2026-06-30')

    :raises UnreadableError: if it is none.
    """
    said = plain(raw)
    if not said:
        return ""
    found: date | None = None
    with suppress(ValueError):
        if isinstance(raw, int | float) and int(raw) in SERIAL:
            found = _EPOCH + timedelta(days=int(raw))
        elif match := _DATE.match(said) or _PACKED.match(said):
            found = date(*map(int, match.groups()))
        elif match := _MONTH.match(said) or _YEAR.match(said):
            year, month = int(match[1]), int(match[2]) if match.re is _MONTH else 12
            found = date(year, month, calendar.monthrange(year, month)[1])
    if found is None or found.year not in YEARS:
        raise UnreadableError(f"“{said}” is no date; write 2026-06-30", f"“{said}”不是日期，请写成2026-06-30")
    return found.isoformat()


def number(raw: Raw) -> str:
    """Return the number in a cell in its shortest form, empty where the cell is.

    >>> number("1,325.50"), number(66.5), number("　")
    ('1325.5', '66.5', '')

    :raises UnreadableError: if it is none.
    """
    said = plain(raw).replace(",", "")
    if not said:
        return ""
    try:
        value = Decimal(repr(raw) if isinstance(raw, float) else said)
    except InvalidOperation:
        value = Decimal("NaN")
    if isinstance(raw, bool) or not value.is_finite():
        raise UnreadableError(f"“{said}” is no number", f"“{said}”不是数字")
    return shortest(value)


def share(raw: Raw) -> str:
    """Return the share in a cell in per cent, empty where the cell is.

    A number up to 1.5 is a share of one, as cells formatted in per cent hold it; a larger one is in per cent already.

    >>> share(0.4), share("40%"), share(40), share(1.0)
    ('40', '40', '40', '100')

    :raises UnreadableError: if it is none, or below 0 or above 1,000 per cent.
    """
    said = plain(raw)
    if not said:
        return ""
    marked = said.endswith("%")
    value = Decimal(number(said.removesuffix("%") if marked else raw))
    if not marked and value <= Decimal("1.5"):
        value *= 100
    if not 0 <= value <= 1000:
        raise UnreadableError(f"{said} is no share; write 40%", f"{said}不是进度，请写成40%")
    return shortest(round(value, 6))


def shortest(value: Decimal) -> str:
    """Return a decimal without zeros that say nothing.

    >>> shortest(Decimal("40.00")), shortest(Decimal("1E+2"))
    ('40', '100')
    """
    said = format(value, "f")
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return "0" if said in ("-0", "") else said


def names(raw: Raw) -> list[str]:
    """Return the names in a cell, parted by 、，,; or line breaks, each once and in order.

    >>> names("区发改委、区经信委\\n区商务委")
    ['区发改委', '区经信委', '区商务委']
    """
    return list(dict.fromkeys(part for each in _SPLIT.split(text(raw)) if (part := each.strip())))
