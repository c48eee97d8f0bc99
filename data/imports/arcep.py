"""Imports an edition of Arcep by commune: the quarterly observatory (workbook or CSV exports) or "Ma connexion internet".

What is kept: communes.csv (code, quarter, premises, connectable, premises_origin, measure; today's 152 communes of Lozère) and totals.csv (code,
quarter, premises, connectable, measure; Lozère, then Aveyron, Lot, Occitanie and France when the file holds the whole of France).
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from data import editions, tables
from data.coverage import COMMUNES, CONNECTABLE, EDITIONS, ELIGIBLE, TOTALS, quarter_end, quarter_words
from data.editions import Edition, Origin
from data.ground import french, kept_tables
from data.ground.faults import first
from data.ground.files import digest
from data.imports.arcep_rules import judge
from data.imports.arcep_sheets import MOST_PREMISES, extract
from data.intake.job import Answer
from data.intake.limits import Limits
from data.intake.raw import Rejected
from data.intake.reading import read
from data.intake.task import Tell, Told

TITLE = "Locaux raccordables à la fibre par commune (Arcep)"
TERRITORIES = ("48", "12", "46", "R76", "FR")  # of the totals: Lozère, Aveyron, Lot, Occitanie, France
QUARTER = r"20\d\d-T[1-4]"
PUBLICATIONS = {True: "Ma connexion internet", False: "Le marché du haut et très haut débit fixe (déploiements)"}


def run(paths: list[Path], limits: Limits, options: dict, out: Path, tell: Tell) -> Told:
    """Reads, judges and writes the two files in `out`. Rejected when a file cannot be read; the other faults are in the answer."""
    files = [(path.name, read(path, limits, tell)) for path in paths]
    tell("Vérification des communes", 0, 1)
    found = extract(files)
    judged = judge(found, date.today())
    tell("Vérification des communes", 1, 1)
    remarks = [remark for _, raw in files for remark in raw.remarks] + found.remarks + judged.remarks
    if judged.faults:
        return Told(first(judged.faults), remarks, {})
    measure = next(iter(found.measures))
    for name, frame in ((COMMUNES, judged.communes), (TOTALS, judged.totals)):
        whole = frame.astype({"premises": "Int64", "connectable": "Int64"})
        kept_tables.write(out / name, whole.assign(measure=measure))
    quarters = sorted(judged.communes["quarter"].unique())
    last = judged.communes[judged.communes["quarter"] == quarters[-1]]
    return Told(
        [],
        remarks,
        {
            "quarters": quarters,
            "measure": measure,
            "origins": sorted(last["premises_origin"].unique()),
            "rows": len(judged.communes),
            "premises": float(last["premises"].sum()),
            "connectable": float(last["connectable"].sum()),
            "unpublished": int(last["connectable"].isna().sum()),
        },
    )


def keep(answer: Answer, paths: Sequence[Path]) -> tuple[Edition, str]:
    """Adds the edition that was read and gives it, with the sentence to print; an edition that is there already is given as it is.

    Rejected when the answer has faults, Refused when it cannot be written.
    """
    if answer.faults:
        raise Rejected(answer.faults)
    files = {name: (answer.folder / name).read_bytes() for name in (COMMUNES, TOTALS)}
    held = editions.listing(EDITIONS)
    same = next((edition for edition in held if edition.card.sha256 == editions.digest(files)), None)
    if same:
        return same, f"Déjà importée (édition n° {same.card.number}, le {french.short_day(same.card.imported_at.date())}) : rien n'est ajouté."
    told = answer.summary
    start, last = (quarter_words(told["quarters"][end]) for end in (0, -1))
    edition = editions.keep(
        EDITIONS,
        files,
        Origin(
            title=f"{PUBLICATIONS[told['measure'] == ELIGIBLE]}, {last}",
            producer="Arcep",
            licence="Licence Ouverte 2.0",
            data_on=quarter_end(told["quarters"][-1]).isoformat(),
            source_file=", ".join(path.name for path in paths),
            source_sha256=", ".join(digest(path) for path in paths),
            rows=told["rows"],
            note=f"Nombre de locaux : {' ; '.join(told['origins'])}.",
        ),
    )
    span = last if start == last else f"{start} à {last}"
    counted = f"{french.number(told['connectable'])} locaux {told['measure']} sur {french.number(told['premises'])} en Lozère, {last}"
    if told["unpublished"]:
        counted += f", hors {french.counted(told['unpublished'], 'commune')} dont le nombre n'est pas publié"
    also = [edition.card.number for edition in held if set(_quarters(edition)) & set(told["quarters"])]
    shared = ""
    if also:
        theirs = f"{french.plural(len(also), 'Une édition', 'Des éditions')} (n° {french.listed([str(edition) for edition in also])})"
        shared = f" {theirs} {french.plural(len(also), 'a', 'ont')} les mêmes trimestres : la page montre d'abord la dernière importée."
    return edition, f"Édition n° {edition.card.number} gardée : {span}, {counted}.{shared}"


def verify(folder: Path) -> None:
    """The two tables as the page of the rollout reads them: every commune once a quarter, one count for all. ValueError (in French) otherwise."""
    measures = {"measure": (CONNECTABLE, ELIGIBLE)}
    told = {"code": tables.lozere_codes(), "quarter": None, "premises_origin": None, "connectable": None, **measures}
    frame = kept_tables.verified(folder / COMMUNES, {"premises": (0, MOST_PREMISES)}, told)
    totals_told = {"code": TERRITORIES, "quarter": None, "connectable": None, **measures}
    totals = kept_tables.verified(folder / TOTALS, {"premises": (1, MOST_PREMISES)}, totals_told, may_be_empty=True)
    for name, table in ((COMMUNES, frame), (TOTALS, totals)):
        counts = pd.to_numeric(table["connectable"], errors="coerce")
        unpublished = table["connectable"].isna()  # Arcep gives no count for some communes: it is kept unknown
        kept_tables.verify_column(folder / name, "connectable", table["connectable"], unpublished | counts.between(0, MOST_PREMISES))
        kept_tables.verify_column(folder / name, "quarter", table["quarter"], table["quarter"].astype(str).str.fullmatch(QUARTER))
        kept_tables.verify_column(folder / name, "code", table["code"], ~table.duplicated(["code", "quarter"]))
    if (frame.groupby("quarter")["code"].nunique() != len(tables.lozere_codes())).any() or frame["measure"].nunique() != 1:
        raise ValueError(f"{COMMUNES} n'a pas toutes les communes à chaque trimestre, comptées de la même façon")


def _quarters(edition: Edition) -> list[str]:
    return pd.read_csv(edition.file(COMMUNES), usecols=["quarter"])["quarter"].unique().tolist()
