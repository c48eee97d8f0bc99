"""An error that nobody foresaw: what the log keeps of it, and what a visitor reads in its place."""

import logging
import secrets
from pathlib import Path

from pages.parts.visiting import author
from studies import catalog
from studies.toolkit.reading.code.loading import lines_in

LOG = logging.getLogger("studio")


def log_incident(error: BaseException) -> str:
    """Log an error with its traceback under a new incident number, and return that number."""
    incident = secrets.token_hex(4).upper()
    LOG.error("Erreur inattendue", exc_info=error, extra={"incident": incident})
    return incident


def incident_text(incident: str, what: str = "Cette page n'a pas pu s'afficher") -> str:
    """What a visitor reads after an error: never its words, which may tell more than they should."""
    return (
        f"{what}. L'erreur est enregistrée sous le numéro d'incident {incident} : communiquez-le à Lozère "
        "Développement, qui retrouvera ce qui s'est passé. Le reste du site fonctionne ; rechargez la page pour réessayer."
    )


def author_text(error: BaseException, folder: Path | None = None) -> str:
    """What the author of a study reads beside it: the last line of the study that the error went through, and the command that says the rest; nothing
    for an error that went through no study. `folder`: of the study, any of studies/ without it."""
    folders = [folder] if folder else catalog.folders()
    for study in folders:
        if lines := lines_in(study, error, f"studies/{study.name}"):
            if author.writing():
                return author.said(error, lines[-1])
            return (
                f"Pour qui écrit l'étude : elle s'arrête à {lines[-1]} ({type(error).__name__}) ; la commande "
                f"`python -m pages draw {study.name}` dit l'erreur entière et comment la corriger."
            )
    return ""
