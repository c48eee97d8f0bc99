"""When the members of a body are enough, whether votes add up, what they carry: the rules of its card, on counts."""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from data.ground import french
from data.ground.faults import Fault
from data.instances.cards import Instance


class Presence(StrEnum):
    """Whether a member is there; the value is shown as it is."""

    PRESENT = "présent"
    EXCUSED = "excusé"
    ABSENT = "absent"


@dataclass(frozen=True)
class Attendee:
    """A member on the day: name, in what capacity, whether there, to whom she gave her proxy ("" for nobody)."""

    name: str
    capacity: str = ""
    presence: Presence = Presence.PRESENT
    proxy_to: str = ""


@dataclass(frozen=True)
class Roll:
    """How many members are in office, there, represented by one who is there, excused without a proxy, absent without one."""

    seats: int
    present: int = 0
    represented: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def voters(self) -> int:
        """How many votes there are: those present, and those whom they represent."""
        return self.present + self.represented


@dataclass(frozen=True)
class Quorum:
    """How many members must be there, how many count as such."""

    needed: int
    counted: int

    @property
    def reached(self) -> bool:
        """Whether they are enough."""
        return self.counted >= self.needed


class ChairVote(StrEnum):
    """How the chair voted, asked when votes are equal; the value is shown as it is."""

    UNSAID = ""
    FOR = "pour"
    AGAINST = "contre"
    NEITHER = "ni pour ni contre"


@dataclass(frozen=True)
class Vote:
    """Votes on a decision: for, against, abstentions, members who left the vote for a reason; how the chair voted."""

    in_favour: int
    against: int
    abstentions: int
    recusals: int = 0
    chair: ChairVote = ChairVote.UNSAID

    @property
    def counted(self) -> int:
        """How many members it accounts for."""
        return self.in_favour + self.against + self.abstentions + self.recusals


class Result(StrEnum):
    """What a vote carries; the value is shown as it is."""

    ADOPTED = "adoptée"
    REJECTED = "rejetée"
    NO_QUORUM = "pas de quorum"
    NO_VOTE = "sans vote"


def roll(seats: int, attendees: Iterable[Attendee]) -> Roll:
    """The counts of a list of members."""
    found = Counter("represented" if one.proxy_to else one.presence.name.lower() for one in attendees)
    return Roll(seats, **found)


def faults_of_roll(card: Instance, seats: int, attendees: Sequence[Attendee]) -> list[Fault]:
    """What is wrong with a list of members: somebody twice, more than those in office, a proxy that cannot be given."""
    place = "présents"
    names = Counter(_alike(one.name) for one in attendees)
    twice = [one.name for one in {_alike(one.name): one for one in attendees}.values() if names[_alike(one.name)] > 1]
    found = [Fault(place, f"« {name} » y est plusieurs fois", "garder une seule ligne par membre") for name in twice]
    if len(attendees) > seats:
        too_many = f"{len(attendees)} membres pour {french.counted(seats, 'siège')}"
        found.append(Fault(place, too_many, "retirer qui n'est pas membre, ou corriger le nombre de membres en exercice"))
    there = {one.name for one in attendees if one.presence is Presence.PRESENT}
    for one in attendees:
        if one.proxy_to and one.presence is Presence.PRESENT:
            found.append(Fault(f"pouvoir de {one.name}", "cette personne est présente", "vider la case du pouvoir, ou corriger la présence"))
        elif one.proxy_to and one.proxy_to not in there:
            found.append(Fault(f"pouvoir de {one.name}", f"« {one.proxy_to} » n'est pas parmi les présents", "choisir un membre présent"))
    held = Counter(one.proxy_to for one in attendees if one.proxy_to)
    for name, count in held.items():
        if count > card.most_proxies:
            told = f"{french.counted(count, 'pouvoir')} ; {card.most_proxies} au plus par membre"
            found.append(Fault(f"pouvoirs reçus par {name}", told, "en donner à un autre membre présent, ou en vider la case"))
    return found


def _alike(name: str) -> str:
    """A name whatever its capitals and however a keyboard composes its accents."""
    return unicodedata.normalize("NFC", name).casefold()


def quorum(card: Instance, roll: Roll) -> Quorum:
    """How many members must be there, and how many count."""
    part = Fraction(card.quorum) * roll.seats
    needed = math.floor(part) + 1 if card.quorum_over else math.ceil(part)
    return Quorum(needed, roll.voters if card.proxies_in_quorum else roll.present)


def faults_of_vote(card: Instance, roll: Roll, vote: Vote) -> list[Fault]:
    """What is wrong with a vote: it does not account for those present and represented, or it is equal and the chair's voice is not told."""
    place = "vote"
    if min(vote.in_favour, vote.against, vote.abstentions, vote.recusals) < 0:
        return [Fault(place, "un nombre de voix est négatif", "écrire 0 ou plus")]
    if gap := vote.counted - roll.voters:
        there = f"{roll.present} {french.plural(roll.present, 'présent')} et {roll.represented} {french.plural(roll.represented, 'pouvoir')}"
        told = f"{vote.counted} voix, retraits compris, pour {roll.voters} ({there})"
        many = french.plural(abs(gap), "voix", "voix")
        what = f"en retirer {gap}" if gap > 0 else f"il manque {-gap} {many}"
        return [Fault(place, told, f"{what} : recompter les pour, contre, abstentions et retraits, ou corriger la liste des présents")]
    if _tied(card, vote) and card.chair_decides_ties and vote.chair is ChairVote.UNSAID:
        return [Fault(place, f"partage des voix, {vote.in_favour} contre {vote.against}", "dire comment le président a voté : sa voix décide")]
    if (vote.chair is ChairVote.FOR and not vote.in_favour) or (vote.chair is ChairVote.AGAINST and not vote.against):
        return [Fault(place, f"le président a voté « {vote.chair} », et personne d'autre ni lui n'est compté ainsi", "corriger l'un ou l'autre")]
    return []


def result(card: Instance, roll: Roll, vote: Vote | None) -> Result:
    """What a vote that has no fault carries; None when there was no vote."""
    if not quorum(card, roll).reached:
        return Result.NO_QUORUM
    if vote is None:
        return Result.NO_VOTE
    if _tied(card, vote):
        return Result.ADOPTED if card.chair_decides_ties and vote.chair is ChairVote.FOR else Result.REJECTED
    return Result.ADOPTED if _carried(card, roll, vote) else Result.REJECTED


def _tied(card: Instance, vote: Vote) -> bool:
    """Whether votes are equal where the chair may part them: under a simple majority."""
    return card.majority == "simple" and vote.in_favour == vote.against > 0


def _carried(card: Instance, roll: Roll, vote: Vote) -> bool:
    match card.majority:
        case "simple":
            return vote.in_favour > vote.against
        case "absolue":
            return 2 * vote.in_favour > roll.seats
        case "deux tiers":
            return 0 < 2 * (vote.in_favour + vote.against) <= 3 * vote.in_favour
