// What a button opens over the page is as high as what it holds, where the window has room above or under the button. Streamlit chooses the side and
// the height while nothing is in it yet, and gives 70 % of the window at most: the least height set here has it choose again. A narrow or a low window
// has it at its edge, as high as it can be, over a page that does not answer meanwhile: our stylesheet says so.
const AIR = 16; // [px] around it, and from its button
const opened = '[data-testid="stPopoverBody"]', button = '[data-testid="stPopoverButton"][aria-expanded="true"]';
const give = body => {
    const from = document.querySelector(button)?.getBoundingClientRect(), held = body.firstElementChild;
    if (!from || !held) return;
    const room = Math.max(from.top, innerHeight - from.bottom) - AIR;
    const around = body.offsetHeight - body.clientHeight + parseFloat(getComputedStyle(body).paddingTop) * 2;
    body.style.minHeight = `${Math.min(Math.ceil(held.scrollHeight + around), Math.floor(room))}px`;
};
const grown = new ResizeObserver(seen => seen.forEach(({target}) => give(target.parentElement)));
const known = new WeakSet();
// Where it is as wide as the window, little of the page is left to touch: a button at its foot closes it, as Escape does. Our stylesheet shows it there.
const closing = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "studio-close";
    button.textContent = "Fermer";
    button.addEventListener("click", () => button.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true})));
    return button;
};
new MutationObserver(() => {
    const body = document.querySelector(opened), held = body?.firstElementChild;
    document.documentElement.toggleAttribute("data-over", Boolean(body));
    if (!held || known.has(held)) return;
    known.add(held);
    grown.observe(held);
    body.append(closing());
}).observe(document.body, {childList: true, subtree: true});
// What is touched beside it is the bare page. The popover may be gone before the finger has left: the click that ends that touch opens nothing either.
let beside = false;
addEventListener("pointerdown", ({target}) => {
    beside = document.documentElement.hasAttribute("data-over") && target.matches("html, body, #root");
}, true);
addEventListener("click", event => {
    if (!beside) return;
    beside = false;
    event.preventDefault();
    event.stopImmediatePropagation();
}, true);
