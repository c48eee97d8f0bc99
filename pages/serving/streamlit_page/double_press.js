// Those who press twice where once is enough write once: the second press of a double click stops here, before a form is sent again. What goes back or
// forward a step (pages/parts/study/choosing/levers.py) may be pressed as fast as one likes.
const STEPS = '[class*="step-1"], [class*="step1"]';
addEventListener("click", event => {
    if (event.detail > 1 && event.target.closest('[data-testid="stFormSubmitButton"], [data-testid="stButton"]') && !event.target.closest(STEPS)) {
        event.preventDefault();
        event.stopImmediatePropagation();
    }
}, true);
