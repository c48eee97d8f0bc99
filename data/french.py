"""How every number, date and unit is written for French readers.

The habits are those of French public documents: decimal comma, thousands by a narrow no-break space (U+202F), units, `%` and `€`
after a no-break space (U+00A0), true minus (U+2212). The grouping and the month names come from the Unicode CLDR through babel.
"""

import math
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "fr_FR"
NO_BREAK = "\u00a0"
MINUS = "\u2212"
UNKNOWN = "inconnu"
HEADLINE_DIGITS = 3  # a headline never carries more significant digits than its weakest source


def number(value: float, decimals: int | None = None) -> str:
    """A number with a decimal comma: at most `decimals` digits after it, none that are zero at the end when `decimals` is None."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    pattern = "#,##0.######" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(float(value), pattern, locale=LOCALE)
    if text.strip("-0,") == "":  # "-0" is not a number that anybody reads
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def significant(value: float, digits: int = HEADLINE_DIGITS) -> str:
    """A number rounded to `digits` significant digits, as headlines want it."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(float(value), decimals)
    return number(rounded, max(0, decimals) if abs(rounded) < 10 ** (digits - 1) else 0)


def with_unit(text: str, unit: str) -> str:
    """A written number followed by its unit, never parted at the end of a line."""
    return f"{text}{NO_BREAK}{unit.replace(' ', NO_BREAK)}" if unit else text


def signed(text: str) -> str:
    """A written number with its sign, for a difference."""
    return text if text.startswith(MINUS) or text.strip("0,") == "" else f"+{text}"


def between(low: str, high: str, unit: str = "") -> str:
    """A range in words: "entre 12 et 18 M€"."""
    return f"entre {low} et {with_unit(high, unit)}"


def day(value: date) -> str:
    """22 novembre 2026, 1er mars 2026."""
    return format_date(value, "d MMMM y", locale=LOCALE).replace("1 ", "1er ", 1) if value.day == 1 else format_date(value, "d MMMM y", locale=LOCALE)


def short_day(value: date) -> str:
    """22/11/2026, for tables."""
    return format_date(value, "dd/MM/y", locale=LOCALE)


def quarter(year: float) -> str:
    """The quarter that begins at a decimal year: 2026.5 is "T3 2026"."""
    whole = math.floor(year + 1e-9)
    return f"T{int(round((year - whole) * 4)) + 1} {whole}"


def plural(count: float, one: str, many: str | None = None) -> str:
    """The noun that goes with a count: French is singular below 2 ("1,9 million")."""
    return one if abs(count) < 2 else (many or one + "s")


def listed(items: list[str], link: str = "et") -> str:
    """a, b et c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {link} {items[-1]}" if items else ""
