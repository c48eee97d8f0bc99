"""Whether what people wrote is whole, and a copy of it to take away."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from data.ground import french
from data.store import journal, keeping
from data.store.opening import store
from pages.parts import prose, provenance, visitor


def show() -> None:
    """The state of the journal, then the backup."""
    with store().reading() as connection:
        faults = journal.faults(connection)
        number, last = journal.head(connection)
    for fault in faults:
        visitor.tell(fault)
    if not faults:
        prose.success(
            f"Journal entier : {french.number(number)} {french.plural(number, 'ligne')}, empreinte {last[:12]}.", icon=":material/check_circle:"
        )
    prose.download_button(
        "Sauvegarde complète (ZIP)",
        _backup,
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


def _backup() -> bytes:
    with tempfile.TemporaryDirectory() as folder, store().reading() as connection:
        path = Path(folder) / "studio.zip"
        keeping.back_up(connection, path)
        return path.read_bytes()
