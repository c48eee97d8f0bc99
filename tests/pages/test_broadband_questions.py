"""The twelve questions of the committee of the broadband study, on its page: an answer each, and what it rests on once it is opened."""

import re

import pytest

from tests.pages.conftest import lines, opened_question

ASKED = [
    "Où en est-on, commune par commune, et quand est-ce fini ?",
    "La promesse a-t-elle été tenue ?",
    "Qui a payé quoi ?",
    "Pourquoi si peu d'abonnés ?",
    "Que se passe-t-il quand le cuivre s'arrête ?",
    "Quels leviers changent le plus de choses, et à quel prix ?",
    "Où ouvrir des tiers-lieux, et avec combien de postes ?",
    "Que coûte la visioconférence partagée, et à qui sert-elle ?",
    "Qu'y gagnent les entreprises ?",
    "Qu'est-ce qui est prouvé sur l'emploi et les prix ?",
    "Est-ce cohérent avec l'étude du centre de données ?",
    "Et si les hypothèses sont fausses ?",
]


def plain(page) -> str:
    """All the Markdown of a page, with plain spaces."""
    return "\n".join([*(element.value for element in [*page.markdown, *page.caption]), *lines(page)]).replace("\u202f", " ").replace("\u00a0", " ")


def test_every_question_is_asked_in_order_and_answered_by_a_sentence(study_page):
    page = study_page()
    said = [text.value for text in page.markdown]
    asked = [text for text in said if re.match(r":small\[\*\*\d+\. ", text)]
    assert asked == [f":small[**{number}. {words[:-2]}\N{NO-BREAK SPACE}?**]" for number, words in enumerate(ASKED, start=1)]
    for text in asked:
        assert said[said.index(text) + 1].startswith("### "), text


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "150 communes sur 152 sans aucun local raccordable"),  # Arcep, T1 2018
        (2, "La Lozère est passée devant la France fin 2022"),
        (3, "Un local coûte"),
        (4, "résidences secondaires vont de 8,79 % à 52,5 %"),  # INSEE, recensement 2018
        (5, "la téléalarme d'une personne âgée"),
        (6, "Chaque levier, seul, du scénario de référence au scénario « Volontariste »"),
        (7, "Ce que coûte et rapporte un poste, par an"),
        (8, "Visites à éviter pour que le service se paie"),
        (9, "À qui s'adresser : une liste à compléter par l'agence"),
        (10, "Ces effets sont mesurés ailleurs"),
        (11, "par abonné à l'heure de pointe, à vérifier"),
        (12, "256 tirages calés"),
    ],
)
def test_a_question_shows_what_its_answer_rests_on_once_it_is_opened(study_page, number, expected):
    page = study_page()
    assert expected not in plain(page)
    opened = opened_question(page, "broadband", number)
    assert not opened.exception
    assert expected in plain(opened)
    assert "Source : " in plain(opened)


def test_the_levers_are_tried_one_by_one_with_their_cost(study_page):
    shown = plain(opened_question(study_page(), "broadband", 6))
    row = next(line for line in shown.splitlines() if line.startswith("| **Séances de médiation numérique**"))
    assert "de 10 à 120 séances/an" in row
    # ten times 150 € a session: 110 more sessions a year for nine years, 148 500 €
    assert "+0,148 M€" in row or "+0,149 M€" in row


def test_a_lever_moves_the_answers_and_the_opened_details_together(study_page):
    page = opened_question(study_page(), "broadband", 8)
    assert "personne n'est relié dans ce scénario" in plain(page)
    assert "8 600 téléconsultations par an fin 2035" in plain(page) and "20 700" not in plain(page)  # the choice shown, not the one that connects
    page.slider(key="broadband.videoconference_target").set_value(300.0).run()
    assert not page.exception
    assert re.search(r"### Relier une personne coûte .* 29\d personnes seraient reliées fin 2035", plain(page))
    assert "seraient reliées fin 2035, scénario « Mon scénario »" in plain(page)


def test_a_choice_that_goes_too_far_is_said_with_why_and_what_to_change(study_page):
    page = study_page()
    assert "annoncées perdraient le cuivre fin 2028" not in plain(page)
    page.slider(key="broadband.closed_first").set_value(60.0).run()
    warned = next(text.value for text in page.markdown if "annoncées perdraient" in text.value)
    assert warned.startswith(":material/warning: **Attention\u00a0: plus de communes que les 39 annoncées")
    assert "Orange publie une fermeture 36 mois avant" in warned
    assert "*Que changer\u00a0:* revenir à 39" in warned


def test_levers_come_in_groups_and_the_one_that_the_address_moves_is_open(study_page):
    page = study_page(desks="300")
    groups = {drawer.label: drawer.proto.expanded for drawer in page.sidebar.expander if re.search(r" \(\d\)$", drawer.label)}
    assert groups == {
        "Les abonnés (1)": False,
        "Travailler ici (2)": True,
        "Se soigner, se relier (4)": False,
        "Le calendrier d'Orange, le télétravail, les communes voisines (3)": False,
    }
    assert page.slider(key="broadband.desks").value == 300


def test_the_story_and_what_happened_since_follow_the_figures(study_page):
    page = study_page()
    story = next(text.value for text in page.markdown if "Le réseau est là." in text.value)
    assert "94,1" in story and "{" not in story  # Arcep, 30 June 2024
    assert "80,4" in next(text.value for text in page.markdown if "**Fin 2022.**" in text.value)  # Arcep, 31 December 2022


def test_the_desks_that_are_decided_are_shared_between_the_candidates_by_those_who_would_go_there(study_page):
    page = study_page()
    still = next(text.value for text in page.markdown if "d'abord\N{NO-BREAK SPACE};" in text.value)
    assert "postes)" not in still  # nothing more is decided in the reference
    page.slider(key="broadband.desks").set_value(250.0).run()
    moved = next(text.value for text in page.markdown if "d'abord\N{NO-BREAK SPACE};" in text.value).replace("\u00a0", " ")
    shared = [int(count) for count in re.findall(r"\((\d+) postes\)", moved)]
    assert len(shared) == 3 and abs(sum(shared) - 100) <= 1 and shared == sorted(shared, reverse=True)
