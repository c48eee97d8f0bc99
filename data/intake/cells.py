"""What a cell means: each function reads one kind of value, in the forms that people and spreadsheets write, or raises Unreadable with a remedy.

Nothing is guessed: a value that may be read in two ways is refused.
"""

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from data.ground import escaping
from data.ground.text_files import CONTROL
from data.intake.raw import LARGEST, LONGEST, Geometry, Value

BREAK = re.compile(r"(?<!\s)\s*[\r\n]\s*")  # the end of a line and the spaces around it, looked for once in a row of spaces
SPACES = "\u0020\u00a0\u202f\u2009\u2007\t"
# What a spreadsheet writes for a value that it could not compute: #REF!, #NOM?, #DIV/0 !, Err:502.
ERROR = re.compile(r"#(N/A|[A-Z/0]+[ \u00a0\u202f]?[!?])|Err ?: ?\d{3}")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?", re.ASCII)
GROUPED_FRENCH = re.compile(r"[+-]?\d{1,3}([ ']\d{3})+([.,]\d+)?", re.ASCII)  # or as the Swiss do: 1'234
GROUPED_BY_SIGNS = re.compile(r"[+-]?[1-9]\d{0,2}((,\d{3})+\.\d+|(\.\d{3})+,\d+|(,\d{3}){2,}|(\.\d{3}){2,})", re.ASCII)
HOUR = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"  # which a day does without
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/])(\d{{1,2}})\2(\d{{1,2}}){HOUR}", re.ASCII)
DAY_FIRST = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){HOUR}", re.ASCII)
COMPACT = re.compile(r"((?:19|20)\d{2})()(\d{2})(\d{2})", re.ASCII)  # of dBASE: 20270301
WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
IN_WORDS = re.compile(
    rf"(?:({'|'.join(WEEK)}),? )?(\d{{1,2}})(?:er)?[ -]([^\W\d_]{{3,9}})\.?[ -](\d{{4}})", re.IGNORECASE
)  # lundi 1er mars 2027, 01-Mar-2027
QUARTER = re.compile(
    r"(?:[TQ]([1-4])|([1-4])(?:er|e|ème|nd|d)? ?(?:T|trim(?:estre|\.)?))[ /-]?(20\d\d)", re.IGNORECASE
)  # T1 2027, 1er trimestre 2027
QUARTER_LAST = re.compile(r"(20\d\d)[ /-]?[TQ]([1-4])", re.IGNORECASE)
MONTH_ALONE = re.compile(r"([^\W\d_]{3,9})\.?[ /-](\d{4}|\d{2})")  # mars 2027, mars-27
NARROW = re.compile("#{2,}")  # a column of a spreadsheet that could not show its days
SHORT_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})", re.ASCII)
MONTHS = (
    *("janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june", "juillet july"),
    *("aout august", "septembre september", "octobre october", "novembre november", "decembre december"),
)
SERIAL = re.compile(r"\d{5}", re.ASCII)
FIRST_SERIAL, SERIALS = date(1899, 12, 30), (20_000, 80_000)  # how spreadsheets count days, from 1954 to 2119
YES, NO = {"oui", "o", "1", "vrai", "true", "x", "yes", "✓", "✔", "☑"}, {"non", "n", "0", "faux", "false", "no"}
CLOSE_MATCH = 0.5  # how alike two words must be for one to be suggested
VERY_CLOSE = 0.7  # the same, where nothing says that one of the words was meant
HABITS = Path(__file__).with_name("not_numbers.csv")
SHOWN = 60  # characters of a value that a message repeats


class Unreadable(ValueError):
    """A cell that does not hold what is expected: the fault and its remedy, in French, without the place."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault} | {remedy}")
        self.fault, self.remedy = fault, remedy


def short(value: object) -> str:
    """A value as a message repeats it."""
    text = " ".join(CONTROL.sub("", str(value)).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def text(value: Value) -> str:
    """A text on one line, without control characters, composed (NFC), "" when empty. A text that a spreadsheet would run is refused."""
    return BREAK.sub(" ", paragraphs(value))


def paragraphs(value: Value) -> str:
    """The same, with its lines."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Geometry):
        raise Unreadable("géométrie à la place d'un texte", "écrire un texte")
    if isinstance(value, (int, float)):
        if not abs(value) < LARGEST:  # NaN too
            raise Unreadable("nombre de plus de 15 chiffres, ou qui n'est pas fini", "l'écrire en texte : ses derniers chiffres sont perdus")
        value = int(value) if value == int(value) else value
    found = unicodedata.normalize("NFC", CONTROL.sub("", value.isoformat() if isinstance(value, date) else str(value))).strip()
    if len(found) > LONGEST:
        raise Unreadable(f"texte de plus de {LONGEST} caractères", "le raccourcir")
    if found[:1] == "'" and found[1:].startswith(escaping.FORMULA_STARTS):  # our own exports write ' before such a text
        found = found[1:]
    if found[:1] in ("=", "＝"):
        raise Unreadable(f"formule « {short(found)} »" if found[1:] else "formule sans valeur", "coller la valeur à la place de la formule")
    if ERROR.fullmatch(found):
        raise Unreadable(f"erreur de tableur « {found} »" if found != "#ERREUR!" else "erreur de tableur", "corriger la formule, ou vider la cellule")
    return found


