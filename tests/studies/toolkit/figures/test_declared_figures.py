"""The figures that study.toml declares: what is accepted, what is refused and with which words."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from data.ground.complaints import faults_of
from studies import catalog
from studies.toolkit.checking import lasting_names, starting
from studies.toolkit.reading.figures import picture_files
from studies.toolkit.reading.figures.declared import KINDS, Figure
from studies.toolkit.running.figures import pieces
from tests.studies.study_changes import append, cell
from tests.studies.toolkit.figures import figures_of_a_study as drawn

CARD = "study.toml"


def told(folder: Path) -> list[str]:
    """The faults, without the folder nor the line."""
    return [re.sub(r"^studies/chaleur_bois/|, ligne \d+", "", str(fault)) for fault in catalog.check_folder(folder)[1]]


def test_a_figure_of_each_kind_is_accepted_and_finds_its_values(root):
    study, faults = catalog.check_folder(drawn.in_a_study(root))
    assert faults == []
    assert {figure.kind for figure in study.card.figures} == set(KINDS)
    by_name = {figure.id: figure for figure in study.card.figures}
    data = study.run().data
    (house, flat) = pieces.of_figure(study, by_name["pile"], data)
    assert (house.name, house.words, float(house.at(2037))) == ("by_kind[house]", "Maison", 350.0)
    assert (flat.name, float(flat.at(2037))) == ("by_kind[flat]", pytest.approx(150.0))
    mende, _, langogne = pieces.of_figure(study, by_name["table_bars"], data)
    assert (mende.words, float(mende.at(None)), pieces.known(langogne)) == ("Mende", 420.0, False)


FIGURE = '\n[[figures]]\nid = "asked"\n'
TITLE = 'title = "Ce qu\'on lit"\n'
PICTURE = 'kind = "picture"\npicture = "works.png"\nsource = "template_example"\n'
REFUSED = [
    (f'kind = "pie"\n{TITLE}results = ["saved_energy"]', "kind", "genre de figure « pie » inconnu", 'par exemple kind = "line"'),
    ('kind = "line"\ntitle = ""\nresults = ["saved_energy"]', "title", "titre de figure vide", 'title = "Énergie économisée : {saved_energy_2037}"'),
    (f'kind = "line"\n{TITLE}', "", "rien à montrer : ni results ni table", 'results = ["saved_energy"], ou table = "help"'),
    (f'kind = "line"\n{TITLE}results = ["saved_energy"]\ntable = "fuels"', "", "results et table à la fois", "donner l'un des deux"),
    (f'kind = "line"\n{TITLE}results = ["saved energy"]', "results.0", "« saved energy » n'est pas un nom de résultat", "un nom de results.csv"),
    (f'kind = "line"\n{TITLE}results = ["saved_enrgy"]', "results", "résultat « saved_enrgy » inconnu", "peut-être saved_energy ; choisir parmi"),
    (f'kind = "line"\n{TITLE}results = ["by_kind[hous]"]', "results", "« by_kind[hous] » ne désigne aucune valeur", "écrire by_kind[house]"),
    (
        f'kind = "line"\n{TITLE}results = ["saved_energy[house]"]',
        "results",
        "« saved_energy[house] » ne désigne aucune valeur",
        "écrire saved_energy",
    ),
    (f'kind = "line"\n{TITLE}results = ["saved_energy", "saved_energy"]', "results", "« saved_energy » en double", "ne l'écrire qu'une fois"),
    (f'kind = "line"\n{TITLE}results = ["-saved_energy"]', "results", "« -saved_energy » : un moins", 'kind = "waterfall", ou saved_energy'),
    (f'kind = "line"\n{TITLE}table = "fuel"', "table", "table « fuel » inconnue", "peut-être fuels ; corriger le nom ; il y a fuels, help, towns"),
    (f'kind = "line"\n{TITLE}table = "fuels"\ncolumns = ["oils"]', "columns", "colonne « oils » inconnue", "peut-être oil ; dans la table fuels"),
    (f'kind = "line"\n{TITLE}table = "fuels"\ncolumns = ["Fioul"]', "columns", "colonne « Fioul » inconnue", "écrire oil ; dans la table fuels"),
    (f'kind = "bars"\n{TITLE}table = "towns"\ncolumns = ["name"]', "columns", "colonne « name » sans nombre", "choisir parmi : visits"),
    (
        f'kind = "line"\n{TITLE}results = ["saved_energy", "helped_homes"]',
        "results",
        "unités mêlées : saved_energy en MWh/year, helped_homes en homes",
        "une figure par unité",
    ),
    (f'kind = "line"\n{TITLE}results = ["saving_cost"]', "results", "courbe de « saving_cost », qui n'a pas d'années", 'kind = "bars"'),
    (f'kind = "line"\n{TITLE}results = ["saved_energy"]\nyear = 2037', "year", "une année dans une courbe, qui les montre toutes", "ôter year"),
    (f'kind = "bars"\n{TITLE}results = ["saving_cost"]\nyear = 2037', "year", "une année pour « saving_cost », qui n'en a pas", "ôter year"),
    (
        f'kind = "bars"\n{TITLE}results = ["saved_energy"]\nyear = 2051',
        "year",
        "l'année 2051 de « saved_energy » n'est pas calculée",
        "de 2027 à 2037",
    ),
    (f'kind = "bars"\n{TITLE}table = "fuels"\nyear = 1999', "year", "l'année 1999 n'est pas dans la table fuels", "choisir parmi : 2020, 2021"),
    (f'kind = "bars"\n{TITLE}results = ["by_kind"]', "results", "plusieurs barres par année", "year = 2037"),
    (f'kind = "range"\n{TITLE}results = ["saved_energy"]', "results", "« saved_energy » a plusieurs années", "year = 2037"),
    (f'kind = "range"\n{TITLE}table = "towns"', "", "« range » d'une table", 'kind = "bars"'),
    (
        f'kind = "stacked"\n{TITLE}results = ["saving_cost_aid", "saving_cost_owner"]',
        "results",
        "pile de choses en €/MWh (2024), qui ne s'ajoutent pas",
        "une pile est faite de quantités",
    ),
    (f'kind = "stacked"\n{TITLE}results = ["saved_energy"]', "results", "une seule part dans une figure « stacked »", 'kind = "bars"'),
    (f'kind = "stacked"\n{TITLE}table = "fuels"', "table", "pile de valeurs dont il manque une part : wood", 'kind = "line"'),
    (
        f'kind = "stacked"\n{TITLE}results = ["helped_homes", "by_kind"]',
        "results",
        "« helped_homes » est la somme des autres parts",
        "ôter helped_homes",
    ),
    (
        f'kind = "map"\n{TITLE}results = ["saved_energy"]\nyear = 2037',
        "results",
        "carte de « saved_energy », qui n'est pas par commune",
        'kind = "bars"',
    ),
    (
        f'kind = "map"\n{TITLE}table = "fuels"\nyear = 2020\ncolumns = ["oil"]',
        "columns",
        "carte de « oil », qui n'est pas par commune",
        "une table par commune",
    ),
    (f'kind = "map"\n{TITLE}results = ["helped_by_commune"]', "results", "« helped_by_commune » a plusieurs années", "year = 2037"),
    (f'kind = "bars"\n{TITLE}table = "help"', "table", "« homes » est par commune", 'kind = "map"'),
    (
        f'kind = "waterfall"\n{TITLE}results = ["saving_cost_aid", "saving_cost_owner"]',
        "",
        "cascade dont la somme n'a pas de nom",
        'total = "Coût d\'un MWh"',
    ),
    (f'kind = "bars"\n{TITLE}results = ["saving_cost"]\ntotal = "Tout"', "", "total dans une figure « bars »", 'kind = "waterfall"'),
    (
        f'kind = "line"\n{TITLE}results = ["saved_energy"]\nscenarios = ["slow"]',
        "scenarios",
        "scénario « slow » inconnu",
        "choisir parmi : breakthrough",
    ),
    (f'kind = "map"\n{TITLE}results = ["helped_by_commune"]\nyear = 2037\nscenarios = ["trend"]', "", "scénarios côte à côte", "line, bars, stacked"),
    (
        'kind = "line"\ntitle = "Énergie : {saved_enrgy}"\nresults = ["saved_energy"]',
        "title",
        "« {saved_enrgy} » ne se lit pas",
        "peut-être {saved_energy",
    ),
    ('kind = "line"\ntitle = "Énergie {"\nresults = ["saved_energy"]', "title", "accolade { seule", "fermer l'accolade"),
    ('kind = "line"\ntitle = "Voir [ici](x)"\nresults = ["saved_energy"]', "title", "« ]( » dans un nom", "texte simple"),
    (f"{PICTURE}{TITLE}", "", "image sans texte de remplacement", 'alt = "Une chaufferie au bois, silo ouvert."'),
    (f'{PICTURE}{TITLE}alt = "Works.png"', "", "qui n'est que le nom du fichier", "dire ce qu'on y voit"),
    (f'{PICTURE}{TITLE}alt = ""', "", "image sans texte de remplacement", "à qui ne la voit pas"),
    (f'kind = "picture"\n{TITLE}picture = "works.png"\nalt = "Un mur."', "", "image sans source", 'source = "town_photo"'),
    (f'kind = "picture"\n{TITLE}alt = "Un mur."\nsource = "template_example"', "", "image sans fichier", 'picture = "chaufferie.jpg"'),
    (f'{PICTURE}{TITLE}alt = "Un mur."\nresults = ["saved_energy"]', "", "image qui nomme aussi des chiffres", "une figure pour l'image"),
    (
        f'{PICTURE.replace("works.png", "../works.png")}{TITLE}alt = "Un mur."',
        "picture",
        "nom d'image « ../works.png » refusé",
        "sans accent ni espace",
    ),
    (
        f'{PICTURE.replace("works", "absent")}{TITLE}alt = "Un mur."',
        "picture",
        "image « absent.png » absente du dossier pictures",
        "il y a idea.svg, works.png",
    ),
    (f'{PICTURE.replace("template_example", "nobody")}{TITLE}alt = "Un mur."', "source", "source « nobody » inconnue", "l'ajouter à sources.csv"),
]


@pytest.mark.parametrize(("written", "key", "fault", "remedy"), REFUSED, ids=[fault for _, _, fault, _ in REFUSED])
def test_what_cannot_be_drawn_is_told_with_its_place_and_an_example(root, written, key, fault, remedy):
    folder = drawn.in_a_study(root, "table_line", "table_bars", "table_map", "picture", "drawing")
    append(CARD, FIGURE + written + "\n")(folder)
    (said,) = [line for line in told(folder) if "figures n° 6" in line]
    place, what, then = said.split(" | ")
    assert place.removeprefix("study.toml ") == f"(figures n° 6{f', {key}' if key else ''})".replace(", results.0)", ", results n° 1)")
    assert fault in what.replace("\u00a0", " ").replace("\u202f", " ")
    assert remedy in then.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_name_given_twice_and_a_name_that_is_lost_are_told(root):
    folder = drawn.in_a_study(root)
    study, _ = catalog.check_folder(folder)
    (folder / lasting_names.NAME).write_text(lasting_names.table(study), "utf-8")
    assert "figure,line," in (folder / lasting_names.NAME).read_text("utf-8")
    text = (folder / CARD).read_text("utf-8")
    (folder / CARD).write_text(text.replace('[[figures]]\nid = "line"', '[[figures]]\nid = "curve"'), "utf-8")
    assert any("figure « line » : nom perdu depuis la version publiée" in line for line in told(folder))
    (folder / CARD).write_text(text.replace('[[figures]]\nid = "line"', '[[figures]]\nid = "bars"'), "utf-8")
    assert any("identifiant « bars » déjà pris plus haut" in line for line in told(folder))


def test_a_table_or_a_picture_that_only_a_figure_shows_is_read_by_somebody(root):
    folder = drawn.in_a_study(root, "table_line", "table_bars", "picture", "drawing")
    (fault,) = told(folder)
    assert "table « help » que personne ne lit" in fault
    assert 'la nommer dans une couche ou une figure (table = "help")' in fault
    (folder / "pictures/other.png").write_bytes(drawn.png())
    assert 'image que personne ne montre | la montrer dans study.toml, par une figure : kind = "picture", picture = "other.png"' in "\n".join(
        told(folder)
    )


def test_a_figure_changes_the_words_of_a_study_and_not_its_figures(root):
    folder = drawn.in_a_study(root)
    before, _ = catalog.check_folder(folder)
    append(CARD, drawn.entry("more", 'kind = "line"\ntitle = "Encore"\nresults = ["public_cost"]'))(folder)
    after, _ = catalog.check_folder(folder)
    assert (before.version, before.words_version != after.words_version) == (after.version, True)


SIMPLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">%s</svg>'


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>alert(1)</script>", "« script »"),
        ('<rect onload="alert(1)"/>', "« onload »"),
        ('<a href="#x"><rect/></a>', "« a »"),
        ('<image href="https://elsewhere.example/x.png"/>', "un lien vers « https://elsewhere.example/x.png »"),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="other.svg#a"/>', "un lien vers « other.svg#a »"),
        ('<rect fill="url(https://elsewhere.example/a.svg#b)"/>', "un appel dans « fill »"),
        ("<style>@import 'https://elsewhere.example/a.css';</style>", "un appel dans son style"),
        ('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', "« foreignObject »"),
        ('<animate attributeName="href" to="https://elsewhere.example"/>', "« animate »"),
    ],
)
def test_a_drawing_that_runs_or_asks_elsewhere_is_refused(tmp_path, inside, found):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/x.svg").write_text(SIMPLE % inside, "utf-8")
    (fault,) = picture_files.faults(tmp_path, "x.svg", "study.toml")
    assert fault.fault == f"image « x.svg » : {found} dans le dessin"


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("x.png", b"<html>", "ce n'est pas une image lisible"),
        ("x.png", drawn.png()[:60], "ce n'est pas une image lisible"),
        ("x.jpg", drawn.png(), "c'est un fichier PNG"),
        ("x.png", drawn.png() + b"\0" * picture_files.HEAVIEST, "trop lourde pour un téléphone"),
        ("x.svg", b"<svg", "ce n'est pas un dessin SVG lisible"),
        ("x.svg", b"<html/>", "ce n'est pas un dessin SVG"),
        ("x.svg", b'<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "des déclarations dans son en-tête"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(tmp_path, name, content, found):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / name).write_bytes(content)
    (fault,) = picture_files.faults(tmp_path, name, "study.toml")
    assert found in fault.fault and fault.remedy


def test_an_honest_drawing_with_a_gradient_of_its_own_is_accepted(tmp_path):
    inside = '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/><title>Un mur</title>'
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/x.svg").write_text(f"<?xml version='1.0'?>{SIMPLE % inside}", "utf-8")
    Image.new("RGB", (3, 3)).save(tmp_path / "pictures/y.jpeg", "JPEG")
    assert picture_files.faults(tmp_path, "x.svg", "") + picture_files.faults(tmp_path, "y.jpeg", "") == []


WORDS = st.text(max_size=12) | st.sampled_from(["line", "picture", "saved_energy", "works.png", "*", "-a[b, *]", "{a}", "**", ""])
ANYTHING = st.recursive(WORDS | st.integers() | st.floats() | st.booleans() | st.none(), lambda inner: st.lists(inner, max_size=3), max_leaves=4)


@given(st.dictionaries(st.sampled_from([*Figure.model_fields, "other"]), ANYTHING))
def test_whatever_is_written_is_read_or_refused_in_french(content):
    try:
        figure = Figure.model_validate(content)
    except ValidationError as error:
        assert all(fault.fault and fault.remedy for fault in faults_of(error, "study.toml", "une autre figure"))
    else:
        assert figure.kind in KINDS and figure.title
        assert bool(figure.results) + (figure.table is not None) + bool(figure.picture) == 1


def test_two_curves_that_the_legend_would_name_alike_are_refused(root):
    folder = starting.start(root, "chaleur_bois", "Chaleur au bois")
    owner = "Coût d'un MWh économisé, payé par le propriétaire"
    cell("results.csv", "saving_cost_aid", "label", owner)(folder)
    (said,) = told(folder)
    assert "(figures n° 2, results) | saving_cost_aid et saving_cost_owner ont le même libellé" in said
    assert "un libellé à chacun, dans results.csv" in said
