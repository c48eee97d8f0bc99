"""What versions and drafts keep: contents named by their SHA-256, each kept once, never changed."""

import base64
import hashlib
import math
import zlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, insert, select

from data.ground import french
from data.ground.faults import Fault, Refused
from data.intake.limits import MEGABYTE
from data.store.tables import kept_contents

REMEDY = "restaurer la dernière sauvegarde : python -m data store restore FICHIER"
AT_ONCE = 100  # names in one question: databases have a limit


def name_of(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def refuse_larger(place: str, content: bytes, most: int) -> None:
    """Refused when a content has more than `most` [bytes]; its size is told rounded up, so that it never reads as the limit that it passes."""
    if len(content) > most:
        size = french.number(math.ceil(10 * len(content) / MEGABYTE) / 10)
        raise Refused(Fault(place, f"fichier de {size} Mo", f"{most // MEGABYTE} Mo au plus"))


def keep(connection: Connection, contents: Iterable[bytes]) -> None:
    """Keeps those that are not there yet, in the transaction of the caller."""
    named = {name_of(content): content for content in contents}
    there = _rows(connection, list(named)).keys()
    rows = [
        {"hash": name, "content": base64.b64encode(zlib.compress(content, 9)).decode("ascii")} for name, content in named.items() if name not in there
    ]
    if rows:
        connection.execute(insert(kept_contents), rows)


def read(connection: Connection, names: Iterable[str]) -> dict[str, bytes]:
    """Contents by name. Refused when one is not there, or is not what its name says."""
    wanted = sorted(set(names))
    found = {name: zlib.decompress(base64.b64decode(content)) for name, content in _rows(connection, wanted).items()}
    for name in wanted:
        if name_of(found.get(name, b"")) != name:
            raise Refused(Fault("base de données", f"un fichier d'une version est perdu ou abîmé ({name[:12]})", REMEDY))
    return found


def _rows(connection: Connection, names: list[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(names), AT_ONCE):
        some = select(kept_contents).where(kept_contents.c.hash.in_(names[start : start + AT_ONCE]))
        found |= {row.hash: row.content for row in connection.execute(some)}
    return found