def number(value: Value, dash_is_zero: bool = False) -> float | None:
    """A finite number, None when empty. 1 234,5 · 1234.5 · 1,5e3; with `dash_is_zero`, a dash alone is 0.

    One comma or one point alone begins the decimals, whatever their count: 1,234 is less than two. The first of two parts thousands: 1,234.5 as
    English programs write, 1.234,5 as German ones do, 1,234,567.
    """
    if value is None or value == "":
        return None
    if isinstance(value, (bool, date, Geometry)):
        raise Unreadable(f"« {short(value)} » n'est pas un nombre", "écrire un nombre")
    if isinstance(value, (int, float)):
        return _finite(value, value)
    found = paragraphs(value)  # two lines are not one number: 1, then 234, is not 1 234
    if not found:
        return None
    if found in ("-", "\u2212", "\u2013"):
        if dash_is_zero:
            return 0.0
        raise Unreadable("un tiret à la place d'un nombre", "écrire 0, ou laisser vide quand on ne sait pas")
    plain = found.replace("\u2212", "-").replace("’", "'")
    for space in SPACES:
        plain = plain.replace(space, " ")
    if GROUPED_BY_SIGNS.fullmatch(plain):
        groups = plain[re.search("[.,]", plain).start()]
        plain = plain.replace(groups, "")
    if GROUPED_FRENCH.fullmatch(plain):
        plain = plain.replace(" ", "").replace("'", "")
    if plain.endswith("%"):
        raise Unreadable(f"« {short(found)} » est un pourcentage", "écrire le nombre seul, dans une cellule qui n'est pas au format pourcentage")
    if not NUMBER.fullmatch(plain):
        raise _no_number(plain)
    return _finite(float(plain.replace(",", ".")), found)


@cache
def _habits() -> list[tuple[re.Pattern[str], str, str, bool]]:
    """What spreadsheets and hands write where a number should stand, what it is, what to write instead, whether it says that nothing is given."""
    with HABITS.open(encoding="utf-8", newline="") as file:
        return [(re.compile(row["said"], re.IGNORECASE), row["meaning"], row["remedy"], row["nothing"] == "oui") for row in csv.DictReader(file)]


def says_nothing(value: Value) -> bool:
    """Whether a cell holds words for a number or a day that is not given: NC, n/a, non renseigné, sur demande."""
    return isinstance(value, str) and any(nothing and pattern.fullmatch(value.strip()) for pattern, _, _, nothing in _habits())


def _no_number(plain: str) -> Unreadable:
    """What is wrong with a cell that holds no number, by the habit that wrote it."""
    for pattern, meaning, remedy, _ in _habits():
        if found := pattern.fullmatch(plain):
            return Unreadable(f"« {short(plain)} » n'est pas un nombre : {meaning}", remedy.format(*found.groups()))
    return Unreadable(f"« {short(plain)} » n'est pas un nombre", "écrire un nombre, sans unité ni texte")


def percentage(value: Value) -> float | None:
    """A share in percent, None when empty: 12,5, "12,5 %" and a cell that shows 12,5 % are all 12.5 [%]."""
    return number(value.rstrip().removesuffix("%") if isinstance(value, str) else value)


def _finite(found: float, written: object) -> float:
    if not abs(found) < LARGEST:  # NaN too
        raise Unreadable(f"« {short(written)} » n'est pas un nombre fini", "écrire un nombre ordinaire")
    return float(found)


def whole(value: Value, dash_is_zero: bool = False) -> int | None:
    """A whole number, None when empty."""
    found = number(value, dash_is_zero)
    if found is not None and not found.is_integer():
        raise Unreadable(f"« {short(value)} » n'est pas un nombre entier", "écrire un nombre entier")
    return None if found is None else int(found)


