"""How long a reader waits for the model of a study: the time that its draws take, told when a lever would feel slow."""

import time

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.running import ensemble, runs
from studies.toolkit.running.study import Study

BUDGET = 1.0  # [s of computing] for the draws of one choice: ten times those of the studies that ship
REMEDY = "remplacer une boucle par un axe, ou calculer d'avance ce qui ne dépend d'aucun curseur (studies/README.md, Questions fréquentes)"


def remarks(study: Study) -> list[Fault]:
    """One remark for a model that spends more than its budget."""
    chosen = runs.choices(study, study.card.default_scenario, {})
    start = time.process_time()
    runs.by_chunks(study, chosen, ensemble.draw(study.parameters))
    spent = time.process_time() - start
    if spent <= BUDGET:
        return []
    said = f"{french.number(ensemble.DRAWS)} tirages prennent {french.with_unit(french.number(spent, 1), 's')} de calcul, à chaque curseur déplacé"
    return [Fault(f"studies/{study.slug}/model.py (run)", said, REMEDY)]
