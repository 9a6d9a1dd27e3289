// A page with running work shows how far it is: it reloads while the work runs, nobody types and the tab is seen.
{
  const panel = document.querySelector("[data-reload]");
  const busy = () => document.hidden || document.activeElement?.matches("input, textarea, select") || document.querySelector("details.menu[open]");
  if (panel) setInterval(() => busy() || location.reload(), Number(panel.dataset.reload) * 1000);
}
