"""What a file of Arcep must be to be taken in: whole, coherent, and about today's 152 communes of Lozère.

In the edition of T1 2018 the class of a commune follows from its counts for 35 354 communes out of 35 356: another class in Lozère is a damaged file.
The number of premises is revised: a rate may fall, or pass 1 a little; beyond that the file is wrong. Source: Arcep, le marché du haut et très haut
débit fixe (déploiements); baromètre des résultats de l'action publique, note on falling rates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from data import tables
from data.communes import todays
from data.coverage import coverage_class, quarter_words
from data.ground.faults import Fault
from data.ground.french import counted, listed, number
from data.imports import quarters
from data.imports.arcep_sheets import ALL_PREMISES, BEST, CLASSED, COUNTED, DWELLINGS, ESTABLISHMENTS, RIGHT_FILES, Found

LOZERE = tables.LOZERE
OCCITANIE = ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82")
MAINLAND = [f"{i:02d}" for i in range(1, 96) if i != 20] + ["2A", "2B"]
FRANCE = 34_000  # communes: a file of the whole of France holds more (35 357 in 2018, about 34 900 in 2026)
CUT_AFTER = 20  # départements in a row from the first one on, and nothing after: a file that was cut, not a choice of départements
MOST = 1.02  # connectable premises for one premise: beyond, the file is wrong; from 1 on, the count of premises is late
SHIPPED, SHIPPED_UNTIL = "logements et établissements du T1 2018, livrés avec le Studio", "2018-T1"
SHOWN = 5  # communes named in one sentence
GIVE_PREMISES = "donner aussi la feuille « Communes » du classeur (ou son export communes.csv), qui porte le nombre de locaux"
AGAIN = "retélécharger le fichier entier ; rien n'en a été gardé"
NOTHING_TO_DO = "rien à faire"


@dataclass
class Judged:
    """communes: code, quarter, premises, connectable, premises_origin (152 rows a quarter); totals: code (48, 12, 46, R76, FR), quarter, premises,
    connectable; faults that refuse the file whole, remarks that do not."""

    communes: pd.DataFrame = field(default_factory=pd.DataFrame)
    totals: pd.DataFrame = field(default_factory=pd.DataFrame)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Frames:
    """The counts as tables, indexed by the codes of the file, one column a quarter: connectable premises, class; premises and their origin."""

    connectable: pd.DataFrame
    category: pd.DataFrame
    premises: pd.Series
    origin: pd.Series


def judge(found: Found, today: date) -> Judged:
    """The rules, one by one. What is wrong with the shape of the file is told before its figures are looked at."""
    judged = Judged(faults=_mixed(found) or [*found.faults, *_shape_faults(found), *quarters.faults(found.counts.values(), today)])
    if judged.faults:
        return judged
    frames = _frames(found)
    judged.faults += [*_cut_faults(frames), *_commune_faults(found, frames), *_premises_faults(found, frames)]
    if judged.faults:
        return judged
    lozere = _in_lozere(frames.connectable.index)
    judged.remarks += _left_out(found, frames, lozere)
    for told, fault in _class_faults(found, frames, lozere):
        (judged.faults if fault else judged.remarks).append(told)
    judged.communes = _added_up(frames, lozere)
    judged.faults += _rate_faults(judged.communes)
    judged.remarks += [*_clipped(judged.communes), *_unknown(judged.communes), *_falls(judged.communes)]
    over = judged.communes["connectable"] > judged.communes["premises"]
    judged.communes.loc[over, "connectable"] = judged.communes.loc[over, "premises"]
    judged.totals, told = _totals(judged.communes, frames)
    judged.remarks += told
    return judged


def _mixed(found: Found) -> list[Fault]:
    """Files that do not count the same thing: whatever else they say is not looked at."""
    if len(found.measures) <= 1:
        return []
    return [
        Fault(
            "fichiers donnés ensemble",
            "l'observatoire compte des locaux raccordables, « Ma connexion internet » des locaux éligibles",
            "les importer l'un après l'autre",
        )
    ]


def _shape_faults(found: Found) -> Iterator[Fault]:
    """Counts without quarter, communes with one of their two lines only, communes that a sheet lists and another forgets."""
    if not any(found.counts.values()) and not found.faults:
        yield Fault("fichiers donnés", "aucun nombre de locaux raccordables par trimestre", RIGHT_FILES)
    if found.paired:
        for code, what in found.counts:
            other = CLASSED if what == COUNTED else COUNTED
            if (code, other) not in found.counts:
                yield Fault(found.places.get(code, f"commune {code}"), f"commune {code} : champ « {other} » absent, fichier tronqué ?", AGAIN)
        without = sorted(found.territory - {code for code, _ in found.counts})
        if without:
            yield Fault("déploiement", f"{_communes(without)} de la feuille « Communes » sans ligne de déploiement, fichier tronqué ?", AGAIN)


def _frames(found: Found) -> Frames:
    """The counts as tables; the best estimate of premises when the file has one, else dwellings and establishments."""
    by_champ = {what: {code: line for (code, champ), line in found.counts.items() if champ == what} for what in (COUNTED, CLASSED)}
    connectable = pd.DataFrame.from_dict(by_champ[COUNTED], orient="index").sort_index().sort_index(axis=1)
    category = pd.DataFrame.from_dict(by_champ[CLASSED], orient="index").reindex(connectable.index).reindex(columns=connectable.columns)
    columns = [BEST, ALL_PREMISES, DWELLINGS, ESTABLISHMENTS]
    known = pd.DataFrame.from_dict(found.premises, orient="index", columns=None).reindex(connectable.index).reindex(columns=columns).astype(float)
    choices = {
        found.best_name: known[BEST],
        "locaux de « Ma connexion internet »": known[ALL_PREMISES],
        "logements et établissements": known[DWELLINGS] + known[ESTABLISHMENTS],
    }
    premises, origin = pd.Series(np.nan, connectable.index), pd.Series("", connectable.index)
    for origin_words, values in choices.items():
        here = premises.isna() & values.notna()
        premises, origin = premises.where(~here, values), origin.where(~here, origin_words)
    if premises[_in_lozere(premises.index)].isna().all() and connectable.columns[-1] <= SHIPPED_UNTIL:
        premises, origin = _shipped(premises, origin)
    return Frames(connectable.astype(float), category.astype(float), premises, origin)


def _shipped(premises: pd.Series, origin: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The premises of the shipped table in place of those that the file lacks: on the first commune of a merger, nothing on the others."""
    today = todays(premises.index.to_series()[_in_lozere(premises.index)]).dropna()
    first = ~today.duplicated()
    known = tables.read("arcep_communes").set_index("code")["premises"]
    filled = today.map(known).astype(float).where(first, 0.0).reindex(premises.index)
    return premises.fillna(filled), origin.where(filled.isna(), SHIPPED)


