"""The first words of a page, in the page itself. Those of a study are its question, its headlines and its answer for the choice that the address
carries; those of any other page, its title.

They can be read before Streamlit's 1.5 MB of bundles have come, and without JavaScript. A script takes them away once Streamlit has drawn the same
figures, or the same title (first_words.js). What the address asks and cannot be followed is told by the page that comes next, not here.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from markdown_it import MarkdownIt

from data.ground import escaping, french
from data.ground.links import from_host
from pages.parts import lane, menu
from pages.parts.printing import paper
from pages.parts.study.choosing import links
from pages.parts.study.part import Screen
from pages.parts.study.view import View
from pages.serving.log import LOG
from pages.serving.streamlit_page.our_files import FIRST_WORDS
from studies.publishing import shown
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import standing
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")
AS_HTML = MarkdownIt("commonmark", {"html": False})  # a tag is shown as it is, a link goes to http(s) or to this site
AFTERWARDS = "Les cartes, les graphiques et les leviers arrivent. Ils ont besoin de JavaScript : sans lui, cette page s'arrête ici."
COMING = "La page arrive : quelques secondes, une minute si la connexion est lente. Elle a besoin de JavaScript : sans lui, elle s'arrête ici."
HOUSE = "Le Studio"  # what the home page calls itself


def of(path: str, query: str) -> str:
    """The words of the page that stands at this address, as HTML; nothing for a page to print, for one that the public does not read, or when the
    model refuses the choice: the page itself will say why."""
    asked = parse_qs(query, keep_blank_values=True)
    if asked.get(paper.VIEW, [""])[-1] == paper.PRINTED:
        return ""
    try:
        study = next((study for study in shown.studies() if path == f"/{study.card.url}"), None)
        return _title(path) if study is None else _written(study, asked)
    except BadRequest:
        return ""
    except Exception:  # the page meets the same fault, and shows it with its number
        LOG.exception("Premiers mots de %s : non écrits", path)
        return ""


def _written(study: Study, asked: Mapping[str, Sequence[str]]) -> str:
    with lane.turn(lane.HEADLINES):  # that is what they are; the page itself waits for them
        view = Screen(study, links.read(study, asked)).view
        answer = view.filled(study.texts["essential"])
    headlines = "".join(map(_headline, view.outcome.indicators.values()))
    return _page(
        study.card.title,
        f"<h2>{_shown(study.card.question)}</h2><p>{_shown(_about(view))}</p><dl>{headlines}</dl>{AS_HTML.render(from_host(french.spaced(answer)))}",
        AFTERWARDS,
    )


def _title(path: str) -> str:
    """The words of a page that is none of a study: its name in the menu."""
    entry = next((entry for entry in menu.fixed() if path == f"/{entry.address}"), None)
    return "" if entry is None else _page(entry.title if entry.address else HOUSE, "", COMING)


def _page(title: str, body: str, afterwards: str) -> str:
    return (
        f'<style>{STYLE}</style><main id="studio-first-words"><h1>{_shown(title)}</h1>{body}<p role="status">{_shown(afterwards)}</p></main>'
        f'<script type="module" src="{FIRST_WORDS.address}"></script>'
    )


def _about(view: View) -> str:
    scenario = view.study.scenarios[view.outcome.scenario].title
    count = len(view.outcome.changes)
    moved = f", {french.counted(count, 'levier déplacé', 'leviers déplacés')}" if count else ""
    return f"Scénario « {scenario} »{moved}."


def _headline(headline: Headline) -> str:
    value = units.headline(headline.value, headline.unit)
    span = units.headline_span(headline.low, headline.high, headline.unit)
    said = [standing.sign(headline), f"{span}, 8 chances sur 10" if headline.low < headline.high else ""]
    under = "".join(f"<small>{_shown(text)}</small>" for text in said if text)
    return f"<div><dt>{_shown(headline.label)}</dt><dd>{_shown(value)}{under}</dd></div>"


def _shown(text: str) -> str:
    return escaping.html(french.spaced(text))
