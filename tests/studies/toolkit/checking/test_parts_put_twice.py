"""A part that a page puts twice is told by the check, with its line and what to do, before anybody opens the page."""

import pytest

from studies import catalog
from tests.studies.study_changes import append, edit

TWICE = "partie « {} » mise deux fois"
OPINION = '''

class Opinion(Part):
    """What the committee thinks of it."""

    id = "opinion"

'''


def faults(root, arranged: str, before: str = "") -> list[str]:
    folder = root / "broadband"
    edit("page.py", "\nstudy = ", f"{OPINION}{before}\nstudy = ")(folder)
    edit("page.py", "    study,\n", f"    study,\n    arranged={arranged},\n")(folder)
    return [str(fault) for fault in catalog.check_folder(folder)[1]]


FUNCTION = """
def order(parts):
    opinion = Opinion()
    found = [*parts, opinion]
    {}
    return found
"""


@pytest.mark.parametrize(
    ("arranged", "before", "told"),
    [
        ("lambda parts: [*parts, Opinion(), Opinion()]", "", ["opinion"]),
        ("lambda parts: [Opinion(), *parts] + [Opinion()]", "", ["opinion"]),
        ("lambda parts: [*parts, Row('pair', [[Opinion()], [Opinion()]], [1, 1])]", "", ["opinion"]),
        ("lambda parts: [*parts, Row('pair', [], []), Row('pair', [], [])]", "", ["pair"]),
        ("lambda parts: [*parts, essentials.Limits()]", "", ["limits"]),
        ("lambda parts: [*parts, StudyMap(study)]", "", ["map"]),
        ("lambda parts: [Tabs('broadband', [Tab('Avis', [Opinion(), Opinion()])])]", "", ["opinion"]),
        ("order", FUNCTION.format("found.append(opinion)"), ["opinion"]),
        ("order", FUNCTION.format("if len(parts) > 3:\n        found = found + [Opinion()]"), ["opinion"]),
    ],
)
def test_a_part_put_twice_is_told(root, arranged, before, told):
    found = faults(root, arranged, before)
    assert len(found) == len(told)
    for name, fault in zip(told, found, strict=True):
        where, what, remedy = fault.split(" | ")
        assert where == f"studies/broadband/page.py, ligne {line_of(root, 'arranged=')}" and what == TWICE.format(name)
        assert ("déjà dans parts" if name in ("limits", "map") else "n'en garder qu'une") in remedy


def line_of(root, words: str) -> int:
    lines = (root / "broadband/page.py").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_all_the_parts_put_twice_are_told_at_once(root):
    (fault,) = faults(root, "lambda parts: [*parts, *parts]")
    assert "toutes les parties mises deux fois | ne garder qu'une fois" in fault


def test_a_part_of_a_screen_is_followed(root):
    folder = root / "broadband"
    (folder / "screens").mkdir()
    (folder / "screens/order.py").write_text("def of(parts):\n    return [*parts, Report()]\n", "utf-8")
    edit("page.py", "\nstudy = ", "\nfrom studies.broadband.screens import order\n\nstudy = ")(folder)
    edit("page.py", "    study,\n", "    study,\n    arranged=order.of,\n")(folder)
    (fault,) = catalog.check_folder(folder)[1]
    assert fault.fault == TWICE.format("report")


@pytest.mark.parametrize(
    ("arranged", "before"),
    [
        ("lambda parts: [parts[0], *parts[:0:-1], Opinion()]", ""),
        ("lambda parts: [*(part for part in parts if part.id != 'limits'), essentials.Limits()]", ""),
        ("lambda parts: [*parts, Opinion()] if study.questions else [Opinion(), *parts]", ""),
        ("lambda parts: [*parts, Told('story', 'Le récit'), Row('pair', [], []), Row('three', [], [])]", ""),
        ("order", FUNCTION.format("if len(parts) > 3:\n        return [opinion, *parts]")),
        ("order", FUNCTION.format("print(len(found), opinion.id)")),
        ("list", ""),
    ],
)
def test_parts_put_once_are_no_fault(root, arranged, before):
    assert faults(root, arranged, before) == []


def test_two_classes_of_the_same_name_are_told_as_before(root):
    append("page.py", f"\n{OPINION}{OPINION.replace('Opinion', 'Other')}")(root / "broadband")
    assert any("nom donné deux fois" in str(fault) for fault in catalog.check_folder(root / "broadband")[1])
