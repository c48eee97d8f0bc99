"""Limits that a test reaches with a small file, and a small file."""

from data.intake.limits import Limits

SMALL = Limits(size=200_000, unpacked=2_000_000, rows=50, seconds=20, memory=2_000_000_000, sheets=3, columns=12)
GEOJSON = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nom":"a"},"geometry":{"type":"Point","coordinates":[3.5,44.5]}}]}'
