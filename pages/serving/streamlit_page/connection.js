// Says in French, at the bottom of the window, that its link with the server (a websocket) is refused, lost, or back: Streamlit leaves the page blank,
// or shows an English dialog. Loaded before Streamlit, so as to see the link that it opens. The words are in connection.html.
(() => {
    const LINK = "/_stcore/stream";
    const PATIENCE = 10_000; // [ms] a link that has not opened by then is refused by silence
    const MOMENT = 1_500; // [ms] a link lost for less than that is not worth a word
    const FAREWELL = 4_000; // [ms] that the good news stays
    const RESTART = 1012; // the code by which a server says that it stops and comes back (RFC 6455, registry of IANA)
    const base = document.querySelector("meta[name=studio-base]").content;
    let opened = false, refusals = 0, told = "", leaving = false, later;

    window.studioTellsConnection = true; // Streamlit's own dialog stays away (words.csv)
    addEventListener("pagehide", () => { leaving = true; });
    addEventListener("pageshow", () => { leaving = false; });

    const tell = what => {
        const place = document.getElementById("studio-connection");
        if (!place || leaving || told === what) return;
        told = what;
        document.documentElement.dataset.link = what; // what waits in vain for a link is hidden (connection.html)
        place.hidden = !what;
        place.replaceChildren(...(what ? [document.querySelector(`[data-connection=${what}]`).content.cloneNode(true)] : []));
    };
    const soon = (what, delay) => { clearTimeout(later); later = setTimeout(() => tell(what), delay); };
    const serverAnswers = () => fetch(`${base}_stcore/health`, {cache: "no-store"}).then(answer => answer.ok, () => false);
    const notOpened = async (weight = 1) => {
        refusals += weight;
        const answers = await serverAnswers();
        if (opened || leaving) return;
        if (!answers) tell("silent");
        else if (refusals > 1) tell("refused");
    };

    const watch = link => {
        let mine = false;
        const silence = setTimeout(() => notOpened(2), PATIENCE); // enough to be told
        link.addEventListener("open", () => {
            clearTimeout(silence);
            [mine, opened, refusals] = [true, true, 0];
            clearTimeout(later);
            if (!told) return;
            tell("back");
            soon("", FAREWELL);
        });
        link.addEventListener("close", event => {
            clearTimeout(silence);
            if (!mine) return void (opened ? serverAnswers().then(answers => { if (!answers) tell("silent"); }) : notOpened());
            soon(event.code === RESTART ? "restarting" : "lost", event.code === RESTART ? 0 : MOMENT);
        });
    };

    window.WebSocket = class extends window.WebSocket {
        constructor(address, ...given) {
            super(address, ...given);
            if (new URL(address, location.href).pathname.endsWith(LINK)) watch(this);
        }
    };
})();
