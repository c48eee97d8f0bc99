"""The errors of the toolkit, all French and all with a remedy.

StudyError
├── FaultyStudy      a study folder that cannot be used; carries every fault found
├── BadRequest       a scenario, parameter or value that somebody asked for and that does not exist
└── Refusal          what a model raises, in French, for figures that it cannot use
"""

import re
from collections.abc import Sequence

from data.ground.faults import Fault
from studies.toolkit import constants


def in_one_line(error: BaseException) -> str:
    """What Python says of an error, for the author who has to find it: its name, then its words without line breaks."""
    return " : ".join(filter(None, (type(error).__name__, " ".join(str(error).split()))))


# What Python says of a model or of a page, what that means, and what to do about it: numpy's English alone helps nobody.
KNOWN = (
    (r"NameError : name '(\w+)'.*", "« {0} » n'est défini nulle part", "corriger le nom, ou écrire une ligne {0} = … au-dessus"),
    (r"AttributeError : (paramètre « (\w+) » absent.*)", "{0}", "corriger le nom, ou ajouter une ligne {1} à parameters.csv"),
    (
        r"AttributeError : 'Dataset' object has no attribute '(\w+)'.*",
        "territory n'a pas de « {0} »",
        "choisir dans la liste de ses variables : studies/README.md, Ce que le modèle sait du territoire",
    ),
    (
        r"ValueError : The truth value of .*",
        "if, min ou max de Python sur un chiffre qui a autant de valeurs que de tirages",
        "écrire np.where(condition, si_oui, si_non), np.minimum(a, b) ou np.maximum(a, b)",
    ),
    (
        r"ValueError : operands could not be broadcast together with shapes (.*)",
        "deux tableaux qui n'ont pas les mêmes axes, de tailles {0}",
        "le tirage est le dernier axe, l'année lui fait une place : (YEARS - YEARS[0])[:, None] * p.homes_per_year",
    ),
    (r"ZeroDivisionError.*", "division par zéro", "ne diviser que par ce qui ne peut être nul : np.where(b > 0, a / np.maximum(b, 1e-9), 0)"),
    (
        r"KeyError : ['\"]?(\w+), parmi les colonnes de (\w+) : ([^'\"]+).*",
        "la table {1} n'a pas de colonne « {0} »",
        "corriger le nom ; il y a {2} (leurs noms dans tables/tables.toml)",
    ),
    (r"KeyError : ['\"]?([^'\"]+).*", "« {0} » n'existe pas dans ce tableau", "corriger ce nom, ou l'ajouter au tableau"),
    (r"IndexError : .*", "un rang demandé au-delà de la fin d'un tableau", "compter à partir de 0 : le dernier d'un tableau est x[-1]"),
    (
        r"ImportError : cannot import name '(\w+)' from 'studies\.toolkit\.constants'.*",
        "« {0} » n'est pas une constante du Studio",
        f"choisir parmi : {', '.join(name for name in vars(constants) if name.isupper())} (pour des M€ : / KILO / KILO)",
    ),
    (
        r"ImportError : cannot import name '(\w+)' from '([\w.]+)'.*",
        "« {0} » n'est pas dans {1}",
        "corriger le nom de ce qui est importé, ou s'en passer",
    ),
    (r"(?:ModuleNotFoundError|ImportError) : .*'(\w[\w.]*)'.*", "« {0} » ne se trouve pas", "corriger le nom de ce qui est importé, ou s'en passer"),
    (
        r"AttributeError : module '(?:[\w.]+\.)?(\w+)' has no attribute '(\w+)'.*",
        "{0} n'a pas de « {1} »",
        "corriger le nom : il y a peut-être une lettre de trop, ou une de moins",
    ),
    (r"AttributeError : '([\w.]+)' object has no attribute '(\w+)'.*", "ce qui est là ({0}) n'a pas de « {1} »", "corriger le nom après le point"),
    (
        r"TypeError : (\w+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.*)",
        "« {0} » est appelée sans tout ce qu'il lui faut",
        "lui donner aussi : {1}",
    ),
    (r"TypeError : (\w+)\(\) takes .*", "« {0} » est appelée avec trop de valeurs", "ne donner que celles de sa ligne def {0}(…)"),
    (
        r"TypeError : (\w+)\(\) got an unexpected keyword argument '(\w+)'.*",
        "« {0} » n'a pas d'entrée « {1} »",
        "la nommer comme sa ligne def {0}(…)",
    ),
    (
        r"TypeError : unsupported operand type\(s\) for (.+): '(\w+)' and '(\w+)'",
        "{0} entre {1} et {2}, qui ne se calculent pas ensemble",
        "ne calculer qu'avec des nombres et des tableaux : un texte, une liste ou None n'en sont pas",
    ),
    (
        r"TypeError : only .* arrays can be converted to Python scalars.*",
        "float, int ou round de Python sur un tableau",
        "np.round(x), ou x[0] pour un seul",
    ),
)


def in_french(error: BaseException, otherwise: str) -> tuple[str, str]:
    """What an error means and what to do about it, in French when it is one of those that authors meet; else what Python says, and `otherwise`."""
    said = in_one_line(error)
    for pattern, meaning, remedy in KNOWN:
        if found := re.fullmatch(pattern, said):
            return meaning.format(*found.groups()), remedy.format(*found.groups())
    return said, otherwise


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
