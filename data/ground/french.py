"""How every number, date and unit is written for French readers.

The habits are those of French public documents: decimal comma, thousands by a narrow no-break space (U+202F), units, `%` and `€`
after a no-break space (U+00A0), true minus (U+2212). The grouping and the month names come from the Unicode CLDR through babel.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from textwrap import shorten
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from data.ground import formulas

LOCALE = "fr_FR"
# The space before a double sign (but not before the name of an icon, :material/…:, nor the dashes of a Markdown table, :---), before %, € and °C.
BEFORE = re.compile(r" (?=[;:?!»](?!-)(?:\W|$))|(?<=\d) (?=(?:[kM]?€|%|°C)(?!\w))")
THOUSANDS = re.compile(r"(?<![\w,.])\d{1,3}(?: \d{3})+(?!\d)")  # 8 760, neither the figures of a name (N88) nor those after a comma
HYPHEN = re.compile(r"(?<=[\s(«])-(?=\d)")  # before a number inside a text; one that begins it may be a formula, which exports disarm
BRACKETS = re.compile(r" ?\(([^()]*)\)")
NO_BREAK = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"
UNKNOWN = "inconnu"
WITHOUT_OBJECT = "sans objet"  # a figure that means nothing in a choice, as the price of a kilo that nobody buys
MOST_DECIMALS = 6  # more than any source gives
CLOSE = 1e-6  # a decimal year that is computed may miss its quarter by a rounding error
HUGE = 1e21  # from here on a number is written with a power of ten: nobody counts seven groups of three digits
EXPONENTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
HEADLINE_DIGITS = 3  # a headline never carries more significant digits than its weakest source


def number(value: float, decimals: int | None = None) -> str:
    """A number with a decimal comma and exactly `decimals` digits after it; at most six, none that are zero at the end, when it is None.

    Halves are rounded away from zero, as people do; what is not a number is "inconnu"; a huge one has a power of ten and three digits.
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if abs(value) >= HUGE:
        return _power_of_ten(value)
    return _written(float(value), decimals)


@lru_cache(maxsize=8_192)  # a page of a study writes some hundreds of them again at each move of a lever
def _written(value: float, decimals: int | None) -> str:
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-(MOST_DECIMALS if decimals is None else decimals)), ROUND_HALF_UP)
    pattern = "#,##0." + "#" * MOST_DECIMALS if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(abs(exact), pattern, locale=LOCALE)
    return MINUS + text if exact < 0 else text


def _power_of_ten(value: float) -> str:
    """1,5 × 10³⁰⁰, with three significant digits, never parted at the end of a line."""
    digits, power = f"{value:.{HEADLINE_DIGITS - 1}e}".split("e+")
    return f"{number(float(digits))}{NO_BREAK}×{NO_BREAK}10{power.translate(EXPONENTS)}"


def significant(value: float, digits: int = HEADLINE_DIGITS) -> str:
    """A number rounded to `digits` significant digits, as headlines want it, without zeros at the end of its decimals."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if abs(value) >= HUGE:
        return _power_of_ten(value)
    return number(rounded(value, digits))


def rounded(value: float, digits: int = HEADLINE_DIGITS) -> float:
    """A finite number to `digits` significant digits, its halves away from zero: the one that `significant` writes."""
    exact = Decimal(repr(float(value)))
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), ROUND_HALF_UP))


def with_unit(text: str, unit: str) -> str:
    """A written number followed by its unit, never parted at the end of a line; what a comma adds to the unit may go to the next one."""
    return f"{text}{NO_BREAK}{unit.replace(' ', NO_BREAK).replace(f',{NO_BREAK}', ', ')}" if unit else text


def signed(text: str) -> str:
    """A written number with its sign, for a difference."""
    return text if text.startswith(MINUS) or text.strip("0,") == "" or text == UNKNOWN else f"+{text}"


def between(low: str, high: str, unit: str = "") -> str:
    """A range in words: "entre 12 et 18 M€"."""
    return f"entre {low} et {with_unit(high, unit)}"


def day(value: date) -> str:
    """22 novembre 2026, 1er mars 2026."""
    text = format_date(value, "d MMMM y", locale=LOCALE)
    return text.replace("1 ", "1er ", 1) if value.day == 1 else text


def short_day(value: date) -> str:
    """22/11/2026, for tables."""
    return format_date(value, "dd/MM/y", locale=LOCALE)


def quarter(year: float) -> str:
    """The quarter that begins at a decimal year, or that holds it: 2026.5 is "T3 2026"."""
    quarters = math.floor(year * 4 + CLOSE)
    return f"T{quarters % 4 + 1} {quarters // 4}"


def end_of_quarter(year: float) -> str:
    """The state at a decimal year, that is the end of the quarter before it: 2031.0 is "fin 2030", 2018.25 is "fin du T1 2018"."""
    return f"fin {year - 1:.0f}" if float(year).is_integer() else f"fin du {quarter(year - 0.25)}"


def plural(count: float, singular: str, many: str | None = None) -> str:
    """The noun that goes with a count: French is singular below 2 ("1,9 million")."""
    return singular if abs(count) < 2 else (many or singular + "s")


def counted(count: float, singular: str, many: str | None = None) -> str:
    """A count with the noun that goes with it: "1 commune", "1,5 million", "2 communes"."""
    return f"{number(count)} {plural(count, singular, many)}"


def in_sentence(label: str) -> str:
    """A label inside a sentence: without its capital, unless its first word is written in capitals (MWh, INSEE)."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def begun(text: str) -> str:
    """A text that begins a sentence: with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def listed(items: list[str], link: str = "et") -> str:
    """a, b et c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {link} {items[-1]}" if items else ""


def shortened(text: str, most: int = 90) -> str:
    """A text on one line of `most` characters at most, cut between two words, inside the first one when it is longer than that."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = shorten(line, most, placeholder=" …")
    return cut if cut != "…" else f"{line[: most - 2]} …"


@lru_cache(maxsize=8192)  # the words of a page hardly change from one move of a lever to the next
def spaced(text: str) -> str:
    """A text whose quotation marks, double signs (; : ? !), %, € and °C never begin or end a line apart from their word, and whose thousands are
    never cut; a true minus for a hyphen. Formulas stay as they are."""
    return formulas.outside(text, _spaced)


def _spaced(text: str) -> str:
    whole = THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW), text)
    return HYPHEN.sub(MINUS, BEFORE.sub(NO_BREAK, whole).replace("« ", f"«{NO_BREAK}"))


def spaced_within(value: Any) -> Any:
    """The same for each text of nested lists, dictionaries and arrays; what is no text stays as it is."""
    return within(value, spaced)


def within(value: Any, change: Callable[[str], str]) -> Any:
    """Nested lists, dictionaries and arrays with each text changed; what is no text stays as it is."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: within(part, change) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(within(part, change) for part in value)
    return value


def without_brackets(text: str) -> str:
    """A text that goes inside brackets: its own become commas, "Licence Ouverte 2.0, à vérifier"."""
    return BRACKETS.sub(r", \1", text)
