// The map of the file. Everything it shows comes as JSON, and every text is written as text: nothing of the inventory is read as markup.
"use strict";
(() => {
  const content = JSON.parse(document.getElementById("content").textContent);

  const element = (name, text, style = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    Object.assign(made.style, style);
    return made;
  };

  const card = site => {
    const made = document.createElement("div");
    made.append(element("strong", site.name), ...site.lines.map(line => element("div", line)));
    return made;
  };

  const map = L.map("map", {
    center: content.centre, zoom: content.zoom, maxZoom: content.closest, preferCanvas: true, zoomControl: false, attributionControl: false,
    zoomSnap: 0.25,
  });
  L.control.zoom({zoomInTitle: "Agrandir", zoomOutTitle: "Réduire"}).addTo(map);
  map.on("popupopen", opening =>
    opening.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Fermer"));

  const legend = L.control.layers(null, null, {collapsed: false}).addTo(map);
  const outlined = {color: "#8C8C8C", weight: 1, fillColor: "#CDD6D1", fillOpacity: 0.5};
  const communes = (style, facts) => L.geoJSON(content.communes, {
    style,
    onEachFeature: (feature, layer) => {
      const {code, name} = feature.properties;
      layer.bindTooltip(element("span", name), {sticky: true});
      if (facts) layer.bindPopup(card({name, lines: facts[code]}));
    },
  });

  // The results of a study: one layer at a time, painted on the communes (a rate) or as a circle on each (a quantity).
  content.layers.forEach((result, place) => {
    const painted = feature => result.colours ? {...outlined, fillColor: result.colours[feature.properties.code], fillOpacity: 1} : outlined;
    const circles = Object.entries(result.circles ?? {}).map(([code, circle]) =>
      L.circleMarker([circle.lat, circle.lon], {radius: circle.radius, color: "#FFFFFF", weight: 1, fillColor: content.circle, fillOpacity: 0.6})
        .bindPopup(card({name: circle.name, lines: content.facts[code]})));
    const shown = L.layerGroup([communes(painted, content.facts), ...circles]);
    legend.addBaseLayer(place ? shown : shown.addTo(map), element("span", result.title).outerHTML);
  });
  if (content.layers.length) {  // the département fills what the names of the layers leave of the map; on a phone, they stand above it
    const names = legend.getContainer().offsetWidth, beside = names < map.getSize().x * 0.6;
    if (!beside) {
      map.getContainer().before(legend.getContainer());
      legend.getContainer().style.float = "none";
    }
    map.fitBounds(L.geoJSON(content.communes).getBounds(), {animate: false, paddingBottomRight: [beside ? names : 0, 0]});
  } else {
    legend.addOverlay(communes(() => outlined).addTo(map), "Communes");
  }

  for (const kind of content.kinds) {
    const marks = kind.sites.map(site =>
      L.circleMarker([site.lat, site.lon], {
        radius: kind.radius, color: "#FFFFFF", weight: 1.5, fill: true, fillColor: kind.colour, fillOpacity: 1,
      }).bindTooltip(element("span", site.name), {sticky: true}).bindPopup(card(site)));
    const title = document.createElement("span");
    title.append(element("span", "⬤", {color: kind.colour}), ` ${kind.title} (${kind.sites.length})`);
    legend.addOverlay(L.layerGroup(marks).addTo(map), title.outerHTML);
  }
})();
