"""Where the Studio stands on its host, and the addresses that a browser asks."""

import pytest

from data.ground import links
from data.ground.faults import Refused
from data.ground.installation import base_path


@pytest.fixture
def below_studio():
    base_path.settle("/studio")
    yield
    base_path.settle("")


@pytest.mark.parametrize("setting", ["studio", "/studio", "/studio/", " studio "])
def test_the_setting_is_read_however_its_slashes_are_written(setting):
    assert base_path.read(setting) == "/studio"


@pytest.mark.parametrize("setting", [None, "", "/", "//"])
def test_no_setting_is_the_root_of_the_host(setting):
    assert base_path.read(setting) == ""


def test_a_path_of_two_parts_is_one():
    assert base_path.read("agence/studio-48") == "/agence/studio-48"


@pytest.mark.parametrize("setting", ["../ailleurs", "a//b", 'a"><script>', "a b", "étude", "https://exemple.fr/studio", "a\r\nb"])
def test_what_no_address_begins_with_is_refused_with_the_remedy(setting):
    with pytest.raises(Refused, match="(?s)server.baseUrlPath .* n'est pas un chemin .* écrire"):
        base_path.read(setting)


def test_a_link_to_a_page_is_the_one_of_the_host(below_studio):
    assert links.from_host("[la fibre](/fibre?a=1) et ![plan](/pictures/a.svg)") == "[la fibre](/studio/fibre?a=1) et ![plan](/studio/pictures/a.svg)"
    assert links.from_host("[a][r]\n\n[r]: /fibre") == "[a][r]\n\n[r]: /studio/fibre"


@pytest.mark.parametrize("text", ["[a](https://exemple.fr/fibre)", "[a](?b=1)", "[a](#b)", "[a](/studio/fibre)", "$[a](/b)$", "50 €/an (/mois)"])
def test_what_leads_elsewhere_or_is_done_already_is_left(below_studio, text):
    assert links.from_host(text) == text


def test_at_the_root_nothing_changes():
    assert links.from_host("[la fibre](/fibre)") == "[la fibre](/fibre)"
    assert base_path.at("/fibre") == "/fibre"
