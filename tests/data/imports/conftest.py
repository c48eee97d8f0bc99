"""What the tests of the editions of Arcep share: files given as keywords, and what becomes of them."""

import pandas as pd
import pytest

from data.coverage import COMMUNES
from data.imports import arcep
from data.intake.job import Answer
from tests.data import arcep_files as files


@pytest.fixture
def told(tmp_path):
    """The answer to files given as keywords."""
    return lambda **given: files.run(arcep, files.write(tmp_path, **given), tmp_path)


@pytest.fixture
def kept(tmp_path):
    """What is written for the communes: a table indexed by code and quarter."""
    return lambda: pd.read_csv(tmp_path / "out" / COMMUNES, dtype={"code": str}).set_index(["code", "quarter"])


@pytest.fixture
def keep(tmp_path):
    """Reads files given as keywords and keeps them; the sentence."""

    def done(**given) -> str:
        paths = files.write(tmp_path, **given)
        answer = files.run(arcep, paths, tmp_path)
        return arcep.keep(Answer(answer.faults, answer.remarks, answer.summary, tmp_path / "out"), paths)[1]

    return done
