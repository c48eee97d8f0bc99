"""Find a browser for the tests, and what a test needs to look at Streamlit in it.

python tests/e2e/browser.py             says which browser the tests will use
python tests/e2e/browser.py --install   installs Debian's first when there is none and we may
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

HEADLESS = "chromium-headless-shell"  # Chromium without its windows: what it spares on each page is time for the pages
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome")
# No sandbox because the tests may run as root in a container; a software WebGL because maps need one and a server has no graphics card,
# but not for the rest of the page, which is painted twice as fast without it.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
    "--font-render-hinting=none",  # letters as wide as a visitor's browser draws them: without windows, Chromium would round their widths
]
REMEDY = (
    "Aucun navigateur pour les tests. Installez Chromium (Debian, en administrateur : apt-get install chromium-headless-shell) ou lancez "
    "« .venv/bin/python -m playwright install chromium »."
)
# A map click is lost when the map takes over 250 ms to find what is under the pointer, and a software WebGL takes more: the clock that
# the map reads stands still between the press and the release of the pointer.
FREEZE_CLOCK = """(() => {
    const now = Date.now; let frozen = 0;
    Date.now = () => frozen || now();
    addEventListener('pointerdown', () => { frozen = now() }, true);
    addEventListener('pointerup', () => setTimeout(() => { frozen = 0 }, 0), true);
})()"""
# What a map costs here is its painting, three seconds of a core by a software WebGL: a test that does not look at it does without.
LEAVE_MAPS_UNPAINTED = """for (const context of [WebGLRenderingContext, WebGL2RenderingContext])
    for (const draw of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'])
        if (context.prototype[draw]) context.prototype[draw] = () => {};"""
TELL_VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error(`CSP ${e.violatedDirective} ${e.blockedURI}`))"
# The application says itself whether its script runs, which it does not before it is connected: the first words of the server stand there.
# A skeleton stands where a part is not drawn yet.
DRAWN = "h1:not(#studio-first-words *)"
POLLING = 100  # [ms] to ask at every frame would make the browser draw frames for nothing
AT_REST = """() => document.querySelector("[data-testid='stApp']")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid='stSkeleton']")"""


def starts(binary: str | None) -> bool:
    """Whether a browser really starts (some systems have a placeholder of that name)."""
    return bool(binary) and subprocess.run([binary, "--version"], capture_output=True, check=False).returncode == 0


def find() -> str | None:
    """The first browser of this machine that starts: on the PATH, else the one that Playwright installed."""
    for name in NAMES:
        if starts(shutil.which(name)):
            return shutil.which(name)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Install Debian's Chromium, when this is Debian and we are its administrator: without windows, else whole where Debian has it whole only."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installation de Chromium pour les tests (environ 2 minutes)…", flush=True)
        subprocess.run(["apt-get", "update"], check=False)
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for name in (HEADLESS, "chromium"):
            done = subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", name], check=False, env=environment)
            if done.returncode == 0:
                return


def settle(page: Page, milliseconds: int = 60_000) -> None:
    """Wait until Streamlit has drawn the page and stopped running."""
    page.wait_for_selector(DRAWN, timeout=milliseconds)
    for _ in range(2):
        page.wait_for_function(AT_REST, timeout=milliseconds, polling=POLLING)
        page.wait_for_timeout(300)  # [ms] a second run may follow the first
    page.wait_for_function(AT_REST, timeout=milliseconds, polling=POLLING)


def choose(page: Page, box: Locator, words: str) -> None:
    """Writes in a list that is typed in, then presses the first line that has these words.

    A list folds as soon as what holds it scrolls: its box is brought in sight and the scrolling told before it unfolds.
    """
    box.scroll_into_view_if_needed()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box.fill(words)
    page.get_by_role("option", name=words).first.click()
    settle(page)


def main() -> int:
    if find() is None and "--install" in sys.argv[1:]:
        install()
    found = find()
    print(f"Navigateur des tests : {found}" if found else REMEDY)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
