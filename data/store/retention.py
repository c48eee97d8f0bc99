"""How long each kind of thing that people leave is kept: one table, which the legal notices print, and what has lasted that long taken away.

The journal is kept: it names people by an identifier that says nothing of them once they are erased.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Table, delete, func, or_, select

from data.store.access import LINK_LASTS, SESSION_LASTS, Actor
from data.store.opening import Store
from data.store.tables import invitations, sessions, visits

ACTION = "sweep"
PROVIDER_LASTS = timedelta(days=30)  # the cookie by which Streamlit recognises whom an identity provider named
LAST_VISIT_LASTS = timedelta(days=180)  # the cookie of the day of the last visit: who comes twice a year still reads what has changed
AFTER_END = timedelta(days=30)  # long enough to answer somebody whose link does not open
VISITS_LAST = timedelta(days=760)  # twenty-five months, the longest that the CNIL accepts for a measure of audience


@dataclass(frozen=True)
class Kept:
    """A kind of thing and how long it is kept, in French."""

    what: str
    lasts: str


RULES = (
    Kept("nom, organisation, adresse électronique, rôles d'une personne", "jusqu'à ce que l'agence l'efface"),
    Kept("témoin de connexion (cookie) d'un lien personnel", f"{SESSION_LASTS.days} jours"),
    Kept("témoin de connexion (cookie) du fournisseur d'identité, quand l'agence en a un", f"{PROVIDER_LASTS.days} jours"),
    Kept("témoin (cookie) du jour de votre dernière visite, sans rien de vous", f"{LAST_VISIT_LASTS.days} jours"),
    Kept("liens d'invitation", f"{LINK_LASTS.days} jours pour les ouvrir ; ouverts, expirés ou annulés, {AFTER_END.days} jours de plus"),
    Kept("dates des connexions", f"{AFTER_END.days} jours après leur fin"),
    Kept("comptes des visites, par page et par jour", "25 mois"),
    Kept("erreurs signalées et leurs réponses", "sans limite ; sans nom une fois la personne effacée"),
    Kept("scénarios et recherches enregistrés", "sans limite, leur lien étant donné ; sans nom une fois la personne effacée"),
    Kept("versions et brouillons des études, messages de leurs étapes", "sans limite ; sans nom une fois la personne effacée"),
    Kept(
        "avis du comité, leurs pièces jointes, réponses et signatures",
        "sans limite, leur texte au journal aussi ; sans nom une fois la personne effacée",
    ),
    Kept(
        "séances : présents et pouvoirs, décisions, votes, retraits du vote et leur raison, documents, actions et leur suite",
        "sans limite : un relevé arrêté ne se corrige que par un ajout ; les noms n'y sont lus que par les membres",
    ),
    Kept("leviers montrés à une réunion du comité", "jusqu'à sa clôture"),
    Kept(
        "adresse réseau de qui écrit ou essaie un lien",
        "en mémoire jusqu'au redémarrage, pour freiner les abus ; au journal technique seulement quand elle est refusée",
    ),
    Kept("journal de ce qui est fait", "sans limite : il ne se corrige ni ne s'efface ; les personnes y sont par un numéro"),
)


def sweep(store: Store, actor: Actor, now: datetime | None = None) -> dict[str, int]:
    """Takes away what has lasted its time, noted in the journal; how many rows of each table. Nothing is written when nothing has."""
    now = now or datetime.now(UTC)
    with store.reading() as connection:
        waiting = [connection.execute(select(func.count()).select_from(table).where(over)).scalar() for table, over in _over(now)]
    if not any(waiting):
        return {}
    with store.writing(actor, ACTION) as writing:
        gone = {table.name: writing.connection.execute(delete(table).where(over)).rowcount for table, over in _over(now)}
        gone = {name: count for name, count in gone.items() if count}
        writing.note("", **gone)
    return gone


def _over(now: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Each table that is swept, and which of its rows have lasted their time."""
    before = now - AFTER_END
    yield invitations, or_(*(moment < before for moment in (invitations.c.expires_at, invitations.c.used_at, invitations.c.revoked_at)))
    yield sessions, or_(sessions.c.expires_at < before, sessions.c.ended_at < before)
    yield visits, visits.c.day < (now - VISITS_LAST).date()
