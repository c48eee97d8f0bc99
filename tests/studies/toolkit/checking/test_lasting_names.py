"""The names of a study outlive its versions: what a version lost is told, unless the study says what it became."""

import re
import shutil

import pytest

from studies import catalog
from studies.toolkit.checking import lasting_names, line_numbers
from studies.toolkit.reading import paragraphs
from studies.toolkit.running import narrative
from studies.toolkit.running import study as studies_read
from tests.studies.study_changes import append, edit, everywhere, rows_of, save, sound

ESSENTIAL = "text/essential.md"


@pytest.fixture
def folder(root):
    """A study whose paragraphs all have a name."""
    text = (root / "broadband" / ESSENTIAL).read_text("utf-8")
    named = "\n\n".join(f"{{#said_{number}}} {words}" for number, words in enumerate(text.strip().split("\n\n"), start=1))
    (root / "broadband" / ESSENTIAL).write_text(named + "\n", "utf-8")
    card = root / "broadband/study.toml"
    before, limits, after = card.read_text("utf-8").partition("limits = [")
    inside, end, rest = after.partition("\n]")
    items = iter("abcdefgh")
    inside = "\n".join(line.replace('"', f'"{{#{next(items)}}} ', 1) if '"' in line else line for line in inside.split("\n"))
    card.write_text(before + limits + inside + end + rest, "utf-8")
    return root / "broadband"


@pytest.fixture(scope="module")
def first_names() -> dict[str, bytes]:
    """The names that the command kept the first time: they are the same for each copy of that study."""
    return {}


@pytest.fixture
def published(folder, told, first_names):
    """That study, whose names are kept."""
    if lasting_names.NAME not in first_names:
        status, said = told("ids", "broadband")
        assert status == 0, said
        first_names[lasting_names.NAME] = (folder / lasting_names.NAME).read_bytes()
    (folder / lasting_names.NAME).write_bytes(first_names[lasting_names.NAME])
    return folder


def faults(folder) -> list[str]:
    return [str(fault) for fault in catalog.check_folder(folder)[1]]


def row(kind: str, name: str, now: str):
    """Says what a name became."""

    def change(folder):
        rows = rows_of(folder / lasting_names.NAME)
        next(cells for cells in rows if cells[:2] == [kind, name])[2] = now
        save(folder / lasting_names.NAME, rows)

    return change


def test_a_published_study_keeps_the_name_of_everything_that_can_be_pointed_at(published):
    kept = [tuple(cells) for cells in rows_of(published / "ids.csv")]
    assert kept[0] == ("kind", "name", "now")
    assert {
        ("scenario", "proactive", ""),
        ("parameter", "final_coverage", ""),
        ("result", "subscribers", ""),
        ("question", "few", ""),
        ("paragraph", "essential.said_1", ""),
        ("paragraph", "limits.a", ""),
        ("chart", "broadband.take-up", ""),
    } <= set(kept)
    assert {kind for kind, _, _ in kept[1:]} >= {"indicator", "option", "layer"}
    assert faults(published) == []


def test_readers_never_see_the_name_of_a_paragraph(published):
    study = catalog.check_folder(published)[0]
    text = narrative.fill(study.texts["essential"], study.run(), study.run(), study.parameters)
    assert "said_1" not in text and "{" not in text and not text.startswith(" ")


def test_a_screen_finds_a_paragraph_by_its_name():
    text = "{#first} Une note\nsur deux lignes.\n\nSans nom.\n\n{#second} Une autre, {price}.\n"
    assert paragraphs.named(text) == {"first": "Une note\nsur deux lignes.", "second": "Une autre, {price}."}


def test_a_lost_name_is_told_with_what_to_do(published):
    everywhere("text/questions.md", "## few:", "## subscribers_today:")(published)
    everywhere("page.py", '"few"', '"subscribers_today"')(published)
    (fault,) = faults(published)
    assert fault.startswith("studies/broadband/ids.csv, ligne ")
    assert "(few) | question « few » : nom perdu depuis la version publiée | le remettre ; s'il a changé de nom, écrire le nouveau" in fault


def test_a_name_that_says_what_it_became_is_not_lost_and_stays_known_in_the_next_version(published, told):
    everywhere("text/questions.md", "## few:", "## subscribers_today:")(published)
    everywhere("page.py", '"few"', '"subscribers_today"')(published)
    row("question", "few", "subscribers_today")(published)
    assert faults(published) == []
    assert told("ids", "broadband")[0] == 0
    rows = rows_of(published / "ids.csv")
    assert ["question", "subscribers_today", ""] in rows and ["question", "few", "subscribers_today"] in rows
    assert faults(published) == []


