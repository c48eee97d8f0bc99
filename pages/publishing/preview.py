"""Aperçu: the draft of a study as the public will read it, for those who may read drafts."""

import streamlit as st

from data.store.opening import store
from pages.parts import address, menu, prose, visitor
from pages.parts.editing import said
from pages.parts.study import study_page
from pages.parts.versions import reading
from pages.parts.versions.reading import STUDY
from pages.parts.visiting import closed
from studies import catalog
from studies.publishing import life
from studies.toolkit.errors import FaultyStudy


def draft(slug: str) -> None:
    """The page of the draft under a thin banner, or what keeps it from being read."""
    back = f" · [Retour à la modification](/{menu.EDITING.address}?{STUDY}={slug})" if visiting.may("edit_study", slug) else ""
    with st.container(key="preview-banner"):
        prose.markdown(f":material/visibility: **Brouillon : aperçu**, comme le public le lira une fois publié{back}")
    try:
        study = life.draft(store(), slug)
    except FaultyStudy as faulty:
        said.faults(faulty.faults, "Ce brouillon ne se lit pas encore")
        return
    study_page.show_own(study)


visiting = visitor.current()
slugs = [folder.name for folder in catalog.folders() if visiting.may(reading.READ, folder.name) or visiting.may("edit_study", folder.name)]
address.follow(
    STUDY, address.OneOf(slugs, unknown="étude inconnue, ou que vous ne lisez pas avant sa publication"), "aucun brouillon n'est montré", "Étude"
)
asked = st.query_params.get(STUDY, "")
if asked in slugs:
    with visitor.told():
        draft(asked)
else:
    prose.title(menu.PREVIEW.title)
    closed.page(visiting.person, reading.READ, "editing")
    prose.page_link(menu.as_page(menu.ACCOUNT), label="Mon compte", icon=":material/person:")
