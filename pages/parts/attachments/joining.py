"""A file joined to a remark: the field where one gives it, the button that takes it away."""

import hashlib

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.store.access import Actor
from data.store.opening import store
from data.store.writings import attached, discussion, remarks
from data.store.writings.discussion import Remark
from data.store.writings.remarks import Attachment
from pages.parts import prose, provenance, visitor
from pages.parts.printing import paper

TYPES = ["pdf", "png", "jpg", "jpeg", "csv", "xlsx", "ods"]
LABEL = f"Pièce jointe : PDF, image, CSV, XLSX ou ODS, {remarks.LARGEST // 1_000_000} Mo au plus. Facultatif"
HELP = "Elle est relue à part : une image est réduite, un tableau gardé sans ses formules ; un PDF protégé ou qui contient du code est refusé."
LOST = Fault("pièce jointe", "elle n'est plus à lire", "recharger la page")
BINARY = "application/octet-stream"  # a browser keeps it as a file, whatever it holds


def field(key: str) -> Attachment | Refused | None:
    """The file that one joins, read apart once; why it is refused, told under the field; None when there is none. Another key empties the field."""
    if paper.is_printed():
        return None
    deposited = prose.file_uploader(LABEL, type=TYPES, key=key, max_upload_size=remarks.LARGEST // 1_000_000, help=HELP)
    if deposited is None:
        return None
    found = _read(f"{key}.read", deposited.name, deposited.getvalue())
    if isinstance(found, Refused):
        visitor.tell(found.fault)
    else:
        size = french.with_unit(french.number(len(found.content) / 1_000, 0), "ko")
        provenance.small(f"Gardée sous le nom {escaping.markdown(found.name)}, {size}.")
    return found


def _read(kept: str, name: str, content: bytes) -> Attachment | Refused:
    """What is kept of it; remembered for the session, as the page is drawn again at each move."""
    given = name, hashlib.sha256(content).hexdigest()
    held: tuple[tuple[str, str], Attachment | Refused] | None = st.session_state.get(kept)
    if held is None or held[0] != given:
        with st.spinner("Lecture de la pièce jointe…"):
            try:
                held = (given, attached.read(name, content))
            except Refused as refused:
                held = (given, refused)
        st.session_state[kept] = held
    return held[1]


def taken(actor: Actor, remark: Remark, key: str) -> None:
    """The button that takes the file of a remark away, read from the store when it is pressed; nothing when it has none."""
    if not remark.attachment or remark.hidden:
        return
    prose.download_button(
        f"Pièce jointe : {escaping.markdown(remark.attachment)}",
        lambda: _content(actor, remark),
        file_name=remark.attachment,
        mime=BINARY,
        icon=":material/attach_file:",
        on_click="ignore",
        key=f"{key}.{remark.id}.attachment",
    )


def _content(actor: Actor, remark: Remark) -> bytes:
    found = discussion.attachment(store(), actor, remark.id)
    if found is None:
        raise Refused(LOST)
    return found.content
