"""What a page in a browser measures: what is in sight, how many words, how long."""


def in_sight(page, selector: str, whole: bool = False) -> bool:
    """Whether the first element is on the screen; half of it at least, all of it when asked."""
    page.wait_for_selector(selector, state="attached", timeout=60_000)
    box = page.locator(selector).first.bounding_box()
    if box is None:
        return False
    screen = page.viewport_size
    needed = box["height"] * (1 if whole else 0.5)
    return box["width"] > 0 and box["y"] >= 0 and box["y"] + needed <= screen["height"] and 0 <= box["x"] < screen["width"]


def end_of_the_first_sentence(page, selector: str) -> float:
    """Where the first sentence of the first element ends [px from the top of the screen]."""
    return page.locator(selector).first.evaluate("""text => {
        const drawn = document.createRange(), nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let left = text.textContent.search(/[.!?](\\s|$)/); nodes.nextNode(); left -= nodes.currentNode.length) {
            if (left >= nodes.currentNode.length) continue;
            drawn.setStart(nodes.currentNode, left);
            drawn.setEnd(nodes.currentNode, left + 1);
            return drawn.getBoundingClientRect().bottom;
        }
    }""")


def cut_figures(page) -> list[str]:
    """The headlines that lose the end of their unit."""
    cut = "node => [...node.querySelectorAll('*')].some(part => part.scrollWidth > part.clientWidth + 1)"
    return [figure.inner_text() for figure in page.locator("[data-testid='stMetricValue']").all() if figure.evaluate(cut)]


def words(page) -> int:
    """How many one reads: the name of a drawing, as « expand_more », is none."""
    return page.locator("[data-testid='stMain']").evaluate("""main => {
        const count = text => (text.match(/(?<![\\p{L}\\p{N}])\\p{L}[\\p{L}'’-]*/gu) || []).length;
        const drawings = [...main.querySelectorAll("[data-testid='stIconMaterial']")].filter(drawing => drawing.checkVisibility());
        return count(main.innerText) - drawings.reduce((sum, drawing) => sum + count(drawing.innerText), 0);
    }""")


def length(page) -> int:
    """The height of what scrolls [px]."""
    return page.locator("[data-testid='stMain']").evaluate("main => main.scrollHeight")
