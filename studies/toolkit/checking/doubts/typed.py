"""Figures typed in the sentences that the levers move, and units written again after a value that carries its own."""

import re
from collections.abc import Iterator

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.running.narrative import FORM, PLACEHOLDER
from studies.toolkit.running.study import Study

APART = re.compile(r"\{[^}]*\}|\]\([^)]*\)|\$\$.*?\$\$|\$[^$\n]*\$|`[^`]*`|8 chances sur 10", re.DOTALL)  # what stands for no typed figure
NUMBER = re.compile(r"(?<![\w.,/-])\d[\d\u202f\u00a0 ]*(?:[.,]\d+)?(?![\w/-])")
SPAN = re.compile(r"[\s\u00a0\u202f]*(?:ans|années|mois)\b")  # « sur 20 ans » says how the study counts
YEARS = range(1900, 2101)
WITHOUT_UNIT = ("number", "unit", "doubt")  # forms of a name that carry no unit
SIGN = r"[kM]?€|%|[kMG]Wh\b|km\b|t\b"
TIMES = {
    "year": r"par an\b|chaque année|l'an\b|/an\b",
    "month": r"par mois|/mois",
    "hour": r"par heure|de l'heure|/h\b",
}  # besides « par » and its label
REPEATED, ALONE = "l'ôter : l'unité vient avec la valeur", " ; sans elle, {{{}.number}}"
BRACED = "y mettre un nom entre accolades, qui suit les curseurs : {carbon_2037} pour un indicateur, {oil_price} pour un chiffre"


def remarks(study: Study) -> list[Fault]:
    """Each figure typed in the answer, in the summary or in the title of a figure; each unit that a text writes again."""
    card = f"studies/{study.slug}/study.toml"
    texts = [(f"studies/{study.slug}/text/{name}.md", text) for name, text in study.texts.items()]
    lines = [(f"{place}, ligne {line}", said) for place, text in texts for line, said in enumerate(text.splitlines(), start=1)]
    titles = [(f"{card} (figures.{place}.title)", figure.title) for place, figure in enumerate(study.card.figures)]
    moved = [*(each for each in lines if "/essential.md, " in each[0]), (f"{card} (summary)", study.card.summary), *titles]
    others = [each for each in lines if each not in moved]
    return [*(fault for each in moved for fault in _typed(*each)), *(fault for each in (*moved, *others) for fault in _again(study, *each))]


def _typed(place: str, text: str) -> Iterator[Fault]:
    words = APART.sub(" ", text)
    for found in NUMBER.finditer(words):
        number = found[0].strip()
        is_year = number.isdigit() and int(number) in YEARS
        opens_a_line = not words[: found.start()].strip() and words[found.end() :].startswith((". ", ") "))  # « 1. » numbers a list
        if not (is_year or opens_a_line or SPAN.match(words, found.end())):
            yield Fault(place, f"chiffre tapé dans le texte : « {number} »", BRACED)


def _again(study: Study, place: str, text: str) -> Iterator[Fault]:
    for braced in PLACEHOLDER.finditer(text):
        name, form = FORM.fullmatch(braced[1].strip()).group("name", "form")
        unit = _unit(study, name)
        if unit is None or form in WITHOUT_UNIT:
            continue
        said = [SIGN, *(TIMES.get(word, rf"par {re.escape(units.BASES[word])}\b") for word in unit.split("/")[1:] if word in units.BASES)]
        if repeated := re.compile(rf"\**[\s\u00a0\u202f]*(?:{'|'.join(said)})").match(text, braced.end()):
            alone = "" if name in study.parameters else ALONE.format(name)  # a figure of parameters.csv is written with its unit only
            yield Fault(place, f"unité écrite deux fois : « {braced[0]}{repeated[0]} »", f"{REPEATED}{alone}")


def _unit(study: Study, name: str) -> str | None:
    """The unit of what a name in braces stands for, under whichever scenario; None for what has none."""
    name = name.rpartition(":")[2]
    stem = re.split(r"[\[@]", name)[0]
    named = {indicator.id: re.split(r"[\[@]", indicator.variable)[0] for indicator in study.card.indicators}
    declared = study.parameters.get(stem) or study.results.get(named.get(stem, stem))
    return declared.unit if declared else None
