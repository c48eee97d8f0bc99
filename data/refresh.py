"""The official contours, from the package that `make run` fetched and from the service: taken, told, and what stays when they are refused.

Every sentence is French and shown as it is. An adapter is imported only when it is asked for: a page never loads an HTTP client.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data import cards, official_contours, services
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


def refresh(name: str) -> Told:
    """Asks the service again. On any fault the former data stay, byte for byte."""
    from data.adapters import communes

    try:
        card = communes.refresh()
    except Refused as refused:
        former = _cached()
        return Told(name, former, refused.fault, _staying(former))
    return Told(name, card, None, _taken(card))


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
        say(_taken(communes.from_package(department)))
    except Refused as refused:
        say(f"Anomalie : {refused.fault}")
        if former or department == LOZERE:
            say(_staying(former))  # another département has no approximate limits
        return False
    return True


def _outdated(former: CachedCard, sha256: str) -> bool:
    """Whether the package replaces the cache: made from another package, or asked of the service before the day of its communes."""
    if former.communes_on:
        return former.answer_sha256 != sha256
    return former.dated < cards.read_packages()[0]["communes"].data_on


def held(name: str) -> Told:
    """What is in the cache, without asking anybody."""
    try:
        found = official_contours.read()
    except Refused as refused:
        return Told(name, None, refused.fault, _staying(None))
    if found is None:
        return Told(name, None, None, "Contours officiels : aucun en cache, les limites restent approximatives.")
    return Told(name, found[0], None, f"Contours officiels : en cache, {_received(found[0])}, empreinte vérifiée.")


def announced(name: str) -> str:
    """What is about to be asked of whom, to be said before asking."""
    try:
        return f"Contours officiels : une demande à {services.address(name)} ({PREVENT} l'empêche)…"
    except Refused:
        return "Contours officiels : aucune demande possible."  # the refresh tells why


def at_first_start(say: Callable[[str], None], package_came: bool = False) -> None:
    """Asks the service once: when no contours are usable, or when the package has just given some, that may be older than its own.

    Says so before and after; STUDIO_OFFLINE=1 prevents it.
    """
    now = held("communes")
    if now.card is not None and not (package_came and not services.offline()):
        return
    if now.fault is not None:
        say(f"Anomalie : {now.fault}")
    if services.offline():
        say(f"Contours officiels : aucun en cache et {PREVENT} : les limites restent approximatives.")
        return
    say(announced("communes"))
    told = refresh("communes")
    if told.fault is not None:
        say(f"Anomalie : {told.fault}")
    say(told.sentence)


def _cached(department: str = LOZERE) -> CachedCard | None:
    try:
        found = official_contours.read(department)
    except Refused:
        return None
    return found[0] if found else None


def _taken(card: CachedCard) -> str:
    mended = f", {card.repaired} {french.plural(card.repaired, 'contour réparé', 'contours réparés')}" if card.repaired else ""
    tolerance = french.with_unit(french.number(card.tolerance_m), "m")
    return f"Contours officiels : {_received(card)}{mended} ; contours simplifiés (tolérance : {tolerance})."


def _received(card: CachedCard) -> str:
    if card.communes_on:
        return f"{card.rows} {french.plural(card.rows, 'commune')} au {french.day(card.communes_on)}, du paquet {card.service}"
    when = card.downloaded_at
    return f"{card.rows} communes reçues de {card.service} le {french.day(when.date())} à {when:%H:%M} UTC"


def _staying(former: CachedCard | None) -> str:
    what = f"Les contours du {french.day(former.dated)}" if former else "Les limites approximatives"
    return f"{what} restent en place."