def test_what_is_taken_away_on_purpose_is_said_so(published):
    edit(ESSENTIAL, "{#said_1} ", "{#said_0} ")(published)
    row("paragraph", "essential.said_1", "-")(published)
    assert faults(published) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (row("question", "few", "late"), "question « few » : encore là, et dit devenu « late » | vider la colonne now"),
        (append("ids.csv", "option,monthly,weekly\n"), "option « monthly » : dit devenu « weekly », qui n'existe pas | écrire le nouveau nom"),
        (append("ids.csv", "opinion,good,\n"), "genre « opinion » inconnu | choisir parmi : indicator, option"),
        (append(ESSENTIAL, "\nEt voilà.\n"), "paragraphe sans nom | commencer par un nom qui ne changera plus, sur quoi un avis puisse porter"),
        (append(ESSENTIAL, "\n{#said_1} Et voilà.\n"), "paragraphe « essential.said_1 » : nom donné deux fois | donner à chacun un nom à lui"),
        (edit("page.py", '"broadband.rollout", prov', '"broadband.take-up", prov'), "graphique « broadband.take-up » : nom donné deux fois"),
    ],
)
def test_names_that_cannot_be_told_apart_or_followed_are_refused(published, change, said):
    change(published)
    assert any(said in fault for fault in faults(published))


def test_a_name_given_twice_is_refused_before_the_study_is_published_too(folder):
    append(ESSENTIAL, "\n{#said_1} Et voilà.\n")(folder)
    assert any("nom donné deux fois" in fault for fault in faults(folder))


def test_a_study_that_was_never_published_may_leave_its_paragraphs_without_name(root, told):
    assert faults(root / "broadband") == []
    status, said = told("ids", "broadband")
    assert status == 1 and "studies/broadband/text/essential.md, ligne 1 | paragraphe sans nom" in said
    assert not (root / "broadband/ids.csv").exists()
    told_to_author = [str(line_numbers.located(remark, root / "broadband")) for remark in lasting_names.remarks(sound(root / "broadband"))]
    assert any("study.toml, ligne 13 (limits n° 1) | limite sans nom | commencer par un nom" in remark for remark in told_to_author)


def test_the_items_of_a_list_are_paragraphs_and_titles_are_not():
    text = "## Depuis\n- {#y2012} **2012.** Un câble,\n  deux villes.\n- **2018.** {one} atelier.\n\n{#end} Fin.\nSuite.\n"
    assert list(paragraphs.of(text)) == [(2, "y2012"), (4, None), (6, "end")]
    assert paragraphs.bare(text) == "## Depuis\n- **2012.** Un câble,\n  deux villes.\n- **2018.** {one} atelier.\n\nFin.\nSuite.\n"


def test_a_part_that_a_page_adds_keeps_its_name_too(published):
    append("page.py", '\n\nclass Opinion(Part):\n    id = "opinion"\n')(published)
    study = catalog.check_folder(published)[0]
    assert [named.name for named in lasting_names.written(study) if named.kind == "part"] == ["opinion"]


def test_the_name_of_a_figure_may_follow_a_constant_of_the_screens_and_the_key_of_a_choice_is_none(published):
    (published / "screens").mkdir()
    (published / "screens/common.py").write_text('KEY = "broadband.committee"\n', "utf-8")
    screen = """from pages.parts import prose
from pages.parts.charts import chart_panel
from studies.broadband.screens import common
from studies.broadband.screens.common import KEY


def show(view, figure):
    key = f"{KEY}.fan"
    chart_panel.chart(view, figure, "Titre", "En mots", key)
    chart_panel.whole(figure, "Titre", "En mots", "Source", print, f"{common.KEY}.take-up")
    prose.selectbox("Commune", [], key=f"{KEY}.choice")
"""
    (published / "screens/proof.py").write_text(screen, "utf-8")
    study = catalog.check_folder(published)[0]
    charts = [named for named in lasting_names.written(study) if named.kind == "chart"]
    assert {named.name for named in charts} >= {"broadband.committee.fan", "broadband.committee.take-up", "broadband.subscribers"}
    assert "broadband.committee.choice" not in {named.name for named in charts}
    assert next(named.place for named in charts if named.name.endswith("fan")) == "studies/broadband/screens/proof.py, ligne 8"


