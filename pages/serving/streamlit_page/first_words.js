// The first words of a study leave once Streamlit has drawn its figures, or says why it has none, or when the visitor goes to another page.
const words = document.getElementById("studio-first-words");
const here = window.location.pathname;
const drawn = '[data-testid="stMainBlockContainer"] :is([data-testid="stMetric"], [data-testid="stAlert"], [data-testid="stException"])';
const watch = new MutationObserver(() => {
    if (!document.querySelector(drawn) && window.location.pathname === here) return;
    words.remove();
    watch.disconnect();
});
watch.observe(document.getElementById("root"), {childList: true, subtree: true});
