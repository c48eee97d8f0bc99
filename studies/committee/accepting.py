"""An accepted counter-value becomes a change of the next version: written in the draft of the study, in the row of its assumption alone."""

from data.ground import french
from data.ground.faults import Fault, Refused
from data.store.access import Actor
from data.store.opening import Store
from data.store.writings import discussion, drafts, remarks
from data.store.writings.discussion import Remark
from data.store.writings.remarks import Status
from studies.publishing import life
from studies.publishing.editing import assumptions, rows
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter

FILE = assumptions.FILE


def accept(store: Store, actor: Actor, remark: Remark, text: str) -> int:
    """Accepts a remark for the next version of its study, whose number it returns; its value, when it has one, is put in the draft.

    Refused as `remarks.answer`, when the assumption is none of the file of the study (a shared one is the agency's), or when somebody changed that
    file meanwhile.
    """
    number = life.next_number(store, remark.study)
    said = remarks.written(text, "réponse", "écrire ce qui change")
    now = next((one for one in discussion.of_study(store, actor, remark.study) if one.id == remark.id), None)
    if now is None:  # taken back since the page was drawn: nothing of it goes to the draft
        raise Refused(remarks.GONE)
    if now.answered_at is not None:
        raise Refused(Fault("réponse", f"cet avis est déjà {now.status.value}", "recharger la page"))
    if remark.parameter and remark.value is not None:
        _change(store, actor, remark)
    remarks.answer(store, actor, remark.id, Status.ACCEPTED, said, in_version=number)
    return number


def _change(store: Store, actor: Actor, remark: Remark) -> None:
    study = life.draft(store, remark.study)
    seen = life.files_of_draft(store, remark.study).get(FILE)
    place = assumptions.place(remark.study)
    if seen is None or remark.parameter not in rows.read(seen, place):
        what = f"« {remark.parameter} » n'est pas une hypothèse de son fichier"
        raise Refused(Fault(place, what, "répondre sans changer la valeur ; une hypothèse commune se change dans les tables partagées"))
    written = rows.changed(seen, place, remark.parameter, row(study.parameters[remark.parameter], remark))
    if written != seen:
        drafts.save(store, actor, remark.study, FILE, seen, written)


def row(parameter: Parameter, remark: Remark) -> dict[str, str]:
    """The cells of an assumption that a counter-value changes: the value, the bound that it passes, the note that says who asked for it."""
    value = float(remark.value)
    cells = {"value": assumptions.number(value)}
    if parameter.low is not None and value < parameter.low:
        cells["low"] = assumptions.number(value)
    if parameter.high is not None and value > parameter.high:
        cells["high"] = assumptions.number(value)
    former = units.written(parameter.value, parameter.unit)
    asked = f"Avis du comité du {french.short_day(remark.at.date())} : {former} jugé {remark.position.value}."
    source = remark.source.replace("![", "! [").replace("](", "] (")  # a study holds no such picture, nor any link: its draft would not be read
    on = f" Source donnée : {source}." if source else ""
    return {**cells, "note": f"{parameter.note} {asked}{on}".strip()}
