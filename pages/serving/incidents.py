"""What a visitor reads after an error that nobody foresaw, and what the log keeps of it."""

import secrets

from starlette.responses import PlainTextResponse, Response

from pages.parts import frame
from pages.serving.log import LOG
from pages.serving.security import SECURITY


def log_incident(error: Exception) -> str:
    """Log an error with its traceback under a new incident number, and return that number."""
    incident = secrets.token_hex(4).upper()
    LOG.error("Erreur inattendue", exc_info=error, extra={"incident": incident})
    return incident


def incident_text(incident: str) -> str:
    """What a visitor reads after an error: never the error itself, which may tell more than it should."""
    return (
        f"Cette page n'a pas pu s'afficher. L'erreur est enregistrée sous le numéro d'incident {incident} : communiquez-le à Lozère "
        "Développement, qui retrouvera ce qui s'est passé. Le reste du site fonctionne ; rechargez la page pour réessayer."
    )


def show_script_error(error: Exception) -> bool:
    """Replace Streamlit's error screen by a French sentence and an incident number, in the place of the page when the whole page failed."""
    frame.failed_place().error(incident_text(log_incident(error)), title="Une erreur est survenue", icon=":material/error:")
    return True


def answer_route_error(_request, error: Exception) -> Response:
    """The same, for an error in one of our routes. The middleware is not run again after an error: headers are set here."""
    return PlainTextResponse(incident_text(log_incident(error)), 500, headers=SECURITY)
