"""Whether the options put to the vote suppose one world: what a study cannot choose is the same for all, but where an option says that it acts.

A lever that the card sets under what the world decides is such a figure: what Orange or a large client does is not what the assembly votes.
"""

from data.ground.faults import Fault
from studies.toolkit.reading.card import Option
from studies.toolkit.running.study import Study


def faults(study: Study) -> list[Fault]:
    """The figures, levers that are decided here apart, that options which do not act on them suppose different, then those named for nothing."""
    values = {option.id: _supposed(study, option) for option in study.card.options}
    chosen = _decided_here(study)
    worlds = (_apart(study, values, name) for name in study.parameters if name not in chosen)
    return [fault for fault in worlds if fault is not None] + [
        Fault(f"studies/{study.slug}/study.toml (options, {option.id}, acts_on)", f"« {name} » : {wrong}", "retirer ce nom, ou le corriger")
        for option in study.card.options
        for name in option.acts_on
        if (wrong := _for_nothing(study, option, name))
    ]


def _decided_here(study: Study) -> set[str]:
    """The levers that the options set: all but those of the world."""
    return {name for name, parameter in study.parameters.items() if parameter.role == "lever"} - study.card.tried


def _supposed(study: Study, option: Option) -> dict[str, float]:
    """The value of every figure under an option [unit of each]."""
    return {name: parameter.value for name, parameter in study.parameters.items()} | study.scenarios[option.scenario].changes


def _apart(study: Study, values: dict[str, dict[str, float]], name: str) -> Fault | None:
    """The fault of a figure that is not the same for all the options that do not act on it."""
    supposed = {option.scenario: values[option.id][name] for option in study.card.options if name not in option.acts_on}
    if len(set(supposed.values())) < 2:
        return None
    told = ", ".join(f"{value:g} dans [{scenario}]" for scenario, value in supposed.items())
    return Fault(
        f"studies/{study.slug}/scenarios.toml ({name})",
        f"les options ne supposent pas le même monde : {told}",
        f'donner la même valeur à toutes ; si l\'option elle-même la change, le dire dans study.toml : acts_on = ["{name}"]',
    )


def _for_nothing(study: Study, option: Option, name: str) -> str:
    """What is wrong with a figure on which an option says that it acts; nothing when it does."""
    if name not in study.parameters:
        return "paramètre inconnu"
    if name in _decided_here(study):
        return "levier, que toute option règle"
    return "" if name in study.scenarios[option.scenario].changes else f"que le scénario [{option.scenario}] ne change pas"
