"""The closed vocabulary of units, and how a value is written with its unit.

A unit is `<base>`, `<base>/<base>`, `1/<base>`, or so much for one thing each year, `<base>/<base>/year`; money carries the year of
its prices: `EUR_2024`, `kEUR_2024/year`, `EUR_2024/kW`, `EUR_2024/vehicle/year`.
Shares are kept as fractions of one and written in per cent; so are rates: `share/year` is written 6 % par an.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import floor, isnan, log10
from pathlib import Path

from data.ground import french
from data.ground.french import HEADLINE_DIGITS

with Path(__file__).with_name("units.csv").open(encoding="utf-8", newline="") as _lines:
    BASES = {row["code"]: row["label"] for row in csv.DictReader(_lines)}  # code: French label
MONEY = re.compile(r"^(EUR|kEUR|MEUR)_((?:19|20)\d\d)$")
MONEY_LABELS = {"EUR": "€", "kEUR": "k€", "MEUR": "M€"}
SMALLER = {"MEUR": "kEUR", "kEUR": "EUR"}  # a thousandth of it
EUROS = {"EUR": 1.0, "kEUR": 1e3, "MEUR": 1e6}  # [EUR]
THOUSAND = 1_000.0
LEAST = {"MEUR": 0.1, "kEUR": 1.0}  # a sum under it is read in the smaller unit
CENT = 0.01  # [EUR] a sum under it is what is left of one that closes
FEW, HUNDRED = 10, 100  # nobody counts things one by one by the tenth from FEW on; three digits have none from HUNDRED on
MORE_DIGITS, LOST = 3, 1e-6  # digits that a sum may ask for; the part of a sum under which an amount is not read
NO_SPREAD = "sans écart visible"  # beside a value whose range is written with one figure
UNDIVIDED = ("date_year", "year", "units", "racks", "cabins", "stations", "vehicles", "meetings/year")  # what is decided by the whole one
MANY = {BASES[single]: BASES[several] for single, several in (*((code, f"{code}s") for code in BASES), ("person", "people")) if several in BASES} | {
    word: f"{word}s" for word in (BASES["year"], BASES["week"], BASES["day"])
}  # the nouns that agree with their number
SINGLE_CODES = {f"{code}s" for code in BASES if f"{code}s" in BASES} | {"people"}  # the words of what is counted one by one
SINGLE = {several: single for single, several in MANY.items()}
BARE = ("index",)  # a ratio: its number says all
DATES = ("date_year",)  # a year of the calendar: written without grouping and without a word
TIMES = ("year", "month", "week", "day")  # so much a year is a quantity, not a rate
INTENSIVE = ("share", "degC", "index", "date_year", "point", "points", "min", "km")  # units that are not added up although they are not rates
HABITS = {"ans": "year", "heure": "hour", "heures": "hour", "etp": "job"}  # what authors write beside the labels
USUAL = ("share", "year", "1/year", "inhabitants", "homes", "kWh", "EUR_2024/kg")  # told when nothing is near what was written
FIRST_YEAR, LAST_YEAR = 1900, 2200  # bounds that only catch typing errors


@dataclass(frozen=True)
class Unit:
    """A known unit: its code, its French label, the year of its prices (money only) and the values it may take."""

    code: str
    label: str
    price_year: int | None = None
    lowest: float = float("-inf")
    highest: float = float("inf")

    @property
    def scale(self) -> float:
        """What a kept value is multiplied by before it is written."""
        return 100.0 if self.code.partition("/")[0] == "share" else 1.0

    @property
    def span(self) -> str:
        """The values it may take, in words."""
        return f"entre {self.lowest:g} et {self.highest:g}" + (" : 30 % s'écrit 0.3" if self.code == "share" else "")


def _money(code: str) -> tuple[str, int] | None:
    found = MONEY.match(code)
    return (MONEY_LABELS[found[1]], int(found[2])) if found else None


ALONE = {code: Unit(code, text) for code, text in BASES.items()} | {
    "share": Unit("share", "%", lowest=0.0, highest=1.0),
    "date_year": Unit("date_year", "", lowest=FIRST_YEAR, highest=LAST_YEAR),
}


@lru_cache(maxsize=512)
def find(code: str) -> Unit | None:
    """The unit of that code, or None when the vocabulary does not have it."""
    if code in ALONE:
        return ALONE[code]
    if code.startswith("1/") and code[2:] in BASES:
        return Unit(code, f"par {BASES[code[2:]]}", lowest=0.0)
    top, slash, bottom = code.partition("/")
    bottom, yearly, time = bottom.partition("/") if bottom not in BASES else (bottom, "", "")  # EUR_2024/vehicle/year
    if slash and (bottom not in BASES or (yearly and (time not in TIMES or bottom in TIMES or top == "share"))):
        return None
    if slash and top == "share":
        return Unit(code, f"% par {BASES[bottom]}", lowest=0.0)
    tail = (f"/{BASES[bottom]}" if bottom else "") + (f"/{BASES[time]}" if time else "")
    if money := _money(top):
        return Unit(code, money[0] + tail, price_year=money[1])
    return Unit(code, BASES[top] + tail) if bottom and top in BASES else None


def _translated(code: str) -> str | None:
    """An unknown unit put into the vocabulary word by word, None when a word is no French label of it: MWh/an is MWh/year.

    Money that lacks its year gets 2024, as an example."""
    words = {text.lower(): base for base, text in reversed(BASES.items())} | HABITS
    words |= {name: f"{base}_2024" for base, text in MONEY_LABELS.items() for name in (base.lower(), text.lower(), f"{base.lower()}s")}
    parts = [part.strip() for part in code.split("/")]
    if any(part not in BASES and not _money(part) and part.lower() not in words for part in parts):
        return None
    return "/".join(part if part in BASES or _money(part) else words[part.lower()] for part in parts)


def adds_up(code: str) -> bool:
    """Whether values of that unit may be added: not those of a share, of a mean, of so much by something else than time."""
    return code not in INTENSIVE and code.partition("/")[2] in ("", *TIMES)


def counted(code: str) -> bool:
    """Whether values of that unit are numbers of something, or money, whose size follows that of the place: homes, jobs, k€/year."""
    top, _, bottom = code.partition("/")
    return bottom in ("", *TIMES) and (_money(top) is not None or (top in SINGLE_CODES and top not in INTENSIVE))


def one_by_one(code: str) -> bool:
    """Whether values of that unit count things or persons, of which there is no half: premises, farms, sessions/year; not money."""
    return counted(code) and _money(code.partition("/")[0]) is None


def remedy(code: str) -> str:
    """What to write instead of an unknown unit."""
    better = _translated(code)
    if better and find(better):
        priced = find(better).price_year
        return f"une somme porte l'année de ses prix : {better} pour des euros de {priced}" if priced else f"écrire {better}"
    if re.match(r"^(EUR|kEUR|MEUR|€|k€|M€)(?!_\d{4}/)", code):
        return "une somme porte l'année de ses prix : EUR_2024, kEUR_2024/year, EUR_2024/kW…"
    if code.count("/") > 1 and code not in BASES:
        return "une unité a deux mots, comme kWh/m2, et un temps au plus, comme EUR_2024/vehicle/year ; dire le reste dans le libellé"
    wrong = next((part for part in code.split("/") if part not in BASES and not _money(part)), code)
    start = wrong.lower()[:2]
    near = [base for base, words in BASES.items() if start in (base.lower()[:2], words.lower()[:2])][:6]
    told = f"« {wrong} » n'est pas dans la liste ; " if wrong != code else ""
    return told + f"choisir parmi : {', '.join(base if label(base) == base else f'{base} ({label(base)})' for base in near or USUAL)}…"


def label(code: str) -> str:
    """The French label of a unit, with the year of the prices when it is money."""
    unit = find(code)
    return f"{unit.label} ({unit.price_year})" if unit.price_year else unit.label


def _date(value: float) -> str:
    """A year of the calendar, without grouping: 2027, 2026,5."""
    return f"{value:.10g}".replace(".", ",")


def noun(code: str, value: float) -> str:
    """The word that follows a value of a unit: 1 baie, 2 baies, 1,9 an, 3,9 ans; nothing after a ratio."""
    if code in BARE:
        return ""
    top, slash, rest = find(code).label.partition("/")
    alone = SINGLE.get(top, top)
    return french.plural(round(value * find(code).scale, 2), alone, MANY.get(alone, alone)) + slash + rest


def agreeing(value: float, code: str, one: str, several: str) -> str:
    """The word that goes with a value as a headline writes it: 1,4 baie signée, 2 baies signées. 1.996 is written 2,00: plural."""
    return french.plural(round(as_counted(value, code) * find(code).scale, 2), one, several)


def written(value: float, code: str, decimals: int | None = None, unit_too: bool = True) -> str:
    """A value with its unit, in full: 98,5 %, 26 000 abonnés, 0,2 par an, 2027."""
    if code in DATES:
        return _date(value)
    return french.with_unit(french.number(round(value * find(code).scale, 10), decimals), noun(code, value) if unit_too else "")


def headline(value: float, code: str, unit_too: bool = True, without: str = french.WITHOUT_OBJECT) -> str:
    """A value with at most three significant digits: 30 100 abonnés; 28 exploitations rather than 27,7; 32,2 k€ rather than 0,0322 M€, unless its
    unit stands elsewhere. `without` is written where there is none."""
    if code in DATES:
        return _date(value)
    if isnan(value):
        return without
    code, times = legible(code, value) if unit_too else (code, 1.0)
    shown = as_counted(value * times, code)
    return french.with_unit(french.significant(shown * find(code).scale), noun(code, shown) if unit_too else "")


def legible(code: str, *values: float) -> tuple[str, float]:
    """The unit in which sums of money kept in `code` are read side by side, and how many of it one of `code` makes: k€ and 1,000 for 0,03 M€, as the
    largest asks; what is no money stays as it is."""
    top, slash, rest = code.partition("/")
    largest, times, year = max((abs(value) for value in values if not isnan(value)), default=0.0), 1.0, top.partition("_")[2]
    kind = top.partition("_")[0]
    if not _money(top) or largest * EUROS[kind] < CENT:
        return code, times
    while kind in SMALLER and largest * times < LEAST[kind]:
        kind, times = SMALLER[kind], times * THOUSAND
    return f"{kind}_{year}{slash}{rest}", times


def as_counted(value: float, code: str) -> float:
    """What is counted one by one, as it is written: 28 farms from ten on, 1.4 under it; what is under a twentieth stays what it is. From a hundred on
    too: three digits make it whole, and rounded twice 1 314.9 would be 1 320."""
    alone = not one_by_one(code) or abs(value) >= HUNDRED
    return value if alone else round(value) if abs(value) >= FEW else round(value, 1) or value


def headline_range(low: float, high: float, code: str) -> str:
    """A range beside the value that it surrounds: (30 100 abonnés,) entre 28 000 et 31 000 abonnés; NO_SPREAD when both ends are written alike."""
    return NO_SPREAD if _alike(low, high, code) and not isnan(low) else headline_between(low, high, code)


def headline_between(low: float, high: float, code: str) -> str:
    """A range that a verb takes: (donnent) entre 28 000 et 31 000 abonnés; the value alone, 0 GWh, when both ends are written alike."""
    (least, most), words = side_by_side(code, low, high)
    return headline(high, code) if least == most else french.between(least, most, words)


def headline_span(low: float, high: float, code: str, beside: float | None = None) -> str:
    """The same where there is little room: 28 000 à 31 000 abonnés; without its unit under the value that has it, when it stands `beside` one."""
    (least, most), words = side_by_side(code, low, high)
    alone = least if isnan(low) else NO_SPREAD
    return alone if least == most else f"{least} à {french.with_unit(most, words if _other_unit(code, beside, low, high) else '')}"


def side_by_side(code: str, *values: float) -> tuple[list[str], str]:
    """Values written in one unit, each without it, and the noun of that unit after the last one."""
    shown, times = legible(code, *values)
    return [headline(value * times, shown, unit_too=False) for value in values], noun(shown, as_counted(values[-1] * times, shown))


def becomes(was: float, now: float, code: str, mark: str = "") -> str:
    """A value that changes, its unit once: 0,03 → 1,2 M€; `mark` is put around the second one, as ** for bold."""
    (before, after), words = side_by_side(code, was, now)
    if isnan(now):
        return f"{headline(was, code)} → {mark}{after}{mark}"
    return f"{before} → {mark}{french.with_unit(after, words)}{mark}"


def adding(amounts: Sequence[float], code: str, steps: bool = False) -> tuple[list[str], str]:
    """Amounts and their sum in one unit, each rounded to the same place: the first, from three digits on, at which those that are read give the sum
    that is read; « environ » stands before the sum when none does. Of `steps`, all but the first are differences: with a sign, in points between
    shares."""
    if any(map(isnan, amounts)):
        return [headline(amount, code) for amount in amounts], french.WITHOUT_OBJECT
    shown, times = legible(code, *amounts, sum(amounts))
    scale = times * find(code).scale
    numbers, whole = [amount * scale for amount in amounts], sum(amounts) * scale
    first = HEADLINE_DIGITS - 1 - floor(log10(max(abs(number) for number in numbers) or 1.0))
    most = first + MORE_DIGITS if not one_by_one(code) else max(first, 0)
    places = [place for place in range(first, most + 1) if _adds(numbers, whole, place)]
    place = places[0] if places else first
    step = "point" if code.partition("/")[0] == "share" else shown
    texts = [french.with_unit(french.number(_at(number, place)), noun(shown, number / find(code).scale)) for number in (*numbers, whole)]
    if steps:
        named = [(number, noun(step, number if step == "point" else number / find(code).scale)) for number in numbers[1:]]
        texts[1:-1] = [french.with_unit(french.signed(french.number(_at(number, place))), words) for number, words in named]
    return texts[:-1], texts[-1] if places else f"environ {texts[-1]}"


def _adds(numbers: Sequence[float], whole: float, place: int) -> bool:
    """Whether numbers rounded to a place (2: hundredths, -1: tens) add up to their sum rounded so, none of them being lost."""
    read = [_at(number, place) for number in numbers]
    kept = all(rounded or abs(number) <= abs(whole) * LOST for rounded, number in zip(read, numbers, strict=True))
    return kept and abs(sum(read) - _at(whole, place)) < 10.0**-place / 2


def _at(number: float, place: int) -> float:
    return float(Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-place), ROUND_HALF_UP))


def _other_unit(code: str, beside: float | None, *values: float) -> bool:
    return beside is None or legible(code, beside)[0] != legible(code, *values)[0]


def _alike(low: float, high: float, code: str) -> bool:
    return len(set(side_by_side(code, low, high)[0])) == 1


def difference(value: float, code: str, beside: float | None = None, unit_too: bool = False) -> str:
    """A difference with its sign: +24 abonnés. `beside` the value that it changes, in its unit and with its decimals, that unit left out unless
    `unit_too`: +0,06 beside 0,55 M€, « moins de 1 » for what its decimals do not show. Between two shares, or two rates, in points, told even there:
    +2,1 points."""
    if isnan(value):
        return french.WITHOUT_OBJECT
    top, slash, bottom = code.partition("/")
    alone = not beside or isnan(beside)
    code, times = legible(code, value if alone else beside)
    shown = as_counted(value * times, code) * find(code).scale
    place = 0 if alone else _decimals(as_counted(beside * times, code) * find(code).scale, code)
    seen = shown if alone else _at(value * times * find(code).scale, place)
    words = noun("point" if top == "share" else code, seen) + (f" par {BASES[bottom]}" if slash and top == "share" else "")
    number = french.signed(french.significant(seen)) if seen or not value else f"moins de {french.significant(10.0**-place)}"
    return french.with_unit(number, words if alone or unit_too or top == "share" else "")


def _decimals(shown: float, code: str) -> int:
    """How many decimals a headline gives a value that is not zero, as it is shown."""
    return int(abs(shown) < FEW) if one_by_one(code) else max(0, HEADLINE_DIGITS - 1 - floor(log10(abs(shown))))
