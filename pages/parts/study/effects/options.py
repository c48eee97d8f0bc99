"""What is asked of the assembly: one table, an option in each column, an indicator in each line, the best value of a line in bold."""

import math
from collections.abc import Sequence

from data.ground import escaping, french
from pages.parts import prose, wide_tables
from pages.parts.remarks import in_place
from pages.parts.study.part import Part, Screen
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Option
from studies.toolkit.running import standing
from studies.toolkit.running.outcome import Headline, Outcome
from studies.toolkit.running.study import Study


class Options(Part):
    """The options put to the vote, each with the effects of its scenario."""

    id = "options"

    def draw(self, screen: Screen) -> None:
        """No lever moves an option: its scenario says what it does."""
        study = screen.study
        prose.subheader("Ce qui est demandé à l'assemblée")
        prose.markdown(study.card.asked)
        outcomes = [study.run(option.scenario) for option in study.card.options]
        titles = [
            wide_tables.Cell(option.title, _under(study, option, in_place.counted(screen.committee, f"option:{option.id}")))
            for option in study.card.options
        ]
        wide_tables.show("Les options et leurs effets", [wide_tables.Cell(""), *titles], _lines(study.card.indicators, outcomes))
        _one_world(study)
        named = {f"option:{option.id}": option.title for option in study.card.options}
        in_place.choose(screen.committee, "option", "Donner un avis sur une option", named)


def _under(study: Study, option: Option, said: str) -> str:
    """The scenario of an option, and how many remarks it has for who reads them."""
    scenario = f"scénario {french.in_sentence(study.scenarios[option.scenario].title)}"
    return f"{scenario} ; {said}" if said else scenario


def _one_world(study: Study) -> None:
    """What makes the options comparable, and what they change besides their levers."""
    acted_on = dict.fromkeys(name for option in study.card.options for name in option.acts_on)
    if not acted_on:
        prose.caption("Les options supposent le même monde : elles ne diffèrent que par ce qui se décide ici.")
        return
    with prose.expander(f"Ce que les options changent en plus de leurs leviers ({french.number(len(acted_on))})"):
        prose.markdown(
            "Pour tout le reste, elles supposent le même monde.\n\n"
            + "\n".join(f"- {escaping.markdown(study.parameters[name].label)} : {_by_option(study, name)}" for name in acted_on)
        )


def _by_option(study: Study, name: str) -> str:
    """What each option makes of a figure: "5 % (Ne rien payer) ; 3 % (Petites fermes)"."""
    titles: dict[str, list[str]] = {}
    for option in study.card.options:
        words = units.written(study.run(option.scenario).values[name], study.parameters[name].unit)
        titles.setdefault(words, []).append(study.scenarios[option.scenario].title)
    return " ; ".join(f"{words} ({french.listed([escaping.markdown(title) for title in named])})" for words, named in titles.items())


def _lines(indicators: Sequence, outcomes: Sequence[Outcome]) -> list[list[wide_tables.Cell]]:
    """A line for each indicator."""
    lines = []
    for indicator in indicators:
        headlines = [outcome.indicators[indicator.id] for outcome in outcomes]
        best = _best(headlines)
        lines.append([wide_tables.Cell(indicator.label), *(_cell(headline, headline.value == best) for headline in headlines)])
    return lines


def _best(headlines: Sequence[Headline]) -> float | None:
    """The best value of a line; none when the indicator has no good side, or when all that have an object are equal."""
    values, sense = [headline.value for headline in headlines if not math.isnan(headline.value)], headlines[0].sense
    if sense == 0 or not values or min(values) == max(values):
        return None
    return max(values) if sense > 0 else min(values)


def _cell(headline: Headline, best: bool) -> wide_tables.Cell:
    """The value; its range under it, the chance of its sign first when that is doubtful."""
    value, sign = units.headline(headline.value, headline.unit), standing.sign(headline)
    under = [sign] if sign else []
    if headline.low < headline.high:
        under.append(units.headline_span(headline.low, headline.high, headline.unit, beside=headline.value))
    return wide_tables.Cell(value, " ; ".join(under), best)
