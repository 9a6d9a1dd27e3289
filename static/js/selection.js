// «Select all» in the head of a table, Shift for a range, and the number of selected rows beside the bulk actions.
{
  for (const all of document.querySelectorAll("[data-select-all]")) {
    const form = all.closest("form");
    const table = all.closest("table");
    if (!form || !table) continue;
    const boxes = [...table.querySelectorAll("tbody .pick input")];
    const said = form.querySelector("[data-chosen]");
    let last;

    const count = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
      if (said) said.querySelector("b").textContent = chosen;
    };

    all.closest("label").hidden = false;
    if (said) said.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      count();
    });
    table.addEventListener("click", (event) => {
      const at = boxes.indexOf(event.target);
      if (at < 0) return;
      if (event.shiftKey && last !== undefined) {
        for (const box of boxes.slice(Math.min(at, last), Math.max(at, last) + 1)) box.checked = event.target.checked;
      }
      last = at;
      count();
    });
    window.addEventListener("pageshow", count);
    count();
  }
}
