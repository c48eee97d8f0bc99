"""Everything that can be wrong with a study folder, told at once."""

import logging
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

import numpy as np
import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.checking import cautions, examples, lasting_names, line_numbers, one_world, proving, shown, text_tables
from studies.toolkit.checking.doubts import circular, painted
from studies.toolkit.checking.trials import bounds
from studies.toolkit.errors import BadRequest, FaultyStudy, in_french, in_one_line
from studies.toolkit.places import checked as places
from studies.toolkit.reading.code.loading import line_in
from studies.toolkit.reading.material import Shared
from studies.toolkit.running import balances, ensemble, narrative, origins, outcome, runs
from studies.toolkit.running.figures import faults as figure_faults
from studies.toolkit.running.study import Study, read

SHOWN = 200  # characters of what Python says
UNFORESEEN = "rendre aux derniers fichiers changés leur état d'avant, un par un ; le journal du Studio garde le détail"
LOG = logging.getLogger(__name__)
DRAWS = 4  # a power of two; enough to see that the model carries draws


class Before(Enum):
    """What is known of a study when it is checked."""

    NOTHING = "nothing"
    CHECKED = "checked"  # when it was kept, perhaps by another version of the Studio; or it is under way: its code is gone over before it is loaded
    PROVEN = "proven"  # these very bytes, by this very Studio


def _raised(study: Study, error: BaseException, where: str = "") -> list[Fault]:
    """A model that raised: its line, and what it said; its own French words when it refused its figures."""
    place = line_in(study.folder, error, f"studies/{study.slug}", "model.py")
    said, remedy = in_french(error, "corriger cette ligne, puis relancer python -m studies check")
    if isinstance(error, BadRequest):
        said, remedy = error.fault.fault, error.fault.remedy
    said, remedy = circular.told(study.folder, error) or (said, remedy)
    return [Fault(place, f"run échoue{where} : {said}", remedy)]


def _spread(study: Study, chosen: dict[str, float]) -> dict[str, float | np.ndarray]:
    """The same choices, each figure that has a range as an array: a page tries many values of a lever in one run, and no `if` stands that."""
    return {name: value if study.parameters[name].low is None else np.full(DRAWS, value) for name, value in chosen.items()}


def _answer_faults(study: Study) -> tuple[bool, list[Fault]]:
    """Whether run answers under the default scenario, and what is wrong with its answer: one run, the same again, and a few draws."""
    place, chosen = f"studies/{study.slug}", runs.choices(study, study.card.default_scenario, {})
    try:
        first, again = runs.answer(study, chosen), runs.answer(study, chosen)
        drawn = runs.answer(study, chosen, ensemble.draw(study.parameters, draws=DRAWS))
        runs.answer(study, _spread(study, chosen))
    except FaultyStudy as error:  # an answer that is not the declared one
        return False, error.faults
    except (Exception, SystemExit) as error:  # an author's model may raise anything; it is told, and the other studies keep working
        return False, _raised(study, error)
    faults = outcome.contract_faults(study.card, first, place, without_data=study.without_data)
    if faults:
        return True, faults
    if not first.identical(again):
        faults.append(
            Fault(f"{place}/model.py (run)", "deux calculs, mêmes entrées, résultats différents", "retirer ce qui change d'un appel à l'autre")
        )
    without_map = study.card.model_copy(update={"layers": []})  # a model may leave figures by commune out of an ensemble
    return True, faults + outcome.contract_faults(without_map, drawn, place, "run, tirages", study.without_data)


def _scenario_faults(study: Study, told: list[Fault]) -> list[Fault]:
    """What goes wrong under the scenarios and is not told yet, and the parameters that run reads under none."""
    place = f"studies/{study.slug}"
    faults, used = [], set()
    for name in study.scenarios:
        figures = runs.assemble(study, runs.choices(study, name, {}))
        where = f" sous le scénario « {name} »"
        try:
            answer = runs.called(study, figures)
        except FaultyStudy as error:
            faults += [Fault(fault.place, f"{fault.fault}{where}", fault.remedy) for fault in error.faults]
        except (Exception, SystemExit) as error:  # as above
            faults += _raised(study, error, where)
        else:
            found = outcome.contract_faults(study.card, answer, place, without_data=study.without_data)
            found = found or balances.faults(study.card, answer, place) + origins.faults(study.card, answer, place)
            faults += [Fault(fault.place, f"{fault.fault}{where}", fault.remedy) for fault in found if fault not in told]
        used |= figures.used
    return faults + [
        Fault(f"{place}/study.toml (shared)", f"chiffre commun « {name} » que le modèle ne lit pas", "l'utiliser dans model.py ou l'ôter de shared")
        if name in study.card.shared
        else Fault(f"{place}/parameters.csv ({name})", "paramètre que le modèle ne lit pas", "l'utiliser dans model.py ou le retirer")
        for name in study.parameters
        if name not in used
    ]