def _in_lozere(codes: pd.Index) -> np.ndarray:
    return codes.str.startswith(LOZERE)


def _communes(codes: list[str]) -> str:
    """3 communes (48001, 48002, 48003): the first ones named."""
    more = "…" if len(codes) > SHOWN else ""
    return f"{counted(len(codes), 'commune')} ({', '.join(codes[:SHOWN])}{more})"


def _cut_faults(frames: Frames) -> Iterator[Fault]:
    """A file in the order of the codes that stops before the end holds every département up to one, and none after."""
    codes = frames.connectable.index
    here = sorted({code[:2] for code in codes if code[:2] in MAINLAND})
    if CUT_AFTER <= len(here) < len(MAINLAND) and here == sorted(MAINLAND)[: len(here)]:
        yield Fault("déploiement", f"le fichier s'arrête à la commune {codes[-1]} : {len(here)} départements à la suite, puis plus rien", AGAIN)


def _commune_faults(found: Found, frames: Frames) -> Iterator[Fault]:
    """Codes of Lozère that no commune has or had, communes of today without a line, mergers of which a part is missing."""
    codes = frames.connectable.index[_in_lozere(frames.connectable.index)]
    today = todays(codes.to_series())
    for code in codes[today.isna()]:
        yield Fault(found.places[code], f"commune {code} inconnue en Lozère, aujourd'hui et avant les fusions", "corriger le code")
    names = tables.read("communes").set_index("code")["name"]
    missing = [f"{names[code]} ({code})" for code in tables.lozere_codes() if code not in set(today)]
    if missing:
        shown = listed(missing[:SHOWN]) if len(missing) <= SHOWN else f"{', '.join(missing[:SHOWN])}…"
        absent = f"{number(len(missing))} des 152 communes de Lozère {'absente' if len(missing) == 1 else 'absentes'} du fichier : {shown}"
        yield Fault("déploiement", absent, "donner le fichier de toute la France ou de toute la Lozère ; rien n'en a été gardé")
    merged = tables.read("former_communes").query("former_code != code and effective_on != ''")
    for _, group in merged.groupby("effective_on"):
        here = group["former_code"].isin(codes)
        for row in group[~here].itertuples() if here.any() else ():
            yield Fault(
                "déploiement",
                f"{row.former_name} ({row.former_code}), réunie depuis à {names[row.code]}, absente d'un fichier qui donne "
                "les autres anciennes communes",
                AGAIN,
            )


