"""The workbook, the series and the command line give the same headlines, to the last digit that they keep."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from studies import catalog
from studies.__main__ import as_json
from studies.exports import spreadsheets, study_exports
from studies.toolkit.running import standing

BY_DAY = ("datacenter", "hydrogen")  # the workbooks of the others, by commune, take six seconds each
SLUGS = [pytest.param(study.slug, marks=() if study.slug in BY_DAY else pytest.mark.nightly) for study in catalog.studies()]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_files_and_the_command_line_give_the_same_headlines_with_the_same_chance(slug):
    study = catalog.get(slug)
    outcome = study.run()
    book = load_workbook(io.BytesIO(study_exports.workbook(study, outcome, "version 1, brouillon")), read_only=True)
    kept = {row[0]: row[1:] for row in book["Indicateurs"].iter_rows(min_row=2, values_only=True)}
    head, *rows = book["Séries"].iter_rows(values_only=True)
    in_csv = pd.read_csv(io.BytesIO(spreadsheets.csv_for_machines(study_exports.series(study, outcome))))
    tables = [table.set_index(["resultat", "date"]) for table in (pd.DataFrame(rows, columns=head), in_csv)]
    for indicator in study.card.indicators:
        headline, told = outcome.indicators[indicator.id], as_json(study, outcome)["indicators"][indicator.id]
        three, chance = (headline.value, headline.low, headline.high), standing.rank(headline)
        assert kept[indicator.label][:3] == pytest.approx(three, rel=1e-12)
        assert (kept[indicator.label][4] or "", told["chance"]) == (chance, chance)
        assert (told["value"], told["low"], told["high"]) == three
        for table in tables if indicator.year is not None else ():
            row = table.loc[(indicator.variable, indicator.year)]
            assert (row["valeur"], row["bas"], row["haut"]) == pytest.approx(three, rel=1e-12)
