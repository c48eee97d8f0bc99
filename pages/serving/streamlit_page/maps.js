// A browser that cannot draw a map (WebGL is missing, or switched off) says so where the map would be, and what to read instead.
(() => {
    const SAID = "Ce navigateur ne peut pas dessiner la carte\u00a0: WebGL y manque, ou y est désactivé. La liste «\u00a0Commune\u00a0» dit les valeurs "
        + "d'une commune\u00a0; «\u00a0Version à imprimer\u00a0», en haut d'une étude, montre la carte en image.";
    const ask = HTMLCanvasElement.prototype.getContext;
    const style = document.createElement("style");
    style.textContent = `.studio-no-map [data-testid="stDeckGlJsonChart"]::before {
        content: "${SAID}"; display: block; max-width: 34rem; padding: 1rem; border: 1px solid; font-size: 0.9rem; line-height: 1.4; }`;
    document.head.append(style);
    HTMLCanvasElement.prototype.getContext = function (kind, ...wishes) {
        const given = ask.call(this, kind, ...wishes);
        if (kind === "webgl2") document.documentElement.classList.toggle("studio-no-map", !given); // asked for again with fewer wishes
        return given;
    };
})();
