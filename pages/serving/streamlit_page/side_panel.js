// On a narrow screen the side panel covers the page: it folds when another page opens, whatever led there.
const narrow = matchMedia("(max-width: 767px)");
const unfolded = '[data-testid="stSidebar"][data-collapsed="false"]', folds = '[data-testid="stSidebarCollapseButton"] button';
let page = location.pathname;
new MutationObserver(() => {
    if (page === location.pathname) return;
    page = location.pathname;
    if (narrow.matches) document.querySelector(unfolded)?.querySelector(folds)?.click();
}).observe(document.getElementById("root"), {childList: true, subtree: true});
