"""Whether the Studio is well and what people wrote whole, and a copy of it to take away."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data import editions
from data.ground import escaping, french
from data.ground.faults import Fault
from data.store import journal, keeping, opening
from data.store.access import Actor
from data.store.opening import store
from data.store.writings import visits as counted
from geo.maps.background import choice
from pages.parts import menu, prose, provenance, tables, visitor
from pages.parts.team import mailing
from pages.parts.visiting import provider, visits
from studies import catalog


def ailing() -> list[Fault]:
    """What is wrong now with the database, the studies, the editions kept, the background of the maps, the sign-in and the mail."""
    by_name = [fault for found in (catalog.faults(), editions.faults()) for faults in found.values() for fault in faults]
    return [*opening.faults(), *by_name, *choice.faults(), *provider.faults(), *mailing.faults()]


def show(actor: Actor) -> None:
    """What is wrong, the state of the journal, then the backup."""
    with store().reading() as connection:
        faults = journal.faults(connection)
        number, last = journal.head(connection)
    wrong = ailing()
    for fault in [*faults, *wrong]:
        visitor.tell(fault)
    if not wrong:
        prose.success("Base de données, études, éditions, fond de carte, connexion, courriel : rien d'anormal.", icon=":material/monitor_heart:")
    if not faults:
        prose.success(f"Journal entier : {french.counted(number, 'ligne')}, empreinte {last[:12]}.", icon=":material/check_circle:")
    prose.download_button(
        "Sauvegarde complète (ZIP)",
        lambda: _backup(actor),
        file_name=keeping.file_name("sauvegarde", datetime.now(UTC)),
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        key="team.backup",
    )
    provenance.small(
        "Elle contient des noms et des adresses : la garder en lieu sûr. Pour une copie chaque nuit : « python -m data store backup FICHIER » ; pour "
        "la remettre : « python -m data store restore FICHIER ». L'inventaire et les photographies sont dans le dossier var/, à sauvegarder aussi."
    )


def show_visits() -> None:
    """How often each page was opened, those most read first."""
    visits.write()
    today = datetime.now(UTC).date()
    periods = {"Ce jour": today, "7 jours": today - timedelta(days=6), "30 jours": today - timedelta(days=29), "En tout": date.min}
    counts = dict(zip(periods, counted.since(store(), periods.values()), strict=True))
    titles = {f"/{entry.address}": entry.title for entry in menu.entries()}
    prose.subheader("Visites")
    tables.show(
        [
            {"Page": escaping.markdown(titles.get(page, page)), **{period: french.number(found[page]) for period, found in counts.items()}}
            for page, _ in counts["En tout"].most_common()
        ]
    )
    provenance.small("Comptées à l'arrivée sur une page, sans rien retenir de qui la lit ; les jours sont ceux du temps universel.")


def _backup(actor: Actor) -> bytes:
    with tempfile.TemporaryDirectory() as folder, store().reading_as(actor, "back_up") as connection:
        path = Path(folder) / "studio.zip"
        keeping.back_up(connection, path)
        return path.read_bytes()
