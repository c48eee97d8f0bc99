"""What a study writes and nobody shows is told, and what its page asks for that nobody wrote."""

import pytest

from studies import catalog
from tests.studies.study_changes import append, edit

NOTE = "{#why} Il faut compter."


def write(name: str, text: str):
    def change(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")

    return change


def all_of(*changes):
    def change(folder):
        for each in changes:
            each(folder)

    return change


def told(folder) -> list[str]:
    return [str(fault).removeprefix("studies/broadband/") for fault in catalog.check_folder(folder)[1]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (write("text/essentiel.md", "Trois phrases.\n"), "text/essentiel.md | texte que la page ne montre pas | le nommer essential.md, story.md"),
        (
            write("text/notes.md", f"# Notes\n\n{NOTE}\n"),
            'text/notes.md, ligne 3 | note « why » que personne ne montre | la montrer dans un écran : texts.note(view, "why")',
        ),
        (
            write("text/notes.md", "Il faut compter.\n"),
            "text/notes.md, ligne 1 | note sans nom : aucun écran ne peut la montrer | la commencer par son",
        ),
        (
            write("tables/signs.csv", "sign,source\nA,\n"),
            'tables/signs.csv | table que personne ne lit | la montrer dans un écran : texts.table(view, "signs", …)',
        ),
        (
            all_of(write("text/notes.md", f"{NOTE}\n"), write("screens/more.py", 'def show(view):\n    view.note("why")\n    view.note("wy")\n')),
            "screens/more.py, ligne 3 | note « wy » absente de text/notes.md | l'y écrire : {#wy} Ce qu'elle dit",
        ),
        (
            edit("page.py", '"few": Shown(show_take_up, still=True), ', ""),
            "text/questions.md (few) | question « few » sans dessin | le donner dans page.py, sous le nom « few »",
        ),
        (
            edit("page.py", '"few": Shown(show_take_up, still=True)', '"few": Shown(still=True)'),
            "text/questions.md (few) | question « few » sans dessin | le donner dans page.py, sous le nom « few »",
        ),
        (
            edit("page.py", '"few": Shown(', '"jobs": Shown(named=print), "few": Shown('),
            "question « jobs » absente de text/questions.md | l'y écrire, ou corriger le nom",
        ),
        (
            all_of(
                append("text/questions.md", "\n## jobs: Combien ?\nPeu.\n"), edit("page.py", '"few": Shown(', '"jobs": Shown(print), "few": Shown(')
            ),
            "text/questions.md (jobs) | question « jobs » sans ligne « Voir : » | dire ce que montre son dessin",
        ),
        (
            append("text/questions.md", "\n## jobs: Combien ?\nIl y en aurait {page.jobs}.\n"),
            "text/questions.md (jobs) | question « jobs » : la page ne donne pas {page.jobs} | dans page.py, sous le nom « jobs »",
        ),
        (
            append("text/questions.md", "\n## jobs: Combien ?\nSi page.jobs < 3 : Peu.\nSinon : Beaucoup.\n"),
            "text/questions.md (jobs) | question « jobs » : la page ne donne pas {page.jobs} | dans page.py, sous le nom « jobs »",
        ),
        (
            all_of(
                write("text/notes.md", "{#why} Dans {page.towns}.\n"), write("screens/more.py", 'def show(view):\n    view.note("why", town="3")\n')
            ),
            'screens/more.py, ligne 2 | note « why » : l\'écran ne donne pas {page.towns} | le donner : texts.note(view, "why", towns="…")',
        ),
        (
            write("screens/more.py", 'def show(view, texts):\n    texts.table(view, "signs", {"rule": "Règle"})\n'),
            "screens/more.py, ligne 2 | table de textes « signs » absente du dossier tables | l'y écrire, ou corriger le nom : il n'y en a aucune",
        ),
        (
            all_of(
                write("tables/signs.csv", "sign,source\nA,\n"),
                write("screens/more.py", 'def show(view, texts):\n    texts.table(view, "signs", {"sign": "Signe", "rule": "Règle"})\n'),
            ),
            "screens/more.py, ligne 2 | colonne « rule » absente de tables/signs.csv | corriger le nom ; il y a sign et source",
        ),
        (
            write("screens/more.py", 'class Opinion(Part):\n    """Un avis."""\n'),
            'screens/more.py, ligne 1 | partie « Opinion » sans nom | lui en donner un qui ne changera plus : id = "opinion"',
        ),
        (
            write("screens/more.py", 'class Opinion(Part):\n    id = "options"\n'),
            "screens/more.py, ligne 2 | nom « options » pris par une partie de toutes les pages | en choisir un autre",
        ),
    ],
)
def test_what_nobody_shows_or_nobody_wrote_is_told(root, change, said):
    change(root / "broadband")
    (fault,) = told(root / "broadband")
    assert said in fault


