"""The journal: what was done, by whom, searched and taken away."""

from data.ground import french
from data.store import access, journal, own_data
from data.store.access import Actor
from data.store.opening import store
from pages.parts import prose, tables
from studies import catalog

ERASED = f"{own_data.ERASED} n° {{:.6}}"  # whom several deeds were about, told apart
KNOWN_AS = {  # how a reader knows what a deed is about, when nobody has that name: what the screens call it
    "enter": ERASED,
    "manage_people": ERASED,
    "erase_person": ERASED,
    "report_error": "erreur n° {:.6}",
    "answer_report": "erreur n° {:.6}",
    "save_scenario": "lien /s/{}",
    "hold_sitting": "séance ou point n° {:.6}",
    "follow_action": "action n° {:.6}",
    "flag_decision": "décision n° {:.6}",
    "answer_flag": "signalement n° {:.6}",
}
MOST = 100  # lines shown; the file to download has them all


def show(actor: Actor) -> None:
    """The last lines that hold the words looked for, and the whole as a file."""
    wanted = prose.text_input("Chercher dans le journal : un nom, une étude, un acte", key="team.journal").strip().casefold()
    titles = {study.slug: study.card.title for study in catalog.studies()}
    with store().reading_as(actor, "read_journal") as connection:
        names = {person.id: person.name for person in access.everybody(connection)}
        rows = [_row(row, names, titles) for row in journal.rows(connection)]
    found = [row for row in rows if wanted in " ".join(row.values()).casefold()][::-1]
    more = f" ; les {french.number(MOST)} dernières sont montrées" if len(found) > MOST else ""
    prose.markdown(f"{french.counted(len(found), 'ligne')}{more}.")
    tables.show(tables.as_text(found[:MOST]))
    prose.download_button(
        "Tout le journal (CSV)",
        lambda: _csv(actor, titles),
        file_name="journal.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="team.journal-csv",
    )


def _csv(actor: Actor, titles: dict[str, str]) -> bytes:
    with store().reading_as(actor, "read_journal") as connection:
        return own_data.journal_csv(connection, titles).encode("utf-8-sig")


def _row(row, names: dict[str, str], titles: dict[str, str]) -> dict[str, str]:
    """Two columns, which a phone shows whole."""
    subject = names.get(row.subject) or KNOWN_AS.get(row.action, "{}").format(row.subject)
    about = " · ".join(filter(None, (subject, titles.get(row.study, row.study), own_data.in_words(row.facts, names, titles))))
    who = f"{own_data.who(own_data.doer(row), names)} : {own_data.deed(row)}"
    return {"Quand (UTC), qui, quoi": f"{row.at:%d/%m/%Y %H:%M} · {who} · n° {french.number(row.number)}", "Pour qui, sur quoi": about}
