"""The guide of the authors, studies/README.md, held to the code that it describes: its example is built and checked from its own text."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from geo.territory import lozere
from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.reading import card, cases, parameters, questions, results, scenarios, sources, units
from studies.toolkit.reading.dimensions import BUILT_IN
from studies.toolkit.reading.figures import declared
from studies.toolkit.running import outcome
from tests.studies.study_changes import GOOD, append, cell, edit, rows_of

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "studies/_template"
GUIDE = (ROOT / "studies/README.md").read_text("utf-8")
LARGEST_PICTURE = 150_000  # [bytes]


def section(title: str) -> str:
    """The text of a section of the guide."""
    return re.search(rf"^## {re.escape(title)}.*?(?=^## [A-Z0-9]|\Z)", GUIDE, re.DOTALL | re.MULTILINE)[
        0
    ]  # a heading inside a piece of code is no section


def blocks(title: str) -> list[str]:
    """The pieces of code of a section of the guide."""
    return re.findall(r"^```\w*\n(.*?)^```", section(title), re.DOTALL | re.MULTILINE)


def rows(title: str) -> list[list[str]]:
    """The rows of the tables of a section of the guide."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in section(title).splitlines() if line.startswith("| ")]


def first_words(title: str) -> set[str]:
    """The codes in the first column of the tables of a section."""
    return {word for row in rows(title) for word in re.findall(r"`([^`]+)`", row[0])}


@pytest.fixture
def wood(root) -> Path:
    """The study of the guide, made from its own pieces of code as its reader would."""
    folder = starting.start(root, "chaleur_bois", "Chaleur au bois")
    header = (folder / "parameters.csv").read_text("utf-8").splitlines()[0]
    model = (folder / "model.py").read_text("utf-8")
    written = {
        "study.toml": blocks("3. ")[0],
        "sources.csv": blocks("4. ")[0],
        "parameters.csv": f"{header}\n{blocks('5. ')[1]}",
        "results.csv": blocks("6. ")[0],
        "model.py": model[: model.index("def run(")] + blocks("6. ")[1],
        "scenarios.toml": blocks("7. ")[0],
        "cases.csv": blocks("8. ")[0],
        "text/essential.md": blocks("9. ")[0],
        "text/method.md": blocks("9. ")[1],
        "text/places.md": blocks("Ce que l'étude dit d'une commune")[0],
    }
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_study_of_the_guide_is_clean_and_keeps_nothing_of_the_template(wood, told):
    assert told("check", "chaleur_bois") == (0, "1 étude vérifiée, aucun défaut : make run, puis http://127.0.0.1:8501/chaleur-bois\n")
    assert blocks("10. ")[2] == "1 étude vérifiée, aucun défaut : make run, puis http://127.0.0.1:8501/chaleur-bois\n"
    study = catalog.get("chaleur_bois")
    assert study.run().indicators["carbon_2037"].value == pytest.approx(895.5)  # 30 boilers x 150 MWh x 0.199 t
    assert study.run("proactive").indicators["grants_2037"].value == pytest.approx(12_000)  # 120 boilers x 200 kEUR x one half


def test_the_figures_of_the_guide_are_drawn_for_its_study_and_it_tells_every_kind(wood, told):
    append("study.toml", f"\n{blocks('Des figures sans code')[0]}")(wood)
    assert told("check", "chaleur_bois") == (0, "1 étude vérifiée, aucun défaut : make run, puis http://127.0.0.1:8501/chaleur-bois\n")
    assert [figure.id for figure in catalog.get("chaleur_bois").card.figures] == ["avoided", "side_by_side", "cost_gap_range"]
    told_of = [re.findall(r"`([^`]+)`", row[0])[0] for row in rows("Des figures sans code")[1:] if "`" in row[0]]
    assert sorted(told_of) == sorted(declared.KINDS)


def test_the_three_faults_of_the_guide_are_told_as_it_shows_them(wood, told):
    edit("sources.csv", "2026-11-22,Article", "novembre 2026,Article")(wood)
    cell("parameters.csv", "wood_price", "unit", "€/MWh")(wood)
    edit("scenarios.toml", "grant_share = 0.5", "grant_share = 5")(wood)
    shown = blocks("10. ")[1].splitlines()
    said = told("check", "chaleur_bois")[1].splitlines()
    assert said[:4] == shown[:4] and len(said) == len(shown) == 5
    assert shown[4].split(" : ")[0] == said[4].split(" : ")[0]


def test_the_row_that_the_guide_takes_apart_is_one_of_its_study(wood):
    row = blocks("5. ")[0]
    assert row in blocks("5. ")[1]
    shown = [line[1].strip("`") for line in rows("5. ")[1:]]
    table = rows_of(wood / "parameters.csv")
    values = dict(zip(table[0], next(line for line in table if line[0] == "wood_price"), strict=True))
    assert [values["id"], values["label"], values["value"], f"{values['low']}`, `{values['high']}", *list(values.values())[5:12]] == shown[:11]


@pytest.mark.parametrize(("title", "model"), [("4. ", sources.Source), ("5. ", parameters.Parameter), ("6. ", results.Result)])
def test_the_guide_tells_every_column(title, model: type[BaseModel]):
    assert first_words(title) == set(model.model_fields)


def test_the_guide_tells_every_column_and_kind_of_the_cases():
    assert blocks("8. ")[0].splitlines()[0].split(",") == list(cases.Case.model_fields)
    assert first_words("8. ") == {"absolute", "relative", "sign", "order", "kind"}


