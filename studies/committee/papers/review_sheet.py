"""The review sheet of a study: a line for each assumption, the heaviest first, with what a member fills in. In a workbook, and to print."""

import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typst
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.ground import escaping, french
from data.store.writings.remarks import LONGEST, LONGEST_SOURCE, Position
from studies.committee import order
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running.study import Study

SHEET, GUIDE = "Feuille de relecture", "Mode d'emploi"
NAME, LABEL, VALUE, RANGE, UNIT, ORIGIN = "Identifiant", "Hypothèse", "Valeur de l'étude", "Fourchette", "Unité", "Source de l'étude"
POSITION, PROPOSED, REASON, SOURCE = "Avis (trop bas, juste, trop haut)", "Valeur proposée", "Raison", "Source"
GIVEN, ASKED = (NAME, LABEL, VALUE, RANGE, UNIT, ORIGIN), (POSITION, PROPOSED, REASON, SOURCE)
WIDTHS = (22, 44, 12, 24, 16, 40, 18, 14, 44, 34)  # [characters] of the columns
TO_FILL, HEAD = PatternFill("solid", fgColor="FFF6D6"), PatternFill("solid", fgColor="E6EBE8")
THIN = Side(style="thin", color="B8B8B8")
PRINT_TEMPLATE = Path(__file__).with_suffix(".typ")
STANDARDS = ["ua-1"]
HOW = (
    "Remplir les quatre colonnes jaunes, pour les hypothèses que vous connaissez seulement ; laisser les autres vides.",
    "Avis : trop bas, juste ou trop haut, à choisir dans la liste. « Juste » ne demande rien d'autre.",
    "Valeur proposée : facultative, dans l'unité de la ligne ; pour un pourcentage, 12,5 veut dire 12,5 %.",
    "Raison : une phrase. Une raison sans avis est gardée comme une remarque. Source : facultative.",
    "Ne changer ni les titres, ni les identifiants. Rendre ce classeur sur la page du comité : tout est relu avant d'être gardé.",
)

HOW_PRINTED = "Cocher un avis ; écrire la valeur que vous prendriez, pourquoi, d'où elle vient. Ce qui pèse le plus vient d'abord."
HEAVY = 0.01  # share of the widest swing of a headline from which an assumption has a line to write on; the annex has the others
MOST_HEAVY = 45  # lines to write on: three to four sheets
ANNEX = (
    "Les autres hypothèses",
    "Seule, chacune ne change presque aucun chiffre de tête d'un bout à l'autre de sa fourchette, ou n'a pas de fourchette. Cocher celles qui vous "
    "paraissent fausses, et dire pourquoi au dos.",
)


@dataclass(frozen=True)
class Line:
    """An assumption of the sheet: its value as it is written [its unit on screen], its range, its unit and its source in words."""

    name: str
    label: str
    value: float
    range: str
    unit: str
    source: str


def lines(study: Study) -> list[Line]:
    """The assumptions of a study, the heaviest first. Raises BadRequest as `order.names` does."""
    return [_line(study, study.parameters[name]) for name in order.names(study)]


def shown(parameter: Parameter) -> float:
    """The value of an assumption as a screen writes it: 12.5 for a share of 0.125."""
    return round(parameter.value * units.find(parameter.unit).scale, 10)


def workbook(study: Study, on: date) -> bytes:
    """The sheet to fill in, with lists to choose from and how to fill it in. Raises BadRequest as `order.names` does."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _head(sheet)
    for line in lines(study):
        sheet.append([escaping.cell(value) for value in (line.name, line.label, line.value, line.range, line.unit, line.source)])
    _dress(sheet)
    _rules(sheet)
    guide = book.create_sheet(GUIDE)
    for text in (f"Feuille de relecture : {study.card.title}", f"Chiffres du {french.day(on)}, version {study.version}", "", *HOW):
        guide.append([escaping.cell(text)])
    guide["A1"].font = Font(bold=True, size=14)
    guide.column_dimensions["A"].width = 120
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def printed(study: Study, on: date) -> bytes:
    """The same on A4 sheets, to fill in by hand: a line to write on for each assumption that weighs, an annex for the others. A tagged PDF.

    Raises BadRequest as `order.names` does."""
    names = order.names(study)
    weights = {} if study.answered else {weight.parameter: weight.share for weight in order.by_weight(study)}
    heavy = [name for name in names if weights.get(name, 1.0) >= HEAVY][:MOST_HEAVY]
    content = {
        "title": f"Feuille de relecture : {study.card.title}",
        "how": HOW_PRINTED,
        "lines": [_printed(study, name) for name in heavy],
        "annex": {"title": ANNEX[0], "how": ANNEX[1], "lines": [_printed(study, name) for name in names if name not in heavy]},
        "positions": [position.value for position in Position],
        "footer": f"Le Studio, Lozère Développement, {french.day(on)} · version {study.version} · Licence Ouverte 2.0",
    }
    inputs = {"sheet": json.dumps(content, ensure_ascii=False, allow_nan=False)}
    return typst.compile(PRINT_TEMPLATE.read_bytes(), sys_inputs=inputs, pdf_standards=STANDARDS, ignore_system_fonts=True)


def _printed(study: Study, name: str) -> dict[str, object]:
    """A line, its value with its unit."""
    parameter = study.parameters[name]
    return {**vars(_line(study, parameter)), "value": units.written(parameter.value, parameter.unit)}


def _line(study: Study, parameter: Parameter) -> Line:
    source = study.sources[parameter.source]
    return Line(parameter.id, parameter.label, shown(parameter), _range(parameter), units.label(parameter.unit), f"{source.producer}, {source.title}")


def _range(parameter: Parameter) -> str:
    if parameter.low is None:
        return "fixe"
    low, high = (units.headline(end, parameter.unit, unit_too=False) for end in (parameter.low, parameter.high))
    return f"{low} à {high}"


def _head(sheet: Worksheet) -> None:
    sheet.append([*GIVEN, *ASKED])
    for column, width in enumerate(WIDTHS, start=1):
        title = sheet.cell(1, column)
        title.font, title.fill, title.alignment = Font(bold=True), HEAD, Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"


def _dress(sheet: Worksheet) -> None:
    """What is to be filled in is seen at once; on paper, one page wide with its titles on each."""
    for row in sheet.iter_rows(min_row=2, max_col=len(WIDTHS)):
        for column, cell in enumerate(row, start=1):
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), Border(bottom=THIN, left=THIN, right=THIN)
            if column > len(GIVEN):
                cell.fill = TO_FILL
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _rules(sheet: Worksheet) -> None:
    """A list for the position; a number for the value; texts no longer than what is kept."""
    first, last = 2, max(2, sheet.max_row)
    choices = ",".join(position.value for position in Position)
    wrong = {"showErrorMessage": True, "allow_blank": True}
    rules = {
        POSITION: DataValidation(type="list", formula1=f'"{choices}"', error="Choisir trop bas, juste ou trop haut.", **wrong),
        PROPOSED: DataValidation(
            type="decimal", operator="between", formula1="-1E+15", formula2="1E+15", error="Écrire un nombre, sans unité.", **wrong
        ),
        REASON: DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST), error=f"{LONGEST} caractères au plus.", **wrong),
        SOURCE: DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_SOURCE), error=f"{LONGEST_SOURCE} caractères au plus.", **wrong
        ),
    }
    for heading, rule in rules.items():
        letter = get_column_letter((*GIVEN, *ASKED).index(heading) + 1)
        rule.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(rule)
