// The first words leave once Streamlit has drawn the figures of the study (the title of any other page), or says why it has none, or when the visitor
// goes to another page.
const words = document.getElementById("studio-first-words");
const here = window.location.pathname;
const same = words.querySelector("dl") ? '[data-testid="stMetric"]' : "h1";
const drawn = `[data-testid="stMainBlockContainer"] :is(${same}, [data-testid="stAlert"], [data-testid="stException"])`;
const watch = new MutationObserver(() => {
    if (!document.querySelector(drawn) && window.location.pathname === here) return;
    words.remove();
    watch.disconnect();
});
watch.observe(document.getElementById("root"), {childList: true, subtree: true});