def _text_faults(study: Study) -> list[Fault]:
    """The names in braces of the texts that stand for nothing, and what is wrong with the warnings and the plausible values."""
    try:
        answer = runs.run(study)
    except (Exception, SystemExit) as error:  # as above: more draws reach figures that a few did not
        return _raised(study, error, f" sur {ensemble.DRAWS} tirages")
    place = f"studies/{study.slug}"
    faults = [fault for name, text in study.texts.items() for fault in places.name_faults(study, name, text, f"{place}/text/{name}.md", answer)]
    faults += narrative.sentence_faults(study.card.summary, f"{place}/study.toml (summary)", answer, study.parameters)
    for question in study.questions.values():
        faults += narrative.condition_faults(question, f"{place}/text/questions.md", answer, study.parameters)
    faults += figure_faults.faults(study, answer, f"{place}/study.toml")
    return faults + text_tables.faults(study, answer) + cautions.faults(study, answer, f"{place}/study.toml")


def check(folder: Path, territory: xr.Dataset, shared: Shared, before: Before = Before.NOTHING) -> tuple[Study | None, list[Fault]]:
    """A study ready to be shown, or None with every fault of its folder. What nobody foresaw is told as a fault of this study, and kept by the log:
    every page reads the catalogue, and no folder may take them all down."""
    try:
        with np.errstate(all="ignore"):  # what is no number is told below, in French; numpy would print a line of its own
            return _check(folder, territory, shared, before)
    except Exception as error:
        return None, [_unforeseen(folder, error)]


def _unforeseen(folder: Path, error: Exception) -> Fault:
    LOG.exception("étude %s : sa vérification s'est arrêtée", folder.name)
    return Fault(f"studies/{folder.name}", f"vérification arrêtée : {in_one_line(error)[:SHOWN]}", UNFORESEEN)


def _told(faults: list[Fault], folder: Path) -> list[Fault]:
    return line_numbers.told([examples.shown(fault) for fault in faults], folder)


def _check(folder: Path, territory: xr.Dataset, shared: Shared, before: Before) -> tuple[Study | None, list[Fault]]:
    """A study ready to be shown, or None with every fault of its folder, by file and by line.

    The files are read first; the model runs only when they are clean, then its answers, its unused parameters, its cases and the names in
    its texts are checked together. A study that was seen `before` is only read.
    """
    study, faults = read(folder, territory, shared, code_known=before is Before.PROVEN)
    if study is None:
        return None, _told(faults, folder)
    if before is not Before.NOTHING:
        return study, []
    faults = _told([fault for found in _proof(study) for fault in found], folder)
    return (None, faults) if faults else (study, [])


def _proof(study: Study) -> Iterator[list[Fault]]:
    """What is wrong with a study that was read, step by step: its answers, its names, its scenarios, its cases, its bounds, its texts."""
    answers, faults = _answer_faults(study)
    sound = not faults
    faults += lasting_names.faults(study) + shown.faults(study) + one_world.faults(study)
    yield faults
    wrong = bool(faults)
    if answers:
        yield (found := _scenario_faults(study, faults))
        wrong |= bool(found)
    yield (found := proving.faults(study, run_answers=answers))
    wrong |= bool(found)
    if sound:
        yield (found := bounds.faults(study))
        yield (told := _text_faults(study))
        yield [] if wrong or found or told else painted.faults(study)  # of what every scenario gives


def proved(study: Study, stopped: Callable[[], bool]) -> list[Fault]:
    """The faults of a study that was read, as `check` tells them; none when it is `stopped` between two steps."""
    faults: list[Fault] = []
    try:
        with np.errstate(all="ignore"):
            for found in _proof(study):
                if stopped():
                    return []
                faults += found
    except Exception as error:
        return [_unforeseen(study.folder, error)]
    return _told(faults, study.folder)
