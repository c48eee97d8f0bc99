"""Months taken for years, numbers typed, loops over communes and years, circles: told with their line, never of a study that is right."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from studies import catalog
from studies.toolkit.checking.doubts import circular, growth, loops, typed, typed_in_model, years_apart
from studies.toolkit.reading.code import loading
from studies.toolkit.running import labelling
from tests.studies.study_changes import GOOD

UNITS = {
    "rise": "share/year",
    "monthly_rise": "share/month",
    "rent": "EUR_2024/month",
    "tax": "EUR_2024/year",
    "lease": "year",
    "visits": "visits/week",
    "homes": "homes",
}
TOP = '''"""A model."""

import numpy as np

from studies.toolkit.constants import MONTHS

YEARS = np.arange(2027.0, 2038.0)


def run(p, territory):
'''
FIRST = 11  # the line of the first statement of run


def study_of(tmp_path: Path, *lines: str):
    """A study whose run is made of these lines."""
    folder = tmp_path / "wood"
    folder.mkdir()
    (folder / "model.py").write_text(TOP + "".join(f"    {line}\n" for line in lines), "utf-8")
    parameters = {name: SimpleNamespace(unit=unit) for name, unit in UNITS.items()}
    of_communes = SimpleNamespace(dims=("commune",))
    territory = SimpleNamespace(sizes={"commune": 152}, data_vars={"population": of_communes})
    tables = {"aids": SimpleNamespace(data=SimpleNamespace(data_vars={"helped": of_communes}))}
    return SimpleNamespace(slug="wood", folder=folder, parameters=parameters, territory=territory, tables=tables, cases=[])


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (
            ["elapsed = YEARS - YEARS[0]", "return (1 + p.rise) ** (MONTHS * elapsed)"],
            12,
            "« rise » est par an (share/year), et l'exposant compte des mois",
        ),
        (["return (1 - p.rise) ** (12 * p.lease)"], 11, "« rise » est par an"),
        (["growth = 1 + p.rise", "return growth ** ((YEARS - YEARS[0]) * MONTHS)"], 12, "« rise » est par an"),
        (["return (1 + p.monthly_rise) ** (YEARS - YEARS[0])"], 11, "« monthly_rise » est par mois (share/month), et l'exposant compte des années"),
        (["return (1 + p.monthly_rise) ** p.lease"], 11, "« monthly_rise » est par mois"),
        (["return (1 + p.rise / MONTHS) ** (YEARS - YEARS[0])"], 11, "« rise » est par an (share/year), divisé par les mois"),
        (["return p.homes * (p.rent + p.tax)"], 11, "« rent » par mois et « tax » par an dans une même somme"),
    ],
)
def test_a_period_that_is_not_that_of_its_figure_is_told(tmp_path, lines, line, said):
    (fault,) = growth.remarks(study_of(tmp_path, *lines))
    assert fault.place == f"studies/wood/model.py, ligne {line}" and fault.fault.startswith(said)
    assert "MONTHS" in fault.remedy


@pytest.mark.parametrize(
    "line",
    [
        "return (1 + p.rise) ** (YEARS - YEARS[0])",
        "return (1 + p.rise) ** (1 / MONTHS)",
        "return (1 + p.rise) ** (p.lease * MONTHS / MONTHS)",
        "return (1 + p.rise / MONTHS) ** (MONTHS * (YEARS - YEARS[0]))",
        "return (1 + p.monthly_rise) ** (MONTHS * (YEARS - YEARS[0]))",
        "return (1 + p.monthly_rise) ** np.arange(24)",
        "return p.rent * MONTHS + p.tax",
    ],
)
def test_the_same_period_on_both_sides_is_not(tmp_path, line):
    assert growth.remarks(study_of(tmp_path, line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "heat = [p.homes * share for share in territory.population.values for commune in territory.commune.values]",
        "for code in territory['commune'].values: pass",
        "people = sum(float(count) for count in territory.population.values)",
        "for helped in t.aids['helped'].values: pass",
        "for rank in range(territory.sizes['commune']): pass",
        "for rank, code in enumerate(territory.commune.values.tolist()): pass",
        "for rank in range(152): pass",
        "for rank in range(len(territory.commune)): pass",
    ],
)
def test_a_loop_over_the_communes_is_told(tmp_path, line):
    (fault,) = loops.remarks(study_of(tmp_path, line))
    assert fault.place == f"studies/wood/model.py, ligne {FIRST}"
    assert fault.fault == "boucle de Python sur les 152 communes" and "territory.population" in fault.remedy


@pytest.mark.parametrize(
    "line",
    [
        "for year in YEARS: pass",
        "for rank in range(1, len(YEARS)): pass",
        "for rank, year in enumerate(YEARS[1:]): pass",
        "for rank in range(len(YEARS) - 1): pass",
        "heat = [p.homes * (year - YEARS[0]) for year in YEARS.tolist()]",
        "while rank < len(YEARS): pass",
    ],
)
def test_a_loop_over_the_years_is_told_until_a_case_compares_one_of_them_to_a_number(tmp_path, line):
    study = study_of(tmp_path, line)
    (fault,) = loops.remarks(study)
    assert fault.place == f"studies/wood/model.py, ligne {FIRST}"
    assert fault.fault.startswith("boucle de Python sur les années : par an ou au total") and "np.cumsum(homes, axis=0)" in fault.remedy
    study.cases.append(("", SimpleNamespace(function="run", kind="sign", output="heat@2030")))
    assert len(loops.remarks(study)) == 1
    study.cases.append(("", SimpleNamespace(function="run", kind="absolute", output="heat@2030")))
    assert loops.remarks(study) == []


def test_a_sum_of_years_without_the_name_of_its_axis_is_told_until_a_case_compares_a_year(tmp_path):
    study = study_of(tmp_path, "return (p.homes * (YEARS - YEARS[0])[:, None]).sum(axis=0)")
    (fault,) = loops.remarks(study)
    assert fault.place == f"studies/wood/model.py, ligne {FIRST}" and fault.fault.startswith(
        "somme sans le nom de son axe (axis=0) : par an ou au total"
    )
    study.cases.append(("", SimpleNamespace(function="run", kind="relative", output="heat@2030")))
    assert loops.remarks(study) == []


@pytest.mark.parametrize(
    "line",
    [
        "for date in seen: pass",
        "count = territory.sizes['commune']",
        "for rank in range(12): pass",
        "np.stack([p.rent, p.tax]).sum(axis=0)",
        "np.sum([p.rent, p.tax], axis=0)",
    ],
)
def test_another_loop_is_not(tmp_path, line):
    assert loops.remarks(study_of(tmp_path, line)) == []


@pytest.mark.parametrize("line", ["return p.visits * 52", "yearly = 52 * p.visits", "rent_week = p.homes / 52", "return heat * 52"])
def test_weeks_typed_are_told(tmp_path, line):
    (fault,) = typed_in_model.remarks(study_of(tmp_path, line))
    assert fault.place == f"studies/wood/model.py, ligne {FIRST}" and fault.fault == "semaines d'une année écrites dans le modèle : 52"
    assert fault.remedy.startswith("from studies.toolkit.constants import WEEKS, puis * WEEKS")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("return p.homes * 17", "17"),
        ("return p.homes + 150", "150"),
        ("return heat * 0.85", "0.85"),
        ("return heat * 47", "47"),
        ("return p.homes * HELD", "1607"),
        ("return run(p, 17)", "17"),
    ],
)
def test_a_number_typed_in_the_model_is_told_with_its_line(tmp_path, line, number):
    study = study_of(tmp_path, line)
    model = study.folder / "model.py"
    model.write_text(model.read_text("utf-8").replace("\n\n\ndef run", "\nHELD = 1607\n\n\ndef run"), "utf-8")
    (fault,) = typed_in_model.remarks(study)
    assert fault.place == f"studies/wood/model.py, ligne {8 if 'HELD' in line else FIRST + 1}"
    assert fault.fault == f"nombre écrit dans le modèle : {number}"


@pytest.mark.parametrize(
    "line",
    ["return p.visits * 52  # [week/year]", "return p.homes * 2 + 1", "return p.homes * 24 * 365", "return 3 * heat", "return p.homes * 12 / 1_000"],
)
def test_what_converts_a_unit_or_says_what_it_is_is_not(tmp_path, line):
    assert list(typed_in_model.remarks(study_of(tmp_path, line))) == []


def of_years(*years: float):
    """A study whose table of hours has a line for each of these years, and whose model has their dates."""
    data = xr.Dataset({"hours": ("year", np.ones(len(years)))}, coords={"year": list(years)})
    table = SimpleNamespace(data=data, years=np.array(years), place="studies/wood/tables/hours.csv")
    return SimpleNamespace(slug="wood", tables={"hours": table}, model=SimpleNamespace(YEARS=list(years)))


def test_a_year_that_a_series_passes_over_is_told():
    in_table, in_model = years_apart.remarks(of_years(2027, 2028, 2030))
    assert str(in_table).startswith("studies/wood/tables/hours.csv | année absente entre 2027 et 2030 : 2029 | l'ajouter si la source la donne")
    assert str(in_model).startswith(
        "studies/wood/model.py (YEARS) | dates qui ne se suivent pas : 2028, puis 2030 | YEARS = np.arange(2027.0, 2031.0)"
    )


def test_a_year_that_is_passed_over_is_not_among_those_to_read():
    assert labelling.told(np.array([2027.0, 2028.0, 2030.0])) == "2027, 2028 ou 2030"
    assert labelling.told(np.arange(2018.0, 2019.25, 0.25)) == "une année de 2018 à 2019"


@pytest.mark.parametrize("years", [(2027, 2028, 2029), (2018, 2018.25, 2018.5), (2020, 2030), (2026,)])
def test_dates_that_follow_each_other_are_not(years):
    assert years_apart.remarks(of_years(*years)) == []


def test_censuses_come_as_they_come():
    assert [fault.place for fault in years_apart.remarks(of_years(2006, 2011, 2016, 2022))] == ["studies/wood/model.py (YEARS)"]


def stopped(tmp_path: Path, *lines: str) -> tuple[str, str] | None:
    """What is told of a model that stops."""
    study = study_of(tmp_path, *lines)
    modules, faults = loading.load_apart(study.folder, "studies/wood", {}, lambda tree: tree)
    assert faults == []
    with pytest.raises((UnboundLocalError, RecursionError)) as error:
        modules["model"].run(SimpleNamespace(homes=1.0), None)
    return circular.told(study.folder, error.value)


def test_two_figures_computed_from_each_other_are_named(tmp_path):
    said, remedy = stopped(tmp_path, "cost = p.homes + 0.1 * price", "price = cost * 2", "return price")
    assert said == "définition en boucle : « cost » se calcule avec « price », et « price » avec « cost »"
    assert "cost = fixed / (1 - share)" in remedy


def test_a_figure_read_above_its_line_is_told_with_that_line(tmp_path):
    said, remedy = stopped(tmp_path, "cost = p.homes + price", "price = p.homes * 2", "return cost")
    assert (said, remedy) == ("« price » est lu avant d'être calculé, ligne 12", "mettre la ligne price = … au-dessus de celle-ci")


def test_a_figure_that_only_a_case_gives_keeps_its_own_words(tmp_path):
    assert stopped(tmp_path, "if p.homes > 2:", "    price = 1.0", "return price") is None


def test_functions_that_call_each_other_are_named(tmp_path):
    said, _ = stopped(tmp_path, "def cost(x):", "    return price(x) * 2", "def price(x):", "    return cost(x) + 1", "return cost(p.homes)")
    assert "« cost » appelle « price », qui appelle « cost »" in said or "« price » appelle « cost », qui appelle « price »" in said


STUDIES = ["broadband", "datacenter", "hydrogen", "pork"]


@pytest.mark.parametrize("of", [*STUDIES, GOOD, GOOD.parent / "third_places"], ids=lambda of: of if isinstance(of, str) else f"good {of.name}")
def test_no_study_that_is_right_is_told_any_of_it(of):
    study = catalog.get(of) if isinstance(of, str) else catalog.read_folder(of)
    looks = (growth, loops, typed, typed_in_model, years_apart)
    assert [fault for look in looks for fault in look.remarks(study)] == []
