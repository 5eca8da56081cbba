// Working without a network, for any room: a store on the device, an outbox whose entries carry numbers of their own (sent twice they are
// one), sending in order, and letting go of everything. The room's own script says what an entry is; see docs/how-to/inspection.md.
const MARK = "giu-ngoai-tuyen"; // where a page keeps something on this device: office.js leads there before somebody logs out

const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });

class Store {
  static async open(name) {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("data", { keyPath: "key" });
      asked.result.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
    };
    const store = new Store();
    store.name = name;
    store.db = await done(asked);
    return store;
  }
  async act(table, deed, mode = "readwrite") {
    const deal = this.db.transaction(table, mode);
    const result = deed(deal.objectStore(table));
    await new Promise((resolve, reject) => { deal.oncomplete = resolve; deal.onerror = deal.onabort = () => reject(deal.error); });
    return result.result;
  }
  put(table, value) { return this.act(table, (t) => t.put(value)); }
  all(table) { return this.act(table, (t) => t.getAll(), "readonly"); }
  get(table, key) { return this.act(table, (t) => t.get(key), "readonly"); }
  remove(table, key) { return this.act(table, (t) => t.delete(key)); }
  close() { this.db.close(); return done(indexedDB.deleteDatabase(this.name)); }
}

class Away extends Error {} // no network
class LoggedOut extends Error {}

const token = () => document.cookie.split("; ").find((c) => c.startsWith("csrftoken="))?.slice(10) ?? "";

async function ask(address, options = {}) {
  let answer;
  try { answer = await fetch(address, { credentials: "same-origin", ...options, headers: { "X-CSRFToken": token(), ...options.headers } }); }
  catch { throw new Away(); }
  const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (answer.redirected || [401, 403].includes(answer.status)) throw new LoggedOut();
  if (!json) throw new Away(); // a proxy's page, or the office not answering
  return { ok: answer.ok, told: await answer.json() };
}

// Sends what waits, in order: `pack` turns some entries into a request and tells how many it took; an entry leaves the outbox when it was
// answered, unless it was refused: then it stays, with the reason.
async function sendAll(store, { mine, pack, answered }) {
  for (;;) {
    const waiting = (await store.all("outbox")).filter((entry) => mine(entry) && !entry.refused);
    if (!waiting.length) return;
    const { taken, address, options } = pack(waiting);
    const { ok, told } = await ask(address, options);
    if (!ok && !told.fault) throw new Away();
    const answers = new Map((told.answers ?? [told]).map((a) => [a.key, a]));
    for (const entry of taken) {
      const answer = answers.get(entry.key) ?? { outcome: "refused", words: told.fault ?? "?" };
      if (answer.outcome === "refused") await store.put("outbox", { ...entry, refused: answer.words });
      else await store.remove("outbox", entry.n);
      await answered(entry, answer);
    }
  }
}

async function letGo(store, caching) {
  await store.close();
  for (const name of await caches.keys()) if (name.startsWith(`${caching}:`)) await caches.delete(name);
  for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) if (location.pathname.startsWith(new URL(worker.scope).pathname)) await worker.unregister();
  localStorage.removeItem(MARK);
}

const holds = (yes, page) => yes ? localStorage.setItem(MARK, page) : localStorage.removeItem(MARK);

globalThis.offline = { Store, Away, LoggedOut, ask, sendAll, letGo, holds };
