"""text/places.md: under which scale each sentence stands, and what is told of one that cannot be read."""

from studies.toolkit.places import written
from studies.toolkit.places.narrowed import base_of
from studies.toolkit.places.written import Scale

TEXT = """## commune

{#copper} Le cuivre s'arrête {page.copper_end}.

## intercommunalité

{#lines} {lines} à changer,
sans compter le reste.
"""


def test_a_sentence_has_the_scale_of_the_title_above_it():
    assert [(one.scale, one.name, one.words) for one in written.sentences(TEXT)] == [
        (Scale.COMMUNE, "copper", "Le cuivre s'arrête {page.copper_end}."),
        (Scale.EPCI, "lines", "{lines} à changer,\nsans compter le reste."),
    ]
    assert written.faults(TEXT, "places.md", set()) == []


def test_each_item_of_a_list_is_a_sentence_of_its_own():
    told = written.sentences("## commune\n\n- {#copper} Le cuivre.\n- {#help} L'aide.\n")
    assert [(one.name, one.words) for one in told] == [("copper", "- Le cuivre."), ("help", "- L'aide.")]


def test_a_title_that_is_no_scale_a_sentence_under_none_and_an_unknown_fact_are_told_with_their_lines():
    text = "{#lost} Perdue.\n\n## canton\n\n{#canton} {page.mayor} et {page.serving_heat}.\n"
    told = [(fault.place, fault.fault) for fault in written.faults(text, "places.md", {"jobs"})]
    assert told == [
        ("places.md, ligne 3", "titre « canton » inconnu"),
        ("places.md, ligne 1", "phrase sans échelle"),
        ("places.md, ligne 5", "phrase sans échelle"),
        ("places.md", "« {page.mayor} » : le Studio ne sait rien de ce nom sur un lieu"),
        ("places.md", "« {page.serving_heat} » : le Studio ne sait rien de ce nom sur un lieu"),
    ]
    assert written.faults("## commune\n\n{#jobs} {page.serving_jobs}\n", "places.md", {"jobs"}) == []


def test_a_rate_is_weighted_by_what_it_is_a_rate_of():
    assert [base_of(unit) for unit in ("kg/ha", "MWh/km2/year", "points", "kWh/inhabitant")] == ["area", "area", "population", "population"]
