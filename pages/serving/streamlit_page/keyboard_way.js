// What a button opens over the page stands at the end of it: who opens it by the keyboard is led to its first field, and back to the button on
// Escape.
const opens = '[data-testid="stPopoverButton"]', opened = '[data-testid="stPopoverBody"]';
const reached = ":is(a[href], button, input, select, textarea, [tabindex='0']):not(:disabled)";
let button = null;
const drawn = new MutationObserver(() => {
    const first = document.querySelector(opened)?.querySelector(reached);
    if (document.activeElement !== first) first?.focus(); // till a key is pressed: fields come one after the other, and not in their order
});
document.addEventListener("pointerdown", () => drawn.disconnect());
document.addEventListener("keydown", event => {
    drawn.disconnect(); // who goes elsewhere meanwhile is left there
    const pressed = event.target.closest?.("button");
    if (pressed?.closest(opens) && ["Enter", " "].includes(event.key)) {
        button = pressed;
        if (!document.querySelector(opened)) drawn.observe(document.body, {childList: true, subtree: true, attributes: true});
    } else if (event.key === "Escape" && event.target.closest?.(opened)) requestAnimationFrame(() => button?.focus());
});
