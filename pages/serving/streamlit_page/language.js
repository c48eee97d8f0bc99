// What Streamlit writes as the browser's language has it (the value of a lever, a month, what a screen reader is told of a list) is French, like the
// page.
for (const [name, value] of [["language", "fr-FR"], ["languages", Object.freeze(["fr-FR", "fr"])]]) {
    Object.defineProperty(navigator, name, {get: () => value, configurable: true});
}
