"""One reader for the small files of a study: strict, and French when it refuses.

Rows and tables are declared as pydantic models; data.ground.complaints turns what pydantic finds into faults with a remedy.
"""

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from data.ground import formulas, french, links
from data.ground.complaints import faults_of
from data.ground.faults import Fault
from data.ground.text_files import CONFLICT, CONTROL, INVISIBLE, INVISIBLE_REMEDY, OF_GIT, invisible, read_text, uneven
from data.intake.cells import Unreadable, short, url
from studies.toolkit import errors
from studies.toolkit.reading import paragraphs
from studies.toolkit.reading.tables import canonical, grouping

NEIGHBOUR = "la même ligne d'une autre étude"  # what to compare a refused value with
# What the Markdown of a screen would take for an order in a name: a link, an image, code, a formula, an icon, a colour, a tag, an address.
BRACES = re.compile(r"\{[^{}]*\}?|\}")  # a name in braces, or a lone brace
ORDER = re.compile(r"\]\(|\]:|!\[|`|\$|:material/|:[a-z-]+\[|:[a-z_]+:|<[a-zA-Z/!]|https?://|www\.|\*\*|[\n\r]")
# An image of Markdown, as far as it can be told: pages load nothing from elsewhere (pages/serving/security.py), it would be an empty frame. Its first
# two characters are enough, whatever follows them: words on two lines, brackets in brackets, an address given further down.
IMAGE = re.compile(r"!\[(?:[^\]\n]{0,200}\](?:[(\[][^)\]\n]{0,200}[)\]])?)?")  # bounded: a thousand openings are read at once
LONGEST_NAME, LONGEST_PROSE = 500, 5_000  # [characters] a page still shows them; today's longest have 368 and 700
DEEPEST = "trop de crochets les uns dans les autres, ou un nombre trop long"
WITHOUT_IMAGE = (
    'ôter l\'image, et la montrer par une figure de study.toml : kind = "picture", picture = "plan.jpg" ; ou par un lien : [texte](https://…)'
)
NAMED = {  # what the fields that point at something else name
    **dict.fromkeys(("scenario", "scenarios", "reference", "default_scenario"), "le nom d'une section de scenarios.toml"),
    **dict.fromkeys(("source", "plausible_source"), "l'id d'une ligne de sources.csv"),
    **dict.fromkeys(("parameter", "levers", "acts_on", "shared"), "l'id d'une ligne de parameters.csv"),
    **{"variable": "l'id d'une ligne de results.csv", "indicator": "l'id d'un indicateur", "table": "le nom d'une table de tables/tables.toml"},
    **{"advised": "l'id d'une option", "picture": "l'id d'une couche ou d'un indicateur"},
}
T = TypeVar("T", bound="Declared")


class Declared(BaseModel):
    """A row or a table of a study's files: nothing unknown, nothing changed after reading; `optional_columns`: those that a file may leave out."""

    optional_columns: ClassVar[frozenset[str]] = frozenset()

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def refuse(fault: str, remedy: str) -> PydanticCustomError:
    """What a validator raises: a fault and its remedy, both in French."""
    return PydanticCustomError("studio", "{fault}", {"fault": fault, "remedy": remedy})


def _identifier(value: str, field: ValidationInfo) -> str:
    if not (value.isascii() and value.isidentifier() and value == value.lower()):
        plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
        better = re.sub(r"\W+", "_", plain).strip("_")
        example = better if better.isidentifier() else "carcass_price"
        shape = f"des minuscules sans accent, des chiffres et _ : {example}"
        if kind := NAMED.get(field.field_name or ""):
            raise refuse(f"« {value} » à la place d'un nom", f'écrire {kind} ; un titre se met dans title = "…"')
        raise refuse(f"identifiant « {value} » refusé", f'un titre se met dans title = "…" ; ici, {shape}' if " " in value else shape)
    return value


def _given(name: object) -> object:
    if name == "":
        raise refuse("identifiant absent", 'lui donner un nom qui ne changera plus : id = "help_more"')
    return name


def _link(value: str) -> str:
    try:
        return url(_legible(value))
    except Unreadable:
        raise refuse(
            f"lien « {short(value)} » refusé", "une adresse complète, en https:// ou http://, sans espace, guillemet ni apostrophe"
        ) from None


def _legible(value: str, longest: int = LONGEST_PROSE) -> str:
    """Refuses what a file may write as an escape, and what is too long to be read."""
    if found := INVISIBLE.search(value):
        raise refuse(invisible(found[0]), INVISIBLE_REMEDY)
    if len(value) > longest:
        raise refuse(f"texte de {french.number(len(value))} signes", f"{french.number(longest)} au plus : le raccourcir")
    return value


