"""The sentences of a study, filled from computed values: text/*.md with names in braces.

`{subscribers_2031}` is the headline of that indicator, `{subscribers@2026.5}` a result of the model at that date, `{tco[battery, hgv]@2030}` in one
place of its dimensions too, `{homes}` a parameter; each with its unit. After the name of an indicator or of a result, `.range` is its range in words,
`.difference` its difference to the reference scenario, `.number` its value without the unit, `.unit` its unit alone; after that of a parameter,
`.doubt` says that it is to be verified, when it is. `{rent:public_money}` is the same name under the scenario `rent`, on screen or not.
`{racks|signée|signées}` is the word that agrees with it. `{#copper}` at the beginning of a paragraph is its name (see `paragraphs`). Between `$…$`
and `$$…$$`, a formula: its braces are those of LaTeX (see `formulas`). Everything else is plain Markdown; HTML, images and links that lead neither to
the web nor to a page (see `links`) are refused.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from numbers import Real
from pathlib import Path
from typing import NamedTuple

import xarray as xr

from data.ground import formulas, french, links
from data.ground.faults import Fault
from data.ground.text_files import read_text
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import paragraphs, report, units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.questions import STEM as QUESTIONS
from studies.toolkit.reading.questions import Condition, WrittenQuestion
from studies.toolkit.reading.validation import IMAGE, WITHOUT_IMAGE
from studies.toolkit.running import labelling
from studies.toolkit.running.outcome import Headline, Outcome, own_axes, places_of
from studies.toolkit.running.outcome import read as read_result

LONGEST = 50_000  # [characters] of a text: ten times the longest of today; above, a browser is slow to draw it
NEEDED = ("essential",)  # the three sentences of the first part
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
RANGE_APART = re.compile(r" \(\{(?!page\.)([^{}]*\.range)\}[^(){}]*\)")  # a range in brackets beside its value: both without object, it is not said
FORM = re.compile(r"(?P<name>.*?)(?:\.(?P<form>range|difference|number|unit|doubt))?", re.DOTALL)
PAGE = "page."  # how the names begin that only the page of a study can give, in the answers of its questions and in its notes
METHOD = "method"  # the text of the equations, what they rest on, what was verified, what is left out
NOTES = "notes"  # the text of the lines under its figures, a paragraph each
DOUBT = "**à vérifier**"  # said of what is from memory, or not confirmed
GIVEN = {str: "un texte", Real: "un nombre"}  # what the page gives for a sentence, for a condition
Given = Mapping[str, str | float]  # what the page knows, by name
TAG = re.compile(r"<[a-zA-Z/!][^>]*>")


def tag_faults(text: str, place: str) -> list[Fault]:
    shown = formulas.hidden(text)
    shown = shown[: shown.rfind(">") + 1]  # every tag that is looked for is then closed: a text of openings alone is read in no time
    return [
        Fault(f"{place}, ligne {_line(text, tag.start())}", f"balise HTML {tag[0]}", "écrire en Markdown : **gras**, - liste, [texte](https://…)")
        for tag in TAG.finditer(shown)
    ]


def _image_faults(text: str, place: str) -> list[Fault]:
    return [Fault(f"{place}, ligne {_line(text, image.start())}", f"image {image[0]}", WITHOUT_IMAGE) for image in IMAGE.finditer(text)]


def _formula_faults(text: str, place: str) -> list[Fault]:
    return [Fault(f"{place}, ligne {_line(text, position)}", fault, remedy) for position, fault, remedy in formulas.wrong(text)]


def _link_faults(text: str, place: str) -> list[Fault]:  # an image is told already, and where it leads with it
    shown = IMAGE.sub(lambda image: " " * len(image[0]), text)
    return [Fault(f"{place}, ligne {_line(text, at)}", fault, remedy) for at, fault, remedy in links.wrong(shown)]


def _line(text: str, position: int) -> int:
    return text[:position].count("\n") + 1


def read(folder: Path, place: str) -> tuple[dict[str, str], list[Fault]]:
    """The texts of a study by file stem, and every fault found in them."""
    texts, faults = {}, []
    for name in sorted({path.stem for path in folder.glob("*.md")} | set(NEEDED)):
        text, found = read_text(folder / f"{name}.md", f"{place}/{name}.md")
        faults += found
        if text is None:
            continue
        if len(text) > LONGEST:
            too_long = f"texte de {french.number(len(text))} signes"
            faults.append(Fault(f"{place}/{name}.md", too_long, f"{french.number(LONGEST)} au plus : mettre le reste dans {report.NAME}"))
            continue
        texts[name] = french.spaced(text)
        faults += form_faults(text, f"{place}/{name}.md")
        if not text.strip():
            faults.append(Fault(f"{place}/{name}.md", "texte vide", "écrire ce texte : pour l'essentiel, la réponse en trois phrases"))
    return texts, faults


def form_faults(text: str, place: str) -> list[Fault]:
    """What is wrong with the form of a text, line by line."""
    return [fault for look in (tag_faults, _image_faults, _formula_faults, _link_faults, brace_faults) for fault in look(text, place)]


def brace_faults(text: str, place: str) -> list[Fault]:
    """A brace that is opened and not closed, or the reverse: it would be shown as it is."""
    rest = PLACEHOLDER.sub(lambda found: " " * len(found[0]), formulas.hidden(text))
    return [
        Fault(f"{place}, ligne {_line(text, brace.start())}", f"accolade {brace[0]} seule", "fermer l'accolade : {indicateur}")
        for brace in re.finditer(r"[{}]", rest)
    ]


def nearest(name: str, outcome: Outcome, parameters: Mapping[str, Parameter], form: str = "{{{}}}") -> str:
    """What the author may have meant by a name that stands for nothing, written as `form` says: in braces in a text."""
    placed = FORM.fullmatch(name)["name"].partition("@")[0]
    stem = placed.partition("[")[0]
    if stem in outcome.data:
        return readable(placed, outcome.data, form)
    known = [*outcome.indicators, *map(str, outcome.data.data_vars), *parameters]
    near = difflib.get_close_matches(stem.split(".")[0], known, n=1)
    return f"peut-être {form.format(near[0])} ; " if near else ""


def readable(placed: str, data: xr.Dataset, form: str) -> str:
    """How one value of an existing result is named: `placed` is its name without date, as the author wrote it."""
    whole = data[placed.partition("[")[0]]
    try:
        variable = read_result(data, placed)
    except KeyError:
        return f"{places_of(whole)} ; "
    if own_axes(variable):
        return f"{places_of(whole)} ; "
    if "year" not in variable.dims:
        return ""
    return f"{placed} se lit à {labelling.told(variable.year.values)}, par exemple {form.format(f'{placed}@{variable.year.values[-1]:g}')} ; "


def name_faults(text: str, place: str, outcome: Outcome, parameters: Mapping[str, Parameter], of_page: bool = False) -> list[Fault]:
    """The names in braces of a text that stand for nothing, those that its page gives left aside when there may be some (`of_page`, the answers, the
    notes); the line is told when the text is a file of its own."""
    faults = []
    for found in PLACEHOLDER.finditer(text := formulas.hidden(paragraphs.bare(text))):
        if found[1].startswith(PAGE) and (of_page or place.endswith((f"/{QUESTIONS}.md", f"/{NOTES}.md"))):
            continue
        try:
            _value(found[1], outcome, outcome, parameters)
        except (KeyError, ValueError, TypeError):
            where = f"{place}, ligne {_line(text, found.start())}" if place.endswith(".md") else place
            remedy = (
                f"{nearest(found[1].partition('|')[0].rpartition(':')[2], outcome, parameters)}"
                "écrire {indicateur}, {indicateur.range}, {indicateur.difference}, {résultat@année}, {résultat[valeur]@année} ou {paramètre}, "
                f"précédé d'un scénario et de : pour sa valeur sous celui-là ; indicateurs : {', '.join(outcome.indicators)}"
            )
            faults.append(Fault(where, f"« {found[0]} » ne se lit pas", remedy))
    return faults


def sentence_faults(text: str, place: str, outcome: Outcome, parameters: Mapping[str, Parameter]) -> list[Fault]:
    """All that is wrong with a sentence that stands in a file of something else, told at `place`: tags, formulas, braces, names in braces."""
    form = [Fault(place, fault.fault, fault.remedy) for look in (tag_faults, _formula_faults, brace_faults) for fault in look(text, place)]
    return form + name_faults(text, place, outcome, parameters)


class _Range(NamedTuple):
    """One value of a result, read as a headline is [unit]."""

    unit: str
    value: float
    low: float
    high: float


def _written(figure: Headline | _Range, form: str, reference: Headline | _Range) -> str:
    forms = {
        "": lambda: units.headline(figure.value, figure.unit),
        "range": lambda: units.headline_range(figure.low, figure.high, figure.unit),
        "difference": lambda: units.difference(figure.value - reference.value, figure.unit, beside=figure.value, unit_too=True),
        "number": lambda: units.headline(figure.value, figure.unit, unit_too=False),
        "unit": lambda: units.noun(figure.unit, figure.value),
    }
    return forms[form]()


def _of_result(name: str, outcome: Outcome, ranged: bool = False) -> _Range:
    """One value of a result; its range is counted only when it is asked for. Raises as `measure` does."""
    found = read_result(outcome.data, name)
    low, high = (float(side) for side in outcome.bands[name]) if ranged else 2 * [float(found)]
    return _Range(found.attrs["unit"], float(found), low, high)


def measure(name: str, outcome: Outcome, parameters: Mapping[str, Parameter]) -> tuple[float, str]:
    """The value of an indicator, of a parameter or of a result at a date (`subscribers@2031`), with its unit.

    Raises KeyError when the name stands for nothing, ValueError or TypeError when it is not one number.
    """
    if name in outcome.indicators:
        return outcome.indicators[name].value, outcome.indicators[name].unit
    if name in parameters:
        return outcome.values[name], parameters[name].unit
    answer = read_result(outcome.data, name)
    return float(answer), answer.attrs["unit"]


def _value(name: str, outcome: Outcome, reference: Outcome, parameters: Mapping[str, Parameter]) -> str:
    """What a name in braces stands for: `rent:public_money` is that of the scenario `rent`, whatever is on screen. Raises as `measure` does."""
    scenario, colon, there = name.partition(":")
    if colon:
        return _value(there, _under(scenario, outcome), reference, parameters)
    if words := name.split("|")[1:]:
        return units.agreeing(*measure(name.partition("|")[0], outcome, parameters), *words)
    stem, form = FORM.fullmatch(name).group("name", "form")
    if name in parameters:
        return units.written(outcome.values[name], parameters[name].unit)
    if form == "doubt":
        return f", {DOUBT}" if parameters[stem].doubtful else ""
    if stem in outcome.indicators:
        return _written(outcome.indicators[stem], form or "", reference.indicators[stem])
    return _written(_of_result(stem, outcome, ranged=form == "range"), form or "", _of_result(stem, reference))


def _under(scenario: str, outcome: Outcome) -> Outcome:
    """The outcome of a scenario of the same study, nothing being changed in it. Raises KeyError when there is none of that name."""
    try:
        return outcome.under(scenario)
    except BadRequest as unknown:
        raise KeyError(scenario) from unknown


def page_names(text: str) -> set[str]:
    """The names of a text that only its page gives: `towns` for `{page.towns}`."""
    return {found[1].removeprefix(PAGE) for found in PLACEHOLDER.finditer(text) if found[1].startswith(PAGE)}


def page_names_of(question: WrittenQuestion) -> set[str]:
    """Those of the answers of a question, and of the conditions on which each is given."""
    conditions = {side for answer in question.answers if answer.when for side in (answer.when.left, answer.when.right)}
    return {side.removeprefix(PAGE) for side in conditions if side.startswith(PAGE)}.union(*(page_names(each.text) for each in question.answers))


class NotGiven(LookupError):
    """A name that the page of a study does not give, and what it had to be: a text, a number."""


def _given(name: str, page: Callable[[], Given], kind: type) -> str | float:
    """What the page gives under a name that begins by `page.`. Raises NotGiven when it gives nothing, or something else than a `kind`."""
    short = name.removeprefix(PAGE)
    value = page().get(short)
    if not isinstance(value, kind):
        raise NotGiven(short, GIVEN[kind])
    return value


def fill(text: str, outcome: Outcome, reference: Outcome, parameters: Mapping[str, Parameter], page: Callable[[], Given] = dict) -> str:
    """A text without the names of its paragraphs, each name in braces replaced by its value under `outcome` (differences are to `reference`);
    `page` gives those of the page, and is called when the text names one. Raises NotGiven for a name of the page that it does not give as a text."""

    def value(found: re.Match) -> str:
        return _given(found[1], page, str) if found[1].startswith(PAGE) else _value(found[1], outcome, reference, parameters)

    said = RANGE_APART.sub(lambda found: "" if value(found) == french.WITHOUT_OBJECT else found[0], paragraphs.bare(text))
    return formulas.outside(said, lambda words: PLACEHOLDER.sub(value, words))


def answer_of(question: WrittenQuestion, outcome: Outcome, parameters: Mapping[str, Parameter], page: Callable[[], Given] = dict) -> str:
    """The sentence that answers a question under an outcome, with its names still in braces: the first whose condition holds; `page` as for `fill`.

    Raises NotGiven for a name of the page in a condition that it does not give as a number.
    """

    def figure(name: str) -> float:
        return _given(name, page, Real) if name.startswith(PAGE) else _number(name, outcome, parameters)

    def holds(condition: Condition) -> bool:
        left, right = figure(condition.left), figure(condition.right)
        return left < right if condition.below else left > right

    return next(answer.text for answer in question.answers if answer.when is None or holds(answer.when))


def answered(question: WrittenQuestion, outcome: Outcome, base: Outcome, known: Mapping[str, Parameter], page: Callable[[], Given] = dict) -> str:
    """The same, filled; differences are to `base`. Raises as `answer_of` and `fill` do."""
    return fill(answer_of(question, outcome, known, page), outcome, base, known, page)


def _number(written: str, outcome: Outcome, parameters: Mapping[str, Parameter]) -> float:
    """A number as it is written, or the figure of that name. Raises as `measure` does."""
    try:
        return float(written)
    except ValueError:
        return measure(written, outcome, parameters)[0]


def condition_faults(question: WrittenQuestion, place: str, outcome: Outcome, parameters: Mapping[str, Parameter]) -> list[Fault]:
    """The names in the conditions of an answer that stand for nothing."""
    faults = []
    for condition in (answer.when for answer in question.answers if answer.when):
        for name in (condition.left, condition.right):
            if name.startswith(PAGE):
                continue
            try:
                _number(name, outcome, parameters)
            except (KeyError, ValueError, TypeError):
                near = nearest(name, outcome, parameters, form="{}")
                remedy = f"{near}écrire un nombre, un indicateur, un paramètre ou résultat@année"
                faults.append(Fault(f"{place}, ligne {condition.line}", f"« {name} » ne se lit pas", remedy))
    return faults