def day(value: Value) -> date | None:
    """A day, None when empty: a date cell, 2027-03-01, 01/03/2027, 1-3-2027 (day first), 20270301, lundi 1er mars 2027; its hour is left out."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value is None or text(value) == "":
        return None
    found = text(value)
    for pattern, order in ((YEAR_FIRST, (1, 3, 4)), (DAY_FIRST, (4, 3, 1)), (COMPACT, (1, 3, 4))):
        if read := pattern.fullmatch(found):
            return _of_calendar(found, *(int(read[part]) for part in order))
    if (read := IN_WORDS.fullmatch(found)) and (month := _month(read[3])):
        written = _of_calendar(found, int(read[4]), month, int(read[2]))
        if read[1] and read[1].lower() != WEEK[written.weekday()]:
            raise Unreadable(f"« {short(found)} » est un {WEEK[written.weekday()]}", "corriger le jour, le mois ou l'année")
        return written
    raise Unreadable(f"« {short(found)} » n'est pas une date", _proposed(found) or "écrire jour/mois/année : 31/12/2027")


def _of_calendar(written: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        swapped = f" ; {month:02d}/{day:02d}/{year} si le mois est devant" if month > 12 >= day else ""
        raise Unreadable(f"« {short(written)} » n'est pas un jour du calendrier", f"écrire jour/mois/année : 31/12/2027{swapped}") from None


def _month(word: str) -> int | None:
    """The number of a month by its name, French or English, whole or cut; None when it may be none, or two."""
    found = [month for month, names in enumerate(MONTHS, start=1) if any(name.startswith(_folded(word)) for name in names.split())]
    return found[0] if len(found) == 1 else None


def _proposed(found: str) -> str:
    """What to write in place of a date whose reading is likely and not certain; "" when it is none."""
    if SERIAL.fullmatch(found) and SERIALS[0] <= int(found) <= SERIALS[1]:
        return f"mettre la cellule au format Date : {FIRST_SERIAL + timedelta(days=int(found)):%d/%m/%Y} ?"
    if NARROW.fullmatch(found):
        return "élargir la colonne dans le tableur, puis enregistrer de nouveau"
    if (read := MONTH_ALONE.fullmatch(found)) and (month := _month(read[1])):
        return f"écrire un jour : 01/{month:02d}/{read[2] if len(read[2]) == 4 else f'20{read[2]}'} ?"
    if quarter := _quarter(found):
        return f"écrire un jour : {quarter} ?"
    if read := SHORT_YEAR.fullmatch(found):
        return f"écrire l'année en quatre chiffres : {read[1]}/{read[2]}/20{read[3]} ?"
    return ""


def _quarter(found: str) -> str:
    """The first day of a quarter, "" when the text is none: 01/04/2027 for T2 2027, 2027-Q2, 2e trimestre 2027."""
    if read := QUARTER_LAST.fullmatch(found):
        number, year = read[2], read[1]
    elif read := QUARTER.fullmatch(found):
        number, year = read[1] or read[2], read[3]
    else:
        return ""
    return f"01/{3 * int(number) - 2:02d}/{year}"


def year(value: Value) -> int | None:
    """A year from 1000 to 2200, None when empty; the year of a date."""
    if isinstance(value, date):
        return value.year
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text(value)):
        return day(value).year
    other = Unreadable(f"« {short(value)} » n'est pas une année", "écrire quatre chiffres : 2027")
    try:
        found = whole(value)
    except Unreadable:
        raise other from None
    if found is not None and not 1000 <= found <= 2200:
        raise other
    return found


def yes_no(value: Value) -> bool | None:
    """oui or non, None when empty."""
    if isinstance(value, bool) or value is None:
        return value
    found = text(value).casefold()
    if found in ("", "inconnu", "?"):
        return None
    if found in YES | NO:
        return found in YES
    raise Unreadable(f"« {short(value)} » n'est ni oui ni non", "écrire oui ou non, ou laisser vide quand on ne sait pas")


def choice(value: Value, allowed: Sequence[str]) -> str:
    """One of the allowed words, whatever its capitals and accents; "" when empty."""
    found = text(value)
    if not found:
        return ""
    known = {_folded(word): word for word in allowed}
    if _folded(found) in known:
        return known[_folded(found)]
    close, listed = nearest(found, allowed), ", ".join(f"« {word} »" for word in allowed)
    raise Unreadable(f"« {short(found)} » hors de la liste", f"écrire « {close} » ?" if close else f"choisir parmi : {listed}")


def nearest(word: str, allowed: Iterable[str], alike: float = CLOSE_MATCH) -> str:
    """The allowed word that is written most like another, whatever its capitals and accents; "" when none is `alike` enough (0 to 1)."""
    known = {_folded(one): one for one in allowed}
    return next((known[close] for close in difflib.get_close_matches(_folded(word), known, n=1, cutoff=alike)), "")


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word).casefold()
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).replace("’", "'").split())


def url(value: Value) -> str:
    """A web address, http or https only, without a password; "" when empty."""
    found = text(value)
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and parts.username is None
    except ValueError:
        sound = False
    if not sound or any(sign in found for sign in " <>\"'`\\") or not found.isprintable():
        raise Unreadable(f"« {short(found)} » n'est pas une adresse web", "écrire une adresse complète, en http:// ou https://")
    return found
