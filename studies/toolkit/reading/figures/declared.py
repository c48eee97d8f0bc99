"""A figure without code: an entry [[figures]] of study.toml, which names results of the model, a table of the study or a picture.

    [[figures]]
    id = "energy"
    kind = "line"
    title = "Énergie économisée : {saved_energy_2037} fin 2036"
    results = ["saved_energy"]

Its title is filled as the texts are, and its source is computed. What it names is checked in `named`, what it shows in running/figures.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, FiniteFloat, model_validator

from studies.toolkit.reading.results import part_name
from studies.toolkit.reading.validation import Filled, Identifier, Label, Part, Plain, refuse

LINE, BARS, STACKED, MAP, TABLE, WATERFALL, RANGE, PICTURE = "line", "bars", "stacked", "map", "table", "waterfall", "range", "picture"
KINDS = {
    LINE: "une courbe par résultat, année après année",
    BARS: "une barre par résultat à une date, ou par année",
    STACKED: "des parts qui s'ajoutent",
    MAP: "une couleur ou un cercle par commune",
    TABLE: "les nombres",
    WATERFALL: "de quoi une somme est faite",
    RANGE: "la fourchette de chaque résultat",
    PICTURE: "une image du dossier pictures",
}
SIDE_BY_SIDE = (LINE, BARS, STACKED)  # kinds that can be drawn for several scenarios, one beside the other
OF_RESULTS = (WATERFALL, RANGE)  # kinds that a table cannot give
RESULT_EXAMPLE, TABLE_EXAMPLE, PICTURE_EXAMPLE = 'results = ["saved_energy"]', 'table = "help"', 'picture = "chaufferie.jpg"'
ENDINGS = ("png", "jpg", "jpeg", "svg")  # of a picture
PHOTOGRAPHS = ("webp", "heic", "heif", "avif", "tif", "tiff", "bmp", "gif", "pdf")  # how other images end, which a telephone or an office makes


def _kind(written: str) -> str:
    if written not in KINDS:
        raise refuse(f"genre de figure « {written} » inconnu", f'choisir parmi : {", ".join(KINDS)} ; par exemple kind = "line"')
    return written


def _title(written: str) -> str:
    if not written:
        raise refuse("titre de figure vide", 'dire ce qu\'on y lit : title = "Énergie économisée : {saved_energy_2037}"')
    return written


def _picture(written: str) -> str:
    name, _, ending = written.rpartition(".")
    if inside := re.fullmatch(r"(?:.*[/\\])?pictures[/\\]([^/\\]+)", written):
        raise refuse(f"nom d'image « {written} » refusé", f'son nom seul, sans celui du dossier : picture = "{inside[1]}"')
    if name and ending.lower() in PHOTOGRAPHS:
        raise refuse(f"image « {written} » : le Studio ne montre pas de .{ending.lower()}", f"l'enregistrer en JPEG ou en PNG : {PICTURE_EXAMPLE}")
    if written and not (ending.lower() in ENDINGS and name and all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in name)):
        remedy = f"le nom d'un fichier du dossier pictures, sans accent ni espace, en .{', .'.join(ENDINGS)} : {PICTURE_EXAMPLE}"
        raise refuse(f"nom d'image « {written} » refusé", remedy)
    return written


def _nothing(written: object) -> object:
    """An empty text as no text at all: its absence has its own remedy."""
    return None if written == "" else written


class Figure(Part):
    """What a figure shows: `results` of the model, or `columns` of a `table` of the study (all its numbers when none is named), or a `picture`.

    `year` is the date at which what has dates is read; `scenarios` are drawn one beside the other; `total` names the sum of a waterfall; `alt` says a
    picture to those who do not see it, and `source` where that picture comes from, a row of sources.csv.
    """

    kind: Annotated[str, AfterValidator(_kind)]
    title: Annotated[Filled, AfterValidator(_title)]
    results: list[Annotated[str, AfterValidator(part_name)]] = []
    table: Identifier | None = None
    columns: list[Label] = []
    year: FiniteFloat | None = None
    scenarios: list[Identifier] = []
    total: Label | None = None
    picture: Annotated[str, AfterValidator(_picture)] = ""
    alt: Annotated[Plain | None, BeforeValidator(_nothing)] = None
    source: Identifier | None = None

    @model_validator(mode="after")
    def _of_one_thing(self) -> "Figure":
        if self.kind == PICTURE:
            return _sound_picture(self)
        if bool(self.results) == (self.table is not None):
            said = "results et table à la fois" if self.results else "rien à montrer : ni results ni table"
            raise refuse(said, f"donner l'un des deux : {RESULT_EXAMPLE}, ou {TABLE_EXAMPLE}")
        for name, there, of, example in (
            ("picture", bool(self.picture), PICTURE, f'kind = "picture" avec {PICTURE_EXAMPLE}'),
            ("alt", self.alt is not None, PICTURE, "l'ôter : les mots d'un graphique sont faits de ses nombres"),
            ("source", self.source is not None, PICTURE, "l'ôter : la source vient du modèle, ou de la carte de la table"),
            ("total", self.total is not None, WATERFALL, 'l\'ôter, ou kind = "waterfall"'),
        ):
            if there:
                _only(self, name, of, example)
        if self.kind == WATERFALL and self.total is None:
            raise refuse("cascade dont la somme n'a pas de nom", 'total = "Coût d\'un MWh"')
        return self

    @model_validator(mode="after")
    def _of_a_table(self) -> "Figure":
        if self.columns and self.table is None:
            raise refuse("columns sans table", f'{TABLE_EXAMPLE}, puis columns = ["homes"]')
        if self.kind in OF_RESULTS and self.table is not None:
            raise refuse(f"« {self.kind} » d'une table", f'nommer des résultats : {RESULT_EXAMPLE} ; une table se montre par kind = "bars"')
        if self.scenarios and (self.kind not in SIDE_BY_SIDE or self.table is not None):
            allowed = ", ".join(SIDE_BY_SIDE)
            raise refuse("scénarios côte à côte d'une figure qui n'en a pas", f"ôter scenarios ; ils vont avec results, et kind parmi : {allowed}")
        return self

    @property
    def moves(self) -> bool:
        """Whether a lever may change it."""
        return bool(self.results) or "{" in self.title


def _only(figure: Figure, name: str, kind: str, example: str) -> None:
    """Refuses what only another kind of figure has."""
    if figure.kind != kind:
        raise refuse(f"{name} dans une figure « {figure.kind} »", example)


def _sound_picture(figure: Figure) -> Figure:
    if figure.results or figure.table is not None or figure.scenarios or figure.total is not None or figure.year is not None:
        raise refuse("image qui nomme aussi des chiffres", f"une figure pour l'image, {PICTURE_EXAMPLE} ; une autre pour les chiffres")
    if not figure.picture:
        raise refuse("image sans fichier", f"le mettre dans le dossier pictures : {PICTURE_EXAMPLE}")
    if figure.alt is None:
        raise refuse("image sans texte de remplacement", 'dire ce qu\'on y voit à qui ne la voit pas : alt = "Une chaufferie au bois, silo ouvert."')
    if figure.alt.casefold() in (figure.picture.casefold(), figure.picture.casefold().rpartition(".")[0]):
        raise refuse("texte de remplacement qui n'est que le nom du fichier", 'dire ce qu\'on y voit : alt = "Une chaufferie au bois, silo ouvert."')
    if figure.source is None:
        raise refuse("image sans source", 'nommer une ligne de sources.csv, qui dit qui l\'a faite et sa licence : source = "town_photo"')
    return figure
