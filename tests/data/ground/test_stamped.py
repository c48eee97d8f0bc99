"""What is kept of files is read again when they change, and only then."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from data.ground.stamped import stamped


class Shelf:
    """A file with its stamp, that counts how often it is read."""

    def __init__(self, text):
        self.text, self.stamp, self.readings = text, 1, 0

    def write(self, text):
        self.text, self.stamp = text, self.stamp + 1

    def read(self):
        self.readings += 1
        return self.text


@pytest.fixture
def shelf():
    return Shelf("avant")


def test_an_unchanged_stamp_reads_once(shelf):
    text = stamped(lambda: shelf.stamp)(shelf.read)
    assert [text(), text(), text()] == ["avant", "avant", "avant"]
    assert shelf.readings == 1


def test_a_changed_stamp_reads_again(shelf):
    text = stamped(lambda: shelf.stamp)(shelf.read)
    text()
    shelf.write("après")
    assert [text(), text()] == ["après", "après"]
    assert shelf.readings == 2


def test_a_stamp_that_comes_back_finds_what_was_kept_of_it(shelf):
    text = stamped(lambda: shelf.stamp, keep=2)(shelf.read)
    text()
    shelf.write("après")
    text()
    shelf.stamp = 1
    assert text() == "avant"
    assert shelf.readings == 2


def test_no_more_answers_are_kept_than_said(shelf):
    text = stamped(lambda: shelf.stamp, keep=1)(shelf.read)
    text()
    shelf.write("après")
    text()
    shelf.stamp = 1
    text()
    assert shelf.readings == 3


def test_the_stamp_of_one_argument_does_not_make_another_read_again():
    stamps, readings = {"zones": 1, "plots": 1}, []

    @stamped(lambda kind: stamps[kind])
    def read(kind):
        readings.append(kind)
        return kind.upper()

    assert [read("zones"), read("plots")] == ["ZONES", "PLOTS"]
    stamps["plots"] = 2
    assert [read("zones"), read("plots")] == ["ZONES", "PLOTS"]
    assert readings == ["zones", "plots", "plots"]


def test_a_file_that_changes_while_it_is_read_is_read_again_at_the_next_call(shelf):
    @stamped(lambda: shelf.stamp)
    def text():
        found = shelf.read()
        if found == "avant":
            shelf.write("après")
        return found

    assert [text(), text()] == ["avant", "après"]


def test_a_reading_that_fails_is_tried_again(shelf):
    @stamped(lambda: shelf.stamp)
    def text():
        if shelf.read() and shelf.readings == 1:
            raise OSError("disque muet")
        return shelf.text

    with pytest.raises(OSError, match="disque muet"):
        text()
    assert text() == "avant"


def test_threads_never_get_what_another_stamp_gave():
    versions = ["au départ"]

    @stamped(lambda: len(versions))
    def latest():
        return versions[-1]

    def ask(number):
        if number % 10 == 0:
            versions.append(f"v{number}")
        known = len(versions)
        return versions.index(latest()) + 1 >= known

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(400)))


def test_it_keeps_the_name_and_the_words_of_the_function():
    @stamped(lambda: 1)
    def zones():
        """The zones in force."""

    assert (zones.__name__, zones.__doc__) == ("zones", "The zones in force.")
