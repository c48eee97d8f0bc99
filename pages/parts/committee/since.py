"""What changed since the last meeting that was closed, and what that did to the figures."""

from data.ground import french
from data.store.opening import store
from data.store.writings import versions
from data.store.writings.meetings import Meeting
from pages.parts import prose
from pages.parts.committee.desk import HERE, Desk
from pages.parts.versions import comparing
from pages.parts.versions.reading import Known


def show(desk: Desk, last: Meeting | None) -> None:
    """The changes, or why there are none to tell."""
    prose.header("Depuis la dernière réunion")
    if last is None:
        prose.markdown("Aucune réunion n'a encore été close : rien à comparer.")
        return
    on = french.day(last.closed_at.astimezone(HERE).date())
    known = {version.number: version for version in versions.listed(store(), desk.slug)}
    if last.version not in known:
        prose.markdown(f"La réunion du {on} s'est tenue sur le brouillon : aucune version n'avait été soumise, il n'y a rien à comparer.")
        return
    now = max(known)
    if now == last.version:
        prose.markdown(f"Aucune version n'a été soumise depuis la réunion du {on}, tenue sur la version {now}.")
        return
    prose.markdown(f"De la version {last.version}, celle de la réunion du {on}, à la version {now} :")
    comparing.between(desk.study, Known(last.version, known[last.version]), Known(now, known[now]))
