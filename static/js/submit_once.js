// A second click while the first is on its way does nothing. The button stays enabled, so its name and value are sent.
{
  const sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    sent.add(form);
    const button = event.submitter;
    if (button) {
      button.setAttribute("aria-disabled", "true");
      button.dataset.word = button.textContent;
      if (form.dataset.sending && button.matches(".button")) button.textContent = form.dataset.sending;
    }
    // A download answers without leaving the page: let the form be used again.
    setTimeout(() => release(form), 8000);
  });

  // The page may come back from the browser's memory with everything still «sending».
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });

  const release = (form) => {
    sent.delete(form);
    for (const button of form.querySelectorAll("[aria-disabled][data-word]")) {
      button.removeAttribute("aria-disabled");
      if (form.dataset.sending && button.matches(".button")) button.textContent = button.dataset.word;
    }
  };
}
