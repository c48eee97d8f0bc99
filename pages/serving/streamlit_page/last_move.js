// What the last move changed is written anew at each move: it stays folded or unfolded, as the reader left it. It begins folded to one line where it
// stands over the answer, on a phone.
const wide = matchMedia("(min-width: 768px)");
let left = null;
addEventListener("click", ({target}) => {
    const told = target.closest?.(".studio-changes");
    if (told) left = !told.open; // the click that unfolds comes before it is unfolded
}, true);
const written = new WeakSet();
new MutationObserver(() => {
    const told = document.querySelector(".studio-changes");
    if (!told || written.has(told)) return;
    written.add(told);
    told.open = left ?? wide.matches;
}).observe(document.getElementById("root"), {childList: true, subtree: true});
