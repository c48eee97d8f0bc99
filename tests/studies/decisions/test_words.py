"""What a flag and a decision say, on a screen and in a letter."""

from dataclasses import replace
from datetime import UTC, datetime

from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.flags import Answer, Flag
from studies.decisions import flag_words, words
from studies.decisions.papers import letters

MONEY = {"id": "money", "label": "Argent public", "written": "6,1 M€", "ranged": "entre 5 et 8 M€", "now": 9.2, "now_written": "9,2 M€"}
ORDER = {"label": "Argent public", "before": [["Attendre"], ["Construire", "Louer"]], "after": [["Louer"], ["Attendre"], ["Construire"]]}


def flag(moved=(), ranking=None) -> Flag:
    return Flag("f", "d", 4, moved, ranking or {}, datetime(2026, 12, 10, tzinfo=UTC), Answer.WAITING, "", "", None)


def test_a_figure_and_the_order_on_it_are_told_in_one_line_with_their_cause():
    told = flag_words.changes(flag([{**MONEY, "cause": "Prix de l'acier"}], {"money": {**ORDER, "cause": "Prix de l'acier"}}))
    assert told == [
        "Argent public : 6,1 M€ le jour du vote (entre 5 et 8 M€), 9,2 M€ maintenant ; « Louer » passe devant « Attendre ». "
        "Cause principale : prix de l'acier."
    ]


def test_two_causes_are_told_and_an_option_that_is_gone_too():
    gone = {"label": "Argent public", "before": [["Attendre"], ["Louer"]], "after": [["Attendre"]], "cause": "une option n'est plus proposée"}
    told = flag_words.changes(flag([{**MONEY, "cause": "Prix de l'acier"}], {"money": gone}))
    assert told[0].endswith("« Louer » n'est plus proposé. Causes principales : prix de l'acier et une option n'est plus proposée.")


def test_a_figure_that_is_gone_says_what_it_was():
    told = flag_words.changes(flag([{**MONEY, "now": None, "now_written": "", "cause": "cette version ne donne plus ce chiffre sous ce scénario"}]))
    assert told == [
        "Argent public : 6,1 M€ le jour du vote (entre 5 et 8 M€). Cause principale : cette version ne donne plus ce chiffre sous ce scénario."
    ]


def test_a_day_is_that_of_the_place_where_sittings_are_held():
    assert words.on(datetime(2026, 12, 10, 23, 30, tzinfo=UTC)) == "11 décembre 2026"


def test_a_list_says_only_how_much_moved():
    assert flag_words.in_brief(flag([MONEY, MONEY])) == "la version 4 change 2 chiffres"
    assert flag_words.in_brief(flag([MONEY], {"money": ORDER})) == "la version 4 change 1 chiffre et l'ordre des options"
    assert flag_words.in_brief(flag(ranking={"money": ORDER})) == "la version 4 change l'ordre des options"


def test_the_letter_to_who_carries_a_decision_says_what_moved_and_asks_for_an_answer(decision: Decision):
    on_study = replace(decision, study="pork", version=3, scenario="trend", shown={"title": "Porc de qualité", "scenario_title": "Érosion"})
    letter = letters.flagged(on_study, flag([{**MONEY, "cause": "Prix de l'acier"}]), "https://studio.example/decisions?decision=abc")
    assert letter.subject == "Décision à revoir ? Faut-il financer l'accompagnement ?".replace(" ?", "\N{NO-BREAK SPACE}?")
    text = letter.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Instance : Assemblée générale. Décidé le 12 décembre 2025 : L'accompagnement est financé dès 2026." in text
    assert "sur la version 3 de l'étude « Porc de qualité ». La version 4 en change les chiffres :" in text
    assert "- Argent public : 6,1 M€ le jour du vote (entre 5 et 8 M€), 9,2 M€ maintenant. Cause principale : prix de l'acier." in text
    assert "https://studio.example/decisions?decision=abc" in text and "$" not in text
