"""Any file that somebody gives: what it is, then its cells. To be called in the process made for it (data.intake.job), never in the server."""

from pathlib import Path

from data.ground.french import number, with_unit
from data.intake import delimited, geojson, sniff
from data.intake.layers import geopackage, shapefile
from data.intake.limits import MEGABYTE, Limits
from data.intake.raw import RawFile, normalised, rejected
from data.intake.task import Tell
from data.intake.workbooks import opendocument, workbook

READERS = {
    "workbook": workbook.read,
    "opendocument": opendocument.read,
    "csv": delimited.read,
    "geojson": geojson.read,
    "geopackage": geopackage.read,
    "shapefile": shapefile.read,
}


def read(path: Path, limits: Limits, tell: Tell) -> RawFile:
    """The sheets of a file. Rejected, with every fault found, when it is not one that can be read safely."""
    size = path.stat().st_size
    if size > limits.size:
        most = with_unit(number(limits.size / MEGABYTE), "Mo")
        raise rejected(f"plus de {most}", "le couper en plusieurs fichiers")
    return normalised(READERS[sniff.kind(path)](path, limits, tell))
