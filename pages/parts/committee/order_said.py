"""Why an assumption is reviewed before another one, in words; how far the committee has come."""

from data.ground import escaping, french
from pages.parts import prose
from pages.parts.committee.desk import Desk
from studies.committee import order
from studies.committee.order import Weight
from studies.toolkit.running.study import Study

SEEN = 0.005  # share under which a weight would be written 0 %


def of(study: Study, weight: Weight) -> str:
    """How much an assumption weighs: « pèse 80 % de l'effet le plus fort sur… »."""
    if study.parameters[weight.parameter].low is None:
        return "est fixe, sans fourchette : son effet n'a pas été essayé"
    if weight.share < SEEN:
        return "ne déplace aucun chiffre de tête" if not weight.share else "ne déplace presque aucun chiffre de tête"
    label = next(one.label for one in study.card.indicators if one.id == weight.indicator)
    on = escaping.markdown(french.in_sentence(label))
    if weight.share >= 1 - SEEN:
        return f"a l'effet le plus fort sur « {on} »"
    return f"pèse {round(100 * weight.share)} % de l'effet le plus fort sur « {on} »"


def progress(desk: Desk) -> None:
    """How many assumptions somebody reviewed, how many this member did."""
    done, count = order.reviewed(desk.study, desk.reviewed)
    mine = len(desk.mine & set(desk.study.parameters))
    told = f"{french.counted(done, 'hypothèse', 'hypothèses')} sur {count} {french.plural(done, 'relue', 'relues')}"
    by_her = f", {mine} par vous" if desk.committee.gives else ""
    prose.progress(done / count if count else 0.0, f"**{told}** par le comité{by_her}")
