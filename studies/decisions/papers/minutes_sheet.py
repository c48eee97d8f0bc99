"""The minutes of a sitting, to print: who was there, each decision with its vote and the figures that were shown, its digest once settled."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import typst

from data.ground import french
from data.store.typed import one_line, seen
from data.store.writings.assembly.decisions import Decision, Status
from data.store.writings.assembly.documents import Document
from data.store.writings.assembly.sittings import Sitting
from studies.committee.papers.letters import day_of, hour_of
from studies.decisions import sitting_words, words

TEMPLATE = Path(__file__).with_suffix(".typ")
STANDARDS = ["ua-1"]
STATES = {Status.DRAFT: "Brouillon : ce relevé peut encore changer", Status.SUBMITTED: "Soumis aux présents : ce relevé n'est pas encore arrêté"}


def printed(held: Sitting, found: Sequence[Decision], documents: Sequence[Document], links: Mapping[str, str], on: date) -> bytes:
    """A PDF, tagged; `links`: the address of the figures that were shown, by decision. Names are those that the reader of `held` may read."""
    content = {
        "title": f"Relevé de décisions : {held.card.name}, {day_of(held.at)}",
        "state": _state(held, found),
        "facts": _rows(_of_sitting(held)),
        "attendees": [{"name": one.name, "capacity": one.capacity, "state": one.presence.value, "proxy": one.proxy_to} for one in held.attendees],
        "items": [_item(rank, one, links.get(one.id, "")) for rank, one in enumerate(found, 1)],
        "documents": [{"name": one.name, "digest": one.digest} for one in documents],
        "footer": f"Le Studio, Lozère Développement, imprimé le {french.day(on)}",
    }
    shown = french.within(content, lambda text: seen(french.spaced(text)))
    inputs = {"sheet": json.dumps(shown, ensure_ascii=False, allow_nan=False)}
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs=inputs, pdf_standards=STANDARDS, ignore_system_fonts=True)


def _state(held: Sitting, found: Sequence[Decision]) -> str:
    if held.closed_at:
        return f"Arrêté le {words.on(held.closed_at)} : il ne se corrige que par un ajout daté"
    return STATES[Status.SUBMITTED if found and all(one.status is Status.SUBMITTED for one in found) else Status.DRAFT]


def _of_sitting(held: Sitting) -> dict[str, str]:
    doubt = "" if held.card.verified or sitting_words.DOUBT in held.card.source else f" ({sitting_words.DOUBT})"
    return {
        "Instance": held.card.name,
        "Date et lieu": f"{day_of(held.at)} à {hour_of(held.at)}, {held.place}",
        "Président de séance": held.chair,
        "Secrétaire de séance": held.secretary,
        "Présents": f"{sitting_words.roll(held)}, sur {held.seats} membres en exercice",
        "Quorum": sitting_words.quorum_apart(held),
        "Règles du vote": sitting_words.rules(held.card),
        "Source de ces règles": f"{held.card.source}{doubt}",
    }


def _item(rank: int, one: Decision, link: str) -> dict[str, object]:
    added = [{"name": f"Ajout du {words.on(each.at)}", "text": each.text} for each in one.addenda]
    shown = f"Étude « {one.shown['title']} », {words.figures(one)}" if one.study else ""
    figures = [{name: each[name] for name in ("label", "written", "ranged")} for each in one.shown["headlines"]] if one.study else []
    titled = {"title": f"{rank}. {one_line(one.question)}", "shown": shown, "link": link, "figures": figures}
    facts = {"Options": " ; ".join(one.options)} | words.facts(one)
    return {**titled, "facts": [*_rows(facts), *added, *_rows({"Empreinte (SHA-256)": one.digest})]}


def _rows(facts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "text": text} for name, text in facts.items() if text]
