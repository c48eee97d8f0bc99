"""Files are received from the pages that show a field for them, and from no other; at a pace, and refused before their first byte is read."""

from starlette.types import ASGIApp, Receive, Scope, Send

from data.ground import budgets
from data.ground.faults import Fault
from pages.parts.visiting import depositors
from pages.serving.budgets import refusing

UPLOAD = "/_stcore/upload_file/"  # then the open page, then the file
SENT, SENT_FROM = budgets.named("files_of_a_page"), budgets.named("files_of_an_address")
NOT_OFFERED = Fault("fichier", "aucun fichier n'est attendu de cette page", "ouvrir votre lien d'invitation, puis recharger la page")
TOO_MANY = Fault("fichier", "trop de fichiers déposés en peu de temps", "attendre une minute, puis déposer de nouveau")


class Uploads:
    """Refuse the files that nobody asked for, and those beyond a budget."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or UPLOAD not in scope["path"]:
            return await self.app(scope, receive, send)
        page, address = scope["path"].partition(UPLOAD)[2].partition("/")[0], refusing.client_address(scope)
        if not depositors.may(page):
            refusing.note("file_refused", address, NOT_OFFERED.fault)
            return await refusing.refusal(NOT_OFFERED, 403)(scope, receive, send)
        if wait := max(SENT.wait(page), SENT_FROM.wait(address)):
            refusing.note("files_of_a_page", address, TOO_MANY.fault)
            return await refusing.refusal(TOO_MANY, 429, wait)(scope, receive, send)
        SENT.count(page)
        SENT_FROM.count(address)
        return await self.app(scope, receive, send)
