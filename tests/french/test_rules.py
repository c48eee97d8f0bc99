"""Each rule of French is proved able to fail on a sentence that breaks it, and to accept one that does not."""

import pytest

from tests.french import rules

PROOFS = {
    rules.doubled_plural: (["Concession de 25 anss.", "4 baiess", "des tiers-lieuss"], ["25 ans", "le stress, un accès sans process", "le RSS"]),
    rules.yearly_twice: (
        ["9 230 porcelets/an par an", "environ 2 490 t/an de porc par an", "7 490 h/an de refroidissement par an", "trois par an et par an"],
        ["2 490 t/an de porc", "12 séances par an. Elles coûtent par an…", "120 séances/an à 150 € par an", "1,5 k€/an ; deux fois par an"],
    ),
    rules.disagreement: (
        ["1 baies", "0\u00a0locaux", "1,5 véhicules/jour", "3 exploitation", "12\u202f464\u00a0habitant", "−1 points", "2 local", "1 études"],
        ["1 baie", "0 local", "1,9 véhicule/jour", "2 exploitations", "0,4 baie/1\u202f000 habitants", "1\u00a0000 habitants", "2 local-type"],
    ),
    rules.hyphen_for_minus: (["une valeur de -48,5 k€", "(-6,5 °C)", "de -1 à 1"], ["\u221248,5", "le 2026-11-22", "- 3 lignes", "pages 10-12"]),
    rules.closed_twice: (["Source : INSEE (2018, Licence (à vérifier))"], ["f(2) (à vérifier)", "(a) et (b)"]),
    rules.spaced_twice: (["deux  espaces", "deux \u00a0espaces"], ["un espace", "  - une liste", "fin de ligne  \nsuite", "| a |  | b |"]),
    rules.no_ligature: (["CC Coeur de Lozère", "la main d'oeuvre", "un noeud"], ["CC Cœur de Lozère", "un poème", "coefficient"]),
    rules.straight_quotes: (['le "socle"'], ["le «\u00a0socle\u00a0»", "l'aide"]),
    rules.loose_sign: (
        ["Source : INSEE", "et après ?", "vu ; lu", "« mot\u00a0»", "«mot\u00a0»", "«\u00a0mot»", "«\u00a0mot »", "12 %", "3 €", "4 k€", "2 M€"],
        ["Source\u00a0: INSEE", "et après\u202f?", "«\u00a0mot\u00a0»", "12\u00a0%", "3\u00a0€/kg", ":material/undo:", "| :--- | :---: |"],
    ),
}  # fmt: skip


def test_every_rule_has_its_proofs():
    assert set(PROOFS) == set(rules.RULES)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (bad, _) in PROOFS.items() for text in bad])
def test_a_rule_finds_what_breaks_it(rule, text):
    assert rule(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (_, good) in PROOFS.items() for text in good])
def test_a_rule_accepts_what_keeps_it(rule, text):
    assert rule(text) == []


def test_addresses_are_not_read():
    assert rules.readable("[la page](https://exemple.fr/a-2) et https://exemple.fr/-3") == "[la page et "
