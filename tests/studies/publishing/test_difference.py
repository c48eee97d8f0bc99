"""What changed between two versions, as their reader is told."""

from pathlib import Path

from data.store.opening import Store
from studies.publishing import difference, life
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.parameters import Parameter
from tests.studies.publishing.conftest import SLUG
from tests.studies.study_changes import append, cell, edit

HYPOTHESIS = "Studio Lozère Développement, Hypothèses de travail de l'étude"  # as sources.csv of the study gives them
FIT = "Studio Lozère Développement, Ajustement d'une courbe logistique aux points du baromètre"


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
    assert told == {"valeur": ("0,4 par an", "0,45 par an"), "haut": ("0,52 par an", "0,53 par an"), "source": (HYPOTHESIS, FIT)}


def test_the_words_of_a_row_are_told_as_the_pages_write_them(store: Store, kept, folder: Path):
    kept()
    for field, value in {"nature": "measure", "distribution": "triangular", "confidence": "high", "verified_on": "2026-11-20"}.items():
        cell("parameters.csv", "imitation", field, value)(folder)
    (found,) = changed(store)
    assert found.fields == {
        "loi": ("uniforme", "triangulaire"),
        "nature": ("hypothèse", "mesure"),
        "confiance": ("moyenne", "élevée"),
        "relu le": ("22/11/2026", "20/11/2026"),
    }


def test_every_line_of_a_card_has_a_french_name():
    assert set(Card.model_fields) - set(difference.CARD) == set()
    assert set(Parameter.model_fields) - set(difference.FIELDS) == {"id"}


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
    assert (found.kind, found.id, found.label) == ("text", "essential", "L'essentiel, la réponse en trois phrases")
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
