// What the page in sight is, as words on its root element, for our stylesheet: « html:has(…) » would say the same, but a browser then computes
// the styles of the whole page again at each word that a chart adds to be measured.
const marks = {
    headed: ".st-key-part-header, .st-key-page-head",
    study: ".st-key-part-indicators",
    tabbed: '[role="tablist"]:has([role="tab"]:nth-child(2)):not(:has([role="tab"]:nth-child(8)))',
    printed: ".st-key-printed",
    unfolded: '[data-testid="stSidebar"][data-collapsed="false"]',
};
const page = document.documentElement;
const mark = () => {
    const found = Object.keys(marks).filter(name => document.querySelector(marks[name])).join(" ");
    if (page.dataset.studio !== found) page.dataset.studio = found;
};
new MutationObserver(mark).observe(document.getElementById("root"), {
    childList: true,
    subtree: true,
    attributeFilter: ["class", "data-collapsed"],
});
