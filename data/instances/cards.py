"""The card of each body that decides: a TOML file, whose name is the body's for programs."""

import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from data.cards import Prose
from data.ground.complaints import faults_of
from data.ground.faults import Fault, Refused

FOLDER = Path(__file__).parent
NEIGHBOUR = "la carte d'une autre instance"
Majority = Literal["simple", "absolue", "deux tiers"]


def _part(text: str) -> str:
    """A part of the members, as `1/2`."""
    try:
        if 0 <= Fraction(text) <= 1:
            return text
    except (ValueError, ZeroDivisionError):
        pass
    told = {"fault": f"« {text} » n'est pas une part des membres", "remedy": 'une fraction entre guillemets, de 0 à 1 : "1/2"'}
    raise PydanticCustomError("studio", "no part of the members", told)


class Instance(BaseModel):
    """Who sits in a body and how it decides; the texts are French and shown as they are.

    `quorum`: the part of the members in office who must be there, or more than that part when `quorum_over`; those who are represented count in it
    when `proxies_in_quorum`. `most_proxies`: how many absent members one member may represent. `majority` counts the votes for: simple, more than
    against; absolue, more than half of the members in office; deux tiers, at least two thirds of the votes cast. `source`: where these rules are
    written; `verified`: whether somebody of the agency read them there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Prose = Field(min_length=1)
    seats: int = Field(ge=1, le=1_000)
    quorum: Annotated[str, AfterValidator(_part)]
    quorum_over: bool
    proxies_in_quorum: bool
    most_proxies: int = Field(ge=0, le=10)
    majority: Majority
    chair_decides_ties: bool
    verified: bool
    source: Prose = Field(min_length=1)


def read(folder: Path = FOLDER) -> tuple[dict[str, Instance], list[Fault]]:
    """The valid cards of a folder by name, and every fault of the others."""
    found: dict[str, Instance] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        place = f"data/instances/{path.name}"
        try:
            found[path.stem] = Instance.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except ValidationError as error:
            faults += faults_of(error, place, NEIGHBOUR, Instance.model_fields)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(Fault(place, f"fichier illisible ({error})", "corriger la syntaxe TOML, en UTF-8"))
    return found, faults


@cache
def every() -> dict[str, Instance]:
    """The cards of the agency by name. Refused when one is not valid."""
    found, faults = read()
    if faults:
        raise Refused(faults[0])
    return found


def get(name: str) -> Instance:
    """A card by name. Refused when there is none."""
    if name not in every():
        raise Refused(Fault("instance", f"pas de carte « {name} »", f"choisir parmi : {', '.join(every())}"))
    return every()[name]


def kept(rules: dict[str, Any]) -> Instance:
    """A card as it was kept with what was decided under it."""
    return Instance.model_validate(rules)
