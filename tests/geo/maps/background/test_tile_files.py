"""Files of tiles: the right image for each place, and a sentence for every file that cannot be used."""

import io
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pmtiles.tile import TileType

from geo.maps.background import tile_file
from geo.maps.background.mbtiles import MBTiles
from geo.maps.background.pmtiles_file import PMTiles
from geo.maps.background.tile_file import Extent, Unreadable
from tests.geo.maps.background import tiles

READERS = {"fond.mbtiles": MBTiles, "fond.pmtiles": PMTiles}


@pytest.fixture(params=READERS)
def opened(request, tmp_path):
    """A sound file in each format."""
    return READERS[request.param](tiles.MADE[request.param](tmp_path / request.param))


def test_each_place_has_its_own_tile_counted_from_the_north(opened):
    for place in tiles.PLACES:
        assert Image.open(io.BytesIO(opened.tile(*place))).getpixel((0, 0)) == tiles.colour(place)


def test_a_place_without_a_tile_has_none(opened):
    assert opened.tile(9, 0, 0) is None


def test_a_file_says_where_it_has_tiles_and_whom_to_credit_without_its_html(opened):
    assert opened.extent == Extent(8, 9, tiles.BOUNDS)
    assert opened.credit == "© Atelier d'essai & *amis*"
    assert tile_file.side(opened.first()) == 256


def test_zooms_that_metadata_do_not_tell_are_those_of_the_tiles(tmp_path):
    assert MBTiles(tiles.mbtiles(tmp_path / "f", facts={})).extent == Extent(8, 9, tile_file.WORLD)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_three_kinds_of_images_are_known_by_how_they_begin(kind):
    assert tile_file.media_type(tiles.image((8, 130, 91), kind)) == f"image/{kind.lower()}"
    assert tile_file.side(tiles.image((8, 130, 91), kind, 512)) == 512


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"\x1f\x8b\x08 tuile vectorielle", "une tuile n'est pas une image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "une tuile n'est pas une image"),
        (b"", "une tuile n'est pas une image"),
        (tiles.image((8, 130, 91))[:60], "une tuile est une image abîmée"),
        (tiles.image((8, 130, 91), width=100), "une tuile mesure 100 x 100 pixels"),
    ],
)
def test_what_is_no_tile_is_said(body, fault):
    with pytest.raises(Unreadable, match=fault):
        tile_file.side(body)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"facts": {"format": "pbf"}}, "ses tuiles sont vectorielles"),
        ({"facts": {"bounds": "2.8,44.0,4.2"}}, "ne sont pas des nombres"),
        ({"facts": {"bounds": "4.2,44.0,2.8,45.1"}}, "étendue impossible"),
        ({"facts": {"bounds": "nan,44.0,4.2,45.1"}}, "étendue impossible"),
        ({"facts": {"minzoom": "9", "maxzoom": "8"}}, "zooms impossibles : de 9 à 8"),
        ({"facts": {"minzoom": "8", "maxzoom": "profond"}}, "ne sont pas des nombres"),
        ({"facts": {}, "bodies": {}}, "il n'a aucune tuile"),
    ],
)
def test_an_mbtiles_file_that_cannot_be_used_says_why(tmp_path, changes, fault):
    with pytest.raises(Unreadable, match=fault):
        MBTiles(tiles.mbtiles(tmp_path / "f", **changes))


def test_a_tile_that_is_text_or_too_large_is_said(tmp_path):
    large = b"\x89PNG\r\n\x1a\n" + bytes(tile_file.MOST_BYTES)
    opened = MBTiles(tiles.mbtiles(tmp_path / "f", bodies={(8, 130, 91): "texte", (8, 130, 92): large}))
    with pytest.raises(Unreadable, match="une tuile n'est pas une image"):
        opened.tile(8, 130, 91)
    with pytest.raises(Unreadable, match="une tuile dépasse 2 Mo"):
        opened.tile(8, 130, 92)


def test_a_question_that_reads_a_whole_large_file_is_given_up(tmp_path):
    path = tmp_path / "f"
    tiles.mbtiles(path)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 8 zoom_level, i tile_column, i tile_row, x'00' tile_data FROM n"
    with sqlite3.connect(path) as database:
        database.executescript(f"DROP TABLE tiles; CREATE VIEW tiles AS {endless}")
    with pytest.raises(Unreadable, match="prend trop de temps"):
        MBTiles(path).tile(8, 0, 255)


@pytest.mark.parametrize(("kind", "fault"), [(TileType.MVT, "ses tuiles sont vectorielles"), (TileType.AVIF, "ses tuiles sont en AVIF")])
def test_a_pmtiles_file_without_images_that_every_browser_draws_says_so(tmp_path, kind, fault):
    with pytest.raises(Unreadable, match=fault):
        PMTiles(tiles.pmtiles(tmp_path / "f", kind=kind))


def test_another_version_of_pmtiles_is_said_with_its_remedy(tmp_path):
    path = tiles.pmtiles(tmp_path / "f")
    body = bytearray(path.read_bytes())
    body[7] = 2
    path.write_bytes(body)
    with pytest.raises(Unreadable, match="n'est pas la 3") as refused:
        PMTiles(path)
    assert refused.value.remedy == "le convertir en PMTiles 3 ou en MBTiles"


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=max(20, settings().max_examples // 4), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_gives_its_tiles_or_says_that_it_is_damaged(tmp_path, name, data):
    path = tmp_path / name
    if not path.exists():
        tiles.MADE[name](path)
    sound = path.read_bytes()
    body = bytearray(sound[: data.draw(st.integers(0, len(sound)))] if data.draw(st.booleans()) else sound)
    for at in data.draw(st.lists(st.integers(0, max(0, min(len(body) - 1, 700))), max_size=8)):
        body[at : at + 1] = bytes([data.draw(st.integers(0, 255))])
    damaged = tmp_path / f"damaged-{name}"
    damaged.write_bytes(body)
    try:
        opened = READERS[name](damaged)
        found = [opened.first(), *(opened.tile(*place) for place in tiles.PLACES)]
    except Unreadable as unreadable:
        assert unreadable.fault
        assert unreadable.remedy
    else:
        assert all(tile is None or isinstance(tile, bytes) for tile in found)
