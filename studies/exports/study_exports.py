"""Files that a visitor takes away: the same figures as on screen, with their units, ranges, origins and sources."""

import io
import re
from collections.abc import Iterable, Sequence

import pandas as pd
import xarray as xr
from openpyxl import Workbook

from data.ground import french
from data.store.writings.discussion import Remark
from studies.exports import spreadsheets
from studies.exports.in_words import header, readable
from studies.exports.spreadsheets import LICENCE
from studies.toolkit.reading import paragraphs, units
from studies.toolkit.reading.parameters import CONFIDENCES, NATURES, ROLES
from studies.toolkit.running import narrative, standing
from studies.toolkit.running.outcome import Outcome, is_series, pieces
from studies.toolkit.running.study import Study

NO_REMARK = "aucun avis du comité"
WRITTEN = 12  # decimals kept of an assumption: beyond, there is only the rounding of a share put in per cent
BLANK_LINE = re.compile(r"\n\s*\n")


def _origin(study: Study, outcome: Outcome, said: str) -> dict[str, str]:
    """What every row of a table says of where it comes from; a CSV has no other place to say it."""
    changed = " ".join(f"{name}={value:.10g}" for name, value in outcome.changes.items())
    return {
        "etude": study.slug,
        "version": outcome.version,
        "scenario": outcome.scenario,
        "change_par_le_lecteur": changed,
        "avis_du_comite": said or NO_REMARK,
        "licence": LICENCE,
    }


def series(study: Study, outcome: Outcome, said: str = "") -> pd.DataFrame:
    """The results of the département, one row by date and result: central value and 8-chances-out-of-10 range; empty when there is none. A result
    with dimensions is told place by place, in French. `said`: how many remarks the committee made and what became of them, "" for none."""
    rows = []
    for name, variable in pieces(outcome.data):
        if not is_series(variable):
            continue
        low, high = outcome.bands.get(name, (variable.values, variable.values))
        rows.append(
            pd.DataFrame(
                {
                    **_origin(study, outcome, said),
                    "resultat": name,
                    "libelle": variable.attrs["label"],
                    "unite": variable.attrs["unit"],
                    "date": variable.year.values,
                    "valeur": variable.values,
                    "bas": low,
                    "haut": high,
                }
            )
        )
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()


def communes(study: Study, outcome: Outcome, said: str = "") -> pd.DataFrame:
    """The results by commune at the beginning of each year, with the word that tells how they were obtained; empty when there is none. `said` as in
    `series`."""
    names = study.territory.coords
    rows = []
    for name, variable in pieces(outcome.data):
        if "commune" not in variable.dims or set(variable.dims) - {"commune", "year"}:
            continue
        frame = _yearly(variable).to_series().rename("valeur").reset_index()
        rows.append(frame.assign(resultat=name, libelle=variable.attrs["label"], unite=variable.attrs["unit"], origine=variable.attrs["basis"]))
    if not rows:
        return pd.DataFrame()
    places = pd.DataFrame({"commune": names["commune"].values, "nom": names["name"].values, "intercommunalite": names["epci_name"].values})
    frame = pd.concat(rows, ignore_index=True).merge(places, on="commune", how="left")
    return frame.rename(columns={"commune": "code", "year": "annee"}).assign(**_origin(study, outcome, said))[
        [*_origin(study, outcome, said), "code", "nom", "intercommunalite", "resultat", "libelle", "unite", "origine", "annee", "valeur"]
    ]


def in_words(study: Study, outcome: Outcome, table: pd.DataFrame) -> pd.DataFrame:
    """A table of `series` or `communes` for a spreadsheet: in words, where it comes from after what it says; empty when it is."""
    if table.empty:
        return table
    origin = _origin(study, outcome, "")
    told = table.assign(
        etude=study.card.title, scenario=study.scenarios[outcome.scenario].title, change_par_le_lecteur=" ; ".join(changed(study, outcome))
    )
    return readable(told[[*(name for name in told if name not in origin), *origin]])


