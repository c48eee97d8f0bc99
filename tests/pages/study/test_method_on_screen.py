"""The drawer of the method: closed until somebody opens it, then with formulas that KaTeX draws and figures that follow the levers."""

from tests.pages.study.test_parts_of_a_page import folder, opened, said  # noqa: F401 (a fixture)


def test_the_method_is_read_once_its_drawer_is_opened_and_follows_the_choice(folder, site):  # noqa: F811
    page = opened(folder, site)
    assert not [text for text in said(page) if r"\frac" in text]
    page.session_state["chaleur_bois.method"] = True
    (text,) = [text for text in said(page.run()) if r"\frac" in text]
    assert "c = \\frac{I}{e} \\cdot \\frac{r}{1 - (1 + r)^{-d}}" in text and "{#" not in text
    assert "30 %" in text


def test_a_study_without_method_has_no_drawer(folder, site):  # noqa: F811
    (folder / "text/method.md").unlink()
    assert "Méthode" not in [header.value for header in opened(folder, site).header]