def _label(value: str) -> str:
    _legible(value, LONGEST_NAME)
    if found := CONTROL.search(value):
        raise refuse(invisible(found[0]), INVISIBLE_REMEDY)
    found = ORDER.search(value)
    if found:
        raise refuse(f"« {found[0]} » dans un nom", "écrire le nom en texte simple : ni lien, ni image, ni icône, ni formule, ni balise")
    return value


def _prose(value: str) -> str:
    _legible(value)
    if found := IMAGE.search(value):
        raise refuse(f"image {found[0]}", WITHOUT_IMAGE)
    for _, fault, remedy in links.wrong(value):
        raise refuse(fault, remedy)
    return french.spaced(value)


def _without_braces(value: str) -> str:
    found = BRACES.search(paragraphs.bare(value))
    if found:
        raise refuse(f"« {found[0]} » dans un texte que rien ne remplit", "l'ôter : les accolades se lisent dans text/*.md, summary et les alertes")
    return value


def _sound_formulas(value: str) -> str:
    for _, fault, remedy in formulas.wrong(value):
        raise refuse(fault, remedy)
    return value


Identifier = Annotated[str, AfterValidator(_identifier)]
Label = Annotated[str, Field(min_length=1), AfterValidator(_label), AfterValidator(_without_braces), AfterValidator(french.spaced)]
Prose = Annotated[str, AfterValidator(_prose)]  # what is read on screen: who writes it types plain spaces
Text = Annotated[Prose, Field(min_length=1)]
# Nothing fills it: a name in braces would stay in sight.
Plain = Annotated[Text, AfterValidator(_without_braces), AfterValidator(_sound_formulas)]
Link = Annotated[str, AfterValidator(_link)]
# A line of simple text with names in braces, which the page fills.
Filled = Annotated[str, AfterValidator(_label), AfterValidator(french.spaced)]


class Part(Declared):
    """An entry of a list of the card, with a name of its own that never changes: other files, addresses and comments point at it."""

    id: Annotated[Identifier, BeforeValidator(_given)] = Field("", validate_default=True)  # so that its absence has its own remedy


REFUSED = ("écriture TOML refusée", 'vérifier guillemets, crochets et virgules : nom = "texte", nombre = 0.5, liste = ["a", "b"]')
GIVEN_TWICE = ("nom donné deux fois", "il est déjà plus haut : en choisir un autre, ou retirer l'un des deux")
ONE_OR_SEVERAL = ("section écrite ici avec des crochets simples, là avec des doubles", "des doubles à chaque partie d'une liste : [[options]]")
NO_COMMA = ("virgule absente entre deux éléments d'une liste", 'une virgule à la fin de la ligne d\'avant : noms = ["a", "b"]')
NO_BRACKET = ("liste sans crochet de fin", 'la fermer, à cette ligne ou plus haut : noms = ["a", "b"]')
VALUE = tuple("\"'[{0123456789")
UNCLOSED = "Unclosed array"
TWICE = re.compile(r"Cannot (declare .* twice|overwrite a value)")  # what tomllib says of a section or of a name that comes again


