// A text area is as tall as its text. Browsers that know field-sizing would need no script, but a hand-set height wins there too.
{
  const grow = (area) => {
    if (area.scrollHeight <= area.clientHeight) return;
    const lines = Math.ceil((area.scrollHeight - area.clientHeight) / parseFloat(getComputedStyle(area).lineHeight));
    area.rows = Math.min(area.rows + lines, 40);
  };
  for (const area of document.querySelectorAll("textarea")) {
    grow(area);
    area.addEventListener("input", () => grow(area));
  }
}
