// Back and Forward go from page to page. Streamlit adds an entry to the history each time its server writes the address: on the way to another page
// it adds one of the page that is left, without its levers, and a link that could not be followed whole has one as it was asked and one as it was
// followed. What a page adds without the visitor having done anything since the last entry takes the place of that entry.
(() => {
    let acted = false;
    const push = history.pushState.bind(history);
    history.pushState = (...entry) => {
        (acted ? push : history.replaceState.bind(history))(...entry);
        acted = false;
    };
    // Alt and an arrow, the buttons at the side of a mouse: what the page that is left adds meanwhile would keep the visitor there.
    const goesBack = event => event.altKey || event.button > 2;
    for (const deed of ["pointerdown", "keydown"]) addEventListener(deed, event => { acted ||= !goesBack(event); }, true);
    addEventListener("click", event => { acted ||= event.detail === 0; }, true); // by a screen reader: no pointer nor key is seen
    addEventListener("popstate", () => { acted = false; }, true);
})();
