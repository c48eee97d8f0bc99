"""What a database refuses, told in French with the remedy."""

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, TimeoutError

from data.ground.faults import Fault

PLACE = "base de données"
FULL = ("disque plein : rien n'a été enregistré", "libérer de la place, puis recommencer")
BUSY = ("occupée par un autre enregistrement : le vôtre n'est pas fait", "recommencer dans un instant")
UNKNOWN = ("a refusé", "relire le journal du serveur ; rien n'a été changé")
ONLY_READ = ("en lecture seule : rien n'a été enregistré", "rétablir le droit d'écrire dans PostgreSQL, puis recommencer")
CAUSES = {  # the code of SQLite: what it means, what to do
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: ("en lecture seule : rien n'a été enregistré", "rétablir le droit d'écrire dans le dossier var/, puis recommencer"),
    sqlite3.SQLITE_CANTOPEN: ("fichier impossible à ouvrir", "rétablir le droit de lire et d'écrire dans le dossier var/"),
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_IOERR: ("le disque ne rend pas ce qui y est écrit : rien n'a été enregistré", "vérifier le disque, puis recommencer"),
    sqlite3.SQLITE_CORRUPT: ("fichier endommagé", "restaurer la dernière sauvegarde : python -m data store restore FICHIER"),
    sqlite3.SQLITE_NOTADB: ("ce fichier n'est pas une base de données", "restaurer la dernière sauvegarde : python -m data store restore FICHIER"),
}
AWAY = ("ne répond pas : rien n'a été enregistré", "vérifier que PostgreSQL est démarré et l'adresse STUDIO_DATABASE_URL, puis recommencer")
CONTRADICTS = ("contredit ce qui est déjà enregistré : rien n'a été changé", "recharger la page, puis recommencer")
OF_POSTGRESQL = {"53100": FULL, "25006": ONLY_READ}  # its codes: disk full, read only
UNWRITABLE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
PRIMARY = 0xFF  # the extended codes of SQLite hold the code in their last byte


def told(error: DBAPIError | TimeoutError) -> Fault:
    """The fault that a person reads."""
    if isinstance(error, TimeoutError):  # every connection is taken, for longer than one waits
        return Fault(PLACE, *BUSY)
    if (state := getattr(error.orig, "sqlstate", None)) in OF_POSTGRESQL:
        return Fault(PLACE, *OF_POSTGRESQL[state])
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None and code & PRIMARY in CAUSES:
        return Fault(PLACE, *CAUSES[code & PRIMARY])
    if isinstance(error, IntegrityError):
        return Fault(PLACE, *CONTRADICTS)
    if code is None and isinstance(error, OperationalError | InterfaceError):
        return Fault(PLACE, *AWAY)
    return Fault(PLACE, *UNKNOWN)


def keeps_from_writing(error: BaseException | None) -> bool:
    """Whether that error may leave the file of SQLite to be read: a full disk, one that cannot be written, a folder where nothing can be made."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return code is not None and code & PRIMARY in UNWRITABLE


def is_damage(error: BaseException | None) -> bool:
    """Whether that error says that the file of SQLite is damaged: what else keeps from reading it, its owner can mend."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return code is not None and code & PRIMARY in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