@pytest.mark.parametrize(
    "change",
    [
        all_of(
            write("text/notes.md", f"{NOTE}\n"), write("screens/more.py", 'def show(view, texts, few):\n    texts.note(view, "why" if few else "")\n')
        ),
        all_of(write("tables/signs.csv", "sign,source\nA,\n"), write("screens/more.py", 'SIGNS = "signs"\n')),
        all_of(write("text/opinion.md", "Bien.\n"), write("screens/more.py", 'PART = ("opinion", "Ce qu\'il en pense")\n')),
        all_of(
            append("text/questions.md", "\n## jobs: Combien ?\nIl y en aurait {page.jobs}.\n"),
            edit("page.py", '"few": Shown(', '"jobs": Shown(named=print), "few": Shown('),
        ),
        all_of(
            append("text/questions.md", "\n## jobs: Combien ?\nIl y en aurait {page.jobs}.\nVoir : lesquels\n"),
            edit("page.py", '"few": Shown(', '"jobs": Shown(print, print), "few": Shown('),
        ),
        all_of(
            write("text/notes.md", "{#why} Dans {page.towns}.\n"),
            write("screens/more.py", 'def show(view, all):\n    view.note("why", towns="3")\n    view.note("why", **all)\n'),
        ),
        write("screens/more.py", "class Opinion(Part):\n    id: str\n"),
        write(
            "screens/more.py",
            'def show(view, asked):\n    view.unit("homes"), view.unit("coverage"), view.number(asked), view.written("rollout_curve[48]@2025")\n',
        ),
        all_of(
            write("screens/money.py", "def show_price(view):\n    pass\n"),
            write("screens/more.py", "from studies.broadband.screens import money\n\n\ndef show(money):\n    return money.sum\n"),
        ),
        edit("page.py", 'asked={"few": Shown(show_take_up, still=True), "late"', 'asked=dict(few=Shown(show_take_up)) | {"late"'),
    ],
)
def test_what_a_screen_names_is_taken_for_shown(root, change):
    change(root / "broadband")
    assert told(root / "broadband") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            append("study.toml", '\n[dimensions.fuel]\nlabel = "Énergie"\nvalues = { wood = "Bois" }\n'),
            "[dimensions.fuel] | dimension « fuel » que rien n'utilise | la nommer dans la colonne dims de results.csv, ou la retirer",
        ),
        (
            edit("page.py", "study = catalog", "from studies.broadband.screens import money\n\nstudy = catalog"),
            "« money » n'est pas dans screens/ | créer ce fichier, ou corriger le nom",
        ),
        (
            all_of(
                write("screens/money.py", "def show_price(view):\n    pass\n"),
                edit("page.py", "study = catalog", "from studies.broadband.screens.money import show_prices\n\nstudy = catalog"),
            ),
            "« show_prices » n'est pas dans screens/money.py | corriger le nom ; il y a show_price",
        ),
        (
            all_of(
                write("screens/money.py", "def show_price(view):\n    pass\n"),
                edit("page.py", "study = catalog", "from studies.broadband.screens import money\n\nstudy = catalog"),
                append("page.py", "SHOWN = money.show_prices\n"),
            ),
            "« show_prices » n'est pas dans screens/money.py | l'y définir, ou corriger le nom : peut-être show_price",
        ),
        (
            edit("page.py", "study = catalog", "from studies.pork.screens import farm\n\nstudy = catalog"),
            "une page n'importe pas « studies.pork.screens.farm » | n'importer que ses écrans (from studies.broadband.screens import …)",
        ),
        (
            write("screens/more.py", "from studies.broadband import adoption\n"),
            "screens/more.py, ligne 1 | une page n'importe pas « studies.broadband.adoption »",
        ),
        (
            write("screens/more.py", 'def show(view):\n    return view.number("subscriber@2031")\n'),
            "ligne 2 | view.number : « subscriber@2031 » n'existe pas | l'écrire dans results.csv, ou corriger le nom : peut-être subscribers",
        ),
        (
            write("screens/more.py", 'def show(view):\n    return results("coverage", "jobs")\n'),
            "results : « jobs » n'existe pas | l'écrire dans results.csv, ou corriger le nom",
        ),
        (
            write("screens/more.py", 'def show(view):\n    return view.outcome.values["coverage"]\n'),
            "view.outcome.values : « coverage » n'existe pas | l'écrire dans parameters.csv, ou corriger le nom",
        ),
        (
            write("screens/more.py", 'def show(view):\n    return view.names("departments")\n'),
            "view.names : « departments » n'existe pas | l'écrire dans study.toml, ou corriger le nom : peut-être department",
        ),
        (
            write("screens/more.py", 'class Opinion(Part):\n    id = "Opinion du comité"\n'),
            "nom de partie « Opinion du comité » refusé | une lettre, puis des minuscules sans accent, des chiffres, - et _",
        ),
        (
            append("text/essential.md", "\n{#more} [Ici](/fibre?x=1), [là](/tres-haut-debit), [ailleurs](/nulle-part).\n"),
            "text/essential.md, ligne 7 | lien vers « /nulle-part », qui n'est pas une page du Studio | corriger l'adresse ; celles des études : /",
        ),
        (edit("study.toml", 'label = "', 'label = "{homes} '), "« {homes} » dans un texte que rien ne remplit | l'ôter : les accolades se lisent"),
        (edit("study.toml", 'minimum_scale = "', 'minimum_scale = "{homes} '), "(minimum_scale) | « {homes} » dans un texte que rien ne remplit"),
    ],
)
def test_what_nothing_uses_fills_or_defines_is_told(root, change, said):
    change(root / "broadband")
    (fault,) = told(root / "broadband")
    assert said in fault
