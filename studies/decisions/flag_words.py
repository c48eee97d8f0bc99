"""What a flag says, in words that a screen and a letter share: each figure that moved, each order that changed, with the main cause."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.ground import french
from data.store.writings.assembly.flags import Flag
from studies.decisions.flagging import ranked


def changes(flag: Flag) -> list[str]:
    """A sentence for each headline that moved, or on which an order changed: « Argent public : 6,1 M€ le jour du vote (entre 5 et 8 M€), 9,2 M€
    maintenant ; « Construire » passe devant « Attendre ». Cause principale : prix de l'acier. »"""
    said: dict[str, list[str]] = {}
    causes: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    figures = ((one["id"], one, [_moved(one)]) for one in flag.moved)
    orders = ((name, one, _passing(one)) for name, one in flag.ranking.items())
    for name, one, told in (*figures, *orders):
        labels[name] = one["label"]
        said.setdefault(name, []).extend(told)
        causes.setdefault(name, []).append(french.in_sentence(one["cause"]))
    return [f"{labels[name]} : {' ; '.join(told)}. {_why(causes[name])}." for name, told in said.items()]


def _why(causes: Sequence[str]) -> str:
    different = list(dict.fromkeys(causes))
    return f"{french.plural(len(different), 'Cause principale', 'Causes principales')} : {french.listed(different)}"


def in_brief(flag: Flag) -> str:
    """How much a version moved: « la version 4 change 2 chiffres et l'ordre des options »."""
    count = len(flag.moved)
    figures = [french.counted(count, "chiffre")] if count else []
    order = ["l'ordre des options"] if flag.ranking else []
    return f"la version {flag.version} change {french.listed([*figures, *order])}"


def _moved(one: Mapping[str, Any]) -> str:
    was = f"{one['written']} le jour du vote ({one['ranged']})"
    return was if one["now"] is None else f"{was}, {one['now_written']} maintenant"


def _passing(one: Mapping[str, Any]) -> list[str]:
    """Which option passes which, which is not offered any more."""
    ranks = [ranked(one["before"]), ranked(one["after"])]
    gone = [f"« {title} » n'est plus proposé" for title in ranks[0] if title not in ranks[1]]
    return [
        f"« {title} » passe devant {french.listed([f'« {each} »' for each in left])}" for title in ranks[1] if (left := _left(title, *ranks))
    ] + gone


def _left(title: str, before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """The options that stood before another and stand behind it now."""
    shared = [each for each in before if each in after and title in before]
    return [each for each in shared if before[each] < before[title] and after[each] > after[title]]