def changed(study: Study, outcome: Outcome) -> list[str]:
    """What the reader changed, each assumption with its value."""
    return [f"{study.parameters[name].label} : {units.written(value, study.parameters[name].unit)}" for name, value in outcome.changes.items()]


def _yearly(variable: xr.DataArray) -> xr.DataArray:
    """Commune x year, whole years only; a result without dates has one column, without a year."""
    bare = variable.drop_vars([name for name in variable.coords if name not in variable.dims])
    if "year" not in bare.dims:
        return bare.expand_dims(year=[None], axis=-1)
    return bare.sel(year=[year for year in bare.year.values if float(year).is_integer()]).transpose("commune", "year")


def _identity(study: Study, outcome: Outcome, standing: str, said: str) -> list[tuple[str, object]]:
    card = study.card
    rows = [
        ("Étude", card.title),
        ("Question", card.question),
        ("Statut", standing),
        ("Version", outcome.version),
        ("Scénario", study.scenarios[outcome.scenario].title),
        ("Données", card.data_on),
        ("Auteurs", french.listed(card.authors)),
        ("Comité", french.listed(card.committee)),
        ("Avis du comité", said or NO_REMARK),
        ("Ne pas lire sous", card.minimum_scale),
    ]
    rows += [("Changé par le lecteur", words) for words in changed(study, outcome)]
    rows += [("Limite", paragraphs.bare(limit)) for limit in card.limits]
    return [*rows, ("Licence", "Licence Ouverte 2.0 ; sources : dernière feuille. Traitement Studio Lozère Développement.")]


def _method_rows(study: Study, outcome: Outcome) -> Iterable[tuple[str, str]]:
    """The text of the method: the title of each part, its paragraphs, its formulas in LaTeX; its figures are those of the outcome."""
    text = narrative.fill(study.texts[narrative.METHOD], outcome, study.run(study.card.reference), study.parameters)
    title = ""
    for block in filter(None, map(str.strip, BLANK_LINE.split(text))):
        head, _, under = block.partition("\n") if block.startswith("#") else ("", "", block)
        title = head.lstrip("# ") or title
        if under:
            yield title, under.replace("**", "").strip("$\n")
            title = ""
    if title:
        yield title, ""


def _indicators(outcome: Outcome) -> pd.DataFrame:
    rows = []
    for indicator in outcome.indicators.values():
        unit, times = units.legible(indicator.unit, indicator.value)
        values = {name: float(value) * times for name, value in (("valeur", indicator.value), ("bas", indicator.low), ("haut", indicator.high))}
        rows.append({"indicateur": indicator.label, **values, "unite": unit, "chance": standing.rank(indicator)})
    table, value = readable(pd.DataFrame(rows)), header("valeur").title
    return table.assign(**{value: table[value].astype(object).where(table[value].notna(), french.WITHOUT_OBJECT)})


def _parameter_rows(study: Study, outcome: Outcome) -> Iterable[tuple]:
    """The assumptions in the unit that is written: a share kept as 0.985 is 98,5 under « % »."""
    yield (
        "Libellé",
        "Valeur",
        "Valeur dans ce scénario",
        "Bas",
        "Haut",
        "Unité",
        "Année",
        "Lieu",
        "Nature",
        "Rôle",
        "Source",
        "Confiance",
        "Vérifié le",
        "Reporté ou posé le",
        "Remarque",
        "Nom pour la ligne de commande",
    )
    for parameter in study.parameters.values():
        scale = units.find(parameter.unit).scale
        values = (parameter.value, outcome.values[parameter.id], parameter.low, parameter.high)
        yield (
            parameter.label,
            *(None if value is None else round(value * scale, WRITTEN) for value in values),
            units.label(parameter.unit),
            parameter.year,
            parameter.place,
            NATURES[parameter.nature],
            ROLES[parameter.role],
            study.sources[parameter.source].title,
            CONFIDENCES[parameter.confidence],
            parameter.verified_on if parameter.checked else None,
            None if parameter.checked else parameter.verified_on,
            parameter.note,
            parameter.id,
        )


