"""What the committee asks, and what the study answers: text/questions.md.

    ## worth: Est-ce que cela vaut la peine ?
    Oui : un kilo coûterait {pump_price}, {pump_price.range}.
    Voir : le prix selon le nombre de camions

A question begins by `## `, its name and a colon; its answer is one paragraph, with names in braces as in the other texts (see `narrative`); the line
that begins by `Voir : ` says what is drawn when the reader opens it. The page gives the drawing, by the name of the question; without that line there
is nothing to open.

An answer that depends on the figures is written case by case; the first that holds is said, and a last one says what is left:

    Si kilo_carbon < low_carbon : Oui, {kilo_carbon} sur le cycle de vie.
    Sinon : Non, {kilo_carbon}, et il faudrait {low_carbon}.

What only the page can compute, it gives by name: `{page.trucks}` in a sentence, and `page.trucks` on either side of the sign of a condition:

    Si page.trucks < 3 : Presque personne : {page.names}.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.ground.faults import Fault
from studies.toolkit.reading.validation import repeated

STEM = "questions"  # the name of its file in text/, without .md
HEAD = re.compile(r"##\s+(?P<id>[a-z][a-z0-9_]*)\s*:\s*(?P<asked>\S.*)")
SHOWS = re.compile(r"Voir\s*:\s*(?P<shows>\S.*)")
CASE = re.compile(r"(?:Si\s+(?P<left>\S.*?)\s+(?P<sign>[<>])\s+(?P<right>\S.*?)|(?P<otherwise>Sinon))\s+:\s+(?P<text>\S.*)")
FORM = "écrire ## nom: la question ?, le nom en minuscules sans accent"


@dataclass(frozen=True)
class Condition:
    """That the figure named `left` is below (or above) `right`, a name (`page.…` too) or a number; the line that says so."""

    left: str
    below: bool
    right: str
    line: int


@dataclass(frozen=True)
class Answer:
    """A sentence with its names in braces, and when it holds: always without condition."""

    text: str
    when: Condition | None = None


@dataclass(frozen=True)
class WrittenQuestion:
    """A question of the committee: its name, its words, its answers in the order they are tried, what the details show ("Voir …"), nothing when there
    are none."""

    id: str
    asked: str
    answers: tuple[Answer, ...]
    shows: str


def _blocks(lines: list[str]) -> Iterator[tuple[int, str, list[tuple[int, str]]]]:
    """Each heading with its line, and the lines that are not empty under it."""
    block: tuple[int, str, list[tuple[int, str]]] | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            if block:
                yield block
            block = number, line.strip(), []
        elif block and line.strip():
            block[2].append((number, line.strip()))
    if block:
        yield block


def _question(number: int, head: str, under: list[tuple[int, str]], lines: list[str], place: str) -> tuple[WrittenQuestion | None, list[Fault]]:
    found = HEAD.fullmatch(head)
    if not found:
        return None, [Fault(f"{place}, ligne {number}", f"« {head} » n'est pas une question", FORM)]
    where = f"{place}, ligne {number} ({found['id']})"
    shown = [(line, told["shows"]) for line, text in under if (told := SHOWS.fullmatch(text))]
    answer = [(line, text) for line, text in under if not SHOWS.fullmatch(text)]
    faults = []
    if len(shown) > 1:
        faults.append(Fault(where, "plusieurs lignes « Voir : »", "dire en une ligne ce que montre le tiroir : Voir : la carte des communes"))
    elif shown and answer and answer[-1][0] > shown[0][0]:
        faults.append(Fault(f"{place}, ligne {answer[-1][0]}", "texte après la ligne « Voir : »", "mettre la réponse avant elle"))
    if not answer:
        faults.append(Fault(where, "question sans réponse", "écrire la réponse sous la question, en une phrase"))
    elif gap := next((line for line, text in answer[1:] if not lines[line - 2].strip() and not CASE.fullmatch(text)), None):
        faults.append(
            Fault(f"{place}, ligne {gap}", "une réponse de plusieurs paragraphes", "répondre en un paragraphe ; les détails vont dans le tiroir")
        )
    answers = _answers(answer)
    by_case = any(CASE.fullmatch(text) for _, text in answer)
    if by_case and (len(answers) == 1 or any((case is answers[-1]) != (case.when is None) for case in answers)):
        faults.append(Fault(where, "réponse au cas par cas mal rangée", "des lignes Si nom < nombre : …, puis une seule ligne Sinon : …"))
    if faults:
        return None, faults
    return WrittenQuestion(found["id"], found["asked"].strip(), answers, shown[0][1].strip() if shown else ""), []


def _answers(lines: list[tuple[int, str]]) -> tuple[Answer, ...]:
    """The answer, or its cases; a line that begins no case goes on with the one above."""
    found: list[Answer] = []
    for line, text in lines:
        case = CASE.fullmatch(text)
        if case or not found:
            when = Condition(case["left"], case["sign"] == "<", case["right"], line) if case and not case["otherwise"] else None
            found.append(Answer(case["text"] if case else text, when))
        else:
            found[-1] = Answer(f"{found[-1].text} {text}", found[-1].when)
    return tuple(found)


def read(text: str, place: str) -> tuple[dict[str, WrittenQuestion], list[Fault]]:
    """The questions of a text by name, in its order, and every fault found."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("#")), len(lines))
    faults = [
        Fault(f"{place}, ligne {number}", "texte avant la première question", FORM)
        for number, line in enumerate(lines[:start], start=1)
        if line.strip()
    ][:1]
    found, wheres = {}, []
    for number, head, under in _blocks(lines):
        question, wrong = _question(number, head, under, lines, place)
        faults += wrong
        if question is not None:
            found.setdefault(question.id, question)
            wheres.append((f"{place}, ligne {number}", question.id))
    return found, faults + repeated(wheres)
