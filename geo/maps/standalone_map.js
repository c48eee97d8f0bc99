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
  });
  L.control.zoom({zoomInTitle: "Agrandir", zoomOutTitle: "Réduire"}).addTo(map);
  map.on("popupopen", opening =>
    opening.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Fermer"));

  const legend = L.control.layers(null, null, {collapsed: false}).addTo(map);
  const communes = L.geoJSON(content.communes, {
    style: {color: "#8C8C8C", weight: 1, fillColor: "#CDD6D1", fillOpacity: 0.5},
    onEachFeature: (feature, layer) => layer.bindTooltip(element("span", feature.properties.name), {sticky: true}),
  });
  legend.addOverlay(communes.addTo(map), "Communes");

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
