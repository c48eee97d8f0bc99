"""A version of a study at an address of its own, which shows the same figures for ever."""

from urllib.parse import urlencode

import streamlit as st

from data.ground.faults import Fault, Refused
from pages.parts import address, menu, prose, visitor
from pages.parts.versions import frozen, reading
from pages.parts.versions.reading import NUMBER, STUDY

HOW = "Une version s'ouvre depuis la page « Versions », ou par le lien que quelqu'un a copié de là."


def show(slug: str, number: str) -> None:
    """The version that the address names, or why it cannot be read."""
    visiting = visitor.current()
    found = next((one for one in reading.versions_of(slug, visiting) if one.version and str(one.version.number) == number), None)
    if found is None:
        prose.title(menu.KEPT.title)
        raise Refused(Fault(f"version {number[:20]}", "elle n'existe pas, ou n'est pas publiée", "la choisir dans la page Versions"))
    kept = reading.as_kept(found)
    latest = reading.latest(slug)
    prose.info(reading.told(kept, latest), icon=":material/lock:")
    query = urlencode({STUDY: slug, reading.BEFORE: number})
    prose.markdown(f"[Toutes les versions, et ce qui a changé](/{menu.VERSIONS.address}?{query})")
    frozen.show(kept)


address.follow(STUDY, address.Words(60), "aucune version n'est ouverte", "Étude")
address.follow(NUMBER, address.Words(6), "aucune version n'est ouverte", "Version")
asked = st.query_params.get(STUDY, ""), st.query_params.get(NUMBER, "")
if all(asked):
    with visitor.told():
        show(*asked)
else:
    prose.title(menu.KEPT.title)
    prose.markdown(HOW)
    prose.page_link(menu.as_page(menu.VERSIONS), label="Les versions", icon=":material/history:")
