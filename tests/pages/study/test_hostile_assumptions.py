"""What an author writes beside a figure is shown as it is: no formula, link or picture comes of it."""

import pytest

from pages.parts.study import assumptions
from studies import catalog


@pytest.mark.parametrize(("field", "column"), [("note", "Remarque"), ("place", "Année, lieu")])
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("de 30 $ à 40 $", r"de 30 \$ à 40 \$"),
        ("[ici](https://exemple.invalid)", r"\[ici\]\(https\:" + "\u2060" + r"//exemple.invalid\)"),
        ("![x](x.png)", r"\!\[x\]\(x.png\)"),
    ],
)
def test_a_remark_or_a_place_is_never_read_as_markdown(field, column, written, shown):
    study = catalog.studies()[0]
    parameter = next(iter(study.parameters.values())).model_copy(update={field: written})
    assert assumptions._row(study, parameter)[column].endswith(shown)
