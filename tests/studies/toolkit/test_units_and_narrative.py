"""Values as they are read: with their unit, in headlines, in differences, and in the sentences of a study."""

import numpy as np
import pytest
import xarray as xr

from studies.toolkit.reading import units
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import Headline, Outcome
from tests.studies.study_changes import good_study


@pytest.fixture(scope="module")
def study():
    return good_study()


def made_up(value: float, low: float, high: float) -> Outcome:
    """An outcome of literal figures."""
    data = xr.Dataset(
        {"subscribers": (("year",), np.array([1_000.0, 30_497.3]), {"unit": "subscribers"}), "part": ((), 0.4567, {"unit": "share"})},
        coords={"year": [2026.5, 2031.0]},
    )
    indicators = {
        "subscribers_2031": Headline("subscribers_2031", "Abonnés", "subscribers", 1, value, low, high),
        "coverage": Headline("coverage", "Couverture", "share", 1, value / 1e5, low / 1e5, high / 1e5),
    }
    return Outcome("broadband", "0123456789ab", "trend", {}, {"homes": 71_000.0, "decision_year": 2027.0}, data, {}, indicators)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (26_000, "subscribers", "26\u202f000\u00a0abonnés"),
        (0.985, "share", "98,5\u00a0%"),
        (0.07, "share", "7\u00a0%"),
        (0.2, "1/year", "0,2\u00a0par\u00a0an"),
        (0.06, "share/year", "6\u00a0%\u00a0par\u00a0an"),
        (58, "EUR_2024/MWh", "58\u00a0€/MWh"),
        (55_000, "EUR_2024/year", "55\u202f000\u00a0€/an"),
        (21.7, "gCO2e/kWh", "21,7\u00a0g\u00a0CO₂e/kWh"),
        (2027, "date_year", "2027"),
        (2026.5, "date_year", "2026,5"),
        (2021.56, "date_year", "2021,56"),
        (float("nan"), "homes", "inconnu\u00a0logements"),
    ],
)
def test_a_value_is_written_in_full_with_its_unit(value, unit, text):
    assert units.written(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (30_497.3, "subscribers", "30\u202f500\u00a0abonnés"),
        (999.6, "homes", "1\u202f000\u00a0logements"),
        (0.9995, "share", "100\u00a0%"),
        (0.98476, "share", "98,5\u00a0%"),
        (2031, "date_year", "2031"),
        (0.625, "jobs", "0,6\u00a0emploi"),
        (1.37, "racks", "1,4\u00a0baie"),
        (27.7, "farms", "28\u00a0exploitations"),
        (0.04, "jobs", "0,04\u00a0emploi"),
        (1.97, "premises", "2\u00a0locaux"),
        (1_314.9, "premises", "1\u202f310\u00a0locaux"),  # not 1 320, by way of 1 315
    ],
)
def test_a_headline_is_rounded_to_three_digits(value, unit, text):
    assert units.headline(value, unit) == text


def test_a_headline_may_leave_its_unit_out():
    assert units.headline(0.1964, "share", unit_too=False) == "19,6"


def test_a_range_says_its_unit_once():
    assert units.headline_range(28_049, 31_020, "subscribers") == "entre 28\u202f000 et 31\u202f000\u00a0abonnés"
    assert units.headline_range(0.9999, 1.0, "share") == "sans écart visible"
    assert units.headline_range(0.3512, 0.4, "share") == "entre 35,1 et 40\u00a0%"


def test_a_range_that_a_verb_takes_is_the_value_alone_when_both_ends_are_written_alike():
    assert units.headline_between(28_049, 31_020, "subscribers") == "entre 28\u202f000 et 31\u202f000\u00a0abonnés"
    assert units.headline_between(0.0, 0.0, "GWh/year") == "0\u00a0GWh/an"
    assert units.headline_between(0.9999, 1.0, "share") == "100\u00a0%"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.021, "share", "+2,1\u00a0points"),
        (-0.0149, "share", "\u22121,49\u00a0point"),
        (0.01996, "share", "+2\u00a0points"),
        (0.0, "share", "0\u00a0point"),
        (0.02, "share/year", "+2\u00a0points\u00a0par\u00a0an"),
        (1_500, "homes", "+1\u202f500\u00a0logements"),
        (-3_546.7, "subscribers", "\u22123\u202f550\u00a0abonnés"),
        (0.0, "homes", "0\u00a0logement"),
        (23.4, "people", "+23\u00a0personnes"),  # nobody counts people by the tenth from ten on
        (-4.26, "people", "\u22124,3\u00a0personnes"),
    ],
)
def test_a_difference_has_a_sign_and_shares_differ_by_points(value, unit, text):
    assert units.difference(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "racks", "1\u00a0baie"),
        (0, "farms", "0\u00a0exploitation"),
        (1.9, "year", "1,9\u00a0an"),
        (3.9, "year", "3,9\u00a0ans"),
        (2, "rack", "2\u00a0baies"),
        (1, "people", "1\u00a0personne"),
        (1, "jobs/year", "1\u00a0emploi/an"),
        (1.3, "index", "1,3"),
    ],
)
def test_a_noun_agrees_with_its_number_and_a_ratio_has_none(value, unit, text):
    assert units.written(value, unit) == units.headline(value, unit) == text


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("share", "%"),
        ("EUR_2024/MWh", "€/MWh (2024)"),
        ("kEUR_2023", "k€ (2023)"),
        ("MEUR_2018/year", "M€/an (2018)"),
        ("1/year", "par an"),
        ("m2", "m²"),
        ("kgCO2e/km", "kg CO₂e/km"),
        ("date_year", ""),
    ],
)
def test_the_label_of_money_carries_the_year_of_its_prices(code, label):
    assert units.label(code) == label


