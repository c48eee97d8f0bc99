// A visitor who asks her system for less motion has what unfolds drawn at once: Streamlit unfolds half a second whatever she asks, and what she presses
// meanwhile moves away under the pointer. What turns without end, to say that something is awaited, goes on.
(() => {
    const less = matchMedia("(prefers-reduced-motion: reduce)");
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...asked) {
        const begun = animate.apply(this, asked);
        // Ended once whoever asked listens for its end, without which a drawer stays folded.
        if (less.matches && begun.effect.getComputedTiming().endTime < Infinity)
            queueMicrotask(() => { if (begun.playState === "running") begun.finish(); });
        return begun;
    };
})();
