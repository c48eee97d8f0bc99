"""What a meeting has to go through: the points that wait for an answer, the heaviest assumptions that nobody has reviewed."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from data.ground import escaping, french
from data.store.writings.discussion import Remark
from pages.parts import menu, prose
from pages.parts.committee import order_said
from pages.parts.committee.desk import Desk
from pages.parts.remarks import in_place
from pages.parts.versions.reading import STUDY
from studies.toolkit.reading import units

ITEM = "hypothese"  # in the address: the assumption on screen
FIRST = 5  # assumptions named; the others are counted
BRIEF = 8  # open points beside an assumption
MOST = 30  # open points told; more are counted


def show(desk: Desk) -> None:
    """Both lists, the open points first."""
    prose.header("Ordre du jour")
    open_points(desk)
    _not_reviewed(desk)


def open_points(desk: Desk) -> None:
    """The remarks that wait, the oldest first."""
    waiting = desk.open_points
    if not waiting:
        prose.markdown("Aucun avis n'attend de réponse.")
        return
    count = len(waiting)
    prose.markdown(f"**{count} {french.plural(count, 'avis attend', 'avis attendent')} une réponse.** Une version se valide quand il n'y en a plus.")
    things: dict[str, list[Remark]] = {}
    for remark in waiting[:MOST]:
        things.setdefault(remark.item, []).append(remark)
    prose.markdown("\n".join(line for said in things.values() for line in _lines(desk, said)))
    if count > MOST:
        prose.caption(f"Et {count - MOST} de plus, sur la page de l'étude.")


def in_brief(desk: Desk, shown: str) -> None:
    """The same beside the assumption on screen, `shown`: what waits with what is said of it in signs, then what this member has not reviewed, the
    heaviest first."""
    prose.markdown("### Ordre du jour")
    waiting = {remark.item: remark for remark in desk.open_points}
    if waiting:
        prose.markdown(f"**Attendent une réponse** ({in_place.LEGEND})")
        prose.markdown("\n".join(_in_signs(desk, remark, shown) for remark in list(waiting.values())[:BRIEF]))
    if len(waiting) > BRIEF:
        prose.caption(f"Et {len(waiting) - BRIEF} de plus, sous « Réunions ».")
    left = [name for name in desk.queue if name != shown][:FIRST]
    if left:
        prose.markdown("**À relire par vous**, ce qui pèse le plus d'abord")
        prose.markdown("\n".join(f"- [{escaping.markdown(desk.study.parameters[name].label)}]({link(desk, name)})" for name in left))
    elif not desk.queue:
        prose.markdown("Vous avez relu toutes les hypothèses.")


def _in_signs(desk: Desk, remark: Remark, shown: str) -> str:
    """A thing that waits: the way to it, bold when it is on screen, and what was said of it."""
    label, told = escaping.markdown(remark.label.partition(" : ")[2] or remark.label), in_place.marked(desk.committee, remark.item)
    if remark.parameter == shown:
        return f"- **{label}** · {told}"
    return f"- {f'[{label}]({link(desk, remark.parameter)})' if remark.parameter in desk.study.parameters else label} · {told}"


def link(desk: Desk, name: str) -> str:
    """The address of an assumption on the page of the committee."""
    return f"/{menu.COMMITTEE.address}?{urlencode({STUDY: desk.slug, ITEM: name})}"


def _lines(desk: Desk, remarks: Sequence[Remark]) -> Iterator[str]:
    """A thing, then what waits on it: a list, whose lines a phone shows whole."""
    label = escaping.markdown(remarks[0].label)
    known = remarks[0].parameter in desk.study.parameters
    yield f"- {f'[{label}]({link(desk, remarks[0].parameter)})' if known else label}"
    for remark in remarks:
        yield f"    - {said(desk, remark)}  \n      :small[{escaping.markdown(remark.author)}, {french.short_day(remark.at.date())}]"


def said(desk: Desk, remark: Remark) -> str:
    """The position and the value, then the reason."""
    parts = []
    if remark.position is not None:
        parameter = desk.study.parameters.get(remark.parameter)
        value = f", plutôt {units.written(remark.value, parameter.unit)}" if remark.value is not None and parameter else ""
        parts.append(f"**{remark.position.value}{value}**")
    if remark.text:
        parts.append(escaping.markdown(" ".join(remark.text.split())))
    return " : ".join(parts)


def _not_reviewed(desk: Desk) -> None:
    """The heaviest of those of which nobody said anything."""
    reviewed = desk.reviewed
    left = [weight for weight in desk.weights if weight.parameter not in reviewed]
    if not left:
        prose.markdown("Toutes les hypothèses ont été relues.")
        return
    count = len(left)
    told = french.plural(count, "hypothèse que personne n'a relue", "hypothèses que personne n'a relues")
    prose.markdown(f"**{count} {told}**, à commencer par :")
    named = []
    for weight in left[:FIRST]:
        label = escaping.markdown(desk.study.parameters[weight.parameter].label)
        named.append(f"- [{label}]({link(desk, weight.parameter)}) : {order_said.of(desk.study, weight)}")
    prose.markdown("\n".join(named))
