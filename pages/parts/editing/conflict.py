"""Two writings of one file: both in sight, and the choice between them, or the two in one. Nothing is lost before somebody has chosen."""

import difflib
from collections.abc import Sequence

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from pages.parts import prose, provenance, visitor
from pages.parts.editing import desk
from pages.parts.editing.desk import Clash, Desk
from studies.publishing import difference
from studies.publishing.editing import assumptions, cell_by_cell, merging, rows
from studies.publishing.editing.cell_by_cell import Both, Joined

TALL = 320  # [px] of a writing on screen
AROUND = 2  # lines shown around those that differ
SHORT = 10  # lines that are shown whole
MERGE = "Enregistrer les deux réunies"
UNCHOSEN = Fault("les deux réunies", "une case n'a pas encore son choix", "choisir, pour chaque case, la vôtre ou l'autre")
UNSETTLED = Fault("version réunie", "il y reste des marques <<<<<<<, ======= ou >>>>>>>", "choisir entre ce qu'elles séparent, puis les effacer")


def show(here: Desk, clash: Clash) -> None:
    """The choice that a saving waits for."""
    mine, theirs = clash.changed[clash.path], clash.theirs.content if clash.theirs else None
    with st.container(border=True, key="editing-clash"):
        prose.subheader("Deux écritures du même fichier")
        who = f"{escaping.markdown(desk.name(clash.theirs.by))} a enregistré" if clash.theirs else "Quelqu'un d'autre a repris"
        when = f" à {desk.moment(clash.theirs.at)}" if clash.theirs else ""
        prose.markdown(
            f"{who} **{escaping.markdown(clash.path)}**{when}, pendant que vous l'écriviez. Votre écriture n'est pas encore "
            "enregistrée, rien n'est perdu : choisissez."
        )
        told = {content: _in_words(clash.path, clash.base, content) for content in (mine, theirs)}
        how = "ce qu'elle change" if all(told.values()) else "+ ce qu'elle ajoute, - ce qu'elle retire"
        provenance.small(f"Dans chaque écriture : {how}, par rapport à ce que vous aviez sous les yeux.")
        left, right = st.columns(2, gap="medium")
        with left:
            _writing("La mienne, pas encore enregistrée", mine, clash.base, told[mine])
            prose.button(
                "Garder la mienne",
                icon=":material/edit:",
                on_click=desk.settle,
                args=(here.actor, here.slug, mine, True),
                key=desk.key(here.slug, "mine"),
                width="stretch",
            )
        with right:
            _writing("L'autre, enregistrée", theirs, clash.base, told[theirs])
            prose.button(
                "Garder l'autre",
                icon=":material/group:",
                on_click=desk.settle,
                args=(here.actor, here.slug, theirs, False),
                key=desk.key(here.slug, "theirs"),
                width="stretch",
            )
        sides = clash.base, mine, theirs
        table = cell_by_cell.joined(*sides, clash.path) if all(sides) and clash.path.endswith(".csv") else None
        if table:
            _joined(here, clash, table)
        elif None not in (_text(mine), _text(theirs)):
            _merged(here, clash, *(_text(content) or "" for content in sides))


def _text(content: bytes | None) -> str | None:
    """A writing as a text, None when it is not one, or not there."""
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError:
        return None


def _in_words(path: str, base: bytes | None, content: bytes | None) -> list[str]:
    """What a writing of the assumptions changes, an assumption a line; nothing for another file, or for one that does not read as a table."""
    if path != assumptions.FILE or base is None or content is None:
        return []
    try:
        sides = [[row.values() for row in rows.read(side, path).values()] for side in (base, content)]
        return [_changed(change) for change in difference.of_rows(*sides)]
    except (Refused, ValueError, KeyError):  # what nobody can read as assumptions is shown as it is written
        return []


def _changed(change: difference.Change) -> str:
    """« - **Prix de l'aliment** : valeur : 340 €/t devient **360 €/t** »."""
    fields = [
        f"{name} : {escaping.markdown(old) or 'rien'} devient **{escaping.markdown(new) or 'rien'}**" for name, (old, new) in change.fields.items()
    ]
    return f"- **{escaping.markdown(change.label)}** : {' ; '.join(fields)}"


