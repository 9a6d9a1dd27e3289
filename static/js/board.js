// On the board a job that nobody has is dragged onto somebody's day: the form beneath it is filled and sent, as a person would without this script.
{
  const lanes = [...document.querySelectorAll("[data-lane]")];
  let held;

  for (const card of lanes.length ? document.querySelectorAll("[data-job]") : []) {
    if (!card.querySelector("form")) continue;
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      held = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.job);
    });
    card.addEventListener("dragend", () => {
      held = undefined;
      for (const lane of lanes) lane.classList.remove("note");
    });
  }

  for (const lane of lanes) {
    lane.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      lane.classList.add("note");
    });
    lane.addEventListener("dragleave", (event) => {
      if (!lane.contains(event.relatedTarget)) lane.classList.remove("note");
    });
    lane.addEventListener("drop", (event) => {
      if (!held) return;
      event.preventDefault();
      const form = held.querySelector("form");
      form.elements.to.value = lane.dataset.lane;
      form.requestSubmit();
    });
  }
}
