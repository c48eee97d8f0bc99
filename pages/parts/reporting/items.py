"""What a reader may report an error about, on each page: every figure, question, option, layer, warning and sentence of a study, every site, by its
lasting name."""

import re
from collections.abc import Iterator

from data.ground import french
from data.store.writings.reports import About
from geo.sites import located
from pages.parts import menu
from studies import catalog
from studies.toolkit.checking.lasting_names import LIMITS
from studies.toolkit.reading import paragraphs
from studies.toolkit.reading.card import BreakEven
from studies.toolkit.reading.questions import STEM
from studies.toolkit.running.study import Study

WHOLE = "page"  # a report about a page, and nothing more precise
FIGURES = re.compile(r"\{[^{}]*\}")  # the values of a sentence, which change with the choice
MARKUP = re.compile(r"\*+|`")
FORMULA = re.compile(r"\$\$?[^$]*\$\$?")
EMPTY = re.compile(r" ?\((?:\W*…\W*)+\)")
SEVERAL = re.compile(r"…(?:[ ,;]+…)+")
ENDING = re.compile(r"[ :,;]*…[ .]*$")  # nothing but values that change
MOST = 70  # characters of a sentence that tell it from the others


def of_page(title: str) -> list[About]:
    """What stands on the page of that title, the page as a whole first."""
    study = next((study for study in catalog.studies() if study.card.title == title), None)
    if study is not None:
        return [About(study.slug, study.version, WHOLE, "Toute la page"), *(About(study.slug, study.version, *named) for named in of_study(study))]
    whole = About("", "", f"{WHOLE}:{title}", f"Toute la page « {title} »")
    return [whole, *map(of_site, located.all_sites().itertuples())] if title == menu.TERRITORY.title else [whole]


def of_site(site) -> About:
    """A site of the inventory (a row of `geo.sites.located.all_sites`)."""
    return About("", "", f"site:{site.site_id}", french.spaced(f"Site : {site.name}"))


def of_study(study: Study) -> Iterator[tuple[str, str]]:
    """The lasting name of each thing and how it is called."""
    card = study.card
    yield from ((f"indicator:{one.id}", f"Chiffre : {one.label}") for one in card.indicators)
    yield from ((f"option:{one.id}", f"Option : {one.title}") for one in card.options)
    yield from ((f"question:{name}", f"Question : {paragraphs.bare(one.asked)}") for name, one in study.questions.items())
    yield from ((f"figure:{one.id}", f"Figure : {_cut(one.title)}") for one in card.figures)
    yield from ((f"layer:{one.id}", f"Carte : {one.title or study.results[one.variable].label}") for one in card.layers)
    yield from ((f"parameter:{name}", f"Hypothèse : {one.label}") for name, one in study.parameters.items())
    yield from ((f"result:{name}", f"Courbe ou tableau : {one.label}") for name, one in study.results.items())
    yield from ((f"scenario:{name}", f"Scénario : {one.title}") for name, one in study.scenarios.items())
    yield from ((f"lever_group:{one.id}", f"Groupe de leviers : {one.title}") for one in card.lever_groups)
    yield from ((f"breakeven:{one.id}", f"Valeur de bascule : {_break_even(study, one)}") for one in card.breakeven)
    yield from ((f"warning:{one.id}", f"Alerte : {_cut(one.what)}") for one in card.warnings)
    yield from ((f"balance:{one.id}", f"Compte : {one.title}") for one in card.balances)
    for limit in card.limits:
        yield from ((f"paragraph:{LIMITS}.{name}", f"Limite : {_cut(words)}") for name, words in paragraphs.named(limit).items())
    for stem, text in study.texts.items():
        if stem != STEM:
            yield from ((f"paragraph:{stem}.{name}", f"Phrase : {_cut(words)}") for name, words in paragraphs.named(text).items())


def _break_even(study: Study, asked: BreakEven) -> str:
    """What a break-even value is of, and for which headline."""
    indicator = next(one for one in study.card.indicators if one.id == asked.indicator)
    return f"{study.parameters[asked.parameter].label}, pour « {indicator.short or indicator.label} »"


def _cut(words: str) -> str:
    """A sentence as one reads it in a list: no markup, its values that change as an ellipsis, none at its end or alone between brackets."""
    plain = MARKUP.sub("", FORMULA.sub("…", FIGURES.sub("…", words))).replace(french.NO_BREAK, " ")
    plain = " ".join(SEVERAL.sub("…", EMPTY.sub("", plain)).lstrip("- ").split())
    plain = ENDING.sub("", plain)
    return plain if len(plain) <= MOST else f"{plain[:MOST].rsplit(' ', 1)[0].rstrip(' :,;(….')}…"
