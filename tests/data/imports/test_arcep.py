"""Editions of Arcep by commune: each trait of the published files is read, each damage refuses the file whole."""

from pathlib import Path

import pandas as pd
import pytest

from data import editions
from data.coverage import EDITIONS, TOTALS
from data.ground.faults import Fault
from data.imports import arcep
from data.intake.job import Answer, Reading
from data.intake.limits import COMMAND_LINE
from data.intake.raw import Rejected
from geo.fibre import rollout
from tests.data import arcep_files as files

SAMPLES = Path(__file__).parents[3].parent / "shared/samples/arcep"
samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="les fichiers publiés de l'Arcep ne sont pas à côté du dépôt")
COUNTED, CLASSED = "Locaux Raccordables", "Catégorie"


def test_the_sheets_of_2018_give_the_published_sums_for_todays_communes(told, kept):
    answer = told(ftthCommunes_csv=files.as_csv(files.long_rows()), communes_csv=files.as_csv(files.territory_rows()))
    assert answer.faults == []
    assert answer.summary["quarters"] == ["2017-T3", "2017-T4", "2018-T1"]
    sums = kept().groupby("quarter")[["premises", "connectable"]].sum()
    assert sums.to_numpy().tolist() == [[62_528, 1_588], [62_528, 2_367], [62_528, 2_574]]
    assert kept().groupby("quarter").size().tolist() == [152, 152, 152]
    assert kept().loc[("48095", "2018-T1"), ["premises", "connectable"]].tolist() == [7_339, 1_683]


def test_the_premises_of_the_six_former_communes_are_added_and_never_dropped(told, kept):
    frame = files.communes_of_2018()
    told(ftthCommunes_csv=files.as_csv(files.long_rows()), communes_csv=files.as_csv(files.territory_rows()))
    of_2018 = frame.loc[["48127", "48057", "48133", "48189", "48197"], "premises"].sum()
    assert kept().loc[("48127", "2018-T1"), "premises"] == of_2018
    assert "48057" not in kept().index.get_level_values("code")


def test_the_workbook_is_read_by_its_best_estimate_whatever_the_end_of_its_name(told, kept):
    frame = files.communes_of_2018()
    frame["premises"] += 10
    rows = files.long_rows(frame, best="Meilleure estimation des locaux T4 2025")
    answer = told(t4_xlsx=files.as_workbook(THD=[["Réseau"]], FttH_par_Communes=rows, Communes=files.territory_rows()))
    assert answer.faults == []
    assert kept().loc[("48095", "2018-T1"), "premises"] == 7_349
    assert set(kept()["premises_origin"]) == {"Meilleure estimation des locaux T4 2025"}


def test_a_later_workbook_with_the_quarters_on_the_line_of_the_commune_is_read(told, kept):
    frame = files.communes_of_2018()
    titles = ["Code commune", "Nom commune", "Logements", "Établissements", "Meilleure estimation des locaux à date", "T3 2020", "T4 2020"]
    rows = [*files.TITLES, titles]
    rows += [[code, "x", "1", "1", f"{line.premises}", "0", f"{line.premises // 2}"] for code, line in frame.iterrows()]
    answer = told(obs_xlsx=files.as_workbook(Communes=rows))
    assert answer.faults == []
    assert answer.summary["quarters"] == ["2020-T3", "2020-T4"]
    assert kept().loc[("48095", "2020-T4"), "connectable"] == 3_669


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), (",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")])
def test_separators_and_encodings_change_nothing(told, kept, separator, encoding):
    territory = [[cell.replace(files.THIN, files.NO_BREAK) for cell in row] for row in files.territory_rows()]
    rows = [files.as_csv(written, separator, encoding) for written in (files.long_rows(), territory)]
    assert told(ftth_csv=rows[0], communes_csv=rows[1]).faults == []
    assert kept()["premises"].sum() == 3 * 62_528


