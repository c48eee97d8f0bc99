"""A faulty study is told on screen and takes nothing else down."""

import shutil
from pathlib import Path

from studies import catalog

ROOT = Path(__file__).parents[2]


def test_the_other_studies_stay_and_the_team_reads_what_to_mend(tmp_path, monkeypatch, framed_site):
    for name in ("broadband", "broken"):
        shutil.copytree(ROOT / "studies/broadband", tmp_path / name)
    card = tmp_path / "broken/study.toml"
    card.write_text(card.read_text("utf-8").replace('url = "tres-haut-debit"', 'url = "Très cassé"'), "utf-8")
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    site = framed_site.run()
    assert not site.exception
    assert "« broken » n'est pas affiché : 1 défaut à corriger" in [one.label for one in site.expander]
    told = site.table[0].value.iloc[0]
    assert told["Où"] == "studies/broken/study.toml (url)" and "Très cassé" in told["Défaut"] and "tres-haut-debit" in told["Remède"]
    assert "Usages du très haut débit" in [one.value for one in site.subheader]


def test_every_page_ends_with_the_footer(framed_site):
    assert framed_site.caption[-1].value.startswith("Le Studio, Lozère Développement. Des études à discuter, pas des prévisions.")
