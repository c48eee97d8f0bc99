"""A review sheet filled in by a member and read back: every fault by its cell; what it would keep, before anything is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.ground.faults import Fault, Refused
from data.ground.french import listed
from data.intake import cells, job
from data.intake.limits import MEGABYTE, Limits
from data.intake.raw import Sheet, Value
from data.intake.tasks import table
from data.intake.workbooks.workbook import FORMULA
from data.store.access import Actor
from data.store.opening import Store
from data.store.writings import remarks
from data.store.writings.remarks import PARAMETER, Pinned, Position, Said
from studies.committee import counter_values
from studies.committee.papers import review_sheet
from studies.committee.papers.review_sheet import ASKED, NAME, POSITION, PROPOSED, REASON, SOURCE, VALUE
from studies.toolkit.reading import units
from studies.toolkit.running.study import Study

LIMITS = Limits(size=5 * MEGABYTE, unpacked=50 * MEGABYTE, rows=2_000, seconds=20)
TASK = "table"
NEEDED = (NAME, *ASKED)
COLUMN_OF = {"raison": REASON, "source": SOURCE, "valeur proposée": PROPOSED, "avis": POSITION}  # the place of a refusal -> the column that it is of
FRESH = "télécharger une feuille à jour et y reporter cet avis"
Line = Mapping[str, Value]


@dataclass(frozen=True)
class Filled:
    """What a sheet says: what would be kept, in its order, or every fault for which nothing is; what was mended while reading."""

    opinions: Sequence[tuple[Pinned, Said]] = ()
    faults: Sequence[Fault] = ()
    remarks: Sequence[Fault] = ()


def read(study: Study, content: bytes) -> Filled:
    """What a sheet given back says of a study; it is read in a process of its own. Refused when nothing can be read now."""
    found = job.apart(TASK, content, LIMITS)
    return Filled(faults=found.faults) if found.faults else said(study, table.sheets(found.files[table.NAME]), found.remarks)


def said(study: Study, sheets: Sequence[Sheet], mended: Sequence[Fault] = ()) -> Filled:
    """What the sheets of a file say of a study; `mended` is what was mended while reading them."""
    sheet, columns, first = _sheet(sheets)
    if sheet is None:
        what = f"aucune feuille avec les colonnes {listed([f'« {heading} »' for heading in NEEDED])}"
        return Filled(faults=[Fault("fichier", what, "partir de la feuille de relecture de cette étude, sans changer ses titres")])
    names = {value for row in sheet.rows[first:] if isinstance(value := row[columns[NAME]], str) and value.strip()}
    if 2 * len(names - study.parameters.keys()) > len(names):  # two studies may share an assumption, whose line would be taken for one of this study
        what = "la plupart de ses identifiants ne sont pas de cette étude"
        return Filled(faults=[Fault("fichier", what, f"la rendre à l'étude dont elle vient, ou {FRESH}")])
    return _opinions(study, sheet, columns, first, mended)


def keep(store: Store, actor: Actor, opinions: Sequence[tuple[Pinned, Said]]) -> None:
    """Keeps what a sheet says in the name of who gives it. Refused as `remarks.give`."""
    for pinned, said in opinions:
        remarks.give(store, actor, pinned, said)


def _sheet(sheets: Sequence[Sheet]) -> tuple[Sheet | None, Mapping[str, int], int]:
    """The sheet to read, where its columns are, the row after their titles."""
    for sheet in sheets:
        for row, line in enumerate(sheet.rows):
            titles = {" ".join(value.split()).casefold(): column for column, value in enumerate(line) if isinstance(value, str)}
            columns = {heading: titles[heading.casefold()] for heading in (*review_sheet.GIVEN, *ASKED) if heading.casefold() in titles}
            if all(heading in columns for heading in NEEDED):
                return sheet, columns, row + 1
    return None, {}, 0


def _opinions(study: Study, sheet: Sheet, columns: Mapping[str, int], first: int, mended: Sequence[Fault]) -> Filled:
    opinions, faults, seen = [], [], {}
    for row in range(first, len(sheet.rows)):
        line = {heading: _cell(sheet, row, column) for heading, column in columns.items()}
        if all(_empty(line[heading]) for heading in ASKED):
            continue
        reader = _Row(study, sheet, columns, row, line)
        name = reader.name()
        if name in seen:
            reader.fault(NAME, f"« {name} » a déjà une ligne remplie, {sheet.place(seen[name])}", "n'en garder qu'une")
        elif name:
            seen[name] = row
            opinions += reader.opinion(name)
        faults += reader.faults
    if not faults and not opinions:
        faults = [Fault("fichier", "aucun avis rempli", "remplir au moins une ligne : un avis, ou une raison")]
    return Filled([] if faults else opinions, faults, mended)


class _Row:
    """A line that somebody filled in, and what is wrong with it."""

    def __init__(self, study: Study, sheet: Sheet, columns: Mapping[str, int], row: int, line: Line) -> None:
        self.study, self.line, self.faults = study, line, []
        self._place = lambda heading: sheet.place(row, columns.get(heading))

    def fault(self, heading: str, what: str, remedy: str) -> None:
        """One more fault, at the cell of that column."""
        self.faults.append(Fault(self._place(heading), what, remedy))

    def name(self) -> str:
        """The assumption that the line is about, "" when there is none."""
        found = self._read(NAME, cells.text) or ""
        if not found and not self.faults:
            self.fault(NAME, "identifiant vide", FRESH)
        elif found and found not in self.study.parameters:
            self.fault(NAME, f"« {cells.short(found)} » n'est pas une hypothèse de cette étude", FRESH)
        return found if found in self.study.parameters else ""

    def opinion(self, name: str) -> list[tuple[Pinned, Said]]:
        """What the line says; nothing when something is wrong with it."""
        self._same_value(name)
        chosen = self._read(POSITION, lambda value: cells.choice(value, [position.value for position in Position]))
        position = Position(chosen) if chosen else None
        text, source = self._read(REASON, cells.paragraphs), self._read(SOURCE, cells.text)
        value = self._value(name, position)
        if self.faults:
            return []
        parameter = self.study.parameters[name]
        pinned = Pinned(self.study.slug, self.study.version, f"{PARAMETER}{name}", f"Hypothèse : {parameter.label}")
        said = Said(text, position, value, source)
        try:
            remarks.checked(pinned, said)
        except Refused as refused:
            self.fault(COLUMN_OF.get(refused.fault.place, REASON), refused.fault.fault, refused.fault.remedy)
            return []
        return [(pinned, said)]

    def _same_value(self, name: str) -> None:
        """What was reviewed is still what the study says."""
        parameter = self.study.parameters[name]
        read = self._read(VALUE, cells.number) if VALUE in self.line else None
        if read is not None and not math.isclose(read, review_sheet.shown(parameter), rel_tol=1e-9, abs_tol=1e-12):
            self.fault(VALUE, f"l'étude dit maintenant {units.written(parameter.value, parameter.unit)}", FRESH)

    def _value(self, name: str, position: Position | None) -> float | None:
        """The value proposed [its unit]."""
        written = self.line[PROPOSED]
        if _empty(written):
            return None
        if position in (None, Position.RIGHT):
            if self._place(POSITION) not in [fault.place for fault in self.faults]:  # a position that is not read says its own
                self.fault(POSITION, "une valeur proposée demande « trop bas » ou « trop haut »", "choisir l'un des deux, ou vider la valeur")
            return None
        try:
            typed = written if isinstance(written, str) else repr(written)
            return counter_values.typed(self.study, self.study.parameters[name], position, typed)
        except Refused as refused:
            self.fault(PROPOSED, refused.fault.fault, refused.fault.remedy)
            return None

    def _read(self, heading: str, reader):
        try:
            return reader(self.line[heading])
        except cells.Unreadable as wrong:
            self.fault(heading, wrong.fault, wrong.remedy)
            return None


def _cell(sheet: Sheet, row: int, column: int) -> Value:
    """A cell; a formula whose value was not saved is no empty cell, and its reader refuses it."""
    value = sheet.rows[row][column]
    return FORMULA if value is None and (row, column) in sheet.formulas else value


def _empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
