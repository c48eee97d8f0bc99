"""The digital places of Lozère: the choice to see them on a map, and the same facts in a list."""

from data.ground import escaping, french
from geo.places import digital_places
from pages.parts import address, prose, provenance, tables

READING = "« Vu en » : année de la source, quand l'ouverture n'a pas été lue. Un lieu sans commune connue n'est pas sur la carte."


def choose(key: str) -> bool:
    """Whether the visitor wants the digital places on the map; kept in the address."""
    return address.bound(prose.toggle, "Lieux du numérique", key=f"{key}.digital", accepts=address.YesNo(), wrap=True)


def show_list(key: str) -> None:
    """Every place of the list with its source, those that are on no map included; made when somebody opens it."""
    frame = digital_places.places()
    drawer = prose.expander(f"Liste des {len(frame)} lieux du numérique", key=f"{key}.digital-places", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        tables.show([row(place) for place in frame.itertuples(index=False)])
        counted = french.listed(list(digital_places.unnamed().values()), ";")
        provenance.small(f"Liste incomplète : {counted}. {READING} {provenance.of_tables(digital_places.TABLE, digital_places.COUNTS)}")


def row(place) -> dict[str, str]:
    """A place as a line of the list."""
    return {
        "Lieu": escaping.markdown(place.name) + (f", {provenance.DOUBT}" if place.doubtful else ""),
        "Type": digital_places.KINDS[place.kind].singular,
        "Commune": place.commune or "inconnue",
        "Depuis": place.since or f"vu en {place.status_on}",
        "Source": provenance.linked(place.source, place.url),
        "À savoir": escaping.markdown(place.note),
    }
