"""What one adds to a study stands in one place of its folder, and the page and the files to take away show it: on a copy of a study of the house."""

import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from pages.parts import menu
from studies import catalog
from studies.exports import study_exports
from tests.pages.conftest import Visitor, in_whole
from tests.studies.study_changes import append, edit

ROOT = Path(__file__).parents[3]
SLUG = "datacenter"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A copy of the datacenter study, alone in a folder of studies of its own."""
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    return Path(shutil.copytree(ROOT / "studies" / SLUG, tmp_path / SLUG, ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def opened(folder, site):
    """A function that opens its page."""

    def page():
        site.switch_page(str(folder / "page.py"))
        in_whole(site)
        shown = site.run()
        assert not shown.exception
        return shown

    return page


def said(page) -> str:
    return "\n".join(text.value for text in page.markdown).replace("\u00a0", " ").replace("\u202f", " ")


def sheet(name: str) -> list[tuple]:
    study = catalog.get(SLUG)
    return list(
        openpyxl.load_workbook(io.BytesIO(study_exports.workbook(study, study.run(), "version 1, brouillon")))[name].iter_rows(values_only=True)
    )


def written_in(folder: Path, *changes) -> set[str]:
    """The files of the study that the changes write in."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for change in changes:
        change(folder)
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and before.get(path) != path.read_bytes()}


PART = '''from pages.parts import prose
from pages.parts.study.part import Part


class Opinion(Part):
    """What the committee thinks of it."""

    id = "opinion"

    def draw(self, screen):
        prose.header("Avis du comité")


study_page.show('''
WARNING = """
[[warnings]]
id = "racks_there"
on = "local_racks"
above = 0
what = "Ce site a des baies."
why = "Il y en a {racks}."
change = "n'en avoir aucune."
"""
FREE = '    answer["free_racks"] = answer["racks_installed"] - answer["racks_sold"]\n'
ADDED = {  # what one adds: the changes
    "a result": (
        append("results.csv", "free_racks,Baies libres,racks,0,,year,\n"),
        edit("model.py", "    return answer | (", f"{FREE}    return answer | ("),
    ),
    "a sentence": (append("text/essential.md", "\n\n{#free} Il resterait {free_racks@2039}.\n"),),
    "a layer": (
        append("study.toml", '\n[[layers]]\nid = "air"\nvariable = "temperature_by_commune"\ntitle = "Air de la commune"\nsource = "Joly, 2010"\n'),
    ),
    "a warning": (append("study.toml", WARNING),),
    "a question": (append("text/questions.md", "\n## last: Est-ce la dernière question ?\nOui, pour {racks}.\n\nVoir : la taille\n"),),
    "its drawing": (edit("page.py", '        "jobs": Shown', '        "last": Shown(clients.show_size),\n        "jobs": Shown'),),
    "a note": (edit("text/notes.md", "{#size} La demande", "{#size} Ici, la demande"),),
    "a line of a table": (append("tables/weak_points.csv", "Un orage,un parafoudre pour {branch_km},\n"),),
    "a part": (
        edit("page.py", "study_page.show(", PART),
        edit("page.py", "    study,\n", "    study,\n    arranged=lambda parts: [*parts, Opinion()],\n"),
    ),
}
OPENED = (9, 13)  # the questions of the table, then of the drawing and its note; two open questions have no figure in common


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """The page of a copy to which all that was added, and the files that each addition wrote in."""
    root = tmp_path_factory.mktemp("grown")
    folder = Path(shutil.copytree(ROOT / "studies" / SLUG, root / SLUG, ignore=shutil.ignore_patterns("__pycache__")))
    written = {name: written_in(folder, *changes) for name, changes in ADDED.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalog, "ROOT", root)
        site = Visitor.new()
        site.switch_page(str(folder / "page.py"))
        in_whole(site)
        for question in OPENED:
            site.session_state[f"{SLUG}.question-{question}"] = True
        page = site.run()
        assert not page.exception
        yield page, written


