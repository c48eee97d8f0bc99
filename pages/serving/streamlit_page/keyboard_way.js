// What a button opens over the page stands at the end of it: who opens it by the keyboard is led to its first field, and back to the button on Escape.
const opens = '[data-testid="stPopoverButton"]', opened = '[data-testid="stPopoverBody"]';
const reached = ":is(a[href], button, input, select, textarea, [tabindex='0']):not(:disabled)";
const frames = 30; // half a second at most for it to be drawn
let button = null;
const enter = left => {
    const first = document.querySelector(opened)?.querySelector(reached);
    if (first) first.focus();
    else if (left) requestAnimationFrame(() => enter(left - 1));
};
document.addEventListener("keydown", event => {
    const pressed = event.target.closest?.("button");
    if (pressed?.closest(opens) && ["Enter", " "].includes(event.key)) {
        button = pressed;
        if (!document.querySelector(opened)) enter(frames);
    } else if (event.key === "Escape" && event.target.closest?.(opened)) requestAnimationFrame(() => button?.focus());
});
