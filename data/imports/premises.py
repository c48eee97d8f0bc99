"""Imports Arcep's survey of buildings ("relevé géographique", base_imb): one line for each building, its place and the state of its fibre.

What is kept: premises.csv (lon, lat [degrees, WGS 84], code, state, premises_class, operator, pm_state), the buildings of Lozère only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data import communes, editions, tables
from data.communes import todays
from data.coverage import BUILDINGS, STATES, SURVEYS, quarter_end, quarter_words
from data.editions import Edition, Origin
from data.ground import french, kept_tables
from data.ground.faults import Fault, first
from data.ground.files import digest
from data.imports import quarters
from data.imports.arcep_sheets import HEADER_WITHIN, commune, plain
from data.intake import cells
from data.intake.coordinates import systems
from data.intake.job import Answer
from data.intake.limits import Limits
from data.intake.raw import RawFile, Rejected, Sheet, left_aside
from data.intake.reading import read
from data.intake.task import Tell, Told
from data.inventory import asides

TITLE = "Immeubles et leur raccordement à la fibre (Arcep)"
NEEDED = ("x", "y", "imb_etat", "code_insee")
KEPT = {"catg_loc_imb": "premises_class", "code_l331": "operator", "pm_etat": "pm_state"}  # column of the file: column kept, when the file has it
MARGIN = 0.05  # [degrees] about 4 km: the outlines are simplified, the codes of the file are not
MOST_AWAY = 0.1  # share of the buildings; in a survey whose codes are its own, a few addresses in a thousand are placed elsewhere (posé, à vérifier)
OF_QUARTER = re.compile(r"(20\d\d)[ _-]?T([1-4])", re.IGNORECASE)  # in the name of a file: the survey does not say its own date
UNDATED = "date non dite par le fichier"
AGAIN = "corriger ces lignes, ou retélécharger le fichier ; rien n'en a été gardé"


@dataclass
class Buildings:
    """The lines of Lozère, column by column, with the row of each in its sheet; what was passed over."""

    rows: list[int] = field(default_factory=list)
    columns: dict[str, list] = field(default_factory=dict)
    elsewhere: int = 0
    faults: list[Fault] = field(default_factory=list)


def run(paths: list[Path], limits: Limits, options: dict, out: Path, tell: Tell) -> Told:
    """Reads, verifies and writes premises.csv in `out`. Rejected when the file cannot be read; the other faults are in the answer."""
    raw = read(paths[0], limits, tell)
    tell("Vérification des immeubles", 0, 1)
    sheet, header, faults = _header(paths[0].name, raw)
    faults += _quarter_faults(paths[0].name, date.today())
    if faults:
        return Told(faults, list(raw.remarks), {})
    aside = [*raw.remarks, *left_aside(raw, [sheet]), *_columns_left_aside(sheet, header)]
    found = _buildings(sheet, header)
    frame = pd.DataFrame(found.columns)
    faults = [*found.faults, *_frame_faults(sheet, found, frame)] if len(frame) else found.faults or [_nobody(paths[0].name)]
    tell("Vérification des immeubles", 1, 1)
    if faults:
        return Told(first(faults), aside, {})
    frame["code"] = todays(frame["code"])
    frame[["lon", "lat"]] = _degrees(frame)
    faults, away = _away(sheet, found, frame)
    if faults:
        return Told(faults, aside, {})
    kept = frame[["lon", "lat", "code", "state", *KEPT.values()]]
    kept_tables.write(out / BUILDINGS, kept)
    return Told([], [*aside, *_left_out(found), *away], {"rows": len(kept), "deployed": int((kept["state"] == STATES[0]).sum())})


def keep(answer: Answer, paths: Sequence[Path]) -> tuple[Edition, str]:
    """Adds the edition that was read and gives it, with the sentence to print; an edition that is there already is given as it is.

    Rejected when the answer has faults, Refused when it cannot be written.
    """
    if answer.faults:
        raise Rejected(answer.faults)
    files = {BUILDINGS: (answer.folder / BUILDINGS).read_bytes()}
    same = next((edition for edition in editions.listing(SURVEYS) if edition.card.sha256 == editions.digest(files)), None)
    if same:
        return same, f"Déjà importée (édition n° {same.card.number}, le {french.short_day(same.card.imported_at.date())}) : rien n'est ajouté."
    quarter = quarter_of(paths[0].name)
    edition = editions.keep(
        SURVEYS,
        files,
        Origin(
            title=f"Relevé géographique des déploiements FttH{f', {quarter_words(quarter)}' if quarter else ''}",
            producer="Arcep",
            licence="Licence Ouverte 2.0",
            data_on=quarter_end(quarter).isoformat() if quarter else UNDATED,
            source_file=paths[0].name,
            source_sha256=digest(paths[0]),
            rows=answer.summary["rows"],
        ),
    )
    rows, deployed = answer.summary["rows"], answer.summary["deployed"]
    counted = f"{french.counted(rows, 'immeuble')} en Lozère, dont {french.counted(deployed, 'raccordable')}"
    dated = f"état du {french.short_day(date.fromisoformat(edition.card.data_on))}" if quarter else UNDATED
    return edition, f"Édition n° {edition.card.number} gardée : {counted}, {dated}."


def verify(folder: Path) -> None:
    """The buildings as the sites read them: a place in Lozère, a commune, a state for each. ValueError (in French) otherwise."""
    everywhere = {"lon": (-180, 180), "lat": (-90, 90)}
    frame = kept_tables.verified(folder / BUILDINGS, everywhere, {"code": tables.lozere_codes(), "state": STATES})
    inside = pd.Series(_inside(frame["lon"].to_numpy(), frame["lat"].to_numpy()))
    kept_tables.verify_column(folder / BUILDINGS, "lon", frame["lon"], inside)


def quarter_of(name: str) -> str:
    """The quarter that the name of a file gives ("2025-T3"), "" when it gives none."""
    found = OF_QUARTER.search(name)
    return f"{found[1]}-T{found[2]}" if found else ""


def _quarter_faults(name: str, today: date) -> list[Fault]:
    quarter = quarter_of(name)
    what = quarters.impossible(quarter, today) if quarter else None
    return [Fault(name, f"{what} : {quarter_words(quarter)}", "donner au fichier le nom du trimestre de son relevé")] if what else []


def _header(name: str, raw: RawFile) -> tuple[Sheet | None, int, list[Fault]]:
    """The sheet of the buildings and the line of its titles, or the fault that says what is missing."""
    for sheet in raw.sheets:
        for row, line in enumerate(sheet.rows[:HEADER_WITHIN]):
            names = {plain(str(cell)) for cell in line if cell is not None}
            if "imb_etat" in names:
                absent = [f"« {name} »" for name in NEEDED if name not in names]
                fault = Fault(
                    sheet.place(row),
                    f"{french.plural(len(absent), 'colonne absente', 'colonnes absentes')} : {french.listed(absent)}",
                    "rétablir les colonnes du relevé de l'Arcep : x, y, code_insee, imb_etat",
                )
                return sheet, row, [fault] if absent else []
    return (
        None,
        0,
        [
            Fault(
                name,
                "aucune colonne imb_etat : ce n'est pas le relevé des immeubles de l'Arcep",
                "donner le fichier base_imb de « Ma connexion internet », réduit à la Lozère",
            )
        ],
    )


def _buildings(sheet: Sheet, header: int) -> Buildings:
    """The lines of Lozère; a cell that cannot be read is a fault."""
    names = [plain(str(cell)) if cell is not None else "" for cell in sheet.rows[header]]
    at = {name: names.index(name) for name in (*NEEDED, *KEPT, "imb_id") if name in names}
    found = Buildings(columns={name: [] for name in ("x", "y", "code", "state", *KEPT.values(), "id")})
    for row in range(header + 1, len(sheet.rows)):
        line = sheet.rows[row]
        if all(cell in (None, "") for cell in line):
            continue
        code = commune(line[at["code_insee"]])
        if not code:
            unreadable = f"code de commune illisible : « {line[at['code_insee']]} »", "écrire cinq caractères, zéro initial compris"
            total = next((told for cell in line if (told := asides.total_line(cell))), None)
            found.faults.append(Fault(sheet.place(row, at["code_insee"]), *(total or unreadable)))
        elif not code.startswith(tables.LOZERE):
            found.elsewhere += 1
        else:
            _add(found, sheet, row, at, code)
    return found


def _add(found: Buildings, sheet: Sheet, row: int, at: dict[str, int], code: str) -> None:
    """One building of Lozère, or its faults."""
    line = sheet.rows[row]
    values, before = {"code": code}, len(found.faults)
    for name in ("x", "y"):
        try:
            values[name] = cells.number(line[at[name]])
        except cells.Unreadable as unreadable:
            found.faults.append(Fault(sheet.place(row, at[name]), unreadable.fault, unreadable.remedy))
            continue
        if values[name] is None:
            found.faults.append(Fault(sheet.place(row, at[name]), f"coordonnée {name} absente", AGAIN))
    try:
        values["state"] = _state(line[at["imb_etat"]])
    except cells.Unreadable as unreadable:
        found.faults.append(Fault(sheet.place(row, at["imb_etat"]), unreadable.fault, unreadable.remedy))
    for name, kept in (*KEPT.items(), ("imb_id", "id")):
        try:
            values[kept] = cells.text(line[at[name]]) if name in at else ""
        except cells.Unreadable as unreadable:
            found.faults.append(Fault(sheet.place(row, at[name]), unreadable.fault, unreadable.remedy))
    if len(found.faults) == before:
        found.rows.append(row)
        for name, column in found.columns.items():
            column.append(values[name])


def _state(value) -> str:
    """One of STATES, whatever its capitals, accents or underscores. Unreadable on another word, or on none."""
    if value is None or not str(value).strip():
        raise cells.Unreadable("état de l'immeuble absent", f"écrire l'un de : {', '.join(STATES)}")
    text = plain(str(value).replace("_", " "))
    return text if text in STATES else cells.choice(value, STATES)


def _frame_faults(sheet: Sheet, found: Buildings, frame: pd.DataFrame) -> list[Fault]:
    """Communes that do not exist, buildings given twice, coordinates of two kinds, swapped, or out of Lozère."""
    places, unknown = np.array(found.rows), todays(frame["code"]).isna()
    twice = (frame["id"] != "") & frame["id"].duplicated()
    faults = [
        Fault(sheet.place(row), f"commune {code} inconnue en Lozère, aujourd'hui et avant les fusions", AGAIN)
        for row, code in zip(places[unknown], frame["code"][unknown], strict=True)
    ]
    faults += [
        Fault(sheet.place(row), f"immeuble « {name} » donné deux fois", AGAIN) for row, name in zip(places[twice], frame["id"][twice], strict=True)
    ]
    degrees = frame["x"].abs() <= 180
    if degrees.any() and not degrees.all():
        counted = f"{french.counted(int(degrees.sum()), 'ligne')} en degrés et les autres en mètres"
        return [*faults, Fault(sheet.name or "fichier", counted, "écrire toutes les coordonnées de la même façon")]
    lon, lat = _degrees(frame).to_numpy().T
    swapped = _inside(*_degrees(frame.rename(columns={"x": "y", "y": "x"})).to_numpy().T)
    if swapped.all():
        return [*faults, Fault(sheet.name or "fichier", "axes inversés : x porte la latitude et y la longitude", "échanger les colonnes x et y")]
    outside = ~_inside(lon, lat)
    return faults + [
        Fault(sheet.place(row), f"immeuble hors de la Lozère (x = {x}, y = {y})", AGAIN)
        for row, x, y in zip(places[outside], frame["x"][outside], frame["y"][outside], strict=True)
    ]


def _degrees(frame: pd.DataFrame) -> pd.DataFrame:
    """Longitude and latitude [degrees] of x and y, which are degrees or metres of Lambert-93 (over 180)."""
    x, y = frame["x"].to_numpy(dtype=float), frame["y"].to_numpy(dtype=float)
    if (np.abs(x) > 180).all():
        x, y = systems.from_lambert(x, y)
    return pd.DataFrame({"lon": np.round(x, 6), "lat": np.round(y, 6)}, index=frame.index)


def _inside(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Whether points are in the box of Lozère, with a margin. Source: table outlines."""
    outline = tables.read("outlines").query("department == @tables.LOZERE")
    return (
        (lon >= outline["lon"].min() - MARGIN)
        & (lon <= outline["lon"].max() + MARGIN)
        & (lat >= outline["lat"].min() - MARGIN)
        & (lat <= outline["lat"].max() + MARGIN)
    )