def test_the_card_of_the_guide_has_every_key_and_the_scenarios_too():
    places = ("3. ", "Ce que le modèle rend", "Des figures sans code")
    assert {key for place in places for key in tomllib.loads(blocks(place)[0])} == set(card.Card.model_fields) - {"status"}  # of former cards
    named = {field.alias or name for name, field in scenarios.Scenario.model_fields.items()}
    assert set(tomllib.loads(blocks("7. ")[0])["proactive"]) == named


def test_the_guide_lists_every_unit_with_what_the_screen_writes():
    listed = dict(re.findall(r"`([^`]+)` \(([^)]+)\)", " ".join(row[1] for row in rows("Les unités"))))
    money = {code: listed.pop(code) for code in ("EUR_2024", "kEUR_2024", "MEUR_2024")}
    assert money == {"EUR_2024": "€", "kEUR_2024": "k€", "MEUR_2024": "M€"} == {code: units.find(code).label for code in money}
    assert listed == units.BASES
    assert units.DATES == ("date_year",) and "`date_year`" in section("Les unités")


def test_every_unit_of_the_guide_is_known():
    written = re.findall(r"`((?:[kM]?EUR_\d{4}|1|kWh)/\w+)`", GUIDE)
    assert written
    assert [code for code in written if units.find(code) is None] == []


def test_the_guide_lists_what_a_model_knows_of_the_territory():
    listed = {tuple(cell.replace("`", "") for cell in row) for row in rows("Ce que le modèle sait du territoire")[1:] if row[0] != "---"}
    known = {
        (str(name), figure.attrs["label"], ", ".join(map(str, figure.dims)), figure.attrs["unit"] or "aucune", str(figure.attrs["year"]))
        for name, figure in lozere.dataset().data_vars.items()
    }
    assert listed == known


def test_the_guide_lists_natures_roles_and_attributes():
    words = first_words("Natures, rôles, fourchettes")
    choices = [parameters.Parameter.model_fields[name].annotation.__args__ for name in ("nature", "role")]
    assert words == {"nature", "role", *choices[0], *choices[1]}
    dimensions, bases = section("Ce que le modèle rend"), ", ".join(results.BASES)
    assert bases == "observé, réparti, estimé" and all(f"`{word}`" in dimensions for word in ("draw", *BUILT_IN, *results.BASES))


def test_the_question_of_the_guide_is_read_as_it_says(wood):
    (wood / "text/questions.md").write_text(blocks("Les questions du comité")[0], "utf-8")
    screen, page = (block for block in blocks("Les questions du comité") if block.startswith('"""'))
    (wood / "screens").mkdir()
    (wood / "screens/money.py").write_text(screen, "utf-8")
    (wood / "page.py").write_text(page, "utf-8")
    study, faults = catalog.check_folder(wood)
    assert faults == []
    assert study.questions["worth"] == questions.WrittenQuestion(
        "worth",
        "Le bois coûte-t-il moins cher que le fioul\u00a0?",
        (questions.Answer("Le MWh au bois coûterait {cost_gap} de plus que le fioul\u00a0: {cost_gap.range}."),),
        "le coût selon le prix du fioul",
    )


def test_the_dimension_of_the_guide_makes_a_result_that_its_braces_read(wood):
    (wood / "study.toml").write_text(f"{blocks('3. ')[0]}\n{blocks('Ce que le modèle rend')[0]}", "utf-8")
    (wood / "results.csv").write_text(f"{blocks('6. ')[0]}heat,Chaleur,MWh/year,1,,fuel year\n", "utf-8")
    edit("model.py", '"wood_heat": heat,', '"wood_heat": 3 * heat, "heat": np.stack([heat, 2 * heat]),')(wood)
    append("text/essential.md", "\n{heat[pellets]@2037}\n")(wood)
    study, faults = catalog.check_folder(wood)
    assert faults == []
    assert float(outcome.read(study.run().data, "heat[pellets]@2037")) == 9_000  # twice 30 boilers x 150 MWh


def test_every_file_that_the_guide_names_exists():
    inside = {"study.toml", "sources.csv", "parameters.csv", "results.csv", "model.py", "scenarios.toml", "cases.csv", "page.py"} | {
        "text/essential.md",
        "text/method.md",
        "text/questions.md",
        "text/notes.md",
        "text/places.md",
    }
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|toml|csv|md|txt)|Makefile|studies/\w+)`", GUIDE))
    named = {re.sub(r"^studies/chaleur_bois/?", "studies/_template/", name) for name in named}
    assert inside <= named
    written = [
        TEMPLATE,
        ROOT,
        ROOT / "studies/broadband",
        ROOT / "studies/hydrogen",
        GOOD,
        GOOD.parent / "third_places",
    ]  # with the texts that a study may do without
    assert [name for name in named if not any((folder / name).exists() for folder in written)] == []
    assert first_words("Le dossier d'un coup d'œil") == inside


def test_every_picture_of_the_guide_is_there_small_and_described():
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", GUIDE)
    assert {name for _, name in pictures} == {f"images/{path.name}" for path in (ROOT / "studies/images").iterdir()}
    for words, name in pictures:
        assert len(words.split()) > 5
        assert (ROOT / "studies" / name).stat().st_size < LARGEST_PICTURE


def test_every_link_inside_the_guide_leads_to_a_heading():
    anchors = {re.sub(r"[^\w\s-]", "", title.lower()).strip().replace(" ", "-") for title in re.findall(r"^###? (.+)$", GUIDE, re.MULTILINE)}
    asked = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    assert len(asked) > 15
    assert [link for link in asked if link not in anchors] == []