@pytest.mark.parametrize(
    "code", ["EUR", "EUR/kW", "EUR_24/kW", "€", "EUR_2024/", "kg/", "EUR_2024/kgs", "houses", "", "share/share/share", "1/", "1/EUR_2024", "kW h"]
)
def test_a_unit_out_of_the_vocabulary_is_not_found(code):
    assert units.find(code) is None


def test_so_much_for_one_thing_each_year_is_a_unit():
    assert units.written(4200, "EUR_2024/vehicle/year") == "4\u202f200\u00a0€/véhicule/an"
    assert units.written(20, "hour/person/year") == "20\u00a0h/personne/an"
    assert units.find("EUR_2024/vehicle/year").price_year == 2024
    assert not units.adds_up("EUR_2024/vehicle/year") and not units.counted("EUR_2024/vehicle/year")
    assert [units.find(code) for code in ("EUR_2024/year/month", "share/home/year", "EUR_2024/home/kg", "EUR_2024/home/", "MWh/home/year/year")] == [
        None
    ] * 5


def test_what_is_counted_has_its_noun():
    assert [units.written(count, "aids") for count in (1, 276)] == ["1\u00a0aide", "276\u00a0aides"]


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("EUR/kW", "une somme porte l'année de ses prix : EUR_2024/kW pour des euros de 2024"),
        ("k€/an", "une somme porte l'année de ses prix : kEUR_2024/year pour des euros de 2024"),
        (
            "EUR_2024/home/vehicle",
            "une unité a deux mots, comme kWh/m2, et un temps au plus, comme EUR_2024/vehicle/year ; dire le reste dans le libellé",
        ),
        ("€/véhicule/an", "une somme porte l'année de ses prix : EUR_2024/vehicle/year pour des euros de 2024"),
        (
            "EUR_2024/houses",
            "« houses » n'est pas dans la liste ; "
            "choisir parmi : hour (h), home (logement), homes (logements), household (ménage), households (ménages)…",
        ),
        ("MWh/an", "écrire MWh/year"),
        ("%", "écrire share"),
        ("logements", "écrire homes"),
        ("kgs", "choisir parmi : kg, kgCO2e (kg CO₂e)…"),
        ("zzz", "choisir parmi : share (%), year (an), 1/year (par an), inhabitants (habitants), homes (logements), kWh, EUR_2024/kg (€/kg (2024))…"),
    ],
)
def test_a_remedy_names_units_that_exist(code, remedy):
    assert units.remedy(code) == remedy


def test_a_share_stays_between_nothing_and_everything():
    share = units.find("share")
    assert (share.lowest, share.highest, share.scale) == (0, 1, 100)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{subscribers_2031}", "30\u202f500\u00a0abonnés"),
        ("**{subscribers_2031}** en 2031", "**30\u202f500\u00a0abonnés** en 2031"),
        ("{subscribers_2031.range}", "entre 29\u202f100 et 31\u202f700\u00a0abonnés"),
        ("{subscribers_2031.difference}", "+497\u00a0abonnés"),
        ("{coverage.difference}", "+0,5\u00a0point"),
        ("{subscribers@2026.5}", "1\u202f000\u00a0abonnés"),
        ("{part}", "45,7\u00a0%"),
        ("{subscribers@2026.5} {subscribers@2026.5|reste|restent}", "1\u202f000\u00a0abonnés restent"),
        ("{homes} et {decision_year}", "71\u202f000\u00a0logements et 2027"),
        ("sans accolade", "sans accolade"),
    ],
)
def test_a_name_in_braces_becomes_its_value(study, text, filled):
    shown = made_up(30_497.0, 29_117.8, 31_700.8)
    reference = made_up(30_000.0, 29_000.0, 31_000.0)
    assert narrative.fill(text, shown, reference, study.parameters) == filled