def _source_rows(study: Study) -> Iterable[tuple]:
    yield "Identifiant", "Producteur", "Titre", "Adresse", "Publié le", "Consulté le", "Licence", "Remarque"
    for source in study.sources.values():
        yield source.id, source.producer, source.title, source.url, source.published_on, source.accessed_on, source.licence, source.note


def _frame_rows(frame: pd.DataFrame) -> Iterable[tuple]:
    yield tuple(frame.columns)
    yield from frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)


def _commune_sheets(study: Study, outcome: Outcome) -> Iterable[tuple[str, Iterable[tuple]]]:
    frame = communes(study, outcome)
    for number, (_, rows) in enumerate(frame.groupby("resultat", sort=False) if len(frame) else [], start=1):
        first, named = rows.iloc[0], ["code", "nom", "intercommunalite"]
        scaled = rows.assign(valeur=rows["valeur"] * units.find(first.unite).scale)
        if rows["annee"].isna().all():
            wide = scaled[[*named, "valeur"]]
        else:
            wide = scaled.pivot(index=named, columns="annee", values="valeur").reset_index()
            wide.columns = [column if isinstance(column, str) else int(column) for column in wide.columns]
        wide = wide.rename(columns={name: header(name).title for name in (*named, "valeur")})
        title = [(f"{first.libelle} ({units.label(first.unite)}), valeurs par commune : {first.origine}",)]
        yield f"Communes {number}", [*title, *_frame_rows(wide)]


def _remark_rows(study: Study, remarks: Sequence[Remark]) -> Iterable[tuple]:
    yield "Sur", "Avis", "Valeur proposée", "Unité", "Raison", "Source donnée", "De", "Le", "État", "Réponse", "Pour la version"
    for one in remarks:
        parameter = study.parameters.get(one.parameter)
        yield (
            one.label,
            one.position.value if one.position else "remarque",
            one.value,
            parameter.unit if parameter and one.value is not None else None,
            one.text,
            one.source,
            one.author,
            one.at.date(),
            f"retiré : {one.hidden}" if one.hidden else one.status.value,
            one.answer,
            one.in_version,
        )


def workbook(study: Study, outcome: Outcome, standing: str, said: str = "", remarks: Sequence[Remark] = ()) -> bytes:
    """The XLSX of an outcome: identity, headlines, series, communes, assumptions, what the committee said, method, sources. `standing`: its version
    and where it stands, as the page says it; `said` as in `series`; `remarks`: those that who asks may read."""
    book = Workbook()
    book.remove(book.active)
    spreadsheets.fill(book, "À lire", _identity(study, outcome, standing, said), headed=False)
    spreadsheets.fill(book, "Indicateurs", _frame_rows(_indicators(outcome)))
    spreadsheets.fill(book, "Séries", _frame_rows(in_words(study, outcome, series(study, outcome, said))))
    for title, rows in _commune_sheets(study, outcome):
        spreadsheets.fill(book, title, rows, header=2)
    spreadsheets.fill(book, "Hypothèses", _parameter_rows(study, outcome))
    if remarks:
        spreadsheets.fill(book, "Avis du comité", _remark_rows(study, remarks))
    if narrative.METHOD in study.texts:
        spreadsheets.fill(book, "Méthode", _method_rows(study, outcome), headed=False)
    spreadsheets.fill(book, "Sources", _source_rows(study))
    return _saved(book)


def single_sheet(title: str, frame: pd.DataFrame) -> bytes:
    """An XLSX of one table."""
    book = Workbook()
    book.remove(book.active)
    spreadsheets.fill(book, title, _frame_rows(frame))
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
