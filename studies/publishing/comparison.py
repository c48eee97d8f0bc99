"""Two versions of a study side by side, for the command line: what changed, and what each change did to each headline."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from data.store.opening import Store
from studies.publishing import difference, life
from studies.publishing.attribution import Attribution
from studies.publishing.difference import Change
from studies.publishing.document import headlines
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units

LONGEST = 160  # characters of what a field said and says, told in a line; a text is read in the JSON, or on the page


@dataclass(frozen=True)
class Comparison:
    """Two versions, DRAFT for the draft: what changed, the headlines of the second under a scenario, what led to them (None when one of the two has
    not that scenario)."""

    study: str
    before: int
    after: int
    scenario: str
    changes: list[Change]
    headlines: list[dict[str, Any]]
    effects: Attribution | None


def of(store: Store, slug: str, before: int, after: int, scenario: str | None) -> Comparison:
    """Two versions compared under a scenario, that of the study by default. Refused for a version that does not exist, BadRequest for a scenario that
    neither has."""
    sides = life.side(store, slug, before)[0], life.side(store, slug, after)[0]
    asked = scenario or sides[1]["card"]["default_scenario"]
    if not any(asked in side["scenarios"] for side in sides):
        raise BadRequest(f"étude {slug}", f"scénario « {asked} » inconnu", f"choisir parmi : {', '.join(sides[1]['scenarios'])}")
    found = life.effects(store, slug, before, after, asked)
    return Comparison(slug, before, after, asked, difference.between(*sides), headlines(sides[1], asked) if found else [], found)


def called(number: int) -> str:
    """How a version is called in a sentence."""
    return f"la version {number}" if number else "le brouillon"


def in_json(found: Comparison) -> dict[str, Any]:
    """The documented JSON."""
    told = [
        {
            "kind": one.kind,
            "id": one.id,
            "label": one.label,
            "what": one.what,
            "fields": {name: {"before": was, "after": now} for name, (was, now) in one.fields.items()},
        }
        for one in found.changes
    ]
    names = {"before": found.before or "brouillon", "after": found.after or "brouillon"}
    return {"study": found.study, **names, "scenario": found.scenario, "changes": told, "headlines": _moves(found), "apart": _apart(found)}


def _apart(found: Comparison) -> list[dict[str, str]]:
    """The headlines that one of the versions has not, or where they have no object, as each version wrote them."""
    return [asdict(one) for one in found.effects.apart] if found.effects else []


def _moves(found: Comparison) -> list[dict[str, Any]] | None:
    effects = found.effects
    if effects is None:
        return None
    return [
        {
            "id": one["id"],
            "label": one["label"],
            "unit": one["unit"],
            "before": effects.before[one["id"]],
            "after": effects.after[one["id"]],
            "moved": effects.after[one["id"]] - effects.before[one["id"]],
            "terms": [{"kind": term.kind, "id": term.id, "label": term.label, "added": term.added[one["id"]]} for term in effects.terms],
        }
        for one in found.headlines
        if one["id"] in effects.after
    ]


def in_words(found: Comparison) -> Iterator[str]:
    """The same as lines to read."""
    if not found.changes:
        yield f"Rien n'a changé entre {called(found.before)} et {called(found.after)}."
    for one in found.changes:
        fields = [f"{name} : {was or 'rien'} → {now or 'rien'}" for name, (was, now) in one.fields.items() if len(was) + len(now) <= LONGEST]
        yield " ; ".join([f"{one.label}, {one.what}", *fields])
    moves = _moves(found)
    if moves is None:
        yield f"Le scénario « {found.scenario} » n'est que dans une des deux : ses chiffres ne se comparent pas."
        return
    yield f"Chiffres de tête, scénario « {found.scenario} » :"
    for one in _apart(found):
        yield f"  {one['label']} : {one['before']} → {one['after']}"
    for one in moves:
        yield f"  {one['label']} : {_value(one['before'], one)} → {_value(one['after'], one)} ({_moved(one['moved'], one)})"
        for term in one["terms"]:
            if term["added"]:
                yield f"    {term['label']} : {_moved(term['added'], one)}"


def _value(value: float, one: dict[str, Any]) -> str:
    return units.headline(value, one["unit"])


def _moved(value: float, one: dict[str, Any]) -> str:
    return units.difference(value, one["unit"]) if value else "rien n'a bougé"
