"""Where the columns of a table stand in its sheet: the line of the titles, the columns that say what a line is about, those that hold its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.ground import french
from data.ground.faults import Fault
from data.intake import cells
from data.intake.raw import Sheet
from studies.toolkit.reading import units
from studies.toolkit.reading.dimensions import Dimension
from studies.toolkit.reading.tables import words
from studies.toolkit.reading.tables.cards import COMMUNE, YEAR, TableCard

WITHIN = 10  # lines among which the titles stand: an export often has a few lines of words above them
# How files name the commune and the year, in plain letters; CODGEO and LIBGEO are INSEE's.
CODES = ("code", "code commune", "code insee", "insee", "codgeo", "code geo", "com", "depcom", "code com")
NAMES = ("commune", "communes", "nom", "nom commune", "nom de la commune", "libelle", "libgeo", "libcom", "ville", "libelle commune")
YEARS = ("year", "annee", "an", "millesime", "exercice")


@dataclass
class Layout:
    """The row of the titles, and the columns of the sheet: `keys` by dimension, `names` where the names of communes stand beside their codes,
    `values` by column of the card, `years` of a table that has a column for each year."""

    first: int
    keys: dict[str, int] = field(default_factory=dict)
    names: int | None = None
    values: dict[str, int] = field(default_factory=dict)
    years: dict[int, float] = field(default_factory=dict)


def _dimension_titles(name: str, dimensions: Mapping[str, Dimension]) -> tuple[str, ...]:
    if name == COMMUNE:
        return (*CODES, *NAMES)
    return YEARS if name == YEAR else (words.plain(name), words.plain(dimensions[name].label))


def _titles_of(card: TableCard, name: str) -> set[str]:
    column = card.columns[name]
    return {words.plain(title) for title in (name, column.label, column.heading) if title}


def header(sheet: Sheet, card: TableCard, dimensions: Mapping[str, Dimension]) -> int | None:
    """The row, among the first, that holds most of the titles of a table; None when no row holds any."""
    known = {title for name in card.by for title in _dimension_titles(name, dimensions)}.union(*(_titles_of(card, name) for name in card.columns))
    counts = [sum(words.plain(cell) in known for cell in row if cell is not None) for row in sheet.rows[:WITHIN]]
    return counts.index(max(counts)) if any(counts) else None


def of(sheet: Sheet, card: TableCard, dimensions: Mapping[str, Dimension], place: str) -> tuple[Layout | None, list[Fault]]:
    """Where all that the card declares stands, or every fault of the titles."""
    first = header(sheet, card, dimensions)
    if first is None:
        wanted = french.listed([f"« {column.heading or column.label or name} »" for name, column in card.columns.items()])
        return None, [
            Fault(place, f"aucune ligne de titres parmi les {WITHIN} premières", f"une ligne qui nomme les colonnes de la carte : {wanted}")
        ]
    titles = [words.plain(cell) for cell in sheet.rows[first]]
    found, faults = Layout(first), []
    used: set[int] = {column for column, title in enumerate(titles) if title in {words.plain(name) for name in card.ignored}}
    for name in card.columns:
        places = [column for column, title in enumerate(titles) if title in _titles_of(card, name)]
        if len(places) > 1:
            faults.append(
                Fault(f"{place}, {sheet.place(first, places[1])}", f"deux colonnes pour « {name} »", "n'en garder qu'une, ou donner heading")
            )
        if places:
            found.values[name] = places[0]
            used.update(places)
    for name in card.by:
        _find_key(found, name, titles, used, dimensions)
    if YEAR in card.by and YEAR not in found.keys:
        _find_years(found, sheet, card, used)
    return found, faults + _faults(found, sheet, card, used, place)


def _find_key(found: Layout, name: str, titles: list[str], used: set[int], dimensions: Mapping[str, Dimension]) -> None:
    """The column of a dimension; for communes, that of the codes first, and that of the names beside it."""
    wanted = _dimension_titles(name, dimensions)
    places = sorted((wanted.index(title), column) for column, title in enumerate(titles) if title in wanted and column not in used)
    if not places:
        return
    found.keys[name] = places[0][1]
    if name == COMMUNE and titles[places[0][1]] in CODES:
        found.names = next((column for _, column in places if titles[column] in NAMES), None)
    used.update(column for column in (found.keys[name], found.names) if column is not None)


def _find_years(found: Layout, sheet: Sheet, card: TableCard, used: set[int]) -> None:
    """The columns of the years, when each year has one: then the card has one column, whose figures they all hold."""
    if len(card.columns) != 1:
        return
    for column, title in enumerate(sheet.rows[found.first]):
        try:
            year = cells.whole(title) if column not in used else None
        except cells.Unreadable:
            continue
        if year is not None and units.FIRST_YEAR <= year <= units.LAST_YEAR:
            found.years[column] = float(year)
            used.add(column)


def _faults(found: Layout, sheet: Sheet, card: TableCard, used: set[int], place: str) -> list[Fault]:
    """The titles that are missing, those that nobody declared, the years that come twice."""
    where, faults = f"{place}, {sheet.place(found.first)}", []
    wide = bool(found.years)
    asked = {COMMUNE: "« Code INSEE » ou « Commune »", YEAR: "« Année », ou une colonne par année"}
    missing = [
        (f"colonne de la dimension {name}", asked.get(name, f"« {name} »"))
        for name in card.by
        if name not in found.keys and not (wide and name == YEAR)
    ]
    if not wide:
        absent = [(name, column) for name, column in card.columns.items() if name not in found.values]
        missing += [(f"colonne « {column.heading or column.label or name} »", f"celui que la carte déclare pour {name}") for name, column in absent]
    faults += [Fault(where, f"{what} absente", f"l'ajouter, ou corriger son titre : {title}") for what, title in missing]
    for column, title in enumerate(sheet.rows[found.first]):
        if column not in used and any(row[column] is not None for row in sheet.rows[found.first :]):
            told = f"colonne « {cells.short(title)} » que la carte ne déclare pas" if title is not None else "colonne sans titre"
            remedy = _undeclared(words.plain(title), card) if title is not None else "lui donner un titre, ou la vider"
            faults.append(Fault(f"{place}, {sheet.place(found.first, column)}", told, remedy))
    years = list(found.years.values())
    faults += [Fault(where, f"année {year:g} en double", "n'en garder qu'une colonne") for year in dict.fromkeys(years) if years.count(year) > 1]
    return faults


def _undeclared(title: str, card: TableCard) -> str:
    """What to do about a column that the card does not declare: it may be the one that says what each line is about."""
    about = next((name for name in (COMMUNE, YEAR) if name not in card.by and title in _dimension_titles(name, {})), None)
    if about:
        return f'si elle dit de quoi parle chaque ligne, by = ["{about}"] dans la carte ; sinon, la nommer dans ignored'
    return "la déclarer avec son unité, la nommer dans ignored, ou la retirer du fichier"
