"""What changed between two versions, as their reader is told."""

from pathlib import Path

from data.store.opening import Store
from studies.publishing import difference, life
from tests.studies.publishing.conftest import SLUG
from tests.studies.study_changes import append, cell, edit


def changed(store: Store) -> list[difference.Change]:
    return life.changes(store, SLUG, 1, life.DRAFT)


def test_a_value_a_range_and_a_source_are_told_with_what_they_were(store: Store, kept, folder: Path):
    kept()
    cell("parameters.csv", "imitation", "value", "0.45")(folder)
    cell("parameters.csv", "imitation", "high", "0.53")(folder)
    cell("parameters.csv", "imitation", "source", "studio_fit")(folder)
    (found,) = changed(store)
    assert (found.kind, found.id, found.what) == ("assumption", "imitation", "modifié")
    told = {field: tuple(side.replace("\xa0", " ").replace("\u202f", " ") for side in sides) for field, sides in found.fields.items()}
    assert told == {"valeur": ("0,4 par an", "0,45 par an"), "haut": ("0,52 par an", "0,53 par an"), "source": ("studio_hypothesis", "studio_fit")}


def test_a_scenario_tells_what_it_sets_and_why(store: Store, kept, folder: Path):
    kept()
    edit("scenarios.toml", "imitation = 0.45", "imitation = 0.44")(folder)
    edit("scenarios.toml", "Des lieux où l'on s'en sert donnent envie aux voisins.", "Les voisins en parlent.")(folder)
    (found,) = changed(store)
    assert (found.kind, found.label) == ("scenario", "Volontariste")
    assert [sides[1].split("\xa0")[0] for sides in found.fields.values()] == ["0,44", "Les voisins en parlent."]


def test_a_text_is_told_word_by_word(store: Store, kept, folder: Path):
    kept()
    append("text/essential.md", " Une phrase de plus.")(folder)
    (found,) = changed(store)
    assert (found.kind, found.label) == ("text", "text/essential.md")
    words = difference.words(*found.fields["texte"])
    assert "".join(one.text for one in words if one.kind == "added").strip() == "Une phrase de plus."
    assert "".join(one.text for one in words if one.kind != "added").strip() == found.fields["texte"][0].strip()


def test_the_words_of_a_text_are_those_of_before_and_those_of_after():
    words = difference.words("Le prix de 2019 monte.", "Le prix de 2024 monte un peu.")
    assert [(one.kind, one.text) for one in words] == [
        ("same", "Le prix de "),
        ("removed", "2019"),
        ("added", "2024"),
        ("same", " "),
        ("removed", "monte."),
        ("added", "monte un peu."),
    ]


def test_what_the_card_asks_is_told(store: Store, kept, folder: Path):
    kept()
    edit("study.toml", 'question = "', 'question = "Et si ')(folder)
    (found,) = changed(store)
    assert (found.kind, found.id) == ("card", "question")
    assert found.fields["question"][1].startswith("Et si ")


def test_a_file_of_the_model_is_told_by_its_fingerprint(store: Store, kept, folder: Path):
    kept()
    append("model.py", "\n# un mot\n")(folder)
    (found,) = changed(store)
    assert (found.kind, found.label) == ("code", "Le modèle de l'étude")
    assert len(set(found.fields["empreinte"])) == 2
