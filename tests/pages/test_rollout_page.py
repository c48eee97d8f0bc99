"""What a visitor reads on the page Fibre."""

import json
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from data import editions
from data.coverage import COMMUNES, EDITIONS, TOTALS
from data.editions import Origin
from geo.fibre import concession, rollout
from geo.territory import lozere
from pages.parts.charts import figures
from pages.parts.fibre import copper, coverage, funding, observed_communes, sites_served
from tests.pages.conftest import lines

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_editions(tmp_path, monkeypatch):
    """Editions of its own for each test."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))


@pytest.fixture
def page(site):
    """The page Fibre, already run."""
    site.switch_page(str(ROOT / "pages/rollout.py"))
    return site.run()


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def texts(page) -> str:
    """All the Markdown of a page."""
    return plain("\n".join([*(element.value for element in [*page.title, *page.header, *page.markdown, *page.caption]), *lines(page)]))


def keep_edition(quarters: dict[str, float], title: str) -> None:
    """An edition in which every commune has 100 premises; Mende has 10 points less."""
    codes = lozere.communes("48").index
    rows = [
        f"{code},{quarter},100,{round(100 * share) - (10 if code == '48095' else 0)},locaux de l'essai,raccordables"
        for quarter, share in quarters.items()
        for code in codes
    ]
    totals = [f"48,{quarter},15200,{15200 * share - 10:.0f},raccordables" for quarter, share in quarters.items()]
    files = {
        COMMUNES: "\n".join(["code,quarter,premises,connectable,premises_origin,measure", *rows, ""]).encode(),
        TOTALS: "\n".join(["code,quarter,premises,connectable,measure", *totals, ""]).encode(),
    }
    editions.keep(EDITIONS, files, Origin(title, "Arcep", "Licence Ouverte 2.0", "2025-12-31", "essai.csv", "0", len(rows)))


def test_the_page_opens_on_what_is_known_today_and_folds_what_waits_for_an_import(page):
    assert not page.exception
    assert page.title[0].value == "La fibre en Lozère"
    assert [plain(metric.value) for metric in page.metric] == ["94,1 %", "19,6 points", "39 communes", "152 communes"]
    assert [plain(header.value) for header in page.header] == [
        "Le cuivre s'arrête dans 39 communes d'ici fin 2028, dans les 152 d'ici fin 2030",
        "Où en est-on ? 94,1 % des locaux de Lozère raccordables fin du T2 2024",
        "Qui a payé ? En Lozère, le délégataire a apporté 79,3 % du coût, l'argent public 20,7 %",
    ]
    assert {plain(drawer.label): drawer.proto.expanded for drawer in page.expander if "commune" in drawer.label or "site" in drawer.label} == {
        "Les 152 communes, chacune avec sa date": False,
        "Commune par commune, fin du T1 2018 : 150 communes sur 152 sans aucun local raccordable, aucune à 80 % et plus": False,
        "Liste : 152 communes, de la moins couverte à la plus couverte": False,
        "Liste des 27 sites de la carte": False,
        "La fibre site par site : un état connu pour 9 zones sur 23, 0 terrain sur 1 et 2 bâtiments sur 3": False,
    }


def test_each_commune_has_the_date_of_its_end_of_copper_and_what_is_not_known_of_it(page):
    page.selectbox(key="fibre.copper.commune").set_value("48080").run()
    assert "**Langogne** (CC du Haut Allier Margeride) : le cuivre s'arrête **au plus tard fin 2028**" in texts(page)
    page.selectbox(key="fibre.copper.commune").set_value("48095").run()
    said = "**au plus tard fin 2030**, ou fin 2028 si elle est l'une des 27 communes qui ne sont pas encore nommées."
    assert f"**Mende** (CC Cœur de Lozère) : le cuivre s'arrête {said}" in texts(page)
    every = concession.copper_by_commune()
    assert every["closing_by"].value_counts().to_dict() == {"2030-12-31": 140, "2028-12-31": 12}
    file = copper.table(every)
    assert (
        len(file) == 152 and file["Source de la date"].str.startswith("48FM").all() and file["Adresse de la source"].str.startswith("https://").all()
    )


def test_the_promise_its_gap_and_the_neighbours_are_told_with_their_source(page):
    said = texts(page)
    assert "la durée de la concession, 25 ans, est citée de mémoire" in said
    assert "La promesse de fin 2022 a été manquée de 19,6 points en Lozère, 18,1 points en Aveyron et 10,6 points dans le Lot" in said
    assert "plus que l'Aveyron (93,1 %), l'Occitanie (90,2 %) et la France (88,6 %), moins que le Lot (96,1 %)" in said
    assert "| Lozère | 80,4 % | 19,6 points | 94,1 % |" in said
    assert "La Tribune Occitanie" in said


def test_who_paid_is_told_in_euros_and_what_is_deduced_is_marked(page):
    said = texts(page)
    assert "101 M€, dont 80,1 M€ du délégataire, 13,8 M€ de l'État, 4,17 M€ du Département et des communes et 2,92 M€ de la Région" in said
    assert "| Lozère | 101 M€ pour 60 427 locaux | **1 671 €**, dont 345 € d'argent public |" in said
    assert "dont 331 € d'argent public (**à vérifier**) |" in said
    assert "France Bleu" in said


def test_every_figure_has_its_source_and_its_data(page):
    labels = [button.proto.label for button in page.get("download_button")]
    drawn = [switch for switch in page.segmented_control if switch.key.endswith(".form")]  # a chart gives its data under its switch
    assert labels.count("Données de cette figure (CSV)") + len(drawn) >= 6
    assert texts(page).count("Source : ") >= 6


def test_the_communes_under_the_threshold_follow_the_choice_of_the_visitor(page):
    assert "152 communes sur 152 sous 90 %, fin du T1 2018" in texts(page)
    page.select_slider(key="fibre.map.threshold").set_value(20).run()
    assert not page.exception
    assert "150 communes sur 152 sous 20 %, fin du T1 2018" in texts(page)  # all but Mende (22.9 %) and Peyre en Aubrac (45.2 %)


def test_the_date_of_the_map_changes_the_list(page):
    page.select_slider(key="fibre.map.edition_0.date").set_value(2017.75).run()
    assert "152 communes sur 152 sous 90 %, fin du T3 2017" in texts(page)


def test_the_map_gives_a_class_of_its_own_to_the_communes_without_any_connectable_premise(page):
    assert "aucun local raccordable" in texts(page)
    _, first = (json.loads(chart.proto.json)["layers"] for chart in page.get("deck_gl_json_chart"))
    (communes,) = (layer for layer in first if layer["id"] == "communes")
    assert "[255,253,240]" in communes["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert "Presque une seule couleur sur la carte : aucun local raccordable pour 150 communes sur 152." in texts(page)


def test_what_waits_for_an_import_says_to_whom_without_a_command(page):
    said = texts(page)
    assert "Celle-ci s'arrête au T1 2018 : **à l'agence d'importer la suivante**" in said
    assert "dirait plus : **à l'agence de l'importer**" in said
    assert "python -m" not in said


def test_the_twelve_communes_named_and_what_depends_on_copper_are_told(page):
    said = texts(page)
    assert "12 communes sont nommées" in said
    assert "les 27 autres ne le sont pas" in said
    assert "Langogne (1 401)" in said
    assert "| Allenc | CC Mont Lozère | **fin 2028** |" in said
    assert "téléalarme" in said and "terminal de paiement" in said and "ascenseur" in said


def test_an_imported_edition_opens_the_map_and_extends_the_curve(site):
    keep_edition({"2025-T3": 0.95, "2025-T4": 0.97}, "Observatoire, T4 2025")
    site.switch_page(str(ROOT / "pages/rollout.py"))
    page = site.run()
    assert not page.exception
    (drawer,) = (drawer for drawer in page.expander if drawer.label.startswith("Commune par commune"))
    assert plain(drawer.label) == "Commune par commune, fin 2025 : 152 à 80 % et plus, sur 152 communes" and drawer.proto.expanded
    assert "1 commune sur 152 sous 90 %, fin 2025" in texts(page)
    assert "| Mende | CC Cœur de Lozère | 87 % | 87 | 100 |" in texts(page)
    assert "Observatoire, T4 2025" in texts(page)
    assert page.header[1].value.endswith("raccordables fin 2025")


def test_editions_of_the_same_quarter_stay_and_the_last_one_is_shown_first():
    keep_edition({"2025-T4": 0.97}, "la première")
    keep_edition({"2025-T4": 0.96}, "la corrigée")
    ordered = observed_communes.ordered(rollout.observed())
    assert [edition.title for edition in ordered[:2]] == ["la corrigée", "la première"]
    assert "1 trimestre est dans plusieurs éditions" in observed_communes.sharing(ordered)


def test_a_long_edition_shows_its_ends_of_years_and_its_last_quarter():
    quarters = {f"{year}-T{rank}": 0.5 for year in range(2020, 2025) for rank in range(1, 5)} | {"2025-T1": 0.9}
    keep_edition(quarters, "longue")
    layer = observed_communes.layer(rollout.latest())
    assert layer.dates == [2021, 2022, 2023, 2024, 2025, 2025.25]
    assert observed_communes.quarter_at(rollout.latest(), 2025.0) == "2024-T4"


def test_an_edition_of_one_quarter_has_no_date_to_choose():
    keep_edition({"2026-T2": 0.9}, "une seule")
    layer = observed_communes.layer(rollout.latest())
    assert layer.dates == []
    assert observed_communes.quarter_at(rollout.latest(), None) == "2026-T2"


def test_a_commune_exactly_at_the_threshold_is_not_under_it():
    keep_edition({"2026-T2": 0.9}, "au seuil")
    found = observed_communes.under(rollout.latest(), "2026-T2", 90)
    assert found["name"].tolist() == ["Mende"]


def test_the_mean_of_an_intercommunality_is_weighted_by_the_premises_of_the_edition():
    layer = observed_communes.layer(rollout.observed()[0])
    assert float(layer.by.sum()) == 62_528


def test_the_waterfall_ends_at_the_whole():
    paid = concession.who_paid()
    (bars,) = go.Figure(figures.waterfall(dict(zip(paid["payer"], paid["amount"], strict=True)), "Coût total", "MEUR_2017")).data
    assert list(bars.measure) == ["relative"] * 4 + ["total"]
    assert sum(bars.x[:4]) == pytest.approx(101, abs=0.05)
    assert "80,1" in bars.y[0]


def test_the_alternative_texts_hold_the_figures():
    assert "de 4 % (fin 2017) à 94,1 % (fin du T2 2024)" in plain(coverage.alt(rollout.coverage_series()))
    assert "Délégataire (Orange) : 80,1 M€, 79,3 %" in plain(funding.alt(concession.who_paid()))
    assert "Langogne" in copper.alt(concession.named_without_copper())


def test_a_site_without_any_known_fact_has_its_line_and_the_share_of_its_commune_is_not_its_state():
    places = pd.DataFrame(
        [
            {"site_id": "a", "name": "Zone A", "kind": "zone", "commune": "Mende", "example": False},
            {"site_id": "b", "name": "Zone B", "kind": "zone", "commune": "Mende", "example": False},
        ]
    )
    row = ("b", "80 % des immeubles raccordables", "2026-06-30", "Arcep", "dans la commune : 8 sur 10")
    states = pd.DataFrame([row], columns=rollout.STATE_COLUMNS)
    assert sites_served.table(places, states)["state"].tolist() == ["", "80 % des immeubles raccordables"]
    assert sites_served.reading(places, states) == "La fibre site par site : un état connu pour 0 zone sur 2"
