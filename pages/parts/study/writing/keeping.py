"""« Enregistrer ce scénario » : the choice on screen and its figures, kept under a short link that shows the same figures later."""

from data.store.access import Actor
from data.store.opening import store
from data.store.writings import saved
from pages.parts.study.choosing import state
from pages.parts.study.part import Part, Screen
from pages.parts.study.writing import stored_figures
from pages.parts.visiting import short_link
from studies.toolkit.running import runs

EXPLAINED = "Un lien court gardera ce choix et ses chiffres tels qu'ils sont aujourd'hui, même quand l'étude aura changé."


class Keeping(Part):
    """A title and a button; then the link."""

    id = "keep"

    def complete(self, screen: Screen) -> None:
        """The choice is read when somebody asks."""

        def keep(actor: Actor, title: str) -> str:
            study, choice = screen.study, screen.choice
            figures = stored_figures.of(study, choice)
            scenario, changes = runs.in_files(study, choice.scenario, choice.changes)  # the scenario of a committee changes with what it says
            return saved.save(store(), actor, study.slug, study.version, title, scenario, dict(changes), figures)

        short_link.offer(state.key(screen.study, "keep"), "Enregistrer ce scénario", EXPLAINED, "Prix hauts, aide réduite", keep)