def test_a_code_that_lost_its_zero_and_one_of_corsica_are_other_departements(told):
    rows = [*files.long_rows(), *(["1001" if code == 1 else "2A004", champ, "0", "0", "0"] for code in (1, 2) for champ in (COUNTED, CLASSED))]
    answer = told(ftth_csv=files.as_csv(rows))
    assert answer.faults == []
    assert "2 communes d'autres départements" in files.texts(answer.remarks)


def test_without_premises_the_shipped_ones_serve_until_t1_2018_and_it_is_said(told, kept):
    answer = told(ftth_csv=files.as_csv(files.long_rows()))
    assert answer.faults == []
    assert "livrés avec le Studio" in files.texts(answer.remarks)
    assert kept().groupby("quarter")["premises"].sum().tolist() == [62_528] * 3


def test_without_premises_a_later_quarter_is_refused_with_the_sheet_to_give(told):
    answer = told(ftth_csv=files.as_csv(files.long_rows(quarters=("T4 2017", "T1 2018", "T2 2018"))))
    assert "nombre de locaux inconnu pour 158 communes" in files.texts(answer.faults)
    assert "communes.csv" in answer.faults[0].remedy


def test_ma_connexion_internet_counts_eligible_premises_and_dates_itself(told, kept):
    answer = told(commune_techno_csv=files.as_csv(files.connexion_rows(), ";"))
    assert answer.faults == []
    assert (answer.summary["quarters"], answer.summary["measure"]) == (["2026-T2"], "éligibles")
    assert set(kept()["measure"]) == {"éligibles"}
    assert len(kept()) == 152


def test_between_100_and_102_for_100_it_is_counted_as_all_and_told(told, kept):
    counts, territory = files.counting("48001", 100, (100, 102, 102))
    answer = told(ftth_csv=counts, communes_csv=territory)
    assert answer.faults == []
    assert files.texts(answer.remarks).count("102 locaux raccordables pour 100 locaux, compté 100 %") == 2
    assert kept().loc["48001", "connectable"].tolist() == [100, 100, 100]


def test_a_rate_that_falls_is_told_and_kept(told, kept):
    counts, territory = files.counting("48001", 100, (50, 60, 40))
    answer = told(ftth_csv=counts, communes_csv=territory)
    assert answer.faults == []
    assert "T4 2017 à T1 2018 | taux en baisse pour 1 commune (48001)" in files.texts(answer.remarks)
    assert kept().loc["48001", "connectable"].tolist() == [50, 60, 40]


def test_a_count_that_is_not_published_stays_unknown_and_has_no_total(told, kept, tmp_path):
    rows = files.changed(files.long_rows(), "48001", COUNTED, lambda row: [*row[:2], "s", "", *row[4:]])
    answer = told(ftth_csv=files.as_csv(rows))
    assert answer.faults == []
    assert kept()["connectable"].isna().groupby("quarter").sum().tolist() == [1, 1, 0]
    assert pd.read_csv(tmp_path / "out" / TOTALS)["quarter"].tolist() == ["2018-T1"]


def test_an_old_class_on_a_revised_count_of_premises_is_told_and_not_refused(told):
    frame = files.communes_of_2018()
    rows = files.long_rows(frame, best="Meilleure estimation des locaux à date")
    older = files.changed(rows, "48095", CLASSED, lambda row: [*row[:3], "80", *row[4:]])
    assert "révisé depuis" in files.texts(told(ftth_csv=files.as_csv(older)).remarks)
    last = files.changed(rows, "48095", CLASSED, lambda row: [*row[:5], "80"])
    assert "T1 2018 : classe 80 pour 1683" in files.texts(told(ftth_csv=files.as_csv(last)).faults)


@pytest.mark.parametrize(("day", "words"), [("2099-06-30", "T2 2099 | trimestre à venir"), ("1926-06-30", "T2 1926 | trimestre d'avant la fibre")])
def test_a_quarter_that_nobody_can_have_counted_is_refused(told, day, words):
    assert words in files.texts(told(techno_csv=files.as_csv(files.connexion_rows(day))).faults)


