"""The workbook, the series and the command line give the same headlines, to the last digit that they keep."""

import io
import math

import pandas as pd
import pytest
from openpyxl import load_workbook

from studies import catalog
from studies.__main__ import as_json
from studies.exports import spreadsheets, study_exports
from studies.toolkit.reading import units
from studies.toolkit.running import standing

THREE = ("Valeur", "Bas (une chance sur dix au-dessous)", "Haut (une chance sur dix au-dessus)")
BY_DAY = ("datacenter", "hydrogen")  # the workbooks of the others, by commune, take six seconds each
SLUGS = [pytest.param(study.slug, marks=() if study.slug in BY_DAY else pytest.mark.nightly) for study in catalog.studies()]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_files_and_the_command_line_give_the_same_headlines_with_the_same_chance(slug):
    study = catalog.get(slug)
    outcome = study.run()
    book = load_workbook(io.BytesIO(study_exports.workbook(study, outcome, "version 1, brouillon")), read_only=True)
    titles, *told = book["Indicateurs"].iter_rows(values_only=True)
    kept = {row[0]: row for row in told}
    head, *rows = book["Séries"].iter_rows(values_only=True)
    written = pd.DataFrame(rows, columns=head).set_index(["Résultat", "Date (en années : 2026,5 est la mi-2026)"])
    in_csv = pd.read_csv(io.BytesIO(spreadsheets.csv_for_machines(study_exports.series(study, outcome)))).set_index(["resultat", "date"])
    for indicator in study.card.indicators:
        headline, told = outcome.indicators[indicator.id], as_json(study, outcome)["indicators"][indicator.id]
        three, chance = (headline.value, headline.low, headline.high), standing.rank(headline)
        scaled = [units.find(headline.unit).scale * value for value in three]
        row = dict(zip(titles, kept[indicator.label], strict=True))
        if math.isnan(headline.value):  # the use of no station: no number anywhere
            assert [told[name] for name in ("value", "low", "high")] == [row[name] for name in THREE[1:]] + [None] == [None] * 3, indicator.id
            continue
        assert [row.get(f"{name}, en entier", row[name]) for name in THREE] == pytest.approx(scaled, rel=1e-12)
        assert (row["Chance"] or "", told["chance"]) == (chance, chance)
        assert (told["value"], told["low"], told["high"]) == three
        if indicator.year is None:
            continue
        row = in_csv.loc[(indicator.variable, indicator.year)]
        assert (row["valeur"], row["bas"], row["haut"]) == pytest.approx(three, rel=1e-12)
        row = written.loc[(row["libelle"], indicator.year)]
        assert [row[f"{name}, en entier"] for name in THREE] == pytest.approx(scaled, rel=1e-12)
