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

const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? "";

async function ask(address, options = {}) {
  let answer;
  try { answer = await fetch(address, { credentials: "same-origin", ...options, headers: { "X-CSRFToken": token(), ...options.headers } }); }
  catch { throw new Away(); }
  const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (answer.redirected || [401, 403, 423].includes(answer.status)) throw new LoggedOut();
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
}

const keeping = () => JSON.parse(localStorage.getItem(MARK) ?? "[]");
function holds(yes, page = location.pathname) {
  const pages = keeping().filter((one) => one !== page);
  if (yes) pages.push(page);
  if (pages.length) localStorage.setItem(MARK, JSON.stringify(pages)); else localStorage.removeItem(MARK);
}

// A photo made smaller on the device, which also drops what the camera wrote beside the picture.
const SIDE = 1600;
async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("photo")), "image/jpeg", 0.82));
}

const $ = (selector, from = document) => from.querySelector(selector);
const clone = (id) => $(`#${id}`).content.firstElementChild.cloneNode(true);

// What every page with an outbox does alike: whose entries are sent when, the line that tells how it stands, refusals, and leaving.
// The page gives: `name` of its store, `pack`, `answered`, `label` of an entry, `taken(told)` after a sending, `othersGone()` when another
// account is found on this device. Its page has the places [data-state], [data-told], [data-log-in], [data-view=leave] and #loi.
class Desk {
  constructor(page) { Object.assign(this, page); this.who = localStorage.getItem(`${this.name}-ai`) ?? ""; this.net = ""; this.busy = this.again = false; }
  async open() {
    this.store = await Store.open(this.name);
    addEventListener("online", () => this.send());
    addEventListener("offline", () => this.show());
    $("[data-send-now]").addEventListener("click", () => this.send());
    $("[data-leave]").addEventListener("click", () => this.leave());
    $("[data-send-leave]").addEventListener("click", () => this.leave());
    $("[data-drop-leave]").addEventListener("click", () => { if (confirm(this.words.sure)) this.go(); });
  }
  async begin() { // after the page has shown what the device holds
    await this.show();
    if (new URLSearchParams(location.search).has("roi-di")) { history.replaceState(null, "", location.pathname); await this.leave(); }
    else { await navigator.serviceWorker?.register(this.at.worker, { scope: this.at.scope }); await this.send(); }
    document.body.dataset.ready = "";
  }
  say(name, values = {}) { return Object.entries(values).reduce((text, [k, v]) => text.replace(`{${k}}`, v), this.words[name]); }
  async mine() { return (await this.store.all("outbox")).filter((entry) => entry.who === this.who); }
  async write(entry) {
    await this.store.put("outbox", { key: crypto.randomUUID(), who: this.who, made_at: new Date().toISOString(), ...entry });
    holds(true);
  }
  async tell(key, text) { await this.store.put("data", { key: `told:${key}`, who: this.who, told: text, taken: Date.now() }); }
  async send() {
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    try {
      do {
        this.again = false;
        await this.ask(); // who is logged in decides whose entries are sent
        await sendAll(this.store, { mine: (entry) => entry.who === this.who, pack: this.pack, answered: this.answered });
        await this.taken(await this.ask());
      } while (this.again);
      this.net = "";
    } catch (fault) {
      if (fault instanceof LoggedOut) this.net = "out";
      else if (fault instanceof Away) this.net = "away";
      else throw fault;
    } finally {
      this.busy = false;
      await this.show();
    }
  }
  async ask() {
    const { ok, told } = await ask(this.at.data);
    if (!ok) throw new LoggedOut();
    if (this.who && this.who !== told.who) { // what the former one had taken along goes; what was not sent stays for their next log-in
      for (const row of await this.store.all("data")) if (row.who !== told.who) await this.store.remove("data", row.key);
      this.othersGone();
    }
    this.who = told.who;
    localStorage.setItem(`${this.name}-ai`, told.who);
    return told;
  }
  async show() {
    const all = await this.store.all("outbox"), mine = await this.mine(), n = mine.length, others = all.length - n;
    const told = [n ? this.say("unsent", { n }) : this.words.sent];
    if (this.net === "away" || !navigator.onLine) told.push(this.words.away);
    if (this.net === "out") told.push(this.words.out);
    if (others) told.push(this.say("others", { n: others }));
    $("[data-state]").textContent = told.join(" · ");
    $("[data-state]").className = `tag ${n || this.net ? "tag-amber" : "tag-jade"}`;
    $("[data-log-in]").hidden = this.net !== "out";
    const list = $("[data-told]");
    list.replaceChildren();
    for (const entry of mine.filter((one) => one.refused)) {
      const line = clone("bao-tu-choi");
      $("span", line).textContent = `${this.label(entry)}: ${entry.refused}`;
      $("button", line).addEventListener("click", async () => { if (confirm(this.words.sure)) { await this.store.remove("outbox", entry.n); await this.show(); this.send(); } });
      list.append(line);
    }
    for (const row of (await this.store.all("data")).filter((r) => r.told && r.who === this.who)) {
      const line = clone("bao-khac");
      $("span", line).textContent = row.told;
      $("button", line).addEventListener("click", async () => { await this.store.remove("data", row.key); await this.show(); });
      list.append(line);
    }
  }
  async leave() { // nothing stays on the device, nothing unsent goes without a word
    await this.send();
    const left = (await this.store.all("outbox")).length;
    $("[data-left]").textContent = this.say("left", { n: left });
    if (left) view("leave"); else await this.go();
  }
  async go() {
    await letGo(this.store, this.name);
    localStorage.removeItem(`${this.name}-ai`);
    holds(false);
    const [next] = keeping();
    if (next) { location.assign(`${next}?roi-di=1`); return; }
    try { await fetch(this.at.out, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token() } }); location.assign(this.at.in); }
    catch { for (const one of document.querySelectorAll("[data-view]")) one.hidden = true; fault(this.words.gone); }
  }
}

const shown = () => [...document.querySelectorAll("[data-view]")].find((one) => !one.hidden)?.dataset.view ?? "list";
function view(name) {
  const moved = shown() !== name;
  for (const one of document.querySelectorAll("[data-view]")) one.hidden = one.dataset.view !== name;
  if (moved) { scrollTo(0, 0); $(`[data-view=${name}] h1`)?.focus(); }
}
function fault(text) { const place = $("[data-fault-all]"); place.textContent = text; place.hidden = !text; }

globalThis.offline = { $, clone, Desk, holds, shrunk, view, shown, fault };