FIGURES = ("chart_panel.whole(figure, title, alt, source, data, {})", "chart_panel.whole(key={})", "Chart({}, source)")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ('f"{view.title}.fan"', "nom de figure calculé | l'écrire en entier, un par figure : broadband.prix"),
        ('"fan"', "nom de figure « fan » refusé | le nom de l'étude, un point, puis des minuscules"),
        ('"broadband.Éventail"', "nom de figure « broadband.Éventail » refusé"),
        ('"pork.fan"', "nom de figure « pork.fan » refusé"),
    ],
)
def test_a_figure_whose_name_cannot_be_followed_is_told_at_each_line_however_it_is_drawn(folder, name, said):
    (folder / "screens").mkdir()
    lines = [f"    {shown.format(name)}" for shown in FIGURES]
    (folder / "screens/page.py").write_text("\n".join(["def show(view, figure, title, alt, source, data):", *lines, ""]), "utf-8")
    found = sorted(faults(folder))
    assert len(found) == len(FIGURES)
    for line, fault in enumerate(found, start=2):
        assert f"page.py, ligne {line} | {said}" in fault


# The studies that the Studio publishes

PUBLISHED = sorted(path.parent.name for path in catalog.ROOT.glob(f"[!_]*/{lasting_names.NAME}"))
NAMES = {  # a name of each kind that is written in a text: where, what begins it, as a pattern
    "option": ("study.toml", r"\[\[options\]\]\nid = \"(\w+)\""),
    "lever_group": ("study.toml", r"\[\[lever_groups\]\]\nid = \"(\w+)\""),
    "warning": ("study.toml", r"\[\[warnings\]\]\nid = \"(\w+)\""),
    "layer": ("study.toml", r"\[\[layers\]\]\nid = \"(\w+)\""),
    "limit": ("study.toml", r"\"\{#(\w+)\}"),
    "essential": (ESSENTIAL, r"\{#(\w+)\}"),
    "story": ("text/story.md", r"\{#(\w+)\}"),
    "since": ("text/since.md", r"\{#(\w+)\}"),
}


TEXTS = [ESSENTIAL, "text/story.md", "text/since.md"]


def has(slug: str, name: str) -> bool:
    """Whether a study has that file: nothing has to be said of what changed since an earlier one."""
    return (catalog.ROOT / slug / name).is_file()


def copied(slug: str, root):
    """A copy of a published study that a test may change."""
    return shutil.copytree(catalog.ROOT / slug, root / slug, ignore=shutil.ignore_patterns("__pycache__"))


def names_told(folder) -> list[str]:
    """What is said of the names of a study, its model not run."""
    study, found = studies_read.read(folder, catalog.get(folder.name).territory, catalog.shared())
    assert found == []
    return [str(fault) for fault in lasting_names.faults(study)]


def test_the_studies_of_the_committees_keep_their_names():
    assert {"broadband", "datacenter", "hydrogen", "pork"} <= set(PUBLISHED)


@pytest.mark.parametrize("slug", PUBLISHED)
def test_everything_in_a_published_study_has_a_name_of_its_own_and_none_is_lost(slug):
    assert lasting_names.faults(catalog.get(slug)) == []


@pytest.mark.parametrize("slug", PUBLISHED)
def test_each_name_that_a_published_study_loses_is_told(slug, tmp_path):
    folder = copied(slug, tmp_path)
    lost = []
    for name, pattern in (there for there in NAMES.values() if has(slug, there[0])):
        *_, found = re.finditer(pattern, (folder / name).read_text("utf-8"))
        lost.append(found[1])
        edit(name, found[0], found[0].replace(lost[-1], f"{lost[-1]}_renamed"))(folder)
        if f'\nadvised = "{lost[-1]}"' in (folder / "study.toml").read_text("utf-8"):  # what names it follows
            edit("study.toml", f'\nadvised = "{lost[-1]}"', f'\nadvised = "{lost[-1]}_renamed"')(folder)
    told = names_told(folder)
    assert len(told) == len(lost) >= 6
    assert all("perdu depuis la version publiée | le remettre" in fault for fault in told)
    assert [old for old in lost if not any(old in fault for fault in told)] == []


@pytest.mark.parametrize("slug", PUBLISHED)
def test_a_paragraph_of_a_published_study_that_takes_the_name_of_another_is_told_in_each_text(slug, tmp_path):
    folder = copied(slug, tmp_path)
    texts = [name for name in TEXTS if has(slug, name)]
    for name in texts:
        first = re.search(NAMES["essential"][1], (folder / name).read_text("utf-8"))[0]
        append(name, f"\n{first} Et voilà.\n")(folder)
    said = names_told(folder)
    assert said and all("nom donné deux fois | donner à chacun un nom à lui" in fault for fault in said)
    assert [name for name in texts if not any(name in fault for fault in said)] == []


def test_the_template_is_named_too_so_that_a_new_study_can_be_published(root, told):
    assert told("new", "chaleur_bois")[0] == 0
    assert told("ids", "chaleur_bois")[0] == 0
    assert (root / "chaleur_bois/ids.csv").is_file()
