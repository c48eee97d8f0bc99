"""Formulas in LaTeX inside a text: what stands in them is left alone, what KaTeX would do beside calculus is refused."""

import pytest

from data.ground import escaping, formulas, french


def test_the_signs_of_a_formula_keep_their_plain_spaces_and_those_around_it_do_not():
    assert french.spaced("Le coût $a : b ; c -2$ : voir") == "Le coût $a : b ; c -2$\u00a0: voir"


def test_a_formula_stands_on_several_lines_and_two_dollars_of_two_paragraphs_make_none():
    assert formulas.hidden("a\n$$\nx\n$$\nb") == "a\n  \n \n  \nb"
    assert [fault for _, fault, _ in formulas.wrong("12 $ ici\n\net 13 $ là")] == ["signe $ seul", "signe $ seul"]


def test_a_text_that_somebody_wrote_holds_no_formula_once_it_is_escaped():
    assert formulas.hidden(escaping.markdown("$x$ et $$y$$")) == escaping.markdown("$x$ et $$y$$")


@pytest.mark.parametrize(
    "text",
    [
        r"$c = \frac{I}{e} \cdot \frac{r}{1 - (1 + r)^{-d}}$",
        "$$\n\\begin{aligned} a &= b_{i} \\\\ c &= \\sum_{t=1}^{n} \\text{tonnes}_t \\end{aligned}\n$$",
        r"$\left\{ x \in \mathbb{R} \mid x < 0 \right\}$ et $x > 1$",
        r"un prix de 12 \$ le MWh",
        r"$30\,\%$",
    ],
)
def test_a_formula_of_a_study_is_taken(text):
    assert list(formulas.wrong(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"$\href{javascript:alert(1)}{x}$", r"« \href » refusé dans une formule"),
        (r"$\includegraphics{https://exemple.invalid/x.png}$", r"« \includegraphics » refusé dans une formule"),
        (r"$\rule{99999em}{99999em}$", r"« \rule » refusé dans une formule"),
        (r"$\def\a{\a\a}\a$", r"« \def » refusé dans une formule"),
        (r"$\color{red} x$", r"« \color » refusé dans une formule"),
        (r"$x \$ y$", r"« \ » refusé dans une formule"),
        ("$$a \\\\[9999em] b$$", "hauteur de ligne dans une formule"),
        (r"$\begin{CD} a \end{CD}$", r"« \begin{CD} » refusé dans une formule"),
        (r"$\frac{a}{b$", "accolades de la formule mal fermées"),
        (r"$\left( a$", r"\left sans \right, ou l'inverse"),
        (f"${'{' * 13}x{'}' * 13}$", "trop d'accolades les unes dans les autres"),
        (f"${'x' * 1001}$", "formule de 1001 signes"),
        ("12 $ le MWh", "signe $ seul"),
    ],
)
def test_what_is_no_calculus_is_told(text, said):
    assert said in [fault for _, fault, _ in formulas.wrong(text)]


def test_the_fault_stands_where_the_order_is():
    text = "Un.\n\nDeux $x \\rule{1em}{1em}$."
    (place,) = {place for place, _, _ in formulas.wrong(text)}
    assert text[place:].startswith("\\rule")
