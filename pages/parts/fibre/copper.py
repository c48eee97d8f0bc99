"""Page Fibre, part 4: when copper stops, where first, and what depends on it."""

import pandas as pd
import streamlit as st

from data.ground import french
from geo.fibre import concession
from geo.maps import decks
from geo.territory import contours, lozere
from pages.parts import prose, provenance, tables
from pages.parts.charts import chart_panel
from pages.parts.maps import commune_choice, legend

KEY = "fibre.copper"
SHADES, WORDS = [decks.PLAIN, decks.PALETTE[-1]], ["d'ici fin 2030, ou d'ici fin 2028 sans être nommée", "nommée, d'ici fin 2028"]
STATE_PAGE = (
    "Ministère de l'Économie, Se préparer à la fermeture du cuivre",
    "https://www.economie.gouv.fr/treshautdebit/administrations-collectivites",
)
ARCEP_ADVICE = (
    "Banque des Territoires, L'Arcep appelle les professionnels à anticiper la fermeture du cuivre",
    "https://banquedesterritoires.fr/larcep-appelle-les-professionnels-anticiper-la-fermeture-du-cuivre",
)
USES = (
    "la téléalarme d'une personne âgée ou d'un local surveillé",
    "le terminal de paiement d'un commerce",
    "l'appel de secours d'un ascenseur",
    "la ligne d'alerte des secours d'un établissement qui reçoit du public",
    "le télécopieur, le standard téléphonique, la connexion ADSL",
)


def show() -> None:
    """The deadlines, the communes named, the uses to look for."""
    deadlines, named = concession.copper(), concession.named_without_copper()
    prose.header(reading(deadlines))
    left, right = st.columns([3, 2], gap="large")
    with left:
        prose.markdown(f"### {named_reading(deadlines, named)}")
        tables.show([_row(row) for row in named.itertuples()])
        provenance.small(_doubts(deadlines))
        line = f"{provenance.of_rows(deadlines[deadlines['code'] == ''])} {provenance.of_tables('commune_figures')}"
        chart_panel.source_and_data(line, lambda: table(named), KEY)
    with right:
        commune_choice.with_facts(KEY, lambda chosen: decks.commune_map(_classes(named), SHADES, sites=False, selected=chosen), alt(named))
        legend.show([(legend.SQUARE.format(_rgb(shade)), words) for shade, words in zip(SHADES, WORDS, strict=True)])
        provenance.small(f"**{contours.contours().note}**")
        show_uses()


def show_uses() -> None:
    """What stops with copper."""
    prose.markdown("### Ce qui s'arrête avec le cuivre, et qu'il faut recenser avant")
    prose.markdown("\n".join(f"- {use}" for use in USES))
    provenance.small(
        f"Source : {' ; '.join(provenance.linked(*source) for source in (STATE_PAGE, ARCEP_ADVICE))}. "
        "Combien de ces équipements restent en service en Lozère n'est pas publié."
    )


def reading(deadlines: pd.DataFrame) -> str:
    """How many communes, by when."""
    first, whole = deadlines.loc[concession.BY_2028], deadlines.loc[concession.BY_2030]
    return f"Le cuivre s'arrête dans {first['communes']} communes d'ici {_end(first)}, dans les {whole['communes']} d'ici {_end(whole)}"


def named_reading(deadlines: pd.DataFrame, named: pd.DataFrame) -> str:
    """How many of them are named, and how many main residences they hold."""
    count = deadlines.loc[concession.BY_2028, "communes"]
    homes = named["main_residences"].sum()
    figures = lozere.dataset()["main_residences"]
    part = french.with_unit(french.number(100 * homes / float(figures.sum()), 0), "%")
    others = f"les {count - len(named)} autres ne le sont pas"
    return f"{len(named)} communes sont nommées, {part} des résidences principales du département ; {others}"


def table(named: pd.DataFrame) -> pd.DataFrame:
    """The communes as a table to download."""
    names = {
        "code": "code",
        "name": "nom",
        "epci_name": "intercommunalite",
        "closing_by": "fermeture_au_plus_tard",
        "main_residences": "residences_principales_2018",
        "second_homes": "residences_secondaires_2018",
        "source": "source",
        "url": "adresse",
    }
    return named[list(names)].rename(columns=names)


def alt(named: pd.DataFrame) -> str:
    """The map in words."""
    names = french.listed(named["name"].tolist())
    return f"Carte des 152 communes de Lozère. En foncé, celles qui perdent le cuivre les premières et sont nommées : {names}."


def _classes(named: pd.DataFrame) -> list[int]:
    return [int(code in set(named["code"])) for code in lozere.communes(lozere.LOZERE).index]


def _doubts(deadlines: pd.DataFrame) -> str:
    """What the deadlines are worth, and what is known before them."""
    lot_3 = deadlines.loc["lot_3"]
    return (
        f"Dit par Orange à la presse en 2026, {provenance.DOUBT} dans son calendrier officiel, commune par commune, qui reste à charger. "
        f"Au {provenance.day(lot_3['closing_by'])}, fin du lot 3, {lot_3['communes'] or 'aucune'} commune de Lozère n'est concernée."
    )


def _rgb(shade: list[int]) -> str:
    return f"rgb({','.join(map(str, shade))})"


def _row(row) -> dict[str, str]:
    return {
        "Commune": row.name,
        "Intercommunalité": row.epci_name,
        "Résidences principales (2018)": french.number(row.main_residences, 0),
        "Résidences secondaires (2018)": french.number(row.second_homes, 0),
    }


def _end(row: pd.Series) -> str:
    return f"fin {row['closing_by'][:4]}"
