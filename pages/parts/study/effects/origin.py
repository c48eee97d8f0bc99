"""« Pourquoi ce chiffre ? »: what a headline is made of, what the levers that were moved bring to it, what it depends on most and who says it."""

import math
from collections.abc import Sequence

from data.ground import french
from pages.parts import barred_tables, prose, provenance, refusal
from pages.parts.barred_tables import Bar, Line
from pages.parts.charts.house import GREY
from pages.parts.study.effects import swings
from pages.parts.study.part import Screen
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.running import origins, standing
from studies.toolkit.running.origins import CLOSED, Part, Way
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

SHOWN = 6  # levers with a line of their own
OUTSIDE = "Hors de sa fourchette : ce choix met des incertitudes au bord de la leur."


def show(screen: Screen, indicator: Indicator) -> None:
    """All of it, for the choice on screen."""
    study, choice, shown = screen.study, screen.choice, screen.outcome
    headline = shown.indicators[indicator.id]
    prose.markdown(f"**{indicator.label} : {units.headline(headline.value, headline.unit)}**")
    if math.isnan(headline.value):
        prose.caption(f"Sans objet dans ce choix : {origins.without_object(study, indicator, shown)}.")
        return
    if words := chances(headline):
        prose.caption("  \n".join(words))
    if indicator.parts:
        _made_of(headline, origins.parts(shown.data, indicator))
    if choice.changes:
        with refusal.in_place(study):
            _moved(study, headline, study.scenarios[choice.scenario].title, origins.way(study, indicator, choice.scenario, dict(choice.changes)))
    if told := origins.assumptions(study, indicator, choice.scenario, dict(choice.changes)):
        prose.markdown("**Les hypothèses qui pèsent le plus sur ce chiffre**")
        swings.show(study, "Hypothèse", told, shown.values, headline)
        provenance.small("Chacune va seule d'un bout à l'autre de sa fourchette ; trait : le chiffre affiché. Toutes sont sous « Hypothèses ».")


def chances(headline: Headline) -> list[str]:
    """Its range, and where its value stands in it, in full."""
    if headline.low >= headline.high:
        return []
    words = [f"{units.headline_range(headline.low, headline.high, headline.unit)}, 8 chances sur 10", standing.sign(headline)]
    words.append(OUTSIDE if standing.outside(headline) else standing.rank(headline))
    return [french.begun(text) for text in words if text]


def _made_of(headline: Headline, parts: Sequence[Part]) -> None:
    """The parts that add up to it, from nothing to it."""
    seen = [part for part in parts if abs(part.amount) > CLOSED * max(abs(each.amount) for each in parts)]
    none = len(parts) - len(seen)
    if not seen:
        prose.markdown(f"**{units.headline(headline.value, headline.unit)} : chacune de ses parts est nulle.**")
        return
    amounts, value = units.adding([part.amount for part in seen], headline.unit)
    prose.markdown(f"**Ce qui fait {value}, part par part**")
    steps = [(part.label, "", part.amount, says) for part, says in zip(seen, amounts, strict=True)]
    whole = Line("En tout", (), Bar(0.0, headline.value, GREY), [value], strong=True)
    barred_tables.show(f"Ce qui fait « {headline.label} »", ("Part", "Montant"), [*barred_tables.cascade(0.0, steps), whole], {"zéro": 0.0})
    if none:
        provenance.small(f"{french.plural(none, 'Une autre part est nulle', f'{none} autres parts sont nulles')}.")


def _moved(study: Study, headline: Headline, scenario: str, way: Way) -> None:
    """What each lever that was moved brings, from the figure of the scenario to that of the choice."""
    if math.isnan(way.start):
        prose.markdown(f"**Sans objet sous « {scenario} » : ce qu'apporte chaque levier n'a pas de point de départ.**")
        return
    least = CLOSED * max(abs(way.start), abs(way.end), *(abs(change.amount) for change in way.changes))
    seen = [change for change in way.changes if abs(change.amount) > least]
    if not seen and abs(way.together) <= least:
        prose.markdown(f"**Le même chiffre que « {scenario} » : rien de ce qui a été déplacé n'y change quoi que ce soit.**")
        return
    steps = [
        (
            study.parameters[change.parameter].label,
            " → ".join(units.written(value, study.parameters[change.parameter].unit) for value in (change.before, change.after)),
            change.amount,
        )
        for change in seen[:SHOWN]
    ]
    if others := seen[SHOWN:]:
        steps.append((french.counted(len(others), "autre levier", "autres leviers"), "", sum(change.amount for change in others)))
    if abs(way.together) > least:
        steps.append(("Ensemble", "ce que ces leviers ne font que l'un avec l'autre", way.together))
    (start, *says), end = units.adding([way.start, *(amount for *_, amount in steps)], headline.unit, steps=True)
    prose.markdown(f"**De {start} (« {scenario} ») à {end} : ce qu'apporte chaque levier déplacé**")
    first, last = (
        Line(words, (), Bar(value, value, GREY), [written], strong=True)
        for words, value, written in ((f"« {scenario} »", way.start, start), ("Ce choix", way.end, end))
    )
    told = [(*step, said) for step, said in zip(steps, says, strict=True)]
    barred_tables.show(
        f"De « {scenario} » à ce choix : {headline.label}", ("Levier", "Apport"), [first, *barred_tables.cascade(way.start, told), last]
    )
