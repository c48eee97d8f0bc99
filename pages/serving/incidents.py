"""What Streamlit and our routes answer to an error that nobody foresaw."""

from starlette.responses import PlainTextResponse, Response

from pages.parts import frame
from pages.parts.incidents import author_text, incident_text, log_incident
from pages.parts.visiting.author import writing
from pages.serving.security import SECURITY


def show_script_error(error: Exception) -> bool:
    """Replace Streamlit's error screen by a French sentence and an incident number, in the place of the page when the whole page failed."""
    incident, author = incident_text(log_incident(error)), author_text(error)
    said = author if author and writing() else " ".join(filter(None, (incident, author)))  # an author has nobody to call
    frame.failed_place().error(said, title="Une erreur est survenue", icon=":material/error:")
    return True


def answer_route_error(_request, error: Exception) -> Response:
    """The same, for an error in one of our routes. The middleware is not run again after an error: headers are set here."""
    return PlainTextResponse(incident_text(log_incident(error)), 500, headers=SECURITY)
