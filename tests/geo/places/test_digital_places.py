"""The digital places: what the sources name, where, and how sure it is."""

import json
from collections import Counter

from geo.maps import layers, symbols
from geo.places import digital_places


def features() -> list[dict]:
    return json.loads(layers.digital_layer().body)["features"]


def test_each_kind_has_a_sign_of_its_own_that_no_site_has():
    signs = [kind.sign for kind in digital_places.KINDS.values()]
    assert len(set(signs)) == len(signs)
    assert not set(signs) & {layers.BUILDING_SIGN, layers.PLOT_SIGN, symbols.EXIT_SIGN}


def test_the_places_are_those_that_the_sources_name():
    frame = digital_places.places()
    assert Counter(frame["kind"]) == {"msap": 9, "third_place": 6, "france_services": 4, "telemedicine": 1}
    assert frame["kind"].drop_duplicates().tolist() == ["third_place", "france_services", "msap", "telemedicine"]
    assert set(frame.loc[frame["kind"] == "msap", "status_on"]) == {2016}
    assert frame.loc[frame["doubtful"], "name"].tolist() == ["La Fabulerie en herbe", "Étape de la semaine des tiers-lieux, Langogne"]


def test_a_place_without_a_known_commune_is_in_the_list_and_not_on_the_map():
    nowhere = digital_places.places().query("commune_code == ''")
    assert nowhere["name"].tolist() == ["La Fabulerie en herbe"]
    assert nowhere[["lon", "lat"]].isna().all(axis=None)
    assert "tiers_lieu_fabulerie" not in {feature["properties"]["id"] for feature in features()}
    assert len(features()) == len(digital_places.on_map()) == 19


def test_a_place_with_an_address_stands_there_and_another_at_the_point_of_its_commune():
    by_id = {feature["properties"]["id"]: feature for feature in features()}
    langogne = by_id["france_services_langogne"]
    assert langogne["geometry"]["coordinates"] == [3.857039, 44.725711]  # 1 quai du Langouyrou
    assert langogne["properties"]["shift"] == [0, 0]
    assert "Position : adresse" in langogne["properties"]["detail"]
    assert "Position à la commune" in by_id["cabine_chateauneuf"]["properties"]["detail"]


def test_two_places_of_one_commune_stand_side_by_side():
    mende = [feature["properties"] for feature in features() if feature["properties"]["code"] == "48095"]
    assert sorted(place["nom"] for place in mende) == ["L'Atelier", "POLeN"]
    assert sorted(place["shift"][0] for place in mende) == [-9, 9]


def test_a_doubt_is_said_on_the_map_too():
    told = {feature["properties"]["id"]: feature["properties"]["detail"] for feature in features()}
    assert "À vérifier" in told["tiers_lieu_langogne"]
    assert told["tiers_lieu_polen"] == "Tiers-lieu, Mende\nVu en 2021\nPosition à la commune"  # a <br> would be shown as text


def test_a_name_is_escaped_once_only_by_the_tooltip_that_shows_it(monkeypatch):
    frame = digital_places.on_map().assign(name="<b>Lou & fils</b>")
    monkeypatch.setattr(digital_places, "on_map", lambda: frame)
    layers.digital_layer.cache_clear()
    try:
        assert {feature["properties"]["nom"] for feature in features()} == {"<b>Lou & fils</b>"}
    finally:
        layers.digital_layer.cache_clear()


def test_the_layer_is_found_by_its_address_and_is_light():
    layer = layers.digital_layer()
    assert layers.find(layer.digest) is layer
    assert layer in layers.public_layers()
    assert len(layer.body) <= 10_000


def test_only_places_that_are_sure_count_as_an_arrival():
    assert digital_places.communes_of("third_place") == ["48039", "48061", "48095"]  # neither the step of Langogne nor a place without commune
    assert digital_places.communes_of("france_services") == ["48080", "48092", "48116", "48140"]
    assert len(digital_places.communes_of("france_services", "msap")) == 9


def test_what_was_counted_and_is_not_named_is_told():
    told = digital_places.unnamed()
    assert told["france_services"] == "16 labels France services comptés en octobre 2022, dont 4 nommés ici"
    assert told["third_place"] == "15 lieux ouverts au travail partagé comptés en juillet 2018, dont 6 nommés ici"
    assert set(told) == {"france_services", "third_place"}
