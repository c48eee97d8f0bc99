"""The identity card of a study: study.toml."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, FiniteFloat, model_validator

from data.ground.faults import Fault
from studies.toolkit.reading.dimensions import Dimensions
from studies.toolkit.reading.figures.declared import Figure
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.results import Balance, Caution, part_name
from studies.toolkit.reading.validation import Declared, Identifier, Label, Part, Plain, Text, declare, read_toml, refuse

# Addresses that a study may not take: those of the pages of the house, the names of their files (Streamlit would serve the file), the server's own.
# fmt: off
RESERVED = {
    "home", "territory", "inventory", "rollout", "compare", "review", "assembly", "publish", "provenance",
    "method", "accessibility", "legal", "territoire", "inventaire", "fibre", "comparer", "comite", "seance", "seances", "sittings",
    "versions", "version", "kept", "modifier", "editing", "committee", "apercu", "preview", "api", "decisions", "decided",
    "aside", "team", "ma-commune", "my_place", "account", "reported", "saved", "equipe", "compte", "erreurs", "scenario",
    "publier", "sources", "methode", "accessibilite", "mentions-legales", "healthz", "layers", "maps", "pictures",
    "static", "styles", "scripts", "vendor", "invitation", "media", "component", "app", "server",
}
# fmt: on
ALIGNED = 64  # draws: chunks begin at multiples of it, where the product of two matrices gives each draw the same last bit as in one piece
SHORT = 26  # characters of the short name of an indicator: five stand side by side over a map and a chart
PART_NAMES = {"id": "identifiant", "title": "titre", "label": "libellé"}  # what tells one part of a list from the others
NAMED_RESULT = re.compile(r"(?P<result>[a-z_][a-z0-9_]*)(\[[a-z0-9_]+(, ?[a-z0-9_]+)*\])?")


def _address(value: str) -> str:
    if not value or not all(part.isascii() and part.isalnum() and part == part.lower() for part in value.split("-")):
        raise refuse(f"adresse « {value} » refusée", "des minuscules sans accent, des chiffres et des tirets : tres-haut-debit")
    if value in RESERVED:
        raise refuse(f"adresse « {value} » réservée à une page du Studio", f"en choisir une autre, par exemple etude-{value}")
    return value


def _rising(limits: list[float]) -> list[float]:
    if not all(low < high for low, high in pairwise(limits)):
        raise refuse("limites de classes qui ne montent pas", "les ranger de la plus petite à la plus grande, sans répétition")
    return limits


def _result(name: str) -> str:
    if not NAMED_RESULT.fullmatch(name):
        raise refuse(f"résultat « {name} » refusé", "un nom de résultat, avec ses dimensions entre crochets : public_money, tco[battery, hgv]")
    return name


def _short(name: str) -> str:
    if len(name) > SHORT:
        raise refuse(f"nom court de {len(name)} caractères", f'{SHORT} au plus : short = "Argent public"')
    return name


def _aligned(draws: int) -> int:
    if draws < ALIGNED or draws % ALIGNED:
        raise refuse(f"lots de {draws} tirages", f"un multiple de {ALIGNED} : chunk = 512")
    return draws


class Indicator(Declared):
    """A headline: a variable of the model, `public_money` or `tco[battery, hgv]`, read at one date of its dimension `year` when it has one.

    `short` is its name where there is little room. `parts` are the results that add up to it, at the same date: `-` before those that are taken away,
    each place of their dimensions being a part. `plausible` are the bounds, in its unit, out of which `plausible_source` makes its central value
    doubtful.
    """

    id: Identifier
    variable: Annotated[str, AfterValidator(_result)]
    label: Label = ""  # that of its result when nothing else is to be said
    short: Annotated[str, AfterValidator(_short)] = ""
    year: FiniteFloat | None = None
    parts: list[Annotated[str, AfterValidator(part_name)]] = []
    plausible: Annotated[list[FiniteFloat], Field(min_length=2, max_length=2)] | None = None
    plausible_source: Identifier | None = None

    @model_validator(mode="after")
    def _told(self) -> "Indicator":
        if "[" in self.variable and not self.label:
            raise refuse("libellé absent", 'dire de quelle place du résultat il s\'agit : label = "…"')
        return self

    @model_validator(mode="after")
    def _sourced(self) -> "Indicator":
        if (self.plausible is None) != (self.plausible_source is None):
            raise refuse("valeurs plausibles sans source, ou l'inverse", "donner plausible et plausible_source, ou aucun des deux")
        if self.plausible and not self.plausible[0] < self.plausible[1]:
            raise refuse("valeurs plausibles qui ne montent pas", "la plus petite d'abord : plausible = [1000, 5000]")
        return self


class Option(Part):
    """One of the options put to the vote, with the scenario that shows its effects; `acts_on`: the figures, levers apart, that it changes itself."""

    title: Label
    scenario: Identifier
    acts_on: list[Identifier] = []


class Layer(Part):
    """A result by commune that the map offers; `limits` are the limits of its classes, in the unit of the variable, when they mean
    something (a threshold of a text); without them the classes come from the values of the reference scenario. `table` names the table that it comes
    from: its card gives the source, unless `source` says more.

    `base` names what a rate is a rate of (dwellings, area, population…), by which the means by intercommunality are weighted.
    """

    variable: Identifier
    title: Label = ""  # the label of its result when nothing else is to be said
    limits: Annotated[list[FiniteFloat], Field(min_length=3, max_length=4), AfterValidator(_rising)] | None = None
    source: Plain = ""
    table: Identifier | None = None
    base: Literal["", "premises", "dwellings", "main_residences", "permanent_premises", "establishments", "population", "area"] = ""

    @model_validator(mode="before")
    @classmethod
    def _of_a_result(cls, given: object) -> object:
        if isinstance(given, dict) and "table" in given and "variable" not in given:
            raise refuse(
                "couche sans résultat : la table n'en donne que la source",
                'variable = "…" : un résultat par commune, que run rend ainsi : t.help["rate"].values ; sans modèle, une figure : kind = "map"',
            )
        return given


class BreakEven(Part):
    """The question "what would it take?": which value of `parameter` brings `indicator` to `target`."""

    indicator: Identifier
    target: FiniteFloat
    parameter: Identifier


class LeverGroup(Part):
    """Levers that the page shows together under a title, among what the département decides or what the world does: a shock that is tried."""

    title: Label
    decided_by: Literal["department", "world"] = Field("department", exclude_if=lambda who: who == "department")
    levers: Annotated[list[Identifier], Field(min_length=1)]


class Card(Declared):
    """What identifies a study and what it asks. `picture` names the layer, or the indicator that has a year, that the home page shows small; without
    it, the first that there is. `chunk`: how many draws the model computes at once when it is asked for thousands; their time depends on it, not
    the results."""

    title: Label
    url: Annotated[str, AfterValidator(_address)]
    question: Label
    summary: Text
    asked: Plain
    edition: int
    authors: Annotated[list[Label], Field(min_length=1)]
    committee: Annotated[list[Label], Field(min_length=1)]
    data_on: Plain
    indicators: Annotated[list[Indicator], Field(min_length=1, max_length=5)]
    options: Annotated[list[Option], Field(min_length=2, max_length=5)]
    reference: Identifier
    default_scenario: Identifier
    advised: Identifier | None = Field(None, exclude_if=lambda name: name is None)  # the option that the study advises
    shared: list[Identifier] = []
    dimensions: Dimensions = {}
    layers: list[Layer] = []
    picture: Identifier | None = None
    sites: bool = Field(True, exclude_if=bool)  # the map shows zones, plots and buildings; what a card does not say is not kept
    breakeven: list[BreakEven] = []
    warnings: list[Caution] = []
    lever_groups: list[LeverGroup] = []
    balances: list[Balance] = []
    figures: list[Figure] = []
    chunk: Annotated[int, AfterValidator(_aligned)] = 1024
    limits: Annotated[list[Label], Field(min_length=1)]
    minimum_scale: Plain
    status: str = Field("", exclude=True)  # of cards written before versions: not read any more, as `check` remarks

    @property
    def advice(self) -> Option | None:
        """The option that the study advises, when its card says which."""
        return next((option for option in self.options if option.id == self.advised and self.advised), None)

    @property
    def tried(self) -> set[str]:
        """The levers that the département does not decide: shocks, what other people do."""
        return {name for group in self.lever_groups if group.decided_by == "world" for name in group.levers}

    @property
    def picturable(self) -> list[Layer | Indicator]:
        """What the home page can show of the study: its maps, then its series."""
        return [*self.layers, *(indicator for indicator in self.indicators if indicator.year is not None)]

    @property
    def pictured(self) -> Layer | Indicator | None:
        """What the home page shows of it; None when there is nothing to show."""
        return next((part for part in self.picturable if self.picture in (None, part.id)), None)

    @property
    def computing(self) -> str:
        """What figures depend on in a card, as one text; the rest of it is words."""
        read_at = [(indicator.id, indicator.variable, indicator.year) for indicator in self.indicators]
        asked = [(question.indicator, question.target, question.parameter) for question in self.breakeven]
        axes = [(name, *dimension.values) for name, dimension in self.dimensions.items()]
        void = [(caution.on, caution.above, caution.below, caution.without_object) for caution in self.warnings if caution.without_object]
        return repr((read_at, asked, axes, self.reference, self.default_scenario, self.shared, *void))


def read(path: Path, place: str) -> tuple[Card | None, list[Fault]]:
    """The card of a study, or every fault found."""
    content, faults = read_toml(path, place)
    return (None, faults) if content is None else declare(Card, content, place)


def name_faults(card: Card, scenarios: set[str] | None, parameters: set[str] | None, sources: set[str] | None, place: str) -> list[Fault]:
    """Names of scenarios, parameters, sources and indicators that the card uses and that do not exist; None when nobody can say which exist."""
    asked = [("reference", card.reference, scenarios, "scénario"), ("default_scenario", card.default_scenario, scenarios, "scénario")]
    asked += [(f"options.{i}.scenario", option.scenario, scenarios, "scénario") for i, option in enumerate(card.options)]
    asked += [
        (f"indicators.{i}.plausible_source", indicator.plausible_source, sources, "source")
        for i, indicator in enumerate(card.indicators)
        if indicator.plausible
    ]
    indicators = {indicator.id for indicator in card.indicators}
    for i, question in enumerate(card.breakeven):
        asked += [
            (f"breakeven.{i}.indicator", question.indicator, indicators, "indicateur"),
            (f"breakeven.{i}.parameter", question.parameter, parameters, "paramètre"),
        ]
    if card.advised is not None:
        asked.append(("advised", card.advised, {option.id for option in card.options if option.id}, "option"))
    undated = card.picture in {indicator.id for indicator in card.indicators if indicator.year is None}
    if card.picture is not None and not undated:
        asked.append(("picture", card.picture, {part.id for part in card.picturable if part.id}, "couche ou indicateur daté"))
    faults = [Fault(f"{place} (picture)", f"indicateur « {card.picture} » sans date", "lui donner year, ou nommer une couche")] if undated else []
    return faults + [
        Fault(
            f"{place} ({where})",
            f"{kind} « {name} » inconnu{'e' if kind in ('source', 'option') else ''}",
            f"choisir parmi : {', '.join(sorted(known)) or 'aucun'}",
        )
        for where, name, known, kind in asked
        if known is not None and name not in known
    ]


def part_faults(card: Card, place: str) -> list[Fault]:
    """The identifiers that two parts of the same list share, and the names that the page would show for two of them."""
    faults = []
    for section in ("indicators", "options", "breakeven", "lever_groups", "warnings", "layers", "balances", "figures"):
        seen: set[str] = set()
        for number, part in enumerate(getattr(card, section)):
            for field, kind in PART_NAMES.items():
                name = getattr(part, field, "")
                if name and f"{field} {name}" in seen:
                    said = f"{kind} « {name} » déjà pris plus haut"
                    faults.append(Fault(f"{place} ({section}.{number}.{field})", said, f"donner un {kind} à chacun"))
                seen.add(f"{field} {name}")
    return faults


def group_faults(card: Card, figures: Mapping[str, Parameter], parameters: set[str] | None, place: str) -> list[Fault]:
    """What the groups of levers hold that is no lever, and the levers that they hold twice.

    `parameters` are the names that exist, those whose row is refused included; None when nobody can say.
    """
    faults, seen = [], set()
    remedy = f"choisir parmi : {', '.join(name for name, parameter in figures.items() if parameter.role == 'lever') or 'aucun'}"
    for i, group in enumerate(card.lever_groups):
        where = f"{place} (lever_groups.{i}.levers)"
        for name in group.levers:
            if name in seen:
                faults.append(Fault(where, f"levier « {name} » déjà rangé plus haut", "le laisser dans un seul groupe"))
            elif name in figures and figures[name].role != "lever":
                faults.append(Fault(where, f"« {name} » n'est pas un levier", remedy))
            elif parameters is not None and name not in parameters:
                faults.append(Fault(where, f"levier « {name} » inconnu", remedy))
            seen.add(name)
    return faults
