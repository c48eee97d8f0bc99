"""The errors of the toolkit, all French and all with a remedy.

StudyError
├── FaultyStudy      a study folder that cannot be used; carries every fault found
├── BadRequest       a scenario, parameter or value that somebody asked for and that does not exist
└── Refusal          what a model raises, in French, for figures that it cannot use
"""

import re
from collections.abc import Sequence

from data.ground.faults import Fault


def in_one_line(error: BaseException) -> str:
    """What Python says of an error, for the author who has to find it: its name, then its words without line breaks."""
    return " : ".join(filter(None, (type(error).__name__, " ".join(str(error).split()))))


# What an author has most often done when Python says this of a model, and what to do about it.
HINTS = (
    (r"NameError : name '(\w+)'.*", "« {0} » n'est défini nulle part : corriger le nom, ou écrire une ligne {0} = … au-dessus"),
    (r"AttributeError : paramètre « (\w+) ».*", "corriger le nom, ou ajouter une ligne {0} à parameters.csv"),
    (
        r"AttributeError : 'Dataset' object has no attribute '(\w+)'.*",
        "territory n'a pas de « {0} » : la liste de ses variables est dans studies/README.md",
    ),
    (
        r"ValueError : The truth value of .*",
        "pas de if, min ou max de Python sur un chiffre qui peut avoir mille tirages : np.where, np.minimum ou np.maximum",
    ),
    (
        r"ValueError : operands could not be broadcast .*",
        "donner à ces tableaux les mêmes axes, le tirage en dernier : (YEARS - YEARS[0])[:, None] * p.homes_per_year",
    ),
    (r"ZeroDivisionError.*", "corriger cette ligne : le diviseur vaut zéro"),
    (r"KeyError : ['\"]?([^'\"]+).*", "corriger cette ligne : « {0} » n'existe pas dans ce tableau"),
    (r"ModuleNotFoundError.*", "cette bibliothèque n'est pas installée : s'en passer"),
)


def hint(said: str, otherwise: str) -> str:
    """The remedy that goes with what Python says (as `in_one_line` gives it), `otherwise` when nothing is known."""
    for pattern, remedy in HINTS:
        if found := re.fullmatch(pattern, said):
            return remedy.format(*found.groups())
    return otherwise


class StudyError(Exception):
    """Anything that the toolkit refuses, with a message for the person who asked."""


class FaultyStudy(StudyError):
    """A study that cannot be used; `faults` holds all that is wrong with its folder."""

    def __init__(self, slug: str, faults: Sequence[Fault]) -> None:
        self.slug, self.faults = slug, list(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class BadRequest(StudyError):
    """What was asked for does not exist or is out of bounds."""

    def __init__(self, place: str, fault: str, remedy: str) -> None:
        self.fault = Fault(place, fault, remedy)
        super().__init__(str(self.fault))


class Refusal(StudyError):
    """What a model raises, with one French sentence, for figures that make no sense together."""