def test_a_parameter_to_be_verified_says_so_and_another_says_nothing(study):
    weak = next(name for name, parameter in study.parameters.items() if parameter.doubtful)
    sure = next(name for name, parameter in study.parameters.items() if not parameter.doubtful)
    shown = made_up(30_497.0, 29_117.8, 31_700.8)
    text = f"un{{{weak}.doubt}}, deux{{{sure}.doubt}}"
    assert narrative.fill(text, shown, shown, study.parameters) == "un, **à vérifier**, deux"


@pytest.mark.parametrize(
    "name",
    [
        "jobs",
        "jobs.doubt",
        "subscribers_2031.doubt",
        "subscribers",
        "subscribers_2031.median",
        "subscribers@2050",
        "subscribers@mi-2026",
        "year",
        "",
        "subscribers_2031 ",
        "subscribers_2031|reste",
        "jobs|reste|restent",
    ],
)
def test_a_name_that_is_not_one_number_is_told_with_its_line(study, name):
    (fault,) = narrative.name_faults(f"Une ligne.\n\n{{{name}}}", "studies/x/text/essential.md", study.run(), study.parameters)
    assert fault.place == "studies/x/text/essential.md, ligne 3"
    assert fault.fault == f"« {{{name}}} » ne se lit pas"
    assert "{indicateur.range}" in fault.remedy
    assert "without_fibre_2031" in fault.remedy


def test_every_tag_of_a_text_is_told(tmp_path):
    (tmp_path / "essential.md").write_text("2 < 3 et 4 > 1\n<b>gras</b>\n\n<!-- note -->\n", "utf-8")
    texts, faults = narrative.read(tmp_path, "studies/x/text")
    assert list(texts) == ["essential"]
    assert [(fault.place, fault.fault) for fault in faults] == [
        ("studies/x/text/essential.md, ligne 2", "balise HTML <b>"),
        ("studies/x/text/essential.md, ligne 2", "balise HTML </b>"),
        ("studies/x/text/essential.md, ligne 4", "balise HTML <!-- note -->"),
    ]


def test_a_sentence_about_mid_2026_says_what_was_published(study):
    sentence = "{subscribers@2026.5} sur {homes} : {take_up_homes@2026.5}, à partir de {decision_year}"
    said = narrative.fill(sentence, study.run(), study.run(), study.parameters)
    assert said == "26\u202f000\u00a0abonnés sur 71\u202f000\u00a0logements : 36,6\u00a0%, à partir de 2027"


def test_no_brace_is_left_in_the_sentences_of_the_study(study):
    for scenario in study.scenarios:
        assert "{" not in narrative.fill(study.texts["essential"], study.run(scenario), study.run(), study.parameters)


def test_what_nobody_counts_by_the_tenth_is_written_whole_from_ten_on():
    assert units.headline(27.7, "farms", unit_too=False) == "28"
    assert units.headline(-27.7, "jobs", unit_too=False) == "\u221228"
    assert units.headline(2.35, "jobs", unit_too=False) == "2,4"
    assert units.headline(27.7, "km", unit_too=False) == "27,7"
    assert [units.headline(51.7, code) for code in ("premises", "people", "sessions/year")] == [
        "52\u00a0locaux",
        "52\u00a0personnes",
        "52\u00a0séances/an",
    ]
    assert [units.headline(51.7, code) for code in ("points", "t", "kEUR_2024", "kWh/home")] == [
        "51,7\u00a0points",
        "51,7\u00a0t",
        "51,7\u00a0k€",
        "51,7\u00a0kWh/logement",
    ]


def test_an_answer_tells_the_figures_of_what_it_advises_whatever_the_reader_chose(study):
    shown = study.run("proactive", final_coverage=0.97)
    said = narrative.fill("{trend:subscribers_2031}, {proactive:final_coverage}", shown, study.run(), study.parameters)
    advised, settled = study.run("trend"), study.run("proactive")
    words = [narrative.fill(text, under, under, study.parameters) for text, under in (("{subscribers_2031}", advised), ("{final_coverage}", settled))]
    assert said == ", ".join(words) and "97\u00a0%" not in said


def test_a_scenario_that_does_not_exist_is_a_fault_of_the_text(study):
    (fault,) = narrative.name_faults("{nowhere:subscribers_2031}", "studies/x/text/essential.md", study.run(), study.parameters)
    assert "« {nowhere:subscribers_2031} » ne se lit pas" in fault.fault and "d'un scénario" in fault.remedy
