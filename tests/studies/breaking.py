"""A study with one of its functions broken: its cases and its results must tell."""

import functools
from dataclasses import replace

from studies.toolkit.checking import proving
from studies.toolkit.running import outcome, runs


def break_function(study, monkeypatch, name, part=0.5):
    """Has the function give only a part of its answer in every file of the model, each of which knows it under its name."""
    function = study.function(name)

    @functools.wraps(function)  # the cases read its annotations
    def broken(*given, **named):
        return _part_of(function(*given, **named), part)

    for module in study.modules.values():
        if hasattr(module, name):
            monkeypatch.setattr(module, name, broken)


def _part_of(answer, part):
    if isinstance(answer, dict):
        return {key: value * part for key, value in answer.items()}
    return tuple(value * part for value in answer) if isinstance(answer, tuple) else answer * part


def faults_of(study, name):
    """The faults of the cases of one function, which a break of it must make fail; of every case for a function that only the others prove."""
    own = [(where, case) for where, case in study.cases if case.function == name]
    return proving.faults(replace(study, cases=own or study.cases))


def answer_of(study, scenario, **changes):
    """A fresh run: nothing remembered."""
    return runs.simulate(study, runs.choices(study, scenario, changes))


def headlines(study, scenario):
    """The central values of the headlines, from a fresh run."""
    answer = answer_of(study, scenario)
    return [float(outcome.at(answer, indicator)) for indicator in study.card.indicators]
