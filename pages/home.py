"""Home: what le Studio is, its studies, the territory."""

import streamlit as st

from data import department
from data.ground import escaping
from data.ground.faults import Refused
from data.tables import LOZERE
from pages.parts import address, menu, prose, provenance, visitor
from pages.parts.decisions import last_year
from pages.parts.decisions import reading as decided
from pages.parts.drawings import pictures
from pages.parts.maps import commune_layers, department_panel, territory_map
from pages.parts.provenance import READABLE
from pages.parts.versions import news, reading
from studies.toolkit.reading import units
from studies.toolkit.running import narrative, standing

MOST = 3  # cards side by side on a desk; a phone shows one column

prose.title("Le Studio")
with st.container(width=READABLE):
    prose.markdown(
        "Chaque année, des étudiants explorent pour la Lozère un thème d'avenir. Leurs études sont ici vivantes : chaque chiffre a sa source et sa "
        "fourchette, chaque hypothèse se déplace, et les effets se recalculent sous les yeux."
    )

visiting = visitor.current()
read = reading.read_by(visiting)
with visitor.told():
    last_year.in_brief(decided.held(visiting), visiting)
news.show(visiting, read)
prose.header("Les études")
side_by_side = MOST if len(read) % MOST != 1 else MOST - 1  # four studies stand two by two rather than leave one alone
for start in range(0, len(read), side_by_side):
    for column, one in zip(st.columns(side_by_side), read[start : start + side_by_side], strict=False):
        study = one.study
        outcome = study.run()
        first = next(iter(outcome.indicators.values()))
        with column, st.container(border=True, height="stretch"):
            prose.subheader(escaping.markdown(study.card.title))
            prose.caption(f"Édition {study.card.edition} · {reading.named(one)}")
            with st.container(horizontal=True):
                if picture := pictures.of_study(study, st.context.theme.type):
                    with st.container(width=pictures.WIDTH):
                        prose.markdown(f"![{escaping.markdown(picture.alt)}]({picture.address})")
                with st.container(width="stretch"):
                    prose.markdown(narrative.fill(study.card.summary, outcome, outcome, study.parameters))
                    prose.markdown(f"*{study.card.question}*")
            prose.markdown(f":small[**{first.label}**]")  # a metric cuts its own label short
            if said := standing.sign(first):
                prose.markdown(f":small[{said[0].upper()}{said[1:]}]")
            prose.metric(first.label, units.headline(first.value, first.unit), label_visibility="collapsed")
            provenance.small(f"{units.headline_range(first.low, first.high, first.unit)}, 8 chances sur 10")
            prose.page_link(menu.as_page(menu.of_shown(one)), label="Ouvrir l'étude", icon=":material/arrow_forward:")

prose.header("Le territoire")


@address.fragment
def territory() -> None:
    """The map, apart, so that choosing a commune does not run the page again."""
    territory_map.draw(territory_map.panel("home.map", commune_layers.observed()), commune_layers.observed())


@address.fragment
def other_department(code: str) -> None:
    """The map of another département, apart for the same reason."""
    department_panel.show(code)


try:
    chosen = department.chosen()
except Refused as refused:
    prose.warning(str(refused.fault))
    chosen = LOZERE
if chosen == LOZERE:
    territory()
else:
    other_department(chosen)
