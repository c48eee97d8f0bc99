"""The sites of a map as a table, with the same facts as their signs."""

import pandas as pd

from data.ground import escaping, french
from data.inventory import store
from geo.fibre import rollout
from geo.maps import layers
from geo.sites import located
from pages.parts import prose, provenance
from pages.parts.printing import paper

MOST_ROWS = 100  # a page of ten thousand lines would help nobody


def show(key: str) -> None:
    """The list under a map; made when somebody opens it."""
    everything = located.all_sites()
    if paper.is_printed():
        provenance.small(f"{_title(len(everything))} : page Territoire.")
        return
    drawer = prose.expander(_title(len(everything)), key=f"{key}.places", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        prose.table([_site_row(site) for site in everything.head(MOST_ROWS).itertuples()], hide_index=True)
        more = f" Les {MOST_ROWS} premiers sont listés ; la page Territoire les a tous, avec des filtres." if len(everything) > MOST_ROWS else ""
        provenance.small(
            f"Source : {escaping.markdown(store.current().title)}. "
            f"La source d'un site est le lien de son nom, ou dans sa fiche, page Territoire.{more}"
        )


def _title(count: int) -> str:
    return f"Liste des {french.number(count)} sites de la carte" if count > 1 else "Le site de la carte" if count else "Aucun site sur la carte"


def _site_row(site) -> dict[str, str]:
    area = french.with_unit(french.number(site.surface_m2, 0), "m²") if pd.notna(site.surface_m2) else "inconnue"
    name = provenance.linked(site.name, site.source if site.source.startswith("http") else "")
    fibre = site.fibre_typed or (rollout.IN_2012 if site.fibre_2012 else "inconnue")
    return {
        "Site": f"{name}{f', {provenance.DOUBT}' if site.doubtful else ''}",
        "Type": f"{site.kind}{' (exemple)' if site.example else ''}",
        "Commune": site.commune,
        "Surface proposée": area,
        "Prix": escaping.markdown(layers.price_words(site)) or "inconnu",
        "Fibre": escaping.markdown(fibre),
        "Disponible": escaping.markdown(provenance.day(site.available_on)) or "inconnu",
        "Position": layers.position_words(site),
    }
