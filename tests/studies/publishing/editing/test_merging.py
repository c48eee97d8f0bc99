"""Two writings of one file in one: what each changed alone is kept, what both changed is marked."""

from hypothesis import given
from hypothesis import strategies as st

from studies.publishing.editing import merging

BASE = "a\nb\nc\nd\ne\n"


def test_two_lines_changed_apart_are_both_kept():
    assert merging.merged(BASE, BASE.replace("a", "A"), BASE.replace("e", "E")) == ("A\nb\nc\nd\nE\n", 0)


def test_a_line_that_both_changed_is_marked_with_both():
    text, count = merging.merged(BASE, BASE.replace("c", "mine"), BASE.replace("c", "theirs"))
    assert (text, count) == ("a\nb\n<<<<<<< la mienne\nmine\n=======\ntheirs\n>>>>>>> l'autre\nd\ne\n", 1)
    assert merging.unsettled(text)
    assert not merging.unsettled("a\n= b\n")


LINES = st.lists(st.sampled_from("abcdef"), max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines))


@given(base=LINES, mine=LINES)
def test_a_writing_that_one_alone_changed_is_the_one_kept(base, mine):
    assert merging.merged(base, mine, base) == (mine, 0)
    assert merging.merged(base, base, mine) == (mine, 0)
    assert merging.merged(base, mine, mine) == (mine, 0)


@given(base=LINES, mine=LINES, theirs=LINES)
def test_no_line_of_either_is_lost_when_they_clash(base, mine, theirs):
    text, count = merging.merged(base, mine, theirs)
    swapped, again = merging.merged(base, theirs, mine)
    assert count == again
    assert merging.unsettled(text) == bool(count)
    new = {line for line in mine.splitlines() + theirs.splitlines() if line not in base}
    assert new <= set(text.splitlines()) and new <= set(swapped.splitlines())
