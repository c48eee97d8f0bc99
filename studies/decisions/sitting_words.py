"""A sitting in words that a screen, a letter and a sheet share: who is there, whether they are enough, what carries a vote."""

from collections.abc import Sequence

from data.ground import french
from data.ground.french import plural
from data.instances.cards import Instance
from data.store import typed
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.sittings import Sitting

DOUBT = "à vérifier"  # said of rules that nobody of the agency read where they are written
PARTS = {"1/2": "la moitié", "1/3": "le tiers", "1/4": "le quart", "2/3": "les deux tiers", "1": "la totalité"}
MAJORITIES = {
    "simple": "majorité simple : plus de pour que de contre, les abstentions ne comptant pas",
    "absolue": "majorité absolue : plus de la moitié des membres en exercice",
    "deux tiers": "majorité des deux tiers des voix pour et contre",
}


def roll(held: Sitting) -> str:
    """Who is there: « 7 présents, 1 pouvoir et 2 excusés »."""
    counts = ((held.roll.present, "présent"), (held.roll.represented, "pouvoir"), (held.roll.excused, "excusé"), (held.roll.absent, "absent"))
    return french.listed([f"{count} {plural(count, word)}" for count, word in counts if count]) or "personne"


def quorum_rule(held: Sitting) -> str:
    """How many must be there: « 16 membres (plus de la moitié des 30 en exercice, pouvoirs compris) »."""
    needed = held.quorum.needed
    return f"{needed} {plural(needed, 'membre')} ({_part(held)})"


def quorum(held: Sitting) -> str:
    """Whether they are enough: « Quorum atteint : 17 membres comptent, il en faut 16 (plus de la moitié …) »."""
    return f"Quorum {_reached(held)} : {_counted(held)}"


def quorum_apart(held: Sitting) -> str:
    """The same after its name: « atteint, 17 membres comptent, il en faut 16 (plus de la moitié …) »."""
    return f"{_reached(held)}, {_counted(held)}"


def _reached(held: Sitting) -> str:
    return "atteint" if held.quorum.reached else "pas atteint"


def _counted(held: Sitting) -> str:
    count = held.quorum.counted
    return f"{count} {plural(count, 'membre compte', 'membres comptent')}, il en faut {held.quorum.needed} ({_part(held)})"


def _part(held: Sitting) -> str:
    part = PARTS.get(held.card.quorum, f"une part de {held.card.quorum}")
    counted = "pouvoirs compris" if held.card.proxies_in_quorum else "pouvoirs non compris"
    over = "plus de " if held.card.quorum_over else ""
    return f"{over}{part} des {held.seats} en exercice, {counted}"


def agenda(items: Sequence[Item]) -> str:
    """The questions of an agenda, numbered, one on each line."""
    return "\n".join(f"{rank}. {typed.one_line(item.question)}" for rank, item in enumerate(items, 1))


def proxies(card: Instance) -> str:
    """How many proxies a member may hold: « un pouvoir au plus par membre »."""
    most = card.most_proxies
    return f"{most} {plural(most, 'pouvoir')} au plus par membre" if most else "les pouvoirs ne sont pas admis"


def majority(card: Instance) -> str:
    """What carries a vote."""
    tie = " ; en cas de partage, la voix du président décide" if card.chair_decides_ties and card.majority == "simple" else ""
    return f"{MAJORITIES[card.majority]}{tie}"


def rules(card: Instance) -> str:
    """What carries a vote, and how many proxies a member may hold."""
    return f"{majority(card)} ; {proxies(card)}"
