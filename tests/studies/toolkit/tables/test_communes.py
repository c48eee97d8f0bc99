"""Which commune a line is about: its code or its name, in the forms that people write; nothing is guessed."""

import pytest

from data.intake.cells import Unreadable
from studies.toolkit.reading.tables.communes import Communes
from tests.studies.tables_of_a_study import communes


@pytest.fixture(scope="module")
def known() -> Communes:
    return Communes(communes())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("48095", "48095"),
        (48095, "48095"),
        ("Mende", "48095"),
        ("MENDE", "48095"),
        (" mende ", "48095"),
        ("Saint-Chély-d'Apcher", "48140"),
        ("SAINT CHELY D APCHER", "48140"),
        ("St-Chély-d'Apcher", "48140"),
        ("Malzieu-Ville (Le)", "48090"),
        ("Le Malzieu-Ville", "48090"),
    ],
)
def test_a_commune_is_known_by_its_code_or_its_name_whatever_its_accents_and_article(known, written, code):
    assert known.code(written) == (code, "")


def test_each_commune_of_the_territory_is_known_by_its_own_name_and_in_capitals_without_accents(known):
    for code, name in communes().items():
        assert known.code(name) == known.code(name.upper()) == (code, "")


@pytest.mark.parametrize("written", ["Aumont-Aubrac", "La Chaze-de-Peyre", "48047"])
def test_a_commune_of_before_is_read_as_that_of_today_and_said(known, written):
    code, remark = known.code(written)
    assert code == "48009" and written in remark and remark.endswith("lue Peyre en Aubrac")


@pytest.mark.parametrize(
    ("written", "fault", "remedy"),
    [
        ("Mendes", "« Mendes » n'est pas une commune de l'étude", "écrire « Mende »"),
        ("Total", "« Total » n'est pas une commune de l'étude", "retirer cette ligne : un total n'est pas une commune"),
        ("Total Lozère", "« Total Lozère » n'est pas une commune de l'étude", "retirer cette ligne : un total n'est pas une commune"),
        ("12202", "« 12202 » n'est pas le code d'une commune de l'étude", "corriger le code, ou retirer la ligne"),
        ("Millau", "« Millau » n'est pas une commune de l'étude", "retirer cette ligne : c'est une commune d'un autre département (Aveyron)"),
        ("CC du Mont Lozère", "« CC du Mont Lozère » n'est pas une commune de l'étude", "retirer cette ligne : une intercommunalité, un canton"),
        ("Saint-Julien", "« Saint-Julien » n'est pas une commune de l'étude", "écrire « La Fage-Saint-Julien », « Saint-Julien-des-Points »"),
        ("", "commune absente", "écrire son code INSEE ou son nom, ou retirer la ligne"),
        ("xyzzy", "« xyzzy » n'est pas une commune de l'étude", "écrire son code INSEE, ou retirer la ligne"),
    ],
)
def test_what_is_no_commune_of_the_study_is_refused_with_the_nearest_names(known, written, fault, remedy):
    with pytest.raises(Unreadable) as refused:
        known.code(written)
    assert refused.value.fault == fault and refused.value.remedy.startswith(remedy)


def test_a_name_that_two_communes_share_is_refused_with_their_codes():
    with pytest.raises(Unreadable) as refused:
        Communes({"48001": "Le Pont", "48002": "La Pont"}).code("Pont")
    assert (refused.value.fault, refused.value.remedy) == ("« Pont » nomme plusieurs communes", "écrire le code : 48001 ou 48002")
