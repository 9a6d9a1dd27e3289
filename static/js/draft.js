// A long form keeps what was typed in this tab until it has been sent. Nothing leaves the browser;
// passwords, files and hidden fields are never kept; signing out forgets everything.
{
  const shelf = "aula-draft:";
  const kept = (control) => control.name && !["password", "file", "hidden", "submit"].includes(control.type);
  const tickable = (control) => control.type === "checkbox" || control.type === "radio";

  const read = (form) => {
    const typed = [];
    for (const control of form.elements) {
      if (kept(control)) typed.push([control.name, tickable(control) ? [control.value, control.checked] : control.value]);
    }
    return JSON.stringify(typed);
  };

  const write = (form, text) => {
    const controls = [...form.elements].filter(kept);
    const typed = JSON.parse(text);
    if (typed.length !== controls.length || typed.some(([name], i) => name !== controls[i].name)) return false;
    typed.forEach(([, value], i) => {
      if (tickable(controls[i])) controls[i].checked = value[1];
      else controls[i].value = value;
      controls[i].dispatchEvent(new Event("input", { bubbles: true }));
    });
    return true;
  };

  const tell = (form, blank) => {
    const note = document.createElement("div");
    note.className = "note";
    note.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = form.dataset.draftSaid;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "button plain";
    drop.textContent = form.dataset.draftDrop;
    drop.addEventListener("click", () => {
      write(form, blank);
      sessionStorage.removeItem(shelf + form.dataset.draft);
      note.remove();
    });
    note.append(words, drop);
    form.prepend(note);
  };

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = shelf + form.dataset.draft;
    const blank = read(form);
    const draft = sessionStorage.getItem(key);
    // After a refusal the server has printed what was typed: that is the newer text.
    const refused = document.querySelector(".errors");
    if (draft && draft !== blank && !refused && write(form, draft)) tell(form, blank);

    let waiting;
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => sessionStorage.setItem(key, read(form)), 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      sessionStorage.removeItem(key);
    });
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-leaving]")) return;
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("aula-")) sessionStorage.removeItem(key);
  });
}
