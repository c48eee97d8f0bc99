"""A table in a study: its model reads it, its map takes its source from the card, its version and its check know it."""

import json

import numpy as np
import pytest

from studies import catalog
from studies.exports import register
from studies.toolkit.checking import remarks
from studies.toolkit.reading.tables import cards
from tests.studies.study_changes import edit
from tests.studies.tables_of_a_study import BY_COMMUNE, communes, in_a_study

WHOLE = "Code;Logements aidés\n" + "".join(f"{code};{number + 1}\n" for number, code in enumerate(communes()))
HOLED = "".join(line for line in WHOLE.splitlines(keepends=True) if not line.startswith(("48095", "48061")))


def checked(folder):
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return study


def test_the_model_reads_the_table_and_the_map_takes_its_source_from_the_card(root):
    study = checked(in_a_study(root, WHOLE))
    assert study.run().data["counted_homes"].values.tolist() == list(range(1, 153))
    assert study.card.layers[-1].source == "INSEE, Recensement, 2022, observé"


def test_a_commune_without_data_stays_so_in_the_results_and_everybody_is_told(root, told):
    study = checked(in_a_study(root, HOLED))
    found = study.run().data["counted_homes"]
    assert np.isnan(found.sel(commune=["48095", "48061"])).all() and int(np.isnan(found).sum()) == 2
    assert study.card.layers[-1].source == "INSEE, Recensement, 2022, observé, pas de donnée pour 2 communes"
    assert "pas de donnée pour 2 communes : Florac Trois Rivières et Mende" in [remark.fault for remark in remarks.of(study)]
    document = json.loads(told("run", "chaleur_bois", "--by-commune", "--json")[1])
    assert document["communes"]["counted_homes"]["values"]["48095"] is None
    assert "Mende : inconnu" in told("run", "chaleur_bois", "--by-commune")[1]


def test_a_total_over_communes_without_data_is_refused_until_they_are_left_out_on_purpose(root):
    folder = in_a_study(root, HOLED)
    edit("model.py", "helped * p.grant / KILO", 'helped * p.grant / KILO + float(t.help["homes"].sum())')(folder)
    faults = catalog.check_folder(folder)[1]
    assert "valeurs manquantes ou infinies" in faults[0].fault and "skipna=True" in faults[0].remedy
    edit("model.py", ".sum())", ".sum(skipna=True))")(folder)
    assert not any("valeurs manquantes" in fault.fault for fault in catalog.check_folder(folder)[1])


def test_a_commune_that_the_tables_know_may_not_be_missing_from_a_result(root):
    folder = in_a_study(root, HOLED)
    edit("model.py", 't.help["homes"].values', "np.where(territory.commune.values == '48009', np.nan, 1.0)")(folder)
    assert "valeurs manquantes ou infinies" in [fault.fault for fault in catalog.check_folder(folder)[1]]


def test_the_version_of_the_figures_follows_the_figures_of_the_table_not_its_form_nor_its_words(root):
    folder = in_a_study(root, WHOLE)
    first = checked(folder)
    (folder / "tables/help.csv").write_bytes(WHOLE.replace(";", ",").replace("\n", "\r\n").encode("utf-8-sig"))
    assert (checked(folder).version, checked(folder).words_version) == (first.version, first.words_version)
    (folder / "tables/tables.toml").write_text(BY_COMMUNE.replace("Aides versées", "Aides payées"), "utf-8")
    renamed = checked(folder)
    assert renamed.version == first.version and renamed.words_version != first.words_version
    (folder / "tables/help.csv").write_text(WHOLE.replace("48095;", "48095;1"), "utf-8")
    assert checked(folder).version != first.version and checked(folder).words_version == renamed.words_version


def test_a_table_that_nobody_reads_is_told(root):
    folder = in_a_study(root, WHOLE)
    edit("model.py", 't.help["homes"].values', "territory.population.values")(folder)
    edit("study.toml", 'table = "help"', 'source = "INSEE"')(folder)
    (told,) = catalog.check_folder(folder)[1]
    assert (told.place, told.fault) == ("studies/chaleur_bois/tables/help.csv", "table « help » que personne ne lit")


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "fault"),
    [
        ("model.py", "t.help", "t.helps", "model.py, ligne", "« helps » n'est pas dans tables/"),
        ("model.py", 't.help["homes"]', 't.help["house"]', "model.py, ligne", "run échoue : la table help n'a pas de colonne « house »"),
        ("tables/tables.toml", 'by = "commune"\n', "", "tables/help.csv, ligne", "colonne « Code » que la carte ne déclare pas"),
        ("study.toml", 'table = "help"', 'table = "aid"', "study.toml, ligne", "table « aid » inconnue"),
        ("study.toml", 'table = "help"\n', "", "study.toml, ligne", "source absente"),
        ("tables/tables.toml", '"observé"', '"estimé"', "study.toml, ligne", "« counted_homes » dit observé, sa table « help » estimé"),
    ],
)
def test_a_name_that_leads_to_no_table_is_told_where_it_is_written(root, file, old, new, place, fault):
    folder = in_a_study(root, WHOLE)
    edit(file, old, new)(folder)
    faults = catalog.check_folder(folder)[1]
    assert faults[0].place.startswith(f"studies/chaleur_bois/{place}") and faults[0].fault.startswith(fault)


def test_the_register_says_that_the_source_serves_the_table(root):
    study = checked(in_a_study(root, WHOLE))
    rows = register.of_study(study, cards.date(2025, 12, 1)).set_index("titre")
    assert rows.loc["Recensement", "sert_a"] == "Aides versées"