def read_toml(path: Path, place: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """A TOML file as a dictionary, or the fault that prevents reading it."""
    text, faults = read_text(path, place)
    if text is None:
        return None, faults
    try:
        return tomllib.loads(text), []
    except (RecursionError, ValueError) as error:  # TOMLDecodeError is a ValueError; Python reads neither 4 300 digits nor a thousand brackets
        if not isinstance(error, tomllib.TOMLDecodeError):
            return None, [Fault(place, DEEPEST, "retirer cette ligne")]
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"{place}, ligne {at[1]}, colonne {at[2]}" if at else f"{place}, fin du fichier"
        return None, [Fault(where, *_refused(text, str(error), (int(at[1]), int(at[2])) if at else None))]


def _refused(text: str, said: str, at: tuple[int, int] | None) -> tuple[str, str]:
    """What is wrong with a TOML text and what to write: from what tomllib `said`, and from the line where it stopped; `at` is its line and column."""
    line = text.splitlines()[at[0] - 1] if at else ""
    if TWICE.match(said):
        section = re.match(r"\s*(\[\[?)([\w.]+)\]", line)
        other = {"[": "[[", "[[": "["}[section[1]] if section else ""
        mixed = section and any(above.strip().startswith(f"{other}{section[2]}]") for above in text.splitlines())
        return ONE_OR_SEVERAL if mixed else GIVEN_TWICE
    if UNCLOSED in said:
        return NO_COMMA if at and line[at[1] - 1 :].startswith(VALUE) else NO_BRACKET
    return next((errors.filled(found, told) for habit, told in errors.of_toml() if (found := habit.search(line))), REFUSED)


def declare(model: type[T], content: Any, place: str) -> tuple[T | None, list[Fault]]:
    """`content` as a declared model, or its faults."""
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, faults_of(error, place, NEIGHBOUR)


def _column_faults(columns: list[str], model: type[Declared], place: str) -> list[Fault]:
    known = list(model.model_fields)
    if not set(columns) & set(known):  # one word for the whole line: its names are elsewhere, or nowhere
        return [Fault(f"{place}, ligne 1", "aucune ligne de titres", f"écrire d'abord le nom des colonnes : {', '.join(known)}")]
    faults = [
        Fault(f"{place}, ligne 1", f"colonne « {name} » absente", f"l'ajouter ; colonnes : {', '.join(known)}")
        for name in known
        if name not in columns and name not in model.optional_columns
    ]
    faults += [
        Fault(f"{place}, ligne 1", f"colonne « {name} » inconnue", f"la retirer ; colonnes : {', '.join(known)}")
        for name in dict.fromkeys(columns)
        if name not in known
    ]
    return faults + [
        Fault(f"{place}, ligne 1", f"colonne « {name} » en double", "n'en garder qu'une")
        for name in dict.fromkeys(columns)
        if columns.count(name) > 1
    ]


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV text that are not empty, each with the number of the line where it begins. Raises csv.Error at a quote left open."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    for cells in lines:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = lines.line_num + 1


def lines_of(text: str, place: str) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """The lines of a CSV text up to the first that cannot be read, which is told."""
    found = []
    try:
        for line in _numbered(text):
            found.append(line)
    except csv.Error as error:
        after = found[-1][0] + sum(cell.count("\n") for cell in found[-1][1]) + 1 if found else 1
        if "field limit" in str(error):
            remedy = f"{french.number(LONGEST_PROSE)} au plus : la raccourcir, ou fermer un guillemet resté ouvert"
            return found, [Fault(f"{place}, ligne {after}", f"cellule de plus de {french.number(csv.field_size_limit())} signes", remedy)]
        return found, [Fault(f"{place}, ligne {after} ou après", *canonical.OPEN_QUOTE)]
    return found, []


def identifiers(path: Path) -> set[str] | None:
    """The identifiers that a CSV file gives, those of its refused rows included, so that another file that names one is not blamed for it.

    None when the file cannot be read as a table: nobody can say then which names exist.
    """
    lines, faults = lines_of(canonical.of_file(path, None, "").text or "", "")
    if faults or not lines or "id" not in lines[0][1]:
        return None
    at = lines[0][1].index("id")
    return {cells[at].strip() for _, cells in lines[1:] if len(cells) > at}


def line_of_row(path: Path, identifier: str) -> int | None:
    """The line of the first row of a CSV file that has that identifier."""
    lines, _ = lines_of(canonical.of_file(path, None, "").text or "", "")
    at = lines[0][1].index("id") if lines and "id" in lines[0][1] else 0
    return next((line for line, cells in lines[1:] if len(cells) > at and cells[at].strip() == identifier), None)


def read_rows(path: Path, model: type[T], place: str) -> tuple[list[tuple[str, T]], list[Fault]]:
    """The rows of a CSV file as (place, model) pairs, and every fault found; an empty cell counts as absent. French forms that are certain are read.

    The place names the line of the file and, when there is one, the identifier of the row: `parameters.csv, ligne 7 (carcass_price)`.
    """
    written = canonical.of_file(path, model, place)
    if written.text is None:
        return [], written.faults
    lines, unreadable = lines_of(written.text, place)
    columns = [name.strip() for name in lines[0][1]] if lines else []
    if faults := _column_faults(columns, model, place):
        return [], faults
    rows, faults = [], written.faults + unreadable
    told = {fault.place for fault in written.faults}  # of a cell that may be read in two ways, nothing more is to be said
    uneven_lines: list[tuple[int, str]] = []
    for line, cells in lines[1:]:
        where = f"{place}, ligne {line}"
        if CONFLICT.match(cells[0]):
            faults.append(Fault(where, *OF_GIT))
            continue
        if len(cells) != len(columns):
            uneven_lines.append((line, uneven(len(cells), len(columns))))
            continue
        content = {name: cell for name, cell in zip(columns, cells, strict=True) if cell.strip()}
        where += f" ({content['id']})" if "id" in content else ""
        row, found = declare(model, content, where)
        faults += [fault for fault in found if fault.place not in told]
        if row is not None:
            rows.append((where, row))
    faults += grouping.uneven_lines(uneven_lines, place, canonical.SEPARATOR in written.changed)
    return rows, faults + repeated([(where, row.id) for where, row in rows if hasattr(row, "id")])


def repeated(identifiers: list[tuple[str, str]]) -> list[Fault]:
    """One fault for each identifier that was already used above."""
    seen: set[str] = set()
    faults = []
    for where, identifier in identifiers:
        if identifier in seen:
            faults.append(Fault(where, f"identifiant « {identifier} » déjà pris plus haut", "en choisir un autre"))
        seen.add(identifier)
    return faults
