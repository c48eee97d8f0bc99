"""Page Fibre, part 1: when copper stops in each commune, where first, and what depends on it."""

import pandas as pd
import streamlit as st

from data.ground import french
from geo.fibre import concession
from geo.maps import decks, frame
from geo.territory import contours, lozere
from pages.parts import address, prose, provenance
from pages.parts.charts import chart_panel
from pages.parts.fibre import long_table
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
    """The commune of the visitor, the map and the communes named; folded, the date of each and the uses to look for."""
    deadlines, named, every = concession.copper(), concession.named_without_copper(), concession.copper_by_commune()
    prose.header(reading(deadlines))

    @address.fragment
    def choose() -> None:
        """The answer first, on a phone too, then the map, apart, so that a choice does not run the page again."""
        asked, answered = st.columns([2, 3], gap="medium", vertical_alignment="bottom")
        with asked:
            chosen = commune_choice.ask(KEY, in_address=True)
        with answered:
            prose.markdown(answer(chosen, deadlines, every))
        left, right = st.columns([3, 2], gap="medium")
        with right:
            prose.markdown(f"### {named_reading(deadlines, named)}")
            provenance.small(french.listed([f"{row.name} ({french.number(row.main_residences, 0)})" for row in named.itertuples()]) + ".")
            provenance.small("Entre parenthèses : les résidences principales de 2018.")
            provenance.small(_doubts(deadlines))
        with left, st.container(key=frame.LARGE):
            drawn = decks.commune_map(_classes(named), SHADES, sites=False, selected=chosen)
            commune_choice.clickable(drawn, KEY, alt(named))
            legend.show([(legend.SQUARE.format(_rgb(shade)), words) for shade, words in zip(SHADES, WORDS, strict=True)])
            provenance.small(contours.contours().caution)

    choose()
    line = f"{provenance.of_rows(deadlines[deadlines['code'] == ''])} {provenance.of_tables('commune_figures')}"
    with prose.expander(f"Les {french.number(len(every))} communes, chacune avec sa date"):
        long_table.show(every, _row, KEY)
    chart_panel.source_and_data(line, lambda: table(every), KEY)
    with prose.expander("Ce qui s'arrête avec le cuivre, et qu'il faut recenser avant"):
        _uses()


def show_uses() -> None:
    """What stops with copper, under its title."""
    prose.markdown("### Ce qui s'arrête avec le cuivre, et qu'il faut recenser avant")
    _uses()


def _uses() -> None:
    prose.markdown("\n".join(f"- {use}" for use in USES))
    provenance.small(
        f"Source : {' ; '.join(provenance.linked(*source) for source in (STATE_PAGE, ARCEP_ADVICE))}. "
        "Combien de ces équipements restent en service en Lozère n'est pas publié."
    )


def reading(deadlines: pd.DataFrame) -> str:
    """How many communes, by when."""
    first, whole = deadlines.loc[concession.BY_2028], deadlines.loc[concession.BY_2030]
    steps = [f"dans {first['communes']} communes d'ici {end(first['closing_by'])}", f"dans les {whole['communes']} d'ici {end(whole['closing_by'])}"]
    return f"Le cuivre s'arrête {', '.join(steps)}"


def named_reading(deadlines: pd.DataFrame, named: pd.DataFrame) -> str:
    """How many of them are named, and how many main residences they hold."""
    count = deadlines.loc[concession.BY_2028, "communes"]
    homes = named["main_residences"].sum()
    figures = lozere.dataset()["main_residences"]
    part = french.with_unit(french.number(100 * homes / float(figures.sum()), 0), "%")
    others = f"les {count - len(named)} autres ne le sont pas"
    return f"{len(named)} communes sont nommées, {part} des résidences principales du département ; {others}"


def answer(code: str | None, deadlines: pd.DataFrame, every: pd.DataFrame) -> str:
    """When copper stops in a commune, and what is not known of it; what to do when none is chosen."""
    if code is None:
        return "Choisir une commune, ou la toucher sur la carte."
    here = every.set_index("code").loc[code]
    said = f"**{here['name']}** ({here['epci_name']}) : le cuivre s'arrête **au plus tard {end(here['closing_by'])}**"
    if here["named"]:
        return f"{said}. La commune est nommée parmi les premières."
    first = deadlines.loc[concession.BY_2028]
    others = int(first["communes"] - every["named"].sum())
    return f"{said}, ou {end(first['closing_by'])} si elle est l'une des {french.number(others)} communes qui ne sont pas encore nommées."


def table(every: pd.DataFrame) -> pd.DataFrame:
    """The communes as a table to download."""
    names = {
        "code": "Code de la commune",
        "name": "Commune",
        "epci_name": "Intercommunalité",
        "closing_by": "Fin du cuivre, au plus tard",
        "named": "Commune nommée",
        "main_residences": "Résidences principales (logements, 2018)",
        "second_homes": "Résidences secondaires (logements, 2018)",
        "source": "Source de la date",
        "url": "Adresse de la source",
    }
    return every[list(names)].assign(named=every["named"].map({True: "oui", False: "non"})).rename(columns=names)


def alt(named: pd.DataFrame) -> str:
    """The map in words."""
    names = french.listed(named["name"].tolist())
    count = len(lozere.communes(lozere.LOZERE))
    return f"Carte des {count} communes de Lozère. En foncé, celles qui perdent le cuivre les premières et sont nommées : {names}."


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
        "Fin du cuivre, au plus tard": f"**{end(row.closing_by)}**" if row.named else end(row.closing_by),
        "Résidences principales (2018)": french.number(row.main_residences, 0),
    }


def end(closing_by: str) -> str:
    """fin 2028."""
    return f"fin {closing_by[:4]}"
