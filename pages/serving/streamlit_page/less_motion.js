// A visitor who asks her system for less motion has what unfolds drawn at once: Streamlit unfolds half a second whatever she asks, and what she presses
// meanwhile moves away under the pointer. What turns without end, to say that something is awaited, goes on.
(() => {
    const less = matchMedia("(prefers-reduced-motion: reduce)");
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...asked) {
        const begun = animate.apply(this, asked);
        if (less.matches && begun.effect.getComputedTiming().endTime < Infinity) begun.finish();
        return begun;
    };
})();