def _premises_faults(found: Found, frames: Frames) -> Iterator[Fault]:
    """Communes of Lozère whose premises nobody gives."""
    unknown = frames.premises.index[_in_lozere(frames.premises.index) & frames.premises.isna()].tolist()
    if len(unknown) > SHOWN:
        yield Fault("déploiement", f"nombre de locaux inconnu pour {_communes(unknown)}", GIVE_PREMISES)
    for code in unknown[:SHOWN] if len(unknown) <= SHOWN else ():
        yield Fault(found.places[code], f"nombre de locaux inconnu pour la commune {code}", GIVE_PREMISES)


def _class_faults(found: Found, frames: Frames, lozere: np.ndarray) -> Iterator[tuple[Fault, bool]]:
    """Classes that contradict the counts, and whether that refuses the file. Outside Lozère, and for the quarters before that of a revised count of
    premises (their class was given on the count of the time), it is only told."""
    checked = frames.premises.notna().to_numpy()
    if (frames.origin == SHIPPED).any():  # known for the commune of today only
        checked = checked & ~todays(frames.premises.index.to_series()).duplicated(keep=False).to_numpy()
    contradicted: dict[bool, int] = {True: 0, False: 0}
    for quarter in frames.connectable:
        given, classed = frames.connectable[quarter].to_numpy(), frames.category[quarter].to_numpy()
        known = checked & np.isfinite(given) & np.isfinite(classed)
        expected = np.full(len(given), -1)
        expected[known] = coverage_class(given[known], frames.premises.to_numpy()[known])
        for i in np.flatnonzero(known & (expected != classed)):
            code, revised = frames.premises.index[i], frames.origin.iloc[i] == found.best_name and quarter != frames.connectable.columns[-1]
            if lozere[i] and not revised:
                yield (
                    Fault(
                        found.places[code],
                        f"{quarter_words(quarter)} : classe {classed[i]:.0f} pour {given[i]:.0f} locaux raccordables sur "
                        f"{frames.premises.iloc[i]:.0f}, qui font la classe {expected[i]}",
                        AGAIN,
                    ),
                    True,
                )
            else:
                contradicted[bool(lozere[i])] += 1
    for here, told in ((True, "le nombre de locaux a été révisé depuis"), (False, "hors de la Lozère, rien n'en est gardé par commune")):
        if contradicted[here]:
            yield (Fault("classes", f"{counted(contradicted[here], 'classe')} en désaccord avec les nombres : {told}", NOTHING_TO_DO), False)


def _left_out(found: Found, frames: Frames, lozere: np.ndarray) -> Iterator[Fault]:
    """What the file holds and that is not kept commune by commune, and the premises that it does not give."""
    others = int((~lozere).sum())
    if others:
        yield Fault("déploiement", f"{counted(others, 'commune')} d'autres départements, non gardées une à une", NOTHING_TO_DO)
    if found.ignored:
        yield Fault("déploiement", f"{counted(found.ignored, 'ligne')} d'un autre champ, non lues", NOTHING_TO_DO)
    if (frames.origin == SHIPPED).any():
        yield Fault("nombre de locaux", f"absent des fichiers donnés : {SHIPPED}", GIVE_PREMISES)
    if found.best_name and len(frames.connectable.columns) > 1:
        yield Fault(
            "nombre de locaux",
            f"« {found.best_name} » sert à tous les trimestres : un taux ancien peut différer de celui publié alors",
            NOTHING_TO_DO,
        )


