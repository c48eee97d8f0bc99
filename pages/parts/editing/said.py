"""What an editor is told of a study: faults with their remedies, what was saved, what was saved by somebody else."""

from collections.abc import Sequence

from data.ground import escaping, french
from data.ground.faults import Fault, first
from pages.parts import prose
from pages.parts.editing import desk
from pages.parts.editing.desk import Desk

MOST = 30  # faults told one by one


def faults(found: Sequence[Fault], title: str = "") -> None:
    """Every fault with its place and its remedy, as a list: three columns would hide the remedy on a phone."""
    count = f"{french.counted(len(found), 'défaut')} à corriger"
    prose.error(_listed(found, title or count), icon=":material/error:")


def remarks(found: Sequence[Fault], title: str) -> None:
    """What is to be read again and keeps nothing from being done."""
    prose.warning(_listed(found, title), icon=":material/rate_review:")


def _listed(found: Sequence[Fault], title: str) -> str:
    return "\n".join([f"**{title}**", "", *map(line, first(list(found), MOST))])


def line(fault: Fault) -> str:
    """A fault as an item of a list."""
    place, what, remedy = map(escaping.markdown, (fault.place, fault.fault, fault.remedy))
    return f"- **{place}** : {what}. *Que faire{french.NO_BREAK}:* {remedy}."


def saved(slug: str) -> None:
    """What became of the last saving."""
    said = desk.told(slug)
    if said.faults:
        faults(said.faults, "Rien n'a été enregistré")
    elif said.at:
        prose.success(f"Enregistré dans le brouillon à {desk.moment(said.at)}.", icon=":material/check_circle:")


def moved(here: Desk, path: str) -> None:
    """That a file on screen is not the one of the draft any more, and the button that shows the new one."""
    if here.stale(path):
        prose.info(
            f"Quelqu'un d'autre a enregistré {escaping.markdown(path)} depuis que cette page est ouverte. Rien ne sera écrasé : "
            "à l'enregistrement, les deux écritures seront montrées.",
            icon=":material/group:",
        )
        prose.button(
            "Relire ce fichier, sans garder ce qui est tapé ici",
            icon=":material/refresh:",
            on_click=desk.refresh,
            args=(here.slug,),
            key=desk.key(here.slug, "reread", path),
        )
