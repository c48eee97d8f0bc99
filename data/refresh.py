"""The official contours, from the package that `make run` fetched and from the service: taken, told, and what stays when they are refused.

Every sentence is French and shown as it is. An adapter is imported only when it is asked for: a page never loads an HTTP client.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data import cards, official_contours, services
from data import department as department_of_home
from data.ground import french
from data.ground.faults import Fault, Refused
from data.official_contours import CachedCard
from data.tables import LOZERE

NAMES = ("communes",)  # what has an adapter in data/adapters
PREVENT = "STUDIO_OFFLINE=1"


@dataclass(frozen=True)
class Told:
    """What a refresh did, or what is in the cache: the card when official data are in place, the fault if any, and a sentence for people."""

    name: str
    card: CachedCard | None
    fault: Fault | None
    sentence: str


def departments() -> list[str]:
    """The départements whose contours are kept: Lozère, and the other one that the home page shows. A code that is none is told where it is read."""
    try:
        return list(dict.fromkeys((LOZERE, department_of_home.chosen())))
    except Refused:
        return [LOZERE]


def refresh(name: str, department: str = LOZERE) -> Told:
    """Asks the service again. On any fault the former data stay, byte for byte."""
    from data.adapters import communes

    try:
        card = communes.refresh(department)
    except Refused as refused:
        former = _cached(department)
        return Told(name, former, refused.fault, _staying(former, department))
    return Told(name, card, None, _taken(card, department))


def from_package(say: Callable[[str], None], department: str = LOZERE) -> bool:
    """Takes the contours of the package when none is usable or when its own are newer; says what came, or why not. Whether they came."""
    from data.adapters import communes, territory_package

    former = _cached(department)
    try:
        pin = territory_package.pin()
        if former and not _outdated(former, pin.sha256):
            return False
        if not territory_package.path().is_file():
            say(f"Contours officiels : le paquet {pin.title} n'est pas là (« make run » le télécharge).")
            return False
        say(_taken(communes.from_package(department), department))
    except Refused as refused:
        say(f"Anomalie : {refused.fault}")
        if former or department == LOZERE:
            say(_staying(former, department))  # another département has no approximate limits
        return False
    return True


def around_from_package(say: Callable[[str], None]) -> None:
    """Takes the départements around Lozère from the package when they are not there or are another one's; says why not. Without them, and without
    the package, the maps show those of the table outlines."""
    from data.adapters import neighbours, territory_package

    former = _cached(official_contours.AROUND)
    try:
        if not territory_package.path().is_file() or (former and former.answer_sha256 == territory_package.pin().sha256):
            return
        neighbours.from_package()
    except Refused as refused:
        say(f"Anomalie : {refused.fault}")


def _outdated(former: CachedCard, sha256: str) -> bool:
    """Whether the package replaces the cache: made from another package, or asked of the service before the day of its communes."""
    if former.communes_on:
        return former.answer_sha256 != sha256
    return former.dated < cards.read_packages()[0]["communes"].data_on


def held(name: str, department: str = LOZERE) -> Told:
    """What is in the cache, without asking anybody."""
    try:
        found = official_contours.read(department)
    except Refused as refused:
        return Told(name, None, refused.fault, _staying(None, department))
    if found is None:
        return Told(name, None, None, f"{_title(department)} : aucun en cache, {_without(department)}.")
    return Told(name, found[0], None, f"{_title(department)} : en cache, {_received(found[0])}, empreinte vérifiée.")


def announced(name: str) -> str:
    """What is about to be asked of whom, to be said before asking."""
    try:
        return f"Contours officiels : une demande à {services.address(name)} ({PREVENT} l'empêche)…"
    except Refused:
        return "Contours officiels : aucune demande possible."  # the refresh tells why


def at_first_start(say: Callable[[str], None], package_came: bool = False, department: str = LOZERE) -> None:
    """Asks the service once: when no contours are usable, or when the package has just given some, that may be older than its own.

    Says so before and after; STUDIO_OFFLINE=1 prevents it.
    """
    now = held("communes", department)
    if now.card is not None and not (package_came and not services.offline()):
        return
    if now.fault is not None:
        say(f"Anomalie : {now.fault}")
    if services.offline():
        say(f"{_title(department)} : aucun en cache et {PREVENT} : {_without(department)}.")
        return
    say(announced("communes"))
    told = refresh("communes", department)
    if told.fault is not None:
        say(f"Anomalie : {told.fault}")
    say(told.sentence)


def _cached(department: str = LOZERE) -> CachedCard | None:
    try:
        found = official_contours.read(department)
    except Refused:
        return None
    return found[0] if found else None


def _title(department: str) -> str:
    return "Contours officiels" if department == LOZERE else f"Contours officiels ({department_of_home.name(department)})"


def _without(department: str) -> str:
    """What the maps show without contours: only Lozère has approximate limits."""
    return "les limites restent approximatives" if department == LOZERE else "la carte de ce département attend"


def _taken(card: CachedCard, department: str) -> str:
    mended = f", {card.repaired} {french.plural(card.repaired, 'contour réparé', 'contours réparés')}" if card.repaired else ""
    tolerance = french.with_unit(french.number(card.tolerance_m), "m")
    return f"{_title(department)} : {_received(card)}{mended} ; contours simplifiés (tolérance : {tolerance})."


def _received(card: CachedCard) -> str:
    if card.communes_on:
        return f"{card.rows} {french.plural(card.rows, 'commune')} au {french.day(card.communes_on)}, du paquet {card.service}"
    when = card.downloaded_at
    return f"{card.rows} communes reçues de {card.service} le {french.day(when.date())} à {when:%H:%M} UTC"


def _staying(former: CachedCard | None, department: str) -> str:
    if former is None and department != LOZERE:
        return f"{_title(department)} : {_without(department)}."
    what = f"Les contours du {french.day(former.dated)}" if former else "Les limites approximatives"
    return f"{what} restent en place."
