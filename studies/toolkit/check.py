"""Everything that can be wrong with a study folder, told at once."""

import traceback
from pathlib import Path

import xarray as xr

from data.faults import Fault
from studies.toolkit import ensemble, narrative, outcome, proving, running
from studies.toolkit.study import Shared, Study, read


def _run_faults(study: Study) -> list[Fault]:
    place = f"studies/{study.slug}/model.py"
    figures = running.assemble(study, running.choices(study, study.card.default_scenario, {}))
    try:
        first = study.model.run(figures, study.territory)
        again = running.simulate(study, running.choices(study, study.card.default_scenario, {}))
        drawn = running.simulate(study, running.choices(study, study.card.default_scenario, {}), ensemble.draw(study.parameters, draws=4))
    except Exception as error:  # an author's model may raise anything; it is told, and the other studies keep working
        steps = [step for step in traceback.extract_tb(error.__traceback__) if step.filename.endswith("model.py")]
        where = f"{place}, ligne {steps[-1].lineno}" if steps else place
        return [Fault(where, f"run échoue : {type(error).__name__}: {error}", "corriger cette ligne, puis relancer python -m studies check")]
    faults = outcome.contract_faults(study.card, first, f"{place} (run)")
    if faults:
        return faults
    if not first.identical(again):
        faults.append(Fault(f"{place} (run)", "deux calculs, mêmes entrées, résultats différents", "retirer ce qui change d'un appel à l'autre"))
    without_map = study.card.model_copy(update={"layers": []})  # a model may leave figures by commune out of an ensemble
    faults += outcome.contract_faults(without_map, drawn, f"{place} (run, tirages)")
    unread = [name for name in study.parameters if name not in figures.used]
    return faults + [Fault(f"studies/{study.slug}/parameters.csv ({name})", "paramètre que le modèle ne lit pas", "l'utiliser dans model.py ou le retirer")
                     for name in unread]


def _text_faults(study: Study) -> list[Fault]:
    answer = running.run(study)
    texts = {f"text/{name}.md": text for name, text in study.texts.items()} | {"study.toml (summary)": study.card.summary}
    return [fault for name, text in texts.items() for fault in narrative.name_faults(text, f"studies/{study.slug}/{name}", answer, study.parameters)]


def check(folder: Path, territory: xr.Dataset, shared: Shared) -> tuple[Study | None, list[Fault]]:
    """A study ready to be shown, or None with every fault of its folder.

    The files are read first; the model runs only when they are clean, then its answer, its unused parameters and its cases are checked together.
    """
    study, faults = read(folder, territory, shared)
    if study is None:
        return None, faults
    faults = _run_faults(study)
    faults += proving.faults(study)
    if not faults:
        faults = _text_faults(study)
    return (None, faults) if faults else (study, [])
