"""An address with more parameters than Streamlit reads opens on the first ones, and is said to be too long."""

import pytest
from streamlit.runtime.state.query_params import CLIENT_STATE_QUERY_STRING_MAX_FIELDS

from pages.parts import address
from tests.pages.conftest import Visitor


def test_the_browser_is_sent_to_as_many_parameters_as_streamlit_reads(client):
    sent = client.get("/territoire?" + "&".join(f"p{rank}=1" for rank in range(1500)), follow_redirects=False)
    assert sent.status_code == 303
    asked = sent.headers["Location"].removeprefix("?").split("&")
    assert (len(asked), asked[0], asked[998], asked[999]) == (1000, "p0=1", "p998=1", "parametres_en_trop=501")
    assert len(asked) <= CLIENT_STATE_QUERY_STRING_MAX_FIELDS


def test_an_address_that_streamlit_reads_whole_is_left_alone(client):
    assert client.get("/territoire?" + "&".join(f"p{rank}=1" for rank in range(1000)), follow_redirects=False).status_code == 200


@pytest.mark.parametrize("path", ["//exemple.invalid/territoire", "/%0d%0aSet-Cookie:a=1"])
def test_the_browser_is_never_sent_to_another_site(client, path):
    sent = client.get(f"http://testserver{path}?" + "&" * 1500, follow_redirects=False)
    assert sent.headers["Location"].startswith("?") and "set-cookie" not in sent.headers


@pytest.mark.parametrize(
    ("asked", "told"), [("501", ["Le lien avait 501 paramètres de trop"]), ("[x](https://exemple.invalid)", []), ("9" * 10_000, [])]
)
def test_the_page_says_how_many_are_left_out(asked, told):
    page = Visitor.new()
    page.query_params[address.EXTRA] = asked
    page.run()
    assert not page.exception
    said = [text.value for text in page.markdown if "Le lien " in text.value]
    assert [line.split("\N{NO-BREAK SPACE}:")[0] for line in said] == told
