// A technician's day without a network: the worker keeps pages and what was done (static/worker/jobs.js). Here it is told which, what waits
// is shown, each act gets its key and its time, and signing out leaves nothing behind.
{
  const scope = "/jobs", flag = "aula-jobs", workers = navigator.serviceWorker;
  const day = document.querySelector("[data-day]");

  const ask = async (what) => {
    const worker = (await (day ? workers.ready : workers.getRegistration(scope)))?.active;
    return worker && new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => done(event.data);
      worker.postMessage(what, [port2]);
    });
  };
  const line = (tone, word, words) => {
    const [p, badge] = [document.createElement("p"), document.createElement("span")];
    badge.className = `badge ${tone}`;
    badge.textContent = word;
    p.append(badge, ` ${words}`);
    day.append(p);
    day.hidden = false;
    return p;
  };

  // what the kept page offers next, after what waits
  const step = (last) => {
    const next = document.querySelector("[data-then]"), pause = document.querySelector("[data-pause]");
    if (!last) return;
    const then = next && JSON.parse(next.dataset.then)[last.act], button = next?.querySelector("button[name=act]");
    if (next) next.hidden = !then;
    if (then) [button.value, button.textContent] = then;
    if (pause) pause.hidden = last.act !== "arrive";
  };
  const show = async () => {
    const here = location.pathname, all = (await ask({ is: "queue" })) ?? [];
    for (const item of all.filter((item) => here === scope || here === item.job)) {
      const at = new Date(item.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
      const p = line(item.failed ? "danger" : "needs", item.failed ? day.dataset.failed : day.dataset.queued, `${item.label}, ${at}`);
      if (!item.failed) continue;
      const drop = document.createElement("button");
      [drop.type, drop.className, drop.textContent] = ["button", "button plain", day.dataset.drop];
      drop.addEventListener("click", () => ask({ is: "drop", id: item.id }).then(() => p.remove()));
      p.append(" ", drop);
    }
    step(all.findLast((item) => item.job === here && item.act && !item.failed));
  };

  if (day && workers) {
    workers.register(day.dataset.worker, { scope });
    localStorage.setItem(flag, "yes");
    const isKept = document.querySelector("main[data-kept]");
    if (isKept) line("needs", day.dataset.none, day.dataset.made);
    if (location.hash === "#no-network") line("danger", day.dataset.none, day.dataset.needs);
    const list = location.pathname === scope;
    const links = list ? [...document.querySelectorAll("[data-keep] a")].map((link) => link.pathname) : [];
    const assets = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((of) => of.href || of.src);
    const order = { is: "day", who: day.dataset.who, left: Number(day.dataset.left), list, assets };
    const told = isKept ? undefined : ask({ ...order, pages: [location.pathname, "/jobs/offline", ...links] });
    show();
    told?.then(() => (document.documentElement.dataset.ready = "offline"));
    workers.addEventListener("message", () => document.activeElement?.matches("input, textarea, select") || location.reload());
    window.addEventListener("online", () => ask({ is: "send" }));

    document.addEventListener("submit", (event) => {
      const form = event.target, key = form.elements.once;
      if (!key || event.defaultPrevented) return;
      if (isKept && !form.reportValidity()) return event.preventDefault();
      const put = (name, value) => {
        const field = form.querySelector(`[name=${name}]`) ?? form.appendChild(document.createElement("input"));
        [field.type, field.name, field.value] = ["hidden", name, value];
      };
      key.value = crypto.randomUUID();
      for (const name of ["at", "sent"]) put(name, new Date().toISOString());
      put("label", event.submitter?.textContent.trim() ?? "");
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-leaving]") || !workers || !localStorage.getItem(flag)) return;
    event.preventDefault();
    ask({ is: "leave", anyway: form.dataset.anyway }).then(async (left) => {
      if (left) {
        form.dataset.anyway = "yes";
        form.querySelector("button").textContent = form.dataset.leaving;
        return;
      }
      localStorage.removeItem(flag);
      await (await workers.getRegistration(scope))?.unregister();
      form.submit();
    });
  });
}