def _columns_left_aside(sheet: Sheet, header: int) -> list[Fault]:
    names = [str(cell) for cell in sheet.rows[header] if cell is not None and plain(str(cell)) not in (*NEEDED, *KEPT, "imb_id")]
    return [Fault(sheet.place(header), f"colonnes lues et non gardées : {french.listed(names)}", "rien à faire")] if names else []


def _away(sheet: Sheet, found: Buildings, frame: pd.DataFrame) -> tuple[list[Fault], list[Fault]]:
    """Buildings far from the commune that their line says: a few are errors of address, kept and told; many, a column that was sorted alone."""
    out = communes.out_of_their_communes(frame["lon"].to_numpy(), frame["lat"].to_numpy(), frame["code"])
    if not out.any():
        return [], []
    row = int(np.flatnonzero(out)[0])
    away = communes.far(*frame.loc[row, ["lon", "lat", "code"]])
    counted = f"{french.counted(int(out.sum()), 'immeuble')} hors de {french.plural(int(out.sum()), 'sa', 'leur')} commune"
    what = f"{counted} ; celui-ci est à {away.told}"
    place = sheet.place(found.rows[row])
    if out.mean() > MOST_AWAY and out.sum() > 1:
        most = french.with_unit(french.number(100 * MOST_AWAY), "%")
        what += f" ; plus de {most} du fichier (posé, à vérifier)"
        return [Fault(place, what, f"rendre à chaque ligne son code_insee, {away.proposed} ; rien n'en a été gardé")], []
    return [], [Fault(place, what, f"code_insee {away.proposed} Relire ces lignes ; elles sont gardées")]


def _left_out(found: Buildings) -> list[Fault]:
    if not found.elsewhere:
        return []
    counted = f"{french.counted(found.elsewhere, 'immeuble')} d'autres départements, lus et non gardés"
    return [Fault("fichier", counted, "rien à faire")]


def _nobody(name: str) -> Fault:
    return Fault(name, "aucun immeuble de Lozère (code_insee de 48001 à 48198)", "donner le relevé du département 48")
