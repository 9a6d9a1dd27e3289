// A filter bar searches by itself: a list at once when it changes, a search box after a pause in typing.
// The cursor stays where it was after the page has come back.
{
  const pause = 600;
  const mark = "aula-search";
  let waiting;

  const send = (control) => {
    clearTimeout(waiting);
    if (control.type === "search") {
      sessionStorage.setItem(mark, JSON.stringify([location.pathname, control.id, control.selectionStart]));
    }
    control.form.requestSubmit();
  };

  for (const control of document.querySelectorAll("[data-live]")) {
    if (control.type === "search") {
      control.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => send(control), pause);
      });
    } else {
      // Keyboard users walk through a list with the arrows: send when they leave it, mice at once.
      let walked = false;
      control.addEventListener("keydown", () => (walked = true));
      control.addEventListener("pointerdown", () => (walked = false));
      control.addEventListener("change", () => walked || send(control));
    }
  }

  const [path, id, caret] = JSON.parse(sessionStorage.getItem(mark) ?? "[]");
  sessionStorage.removeItem(mark);
  const box = path === location.pathname && document.getElementById(id);
  if (box) {
    box.focus();
    box.setSelectionRange(caret, caret);
  }
}
