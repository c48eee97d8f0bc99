// A point or a line drawn on the communes, told to the page as a GeoJSON geometry: by the mouse, the finger, the keyboard, or a name of commune.
// The server looks through what it receives (data/store/writings/drawn.py): nothing here is trusted.
"use strict";
(() => {
  const MOST = 200, DRAWN = "#C83C00", PAPER = "#FFFFFF", ROOM = { animate: false, padding: [14, 6] };
  const here = (id) => document.getElementById(id);
  const tell = (type, more) => window.parent.postMessage({ isStreamlitMessage: true, type, ...more }, "*");
  const points = [];
  let mode = "point", map = null, drawn = null, bounds = null, communes = [];

  function geometry() {
    const places = points.map((p) => [Number(p.lng.toFixed(5)), Number(p.lat.toFixed(5))]);
    if (mode === "point") return places.length ? { type: "Point", coordinates: places[0] } : null;
    return places.length > 1 ? { type: "LineString", coordinates: places } : null;
  }

  function words() {
    if (mode === "point") return points.length ? "Un point placé." : "Toucher la carte pour placer le point.";
    if (!points.length) return "Toucher la carte pour chaque point de la ligne.";
    if (points.length === 1) return "Un point : il en faut un deuxième pour une ligne.";
    return points.length < MOST ? `Ligne de ${points.length} points.` : `Ligne de ${MOST} points : c'est le plus.`;
  }

  function draw() {
    drawn.clearLayers();
    if (mode === "line" && points.length > 1) {
      L.polyline(points, { color: PAPER, weight: 7, interactive: false, pane: "drawn" }).addTo(drawn);
      L.polyline(points, { color: DRAWN, weight: 4, interactive: false, pane: "drawn" }).addTo(drawn);
    }
    const radius = mode === "point" ? 8 : 5;
    points.forEach((p) => L.circleMarker(p, { radius, color: PAPER, weight: 2, fillColor: DRAWN, fillOpacity: 1, interactive: false, pane: "drawn" }).addTo(drawn));
    here("point").setAttribute("aria-pressed", String(mode === "point"));
    here("line").setAttribute("aria-pressed", String(mode === "line"));
    here("undo").disabled = here("clear").disabled = !points.length;
    here("state").textContent = words();
  }

  function changed() {
    draw();
    const found = geometry();
    tell("streamlit:setComponentValue", { value: found ? JSON.stringify(found) : "", dataType: "json" });
  }

  function add(place) {
    if (mode === "point") points.length = 0;
    if (points.length >= MOST) return;
    points.push(L.latLng(place.lat, place.lng));
    changed();
  }

  function choose(wanted) {
    if (mode === wanted) return;
    mode = wanted;
    if (mode === "point") points.splice(0, points.length - 1); // the last one stays
    changed();
  }

  function restore(kept) {
    if (!kept) return;
    const read = JSON.parse(kept);
    mode = read.type === "Point" ? "point" : "line";
    points.push(...(mode === "point" ? [read.coordinates] : read.coordinates).map(([lng, lat]) => L.latLng(lat, lng)));
  }

  function start(args) {
    bounds = L.latLngBounds([[args.bounds[1], args.bounds[0]], [args.bounds[3], args.bounds[2]]]);
    const glides = !matchMedia("(prefers-reduced-motion: reduce)").matches; // a key pressed while a zoom glides would be lost
    map = L.map("map", { attributionControl: false, zoomControl: false, scrollWheelZoom: false, maxZoom: 17, zoomSnap: 0.25, maxBounds: bounds.pad(0.4), zoomAnimation: glides });
    L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
    map.fitBounds(bounds, ROOM);
    if (args.tiles) {
      const { url, side, least, greatest } = args.tiles;
      L.tileLayer(url, { tileSize: side, zoomOffset: side === 512 ? -1 : 0, minNativeZoom: least, maxNativeZoom: greatest, bounds }).addTo(map);
    }
    const land = { color: "#8C8C8C", weight: 1, fillColor: "#CDD6D1", fillOpacity: args.tiles ? 0.35 : 1, interactive: false };
    fetch(args.layer).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((read) => L.geoJSON(read, { style: land, interactive: false }).addTo(map).bringToBack())
      .catch(() => { here("state").textContent = "Le fond de carte n'est pas venu : recharger la page, ou choisir une commune."; });
    args.towns.forEach(([name, lng, lat, x, y]) => {
      const label = Object.assign(document.createElement("span"), { textContent: name });
      L.circleMarker([lat, lng], { radius: 3, color: "#000", weight: 1, fillColor: "#fff", fillOpacity: 1, interactive: false }).addTo(map)
        .bindTooltip(label, { permanent: true, direction: "center", offset: [x, y], className: "town", interactive: false });
    });
    Object.assign(map.createPane("drawn").style, { zIndex: 660, pointerEvents: "none" }); // over the names of the towns
    drawn = L.layerGroup().addTo(map);
    map.on("click", (event) => add(event.latlng));
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.target !== map.getContainer() || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      add(map.getCenter());
    });
    communes = args.communes;
    here("commune").replaceChildren(...communes.map(([name], i) => new Option(name, String(i))));
    here("town-hall").addEventListener("click", () => {
      const [, lng, lat] = communes[Number(here("commune").value)];
      map.panTo([lat, lng], { animate: false });
      add({ lng, lat });
    });
    here("point").addEventListener("click", () => choose("point"));
    here("line").addEventListener("click", () => choose("line"));
    here("undo").addEventListener("click", () => { points.pop(); changed(); });
    here("clear").addEventListener("click", () => { points.length = 0; changed(); });
    restore(args.kept);
    draw();
    let width = 0;
    new ResizeObserver(() => { // a frame in a closed drawer has no width yet
      const now = map.getContainer().clientWidth;
      if (now === width) return;
      map.invalidateSize({ animate: false });
      if (!width || !points.length) map.fitBounds(bounds, ROOM);
      width = now;
    }).observe(map.getContainer());
    new ResizeObserver(() => tell("streamlit:setFrameHeight", { height: document.documentElement.offsetHeight + 4 })).observe(document.body);
  }

  function paint(theme) {
    if (!theme) return;
    const set = (name, value) => value && document.documentElement.style.setProperty(name, value);
    set("--text", theme.textColor);
    set("--page", theme.backgroundColor);
    set("--panel", theme.secondaryBackgroundColor);
    set("--own", theme.primaryColor);
    set("--font", theme.font);
    set("--scheme", theme.base); // of the list alone: on the whole frame it would make its ground opaque
  }

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !event.data || event.data.type !== "streamlit:render") return;
    paint(event.data.theme);
    if (!map) start(event.data.args);
  });
  tell("streamlit:componentReady", { apiVersion: 1 });
})();