def test_a_result_is_declared_in_one_row_and_computed_in_one_line(grown):
    page, written = grown
    assert written["a result"] == {"results.csv", "model.py"}
    assert "Il resterait " in said(page)
    assert "Baies libres" in {cell for row in sheet("Séries") for cell in row}


def test_a_layer_is_one_entry_of_the_card_and_the_map_offers_it(grown):
    page, written = grown
    assert written["a layer"] == {"study.toml"}
    assert any(name.startswith("Air de la commune") for name in page.selectbox(key=f"{SLUG}.map.layer").options)


def test_a_warning_is_one_entry_of_the_card_and_the_page_says_it(grown):
    page, written = grown
    assert written["a warning"] == {"study.toml"}
    assert "Attention : ce site a des baies.** Il y en a " in said(page) and "n'en avoir aucune." in said(page)


def test_a_question_is_one_title_with_its_answer_and_its_drawing_has_its_name_too(grown):
    page, written = grown
    assert written["a question"] == {"text/questions.md"}
    assert written["its drawing"] == {"page.py"}
    assert "**13. Est-ce la dernière question ?**" in said(page) and "### Oui, pour " in said(page)
    assert "Voir la taille" in [drawer.label for drawer in page.expander]


def test_a_note_is_one_paragraph_and_a_figure_shows_it_where_it_is_asked_for(grown):
    page, written = grown
    assert written["a note"] == {"text/notes.md"}
    assert "Ici, la demande, le loyer" in said(page)


def test_a_line_of_a_table_of_texts_is_a_line_on_the_page(grown):
    page, written = grown
    assert written["a line of a table"] == {"tables/weak_points.csv"}
    assert "| Un orage | un parafoudre pour 30 km |" in said(page)


def test_a_part_is_one_class_of_the_page_of_the_study(grown):
    page, written = grown
    assert written["a part"] == {"page.py"}
    assert [header.value for header in page.header][-1] == "Avis du comité"


def test_a_question_without_a_drawing_is_answered_too(folder, opened):
    append("text/questions.md", "\n## last: Est-ce la dernière question ?\nOui, pour {racks}.\n")(folder)
    page = opened()
    assert "**13. Est-ce la dernière question ?**" in said(page) and "### Oui, pour " in said(page)


def test_a_scenario_is_one_block_and_the_page_offers_it(folder, opened):
    scenario = append(
        "scenarios.toml", '\n[small]\ntitle = "Petit"\nsummary = "Douze baies."\n[small.set]\nracks = 12\n[small.why]\nracks = "Un début."\n'
    )
    assert written_in(folder, scenario) == {"scenarios.toml"}
    page = opened()
    page.radio(key=f"{SLUG}.scenario").set_value("small").run()
    assert not page.exception
    assert page.slider(key=f"{SLUG}.racks").value == 12


def test_a_source_is_one_row_and_the_register_has_it(folder, site):
    row = append("sources.csv", "new_read,Un lecteur,Un rapport lu,https://example.org/lu,2026,2026-11-22,Licence Ouverte 2.0,\n")
    assert written_in(folder, row) == {"sources.csv"}
    assert any("Un rapport lu" in row for row in sheet("Sources"))
    site.query_params["sources.text"] = "rapport lu"
    site.switch_page(str(ROOT / "pages/provenance.py"))
    register = site.run()
    assert "Un rapport lu" in said(register) + "\n".join(str(table.value.to_dict("records")) for table in register.table)


def test_a_study_is_one_folder_and_the_home_page_and_the_menu_have_it(folder, site):
    shutil.copytree(ROOT / "studies/pork", folder.parent / "pork", ignore=shutil.ignore_patterns("__pycache__"))
    assert {"Centre de données de proximité", "Porc de qualité"} <= {card.value for card in site.run().header}
    assert "/porc-de-qualite" in menu.addresses()
