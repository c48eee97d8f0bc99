"""The figures that a decision was taken on, as they stood, beside those of today."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.ground import escaping, french
from data.store.writings.assembly.decisions import Decision
from pages.parts import prose, provenance, tables, wide_tables
from pages.parts.versions import reading
from pages.parts.visitor import Visitor
from pages.parts.wide_tables import Cell
from studies.decisions import flagging
from studies.publishing.shown import Shown
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import Headline

OUT = "hors de la fourchette montrée"
GONE, SEVERAL_GONE = "n'est plus donné", "ne sont plus donnés"
STILL = "aucun chiffre n'est sorti de la fourchette montrée ce jour-là"


def show(one: Decision, visiting: Visitor, link: str) -> None:
    """The headlines then and now; the answer and the options as they were shown. `link`: to the version for ever, "" when she may not read it."""
    now = of_today(one, visiting)
    prose.subheader("Les chiffres montrés ce jour-là")
    version = f"Version {one.version} de l'étude « {escaping.markdown(one.shown['title'])} »"
    scenario = f"scénario « {escaping.markdown(one.shown['scenario_title'])} »"
    more = "" if link else " ; cette version n'est pas publiée, ses chiffres sont ici"
    prose.markdown(f"{f'[{version}]({link})' if link else version}, {scenario}{more}")
    tables.show([_row(headline, now, one.scenario) for headline in one.shown["headlines"]])
    if now is not None and now.number == one.version:
        provenance.small("C'est encore cette version que montre l'étude.")
    with prose.expander("La réponse et les options, telles qu'elles étaient écrites"):
        prose.markdown(one.shown["answer"])
        options(one.shown)


def of_today(one: Decision, visiting: Visitor) -> Shown | None:
    """The study of a decision as the visitor reads it today, if she still does."""
    return next((each for each in reading.read_by(visiting) if each.study.slug == one.study), None)


def headlines_now(now: Shown | None, scenario: str) -> Mapping[str, Headline]:
    """The headlines of today under a scenario; nothing when the study or the scenario is there no more."""
    if now is None or scenario not in now.study.scenarios:
        return {}
    return now.study.run(scenario).indicators


def _row(headline: Mapping[str, Any], now: Shown | None, scenario: str) -> dict[str, str]:
    called = f"Aujourd'hui, {reading.named(now)}" if now else "Aujourd'hui"
    return {
        "Chiffre": escaping.markdown(headline["label"]),
        "Ce jour-là": f"**{headline['written']}**, {headline['ranged']}",
        called: now_written(headline, headlines_now(now, scenario).get(headline["id"])),
    }


def _compared(was: Mapping[str, Any], new: Headline | None) -> bool:
    """Whether a figure of today may be compared with the one shown: it is still given, in the same unit."""
    return new is not None and new.unit == was["unit"]


def now_written(was: Mapping[str, Any], new: Headline | None) -> str:
    """A figure of today, and whether it is out of the range that was shown."""
    if not _compared(was, new):
        return GONE
    written = f"**{units.headline(new.value, new.unit)}**"
    return f"{written}, {OUT}" if flagging.out_of_range(was, new.value) else written


def options(shown: Mapping[str, Any]) -> None:
    """The options in columns, a headline in each line, the best value in bold: as the page of the study showed them."""
    titles = [Cell(option["label"]) for option in shown["options"]]
    lines = []
    for place, first in enumerate(shown["options"][0]["figures"] if shown["options"] else ()):
        order: Sequence[Sequence[str]] = shown["ranking"].get(first["id"], ())
        best = order[0] if len(order) > 1 else ()
        lines.append([Cell(first["label"]), *(_cell(option["figures"][place], option["id"] in best) for option in shown["options"])])
    if lines:
        wide_tables.show("Les options et leurs effets, ce jour-là", [Cell(""), *titles], lines)


def _cell(one: Mapping[str, Any], best: bool) -> Cell:
    return Cell(one["written"], one["ranged"] if one["low"] < one["high"] else "", best)


def since(one: Decision, now: Shown | None) -> str:
    """What became of the figures shown that day: those that are out of their range, those that are not given any more."""
    new = headlines_now(now, one.scenario)
    out, gone = [], []
    for was in one.shown["headlines"]:
        label, each = escaping.markdown(french.in_sentence(was["label"])), new.get(was["id"])
        if not _compared(was, each):
            gone.append(label)
        elif flagging.out_of_range(was, each.value):
            out.append(f"{label}, {was['written']} → {units.headline(each.value, each.unit)}")
    told = [f"{words} : {' ; '.join(found)}" for words, found in ((OUT, out), (french.plural(len(gone), GONE, SEVERAL_GONE), gone)) if found]
    return " ; ".join(told) or STILL
