"""A text that changed, as the page of versions tells it."""

import html

from pages.parts.versions import word_by_word

LONG = "Le cuivre s'éteint partout en 2030, et personne n'a encore dit qui accompagnera celles et ceux qui n'ont que lui. " * 3


def told(before: str, after: str) -> str:
    return html.unescape(word_by_word.written(before, after))


def test_a_change_stands_among_whole_words_of_the_text_as_readers_see_it():
    assert told(f"{{#copper}} Le départ. {LONG}La fin.", f"{{#end}} Un départ. {LONG}Une fin.") == (
        "<del>Le</del> <ins>Un</ins> départ. Le cuivre s'éteint partout en 2030, et personne n'a encore dit qui … "
        "et personne n'a encore dit qui accompagnera celles et ceux qui n'ont que lui. <del>La</del> <ins>Une</ins> fin."
    )


def test_the_name_of_a_paragraph_is_told_when_nothing_else_changed():
    assert told("{#copper} Le départ.", "{#end} Le départ.") == "<del>{#copper}</del> <ins>{#end}</ins> Le départ."
