"""The warnings of a study, the plausible values of its indicators, its groups of levers: raised when they must, refused when they mean nothing."""

import pytest

from studies import catalog
from studies.toolkit.checking import cautions
from tests.studies.study_changes import append, edit

WARNING = """
[[warnings]]
id = "doubtful"
on = "{on}"
{bound}
what = "Plus de {{final_coverage}} des logements."
why = "{why}"
change = "Revenir à 99 %."
"""


def warning(on="final_coverage", bound="above = 0.99", why="Le dernier pour cent coûte cher.") -> str:
    return WARNING.format(on=on, bound=bound, why=why)


def faults_of(root, change) -> list[str]:
    change(root / "broadband")
    return [str(fault) for fault in catalog.faults().get("broadband", [])]


def raised(root, scenario="trend", **changes) -> list[cautions.Raised]:
    study = catalog.get("broadband")
    return cautions.raised(study, study.run(scenario, **changes), study.run(study.card.reference))


def test_a_warning_is_raised_beyond_its_bound_and_not_on_it(root):
    append("study.toml", warning())(root / "broadband")
    assert raised(root) == []
    assert raised(root, final_coverage=0.99) == []
    (caution,) = raised(root, final_coverage=0.995)
    assert (caution.on, caution.why, caution.change) == ("final_coverage", "Le dernier pour cent coûte cher.", "Revenir à 99\u00a0%.")
    assert caution.what.replace("\u00a0", " ") == "Plus de 99,5 % des logements."


def test_a_warning_may_watch_a_result_at_a_date_from_below(root):
    append("study.toml", warning("subscribers@2031", "below = 31000"))(root / "broadband")
    assert [caution.on for caution in raised(root)] == ["subscribers@2031"]  # 30 900 or so in the trend
    assert raised(root, "breakthrough") == []


def test_a_warning_is_not_given_where_nothing_of_what_it_speaks_of_exists(root):
    about = 'above = 0.99\nabout = ["second_homes_gain", "potential_gain"]'
    append("study.toml", warning(bound=about))(root / "broadband")
    assert [caution.on for caution in raised(root, final_coverage=0.995, second_homes_gain=0.1)] == ["final_coverage"]
    assert raised(root, final_coverage=0.995, second_homes_gain=0.0, potential_gain=0.0) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            warning(bound='above = 0.9\nabout = ["final_coverag"]'),
            "(warnings n° 1, about) | « final_coverag » ne se lit pas | peut-être final_coverage",
        ),
        (warning(bound=""), "(warnings n° 1) | ni above ni below"),
        (warning(bound="above = 0.9\nbelow = 0.5"), "(warnings n° 1) | above et below à la fois"),
        (warning(on="subscribers@2050"), "(warnings n° 1, on) | « subscribers@2050 » ne se lit pas | subscribers se lit à une année de"),
        (warning(on="final_coverag"), "peut-être final_coverage"),
        (warning(bound="above = 5"), "(warnings n° 1, above) | 5 impossible pour l'unité « share » | entre 0 et 1 : 30 % s'écrit 0.3"),
        (warning(why="À {nothing_like_that} près."), "(warnings n° 1, why) | « {nothing_like_that} » ne se lit pas"),
    ],
)
def test_a_warning_that_means_nothing_is_told_with_its_place_and_its_remedy(root, text, told):
    assert any(told in fault for fault in faults_of(root, append("study.toml", text)))


PLAUSIBLE = 'id = "subscribers_2031"\nplausible = {}\nplausible_source = "{}"'


def plausible(bounds: str, source: str = "orange_2026"):
    return edit("study.toml", 'id = "subscribers_2031"', PLAUSIBLE.format(bounds, source))


def test_an_indicator_out_of_its_plausible_values_says_so_with_the_band_and_its_source(root):
    plausible("[20000, 29000]")(root / "broadband")
    (caution,) = raised(root)
    assert caution.on == "subscribers_2031"
    assert "hors des valeurs plausibles" in caution.what
    assert "entre 20\u202f000\u00a0abonnés et 29\u202f000\u00a0abonnés, d'après 48FM" in caution.why


def test_an_indicator_within_its_plausible_values_says_nothing(root):
    plausible("[20000, 40000]")(root / "broadband")
    assert raised(root) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (plausible("[40000, 20000]"), "valeurs plausibles qui ne montent pas"),
        (plausible("[20000, 40000]", "nowhere"), "source « nowhere » inconnue"),
        (edit("study.toml", 'id = "subscribers_2031"', 'id = "subscribers_2031"\nplausible = [1, 2]'), "valeurs plausibles sans source"),
    ],
)
def test_plausible_values_that_mean_nothing_are_told(root, change, told):
    assert any(told in fault for fault in faults_of(root, change))


def group(*levers: str) -> str:
    return f'\n[[lever_groups]]\nid = "group"\ntitle = "Groupe"\nlevers = {list(levers)}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (group("innovation"), "(lever_groups n° 1, levers) | « innovation » n'est pas un levier | choisir parmi : final_coverage"),
        (group("nothing"), "levier « nothing » inconnu"),
        (group("final_coverage") + group("final_coverage"), "(lever_groups n° 2, levers) | levier « final_coverage » déjà rangé plus haut"),
    ],
)
def test_a_group_of_levers_that_means_nothing_is_told(root, text, told):
    assert any(told in fault for fault in faults_of(root, append("study.toml", text)))


def test_the_command_line_says_the_warnings_in_words_and_in_json(root, told):
    append("study.toml", warning())(root / "broadband")
    status, text = told("run", "broadband", "--set", "final_coverage=0.995")
    assert status == 0 and "Revenir à 99\u00a0%." in text
    status, text = told("run", "broadband", "--set", "final_coverage=0.995", "--json")
    assert '"warnings": [' in text and '"on": "final_coverage"' in text
