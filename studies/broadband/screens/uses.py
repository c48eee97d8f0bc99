"""Questions 7 to 9: third places, videoconference shared by isolated people, what firms get."""

from functools import lru_cache

from data import editions
from data import tables as data_tables
from data.coverage import SURVEYS
from data.ground import escaping, french
from data.inventory import store
from geo.places import digital_places
from geo.places import placement as siting
from geo.territory import lozere
from geo.territory.lozere import HELPING
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel
from pages.parts.fibre import sites_served
from pages.parts.ranking import placement
from pages.parts.study.view import View
from studies.broadband.screens import common
from studies.broadband.screens.common import KEY
from studies.toolkit.constants import MONTHS
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import read
from studies.toolkit.running.study import Study

PLACES = 3  # new ones that the answer names
MEETING, HORIZON = 2031, 2036  # [year] the end of copper; the end of the last year of what is decided
CONNECTED = ("videoconference_contacts", "videoconference_km", "cost[videoconference]")


def now(view: View, name: str, date: float = HORIZON) -> float:
    """A result at a date [its unit]."""
    return float(read(view.outcome.data, name).sel(year=date))


def written(view: View, name: str, date: float = HORIZON) -> str:
    """The same with its unit, three digits at most."""
    return units.headline(now(view, name, date), read(view.outcome.data, name).attrs["unit"])


# 7. Third places


def next_and_help(view: View) -> dict[str, str]:
    """Where the next places would serve teleworkers best, with how many of the desks decided; what the desks lack to pay their cost."""
    named = [f"{name} ({french.with_unit(french.number(count), 'postes')})" if count else name for name, count in candidates(view).items()]
    return {"places": french.listed(named), "help": units.headline(-now(view, "third_places_result"), view.unit("third_places_result"))}


def candidates(view: View) -> dict[str, int]:
    """The communes where new places would serve, each with its part of the desks that are decided."""
    served = next_places(view.study)
    more = max(view.outcome.values["desks"] - view.reference.values["desks"], 0.0)
    return {name: round(more * weight / sum(served.values())) for name, weight in served.items()}


@lru_cache(maxsize=2)
def next_places(study: Study) -> dict[str, float]:
    """The communes where new places shorten most the way of those who telework in the reference, with how many would go to each [people]. No lever
    moves them. Shared: do not change it."""
    weights = study.run(study.card.reference).data.teleworkers_by_commune.sel(year=MEETING).to_series()
    placed = siting.place(weights, PLACES, digital_places.communes_of(digital_places.THIRD_PLACE)).sites
    names = lozere.communes(lozere.LOZERE)["name"]
    return {str(names[site.code]): float(site.served) for site in placed.itertuples()}


def show_third_places(view: View) -> None:
    """What a desk costs and brings, then where to open the next places."""
    texts.heading(view, "desk_title")
    tables.show(desk_rows(view))
    placement.show(f"{KEY}.placement", demands(view), kept())


def desk_rows(view: View) -> list[dict[str, str]]:
    """The economy of a desk, line by line."""
    values = view.outcome.values
    surface = values["desk_area"] * (values["desk_rent"] + values["desk_running"])
    host, full = values["desk_hosts"] * values["host_cost"], MONTHS * values["desk_price"]
    lines = {
        "Loyer, énergie et charges": -surface,
        "Animateur": -host,
        "Recettes si le poste est toujours occupé": full,
        f"Recettes à {units.headline(values['desk_occupancy'], view.unit('desk_occupancy'))} d'occupation": full * values["desk_occupancy"],
        "Reste à la charge de la collectivité": full * values["desk_occupancy"] - surface - host,
    }
    return [{"Par poste et par an": name, "Montant": units.headline(value, "EUR_2024")} for name, value in lines.items()]


def demands(view: View) -> list[placement.Demand]:
    """What new places would serve: people who telework, as in the answer, those who could subscribe and have not, people who need help."""
    data, source = view.outcome.data, provenance.of_model(view.study)
    named = {
        "Télétravailleurs à domicile": view.reference.data.teleworkers_by_commune.sel(year=MEETING),
        "Abonnés possibles qui ne le sont pas encore": data.remaining_by_commune.sel(year=MEETING),
        "Personnes exclues du numérique et loin d'un lieu d'aide": data.mediation_need,
    }
    return [placement.Demand(label, values, values.attrs["unit"], values.attrs["basis"], source) for label, values in named.items()]


