"""Bytes given to the reader of files, and why they are refused."""

import pytest

from data.intake import reading
from data.intake.limits import PAGE, Limits
from data.intake.raw import RawFile, Rejected
from data.intake.task import silent


@pytest.fixture
def read(tmp_path):
    """A function that reads bytes under some name."""

    def of(content: bytes | str, name: str = "a.bin", limits: Limits = PAGE) -> RawFile:
        (tmp_path / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return reading.read(tmp_path / name, limits, silent)

    return of


@pytest.fixture
def refusal(read):
    """A function that gives why bytes are refused."""

    def of(content: bytes | str, limits: Limits = PAGE) -> str:
        with pytest.raises(Rejected) as rejected:
            read(content, limits=limits)
        assert all(fault.place and fault.fault and fault.remedy for fault in rejected.value.faults)
        return "\n".join(map(str, rejected.value.faults))

    return of
