"""A command line that speaks French: the parser that every `python -m` of the house uses."""

import argparse
import io
import os
import re
import sys
from collections.abc import Callable
from typing import NoReturn

# argparse words its errors in English and has no public way to translate them.
WORDINGS = (
    (re.compile(r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)"), "« {1} » inconnu pour {0} ; choisir parmi : {2}"),
    (re.compile(r"the following arguments are required: (.*)"), "il manque : {0}"),
    (re.compile(r"unrecognized arguments: (.*)"), "non compris : {0}"),
    (re.compile(r"argument (\S+): expected .*argument.*"), "il manque une valeur après {0}"),
    (re.compile(r"argument (\S+): invalid \S+ value: '(.*)'"), "« {1} » n'est pas une valeur de {0}"),
)


class FrenchHelp(argparse.RawDescriptionHelpFormatter):
    """Help whose headings are French."""

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """argparse with French headings, help and errors; an error ends the program with status 2."""

    def __init__(self, **settings):
        super().__init__(add_help=False, formatter_class=FrenchHelp, allow_abbrev=False, **settings)
        self._positionals.title = "commandes et arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", "--aide", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog} : {worded(message)}\n")


def ended(main: Callable[[], int]) -> NoReturn:
    """Runs a command and ends with its status; quietly when the reader of its output went away first, as `| head` does."""
    _in_utf8()
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python writes what is left as it ends, and would say the error again
        status = 0
    sys.exit(status)


def _in_utf8() -> None:
    """Writes to a file or to another program in UTF-8 on every system: Windows would write there in an alphabet that lacks the space of thousands. A
    terminal shows all signs as it is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def worded(message: str) -> str:
    """The French wording of an error of argparse."""
    for pattern, french in WORDINGS:
        if found := pattern.fullmatch(message):
            return french.format(*(part.replace("'", "") for part in found.groups()))
    return "commande non comprise"
