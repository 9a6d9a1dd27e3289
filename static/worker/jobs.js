// A technician's day without a network. Today's pages stay on the device until the day is over, somebody else signs in or they sign out;
// what is sent without a network waits here with its own time and key, and goes out in its order once there is one.
const CACHE = "aula-jobs", SENT = ["steps", "materials", "photos", "confirmation", "checks"], PATIENCE = 8000, WEEK = 6048e5;

const open = () => new Promise((done, fail) => {
  const asked = indexedDB.open(CACHE, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
    asked.result.createObjectStore("facts");
  };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
const within = async (name, act) => {
  const db = await open();
  try {
    return await new Promise((done, fail) => {
      const change = db.transaction(name, "readwrite"), asked = act(change.objectStore(name));
      change.oncomplete = () => done(asked.result);
      change.onabort = () => fail(change.error);
    });
  } finally {
    db.close();
  }
};
const fact = (name) => within("facts", (facts) => facts.get(name));
const note = (name, value) => within("facts", (facts) => facts.put(value, name));
const waiting = async () => {
  const who = await fact("who"), all = await within("queue", (queue) => queue.getAll());
  return all.filter((item) => item.who === who);
};
const forget = () => caches.delete(CACHE);
const isOver = async () => (await fact("until") ?? 0) < Date.now();

// An answer becomes a kept page. One that says what must not be kept does not; one that is not theirs any more is dropped.
const keep = async (path, answer) => {
  if (!/^\/jobs(\/offline|\/[0-9a-z]{26})?$/.test(path)) return;
  if (answer.type === "opaqueredirect" || await isOver()) return forget();
  const shelf = await caches.open(CACHE);
  if ([403, 404].includes(answer.status)) return shelf.delete(path);
  if (!answer.ok || !answer.headers.get("content-type")?.startsWith("text/html")) return;
  const html = await answer.text();
  if (html.includes("data-unkept")) return;
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  const quiet = html.replace(/<div class="flash [^]*?<\/div>/, "").replace("<main", "<main data-kept");
  await shelf.put(path, new Response(quiet, { headers }));
};
const kept = async (path) => {
  if (await isOver()) return void await forget();
  const shelf = await caches.open(CACHE);
  return (await shelf.match(path)) ?? shelf.match("/jobs/offline");
};

// A gate before the portal that finds it gone is no network either.
const there = (answer) => ([502, 503, 504].includes(answer.status) ? Promise.reject(new Error("gone")) : answer);
const page = async (event, path) => {
  const asked = fetch(event.request).then(there);
  event.waitUntil(asked.then((answer) => keep(path, answer.clone())).then(send).catch(() => {}));
  const slow = new Promise((done) => setTimeout(done, PATIENCE));
  try {
    return await Promise.race([asked, slow.then(() => kept(path))]) ?? await asked;
  } catch (error) {
    const found = await kept(path);
    if (found) return found;
    throw error;
  }
};
const post = async (request, path) => {
  const copy = request.clone(), job = path.split("/").slice(0, 3).join("/");
  try {
    return await there(await fetch(request));
  } catch {
    return Response.redirect(await queue(copy, job, path.split("/")[3]) ? job : `${job}#no-network`, 303);
  }
};
const queue = async (request, job, kind) => {
  const form = await request.formData(), word = (name) => form.get(name) ?? "", who = await fact("who");
  if (!who || !SENT.includes(kind) || !word("once") || word("way") === "code") return false;
  // these change what the next one is decided upon
  const before = (await waiting()).findLast((item) => item.job === job && ["steps", "confirmation"].includes(item.kind) && !item.failed);
  const told = { act: word("act"), label: word("label"), at: word("at"), key: word("once"), base: before?.key ?? "" };
  await within("queue", (all) => all.add({ job, kind, who, fields: [...form], ...told }));
  self.registration.sync?.register(CACHE).catch(() => {});
  return true;
};

let sending;
const send = () => (sending ??= deliver().finally(() => (sending = undefined)));
const deliver = async () => {
  let gone = 0;
  for (const item of (await waiting()).filter((item) => !item.failed)) {
    const form = new FormData();
    for (const [name, value] of item.fields) if (name !== "sent") form.append(name, value);
    for (const name of ["kind", "base", "who"]) form.append(name, item[name]);
    form.append("sent", new Date().toISOString());
    const answer = await fetch(`${item.job}/arrivals`, { method: "POST", body: form, redirect: "manual" }).catch(() => undefined);
    const refused = [400, 404, 413, 415, 422].includes(answer?.status);
    if (!answer?.ok && !refused) break;
    gone += 1;
    await within("queue", (all) => (refused ? all.put({ ...item, failed: true }) : all.delete(item.id)));
  }
  if (gone) for (const tab of await clients.matchAll()) tab.postMessage("sent");
};

const ORDERS = {
  day: async ({ who, left, pages, list, assets }) => {
    if ((await fact("who")) !== who || await isOver()) await forget();
    await note("who", who);
    await note("until", Date.now() + left * 1000);
    const shelf = await caches.open(CACHE);
    for (const old of list ? await shelf.keys() : []) {
      const { pathname } = new URL(old.url);
      if (pathname.startsWith("/jobs/") && !pages.includes(pathname)) await shelf.delete(old);
    }
    const stale = (await within("queue", (all) => all.getAll())).filter((item) => Date.parse(item.at) < Date.now() - WEEK);
    for (const item of stale) await within("queue", (all) => all.delete(item.id));
    await shelf.addAll(assets);
    for (const path of pages) await keep(path, await fetch(path, { redirect: "manual" }));
    return send();
  },
  queue: async () => (await waiting()).map(({ fields, ...item }) => item),
  drop: ({ id }) => within("queue", (all) => all.delete(id)),
  send: () => send(),
  leave: async ({ anyway }) => {
    await send();
    const left = (await waiting()).length;
    if (left && !anyway) return left;
    await forget();
    for (const name of ["queue", "facts"]) await within(name, (all) => all.clear());
    return 0;
  },
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(send()));
self.addEventListener("message", (event) => {
  const done = ORDERS[event.data.is](event.data).catch(() => undefined);
  event.waitUntil(done.then((answer) => event.ports[0]?.postMessage(answer)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname, search } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode !== "navigate") {
    if (["style", "script", "image"].includes(request.destination) && !pathname.startsWith("/jobs/")) {
      event.respondWith(fetch(request).catch(async (error) => (await caches.match(request)) ?? Promise.reject(error)));
    }
  } else if (request.method === "GET" && !search && !/\.\w+$/.test(pathname)) event.respondWith(page(event, pathname));
  // what another site sends is left to the browser, which says where it comes from
  else if (request.method === "POST" && request.referrer.startsWith(`${origin}/jobs`)) event.respondWith(post(request, pathname));
});
