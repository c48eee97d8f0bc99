"""The option that a study advises, by which the pages that gather the studies show it; the scenario that its page shows first when none is said."""

import re

from data.ground import french
from pages.parts.study.choosing import state
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import Headline, Outcome
from studies.toolkit.running.study import Study

MARK = re.compile(r"^Option conseillée\s*:\s*")  # begins the title of some of them


def scenario(study: Study) -> str:
    """The scenario under which the study is shown."""
    return study.card.advice.scenario if study.card.advice else study.card.default_scenario


def outcome(study: Study) -> Outcome:
    """Its outcome."""
    return study.run(scenario(study))


def headline(study: Study, shown: Outcome) -> Headline:
    """The figure that sums it up: the first headline that its sentence for the home page gives, else its first one."""
    said = [name.rpartition(":")[2] for name in narrative.PLACEHOLDER.findall(study.card.summary)]
    return next((shown.indicators[name] for name in said if name in shown.indicators), next(iter(shown.indicators.values())))


def named(study: Study) -> str:
    """How it is called: « Option conseillée : le biométhane d'abord », or the scenario."""
    if study.card.advice is None:
        return f"Scénario « {study.scenarios[scenario(study)].title} »"
    return f"Option conseillée : {french.in_sentence(MARK.sub('', study.card.advice.title))}"


def in_brief(study: Study) -> str:
    """The same beside the sentence that says what it is."""
    return "Option conseillée" if study.card.advice else named(study)


def in_address(study: Study) -> dict[str, str]:
    """What the address of the page of the study says to open it under that scenario; nothing when it does so by itself."""
    return {} if scenario(study) == study.card.default_scenario else {state.key(study, state.SCENARIO): study.scenarios[scenario(study)].title}