def _writing(title: str, content: bytes | None, base: bytes | None, told: Sequence[str]) -> None:
    """One of the two, by what it changes in what its editor saw, in words when it is `told` so; whole when there was nothing before."""
    prose.markdown(f"**{title}**")
    text, before = _text(content), _text(base)
    if told:
        prose.markdown("\n".join(told))
    elif content is None:
        prose.markdown("Le fichier est retiré.")
    elif text is None:
        prose.markdown(f"Fichier de {french.number(len(content) / 1000)} ko, qui n'est pas un texte.")
    elif before is not None:
        lines = list(difflib.unified_diff(before.splitlines(), text.splitlines(), lineterm="", n=AROUND))[2:]
        shown = ["…" if line.startswith("@@") else line for line in lines] or ["(rien de changé)"]
        st.code("\n".join(shown), language=None, wrap_lines=True, height=TALL if len(shown) > SHORT else "content")
    else:
        st.code(text, language=None, wrap_lines=True, height=TALL)


def _joined(here: Desk, clash: Clash, table: Joined) -> None:
    """The two tables in one: a choice for each cell that both changed, none when they changed other cells."""
    if table.both:
        where = french.plural(len(table.both), "la même case", f"{french.number(len(table.both))} mêmes cases")
        prose.markdown(f"**Les deux réunies.** Vous avez changé {where} : choisir ce qui reste. Tout le reste est réuni.")
    else:
        provenance.small("Vous n'avez pas changé les mêmes cases : les deux écritures se réunissent sans choix à faire.")
    called = _rows_called(clash)
    picked = [(cell, _choice(here, cell, called.get(cell.row, cell.row))) for cell in table.both]
    if prose.button(MERGE, icon=":material/merge:", key=desk.key(here.slug, "merge")):
        if any(text is None for _, text in picked):
            visitor.tell(UNCHOSEN)
            return
        content = cell_by_cell.chosen(table.content, clash.path, [(cell, text) for cell, text in picked if text is not None])
        desk.settle(here.actor, here.slug, content, True)
        st.rerun()


def _rows_called(clash: Clash) -> dict[str, str]:
    """How the rows of the table are called on screen: by their label, when they have one."""
    return {name: row.values().get("label") or name for name, row in rows.read(clash.base or b"", clash.path).items()}


def _choice(here: Desk, cell: Both, called: str) -> str | None:
    """What a cell that both changed is to say; None when nobody has chosen yet."""
    before, mine, theirs = (_as_typed(cell.column, text) for text in (cell.before, cell.mine, cell.theirs))
    said = {cell.mine: f"La mienne : {mine}", cell.theirs: f"L'autre : {theirs}"}
    column = assumptions.FIELDS.get(cell.column, cell.column)
    label = f"{escaping.markdown(called)}, {escaping.markdown(column.lower())} ({before} avant)"
    return prose.radio(label, list(said), format_func=said.get, index=None, key=desk.key(here.slug, "form.cell", cell.row, cell.column))


def _as_typed(column: str, text: str) -> str:
    """A cell as its field shows it: 0,41."""
    return escaping.markdown(text.replace(".", ",") if column in assumptions.NUMBERS else text) or "rien"


def _merged(here: Desk, clash: Clash, base: str, mine: str, theirs: str) -> None:
    """The two in one, to be corrected."""
    text, count = merging.merged(base, mine, theirs)
    name = desk.key(here.slug, "merged")
    st.session_state.setdefault(name, text)
    prose.text_area("Les deux réunies : à relire et à corriger", key=name, height=TALL)
    if count:
        where = french.counted(count, "endroit")
        provenance.small(f"Vous avez changé les mêmes lignes à {where} : les marques <<<<<<<, ======= et >>>>>>> y séparent les deux écritures.")
    else:
        provenance.small("Vous n'avez pas changé les mêmes lignes : les deux écritures se réunissent sans choix à faire.")
    if prose.button(MERGE, icon=":material/merge:", key=desk.key(here.slug, "merge")):
        wanted = st.session_state[name]
        if merging.unsettled(wanted):
            visitor.tell(UNSETTLED)
            return
        del st.session_state[name]
        desk.settle(here.actor, here.slug, wanted.encode(), True)
        st.rerun()
