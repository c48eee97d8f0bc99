"""The texts of a study: written on the left, read on the right with their figures filled in; saved as soon as one leaves the field."""

import streamlit as st

from data.ground import french
from pages.parts import prose, provenance
from pages.parts.editing import desk, said
from pages.parts.editing.desk import Desk
from pages.parts.provenance import READABLE
from studies import catalog
from studies.publishing import folders, life
from studies.publishing.editing import texts
from studies.toolkit.errors import BadRequest, FaultyStudy
from studies.toolkit.running.study import Study

FORM = "form.text"
TALL = 560  # [px] of the field and of what is read beside it


def show(here: Desk) -> None:
    """The list, the field, what is read of it."""
    paths = sorted(path for path in here.files if path.startswith(texts.FOLDER) and path.endswith(".md"))
    path = prose.selectbox("Texte", paths, format_func=lambda one: f"{texts.title(one)} ({one})", key=desk.key(here.slug, "text"), width=READABLE)
    if path is None:
        return
    field = desk.key(here.slug, FORM, path)
    here.begin(field, path)
    said.moved(here, path)
    st.session_state.setdefault(field, (here.seen(path) or b"").decode("utf-8", "replace"))
    writing, reading = st.columns(2, gap="medium")
    with writing:
        prose.text_area(
            "Le texte, en Markdown ; {nom} y est remplacé par un chiffre", key=field, height=TALL, on_change=_save, args=(here, path, field)
        )
        said.saved(here.slug)
        provenance.small("Enregistré dès que l'on sort du champ (touche Tab, ou un clic ailleurs), même avec un défaut : c'est un brouillon.")
    with reading:
        _read(here, path, st.session_state[field])


def _save(here: Desk, path: str, field: str) -> None:
    """Keeps what stands in the field, on what its editor saw."""
    here.save({path: st.session_state[field].encode()})


def _read(here: Desk, path: str, text: str) -> None:
    """What is wrong with the text, or how it reads."""
    try:
        with st.spinner("Calcul des chiffres du texte…"):
            study = _study(here)
            found = texts.faults(path, text, study)
            shown = "" if found else texts.preview(text, study)
    except FaultyStudy as faulty:
        said.faults(faulty.faults, "Le brouillon ne se lit pas : pas de chiffres à mettre dans ce texte")
        return
    except BadRequest as refused:
        said.faults([refused.fault], "Le modèle refuse le brouillon : pas de chiffres à mettre dans ce texte")
        return
    if found:
        said.faults(found)
        return
    with st.container(border=True, height=TALL + 30, key="editing-preview"):
        prose.caption(f"Comme on le lira, sous le scénario « {study.scenarios[study.card.default_scenario].title} »")
        prose.markdown(shown)
    if texts.OF_THE_PAGE in shown:
        provenance.small(f"{texts.OF_THE_PAGE}{french.NO_BREAK}: un chiffre que seule la page de l'étude calcule ; il se lit dans l'aperçu.")


def _study(here: Desk) -> Study:
    """The study of the draft, its texts being those of the folder: a text that is being written does not make it another one. Raises FaultyStudy when
    it cannot be read."""
    folder = folders.content_of(catalog.folder_of(here.slug))

    def figures(files: dict[str, bytes]) -> dict[str, bytes]:
        return {path: content for path, content in files.items() if not path.startswith(texts.FOLDER)}

    if figures(dict(here.files)) == figures(folder):
        return catalog.get(here.slug)
    kept = {path: content for path, content in folder.items() if path.startswith(texts.FOLDER)}
    return life.of_files(here.slug, figures(dict(here.files)) | kept)