def _added_up(frames: Frames, lozere: np.ndarray) -> pd.DataFrame:
    """The communes of Lozère of today, each quarter: former communes are added up, an unknown part makes the sum unknown."""
    today = todays(frames.premises.index.to_series())[lozere]
    premises = frames.premises[lozere].groupby(today).sum(skipna=False)
    origin = frames.origin[lozere].groupby(today).first()
    counts = frames.connectable[lozere].groupby(today).sum(skipna=False)
    parts = [
        pd.DataFrame({"quarter": quarter, "premises": premises, "connectable": counts[quarter], "premises_origin": origin}) for quarter in counts
    ]
    return pd.concat(parts).rename_axis("code").reset_index()


def _rate_faults(communes: pd.DataFrame) -> Iterator[Fault]:
    for row in communes[communes["connectable"] > MOST * communes["premises"]].itertuples():
        yield Fault(_named(row.code, row.quarter), _more(row), AGAIN)


def _clipped(communes: pd.DataFrame) -> Iterator[Fault]:
    over = (communes["connectable"] > communes["premises"]) & (communes["connectable"] <= MOST * communes["premises"])
    for row in communes[over].itertuples():
        yield Fault(_named(row.code, row.quarter), f"{_more(row)}, compté 100 %", NOTHING_TO_DO)


def _more(row) -> str:
    """More premises that may be connected than premises."""
    premises = counted(row.premises, "local", "locaux")
    return f"{counted(row.connectable, 'local raccordable', 'locaux raccordables')} pour {premises}"


def _unknown(communes: pd.DataFrame) -> Iterator[Fault]:
    for quarter, group in communes[communes["connectable"].isna()].groupby("quarter"):
        yield Fault(quarter_words(quarter), f"nombre non publié pour {_communes(group['code'].tolist())}, gardé inconnu", NOTHING_TO_DO)


def _falls(communes: pd.DataFrame) -> Iterator[Fault]:
    """Rates that go down from one quarter to the next: the count of premises was revised, it is not an error."""
    rates = communes.assign(rate=communes["connectable"] / communes["premises"]).pivot(index="code", columns="quarter", values="rate")
    for before, after in zip(rates.columns, rates.columns[1:], strict=False):
        fell = rates.index[rates[after] < rates[before]].tolist()
        if fell:
            between = f"{quarter_words(before)} à {quarter_words(after)}"
            yield Fault(between, f"taux en baisse pour {_communes(fell)} : nombres révisés par l'Arcep", NOTHING_TO_DO)


def _named(code: str, quarter: str) -> str:
    names = tables.read("communes").set_index("code")["name"]
    return f"commune {code} ({names[code]}), {quarter_words(quarter)}"


def _totals(communes: pd.DataFrame, frames: Frames) -> tuple[pd.DataFrame, list[Fault]]:
    """Lozère; Aveyron, Lot, Occitanie and France when the file holds the whole of France. Where a number is unknown there is no total."""
    of = frames.connectable.index.str[:2]
    sums = {LOZERE: communes.groupby("quarter")[["premises", "connectable"]].sum(skipna=False)}
    whole = len(of) >= FRANCE and set(of) >= set(MAINLAND)
    places = {"12": ("12",), "46": ("46",), "R76": OCCITANIE, "FR": None} if whole else {}
    for name, departments in places.items():
        inside = np.ones(len(of), dtype=bool) if departments is None else of.isin(departments)
        connectable = frames.connectable[inside].sum(skipna=False)
        sums[name] = pd.DataFrame({"premises": frames.premises[inside].sum(skipna=False), "connectable": connectable})
    totals = pd.concat(sums, names=["code", "quarter"]).reset_index()
    unknown = sorted(set(totals.loc[totals[["premises", "connectable"]].isna().any(axis=1), "code"]))
    told = [Fault("totaux", f"pas de total pour {listed(unknown)} : un nombre au moins n'est pas publié", NOTHING_TO_DO)] if unknown else []
    return totals.dropna(), told