def test_a_file_without_the_count_of_one_commune_is_kept_and_the_pages_read_it(keep):
    rows = [["48001", *row[1:7], "s", *row[8:]] if row[0] == "48001" else row for row in files.connexion_rows()]
    assert "hors 1 commune dont le nombre n'est pas publié" in keep(techno_csv=files.as_csv(rows))
    assert rollout.latest().frame["coverage"].isna().sum() == 1
    assert "2026-06-30" not in set(rollout.coverage_series()["date"])


def test_an_edition_is_kept_with_its_card_and_the_same_file_again_adds_nothing(keep):
    given = {"ftth_csv": files.as_csv(files.long_rows()), "communes_csv": files.as_csv(files.territory_rows())}
    assert "Édition n° 1 gardée : T3 2017 à T1 2018, 2 574 locaux raccordables sur 62 528" in keep(**given).replace("\u202f", " ")
    assert "Déjà importée (édition n° 1" in keep(**given)
    (edition,) = editions.listing(EDITIONS)
    assert (edition.card.data_on, edition.card.rows, edition.card.producer) == ("2018-03-31", 456, "Arcep")
    assert edition.card.source_file == "ftth.csv, communes.csv"


def test_another_file_of_the_same_quarters_is_another_edition_and_both_stay(keep):
    keep(ftth_csv=files.as_csv(files.long_rows()))
    sentence = keep(ftth_csv=files.counting("48001", 174, (1, 1, 1))[0])
    assert "Édition n° 2 gardée" in sentence
    assert "Une édition (n° 1) a les mêmes trimestres" in sentence
    assert [edition.card.number for edition in editions.listing(EDITIONS)] == [1, 2]
    assert "Déjà importée (édition n° 1" in keep(ftth_csv=files.as_csv(files.long_rows()))


def test_the_process_that_reads_gives_the_same_answer(tmp_path):
    paths = files.write(tmp_path, ftthCommunes_csv=files.as_csv(files.long_rows()), communes_csv=files.as_csv(files.territory_rows()))
    reading = Reading("arcep", paths, COMMAND_LINE)
    answer = reading.answer()
    assert answer.faults == []
    assert arcep.keep(answer, paths)[0].card.rows == 456
    paths = files.write(tmp_path, cut_csv=files.as_csv(files.long_rows())[:5_000])
    cut = Reading("arcep", paths, COMMAND_LINE)
    assert cut.answer().faults
    assert len(editions.listing(EDITIONS)) == 1


def test_an_answer_with_faults_is_never_kept(tmp_path):
    with pytest.raises(Rejected):
        arcep.keep(Answer([Fault("a", "b", "c")], [], {}, tmp_path), [])
    assert editions.listing(EDITIONS) == []


@samples
def test_the_file_of_all_france_gives_the_published_totals(tmp_path):
    answer = files.run(arcep, [SAMPLES / "ftthCommunes.csv", SAMPLES / "communes.csv"], tmp_path)
    assert answer.faults == []
    totals = pd.read_csv(tmp_path / "out" / TOTALS, dtype={"code": str}).set_index(["code", "quarter"])
    assert totals.loc[("48", "2018-T1"), ["premises", "connectable"]].tolist() == [62_528, 2_574]
    assert totals.loc[("12", "2018-T1"), ["premises", "connectable"]].tolist() == pytest.approx([186_798, 8_005], abs=10)  # rounded by commune
    assert totals.loc[("46", "2018-T1"), ["premises", "connectable"]].tolist() == pytest.approx([121_222, 3_189], abs=10)
    france = totals.loc[("FR", "2018-T1")]
    assert round(100 * france["connectable"] / france["premises"]) == 30  # baromètre des résultats, 31 March 2018
    assert sorted(totals.index.get_level_values("code").unique()) == ["12", "46", "48", "FR", "R76"]