def kept() -> dict[str, list[str]]:
    """The places that are open: third places, places of help; those to be verified do not count."""
    named = {
        "les tiers-lieux connus": digital_places.communes_of(digital_places.THIRD_PLACE),
        "les lieux d'aide connus (France services, maisons de services)": digital_places.communes_of(*HELPING),
    }
    return {name: codes for name, codes in named.items() if codes}


# 8. Videoconference


def linked(view: View) -> str:
    """How many people the service reaches, with a verb that agrees."""
    verb = french.plural(now(view, "videoconference_people"), "serait reliée", "seraient reliées")
    return f"{written(view, 'videoconference_people')} {verb}"


def yearly_cost(view: View) -> str:
    """What a person who is connected costs in a year, written."""
    return units.headline(now(view, "videoconference_cost"), "EUR_2024")


def show_videoconference(view: View) -> None:
    """The people reached year by year, what it costs and serves, and teleconsultation beside it."""
    linking = connecting(view)
    reading = f"{linked(linking)} fin 2035, scénario « {linking.title} »"
    common.show_by_year(linking, f"{KEY}.videoconference", "videoconference_people", reading, *CONNECTED)
    rows = videoconference_rows(linking).items()
    tables.show([{f"Visioconférence partagée, {linking.title}": name, "Fin 2035": value} for name, value in rows])
    texts.heading(view, "care_title", **care(view))
    texts.note(view, "cabins" if now(view, "cabin_use") > 0 else "no_cabin", provenance.line(view.study, "telemedecine_48", "cabines", "elio_38"))


def connecting(view: View) -> View:
    """The choice on screen, or when it connects nobody the first option that does: an empty chart would answer nothing."""
    study = view.study
    for option in study.card.options:
        if now(view, "videoconference_people") < 1:
            view = View(study, study.run(option.scenario), view.reference, study.scenarios[option.scenario].title)
    return view


def videoconference_rows(view: View) -> dict[str, str]:
    """The service line by line."""
    spared = units.headline(view.outcome.values["visits_spared"], "visits")
    return {
        "Coût d'une personne reliée": f"{yearly_cost(view)} par an",
        "Visites à éviter pour que le service se paie": f"{written(view, 'videoconference_even')} par personne et par an",
        "Visites évitées, hypothèse": f"{spared} par personne et par an, {provenance.DOUBT}",
        "Rendez-vous": f"{french.significant(now(view, 'videoconference_contacts'))} par mois",
        "Kilomètres évités": written(view, "videoconference_km"),
        "Dépense": written(view, "cost[videoconference]"),
    }


def care(view: View) -> dict[str, str]:
    """How many consultations at a distance, how much travel they spare."""
    number, hours = french.significant(now(view, "teleconsultations")), french.significant(now(view, "travel_hours"))
    return {"consultations": number, "hours": hours}


# 9. Firms


def served(_view: View) -> dict[str, str]:
    """The fibre of the sites, in the words of the page of the sites; the firms counted by a programme, and when."""
    last = data_tables.read("digital_programmes").query("programme == 'diagnosis'").iloc[-1]
    sites = sites_served.reading(*sites_served.known(editions.stamp(store.KIND), editions.stamp(SURVEYS)))
    return {"sites": sites, "diagnosed": french.number(last["value"]), "counted_in": last["counted_on"][:4]}


def show_firms(view: View) -> None:
    """The state of each site, the programmes counted, the providers known."""
    sites_served.show_states(f"{KEY}.sites")
    programmes = data_tables.read("digital_programmes")
    texts.heading(view, "programmes_title")
    tables.show([programme_row(row) for row in programmes.itertuples()])
    chart_panel.source_and_data(provenance.of_tables("digital_programmes"), lambda: programmes, f"{KEY}.programmes")
    providers = data_tables.read("digital_providers")
    texts.heading(view, "providers_title")
    tables.show([provider_row(row) for row in providers.itertuples()])
    chart_panel.source_and_data(provenance.of_tables("digital_providers"), lambda: providers, f"{KEY}.providers")


def programme_row(row) -> dict[str, str]:
    """A count of a programme."""
    return {
        "Programme": row.label,
        "Compte": french.with_unit(french.number(row.value), row.unit),
        "En": row.counted_on,
        "Où": row.place,
        "Source": provenance.linked(row.source, row.url),
    }


def provider_row(row) -> dict[str, str]:
    """Somebody who can help a firm, and what proves it."""
    doubt = f", {provenance.DOUBT}" if row.confidence == "low" else ""
    proof = f"{row.proof} ({row.proof_on})" if isinstance(row.proof_on, str) else row.proof
    return {"Nom": f"{escaping.markdown(row.name)}{doubt}", "Métier": row.skill, "Preuve": proof, "Source": provenance.linked(row.source, row.url)}
