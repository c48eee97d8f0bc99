// Those who press twice where once is enough write once: the second press of a double click stops here, before a form is sent again.
addEventListener("click", event => {
    if (event.detail > 1 && event.target.closest('[data-testid="stFormSubmitButton"], [data-testid="stButton"]')) {
        event.preventDefault();
        event.stopImmediatePropagation();
    }
}, true);
