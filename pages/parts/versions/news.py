"""What has changed since the reader's last visit: the versions published, the figure that each moved most, the errors that were mended."""

from collections.abc import Sequence
from datetime import date

from data.ground import escaping, french
from data.store.opening import store
from data.store.writings import reports, versions
from data.store.writings.reports import Report
from data.store.writings.versions import Status, Version
from pages.parts import menu, prose, visitor
from pages.parts.versions import reading
from pages.parts.visiting import last_visit
from pages.parts.visitor import Visitor
from studies.publishing import document, life
from studies.publishing.attribution import share
from studies.publishing.shown import Shown
from studies.toolkit.reading import units


def show(visiting: Visitor, read: Sequence[Shown]) -> None:
    """All of it under its title; nothing at a first visit, nor when nothing has changed."""
    since = last_visit.before_this_one()
    if since is None:
        return
    with visitor.told():
        lines = [line for one in read for line in _published(one, since)]
        titles = {one.study.slug: one.study.card.title for one in read}
        lines += [
            _mended(report, titles) for report in reports.listed(store(), visiting.actor) if _since(report, since) and report.about.study in titles
        ]
        if lines:
            prose.header("Ce qui a changé depuis votre dernière visite")
            prose.caption(f"Depuis le {french.day(since)}, ce jour compris.")
            prose.markdown("\n".join(f"- {line}" for line in lines))


def _published(one: Shown, since: date) -> list[str]:
    """A line for each version published since, the latest first."""
    slug = one.study.slug
    kept = [version for version in versions.listed(store(), slug) if version.status is Status.PUBLISHED]
    return [_line(one, version, next(iter(kept[at + 1 :]), None)) for at, version in enumerate(kept) if version.steps[-1].at.date() >= since]


def _line(one: Shown, version: Version, former: Version | None) -> str:
    step = version.steps[-1]
    title = escaping.markdown(one.study.card.title)
    said = escaping.markdown(" ".join((step.message or version.steps[0].message).split()))
    link = f"[version {version.number}]({reading.list_of(one.study.slug)})"
    moved = f" {_moved(former, version)}" if former else " Première version publiée."
    return f"**{title}**, {link}, publiée le {french.day(step.at.date())} : {said.rstrip('.')}.{moved}"


def _moved(former: Version, version: Version) -> str:
    """The headline that moved most between two versions, for its size, under the scenario that the page opens with."""
    was, now = (life.content(store(), each) for each in (former, version))
    scenario = now["card"]["default_scenario"]
    if scenario not in was["scenarios"]:
        return "Le scénario de départ n'est plus le même."
    before = {one["id"]: one for one in document.headlines(was, scenario)}
    pairs = [
        (before[one["id"]], one)
        for one in document.headlines(now, scenario)
        if one["id"] in before and before[one["id"]]["unit"] == one["unit"] and None not in (before[one["id"]]["value"], one["value"])
    ]
    old, new = max(pairs, key=lambda pair: share(pair[0]["value"], pair[1]["value"]), default=({"value": 0}, {"value": 0}))
    if old["value"] == new["value"]:
        return "Aucun chiffre de tête n'a bougé."
    gap = units.difference(new["value"] - old["value"], new["unit"])
    return f"Ce qui bouge le plus : {escaping.markdown(french.in_sentence(new['label']))}, {old['written']} → {new['written']} ({gap})."


def _since(report: Report, since: date) -> bool:
    return report.status is reports.Status.MENDED and report.answered_at.date() >= since


def _mended(report: Report, titles: dict[str, str]) -> str:
    what, study = escaping.markdown(report.about.label), escaping.markdown(titles[report.about.study])
    return f"**{study}**, [erreur corrigée](/{menu.REPORTED.address}) le {french.day(report.answered_at.date())} : {what}."
