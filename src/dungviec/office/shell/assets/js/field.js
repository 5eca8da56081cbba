// The inspector's page on the spot. Everything written goes to the device first, then to the office when there is a network.
const { Store, Away, LoggedOut, ask, sendAll, letGo, holds } = globalThis.offline;
const body = document.body, at = body.dataset;
const $ = (selector, from = document) => from.querySelector(selector);
const words = $("#loi").dataset;
$("#loi").remove(); // its attributes share names with places of the page
const say = (name, values = {}) => Object.entries(values).reduce((text, [k, v]) => text.replace(`{${k}}`, v), words[name]);
const clone = (id) => $(`#${id}`).content.firstElementChild.cloneNode(true);
const DAY = 86_400_000, SIDE = 1600;
const state = { store: null, who: "", visits: new Map(), here: "", net: "", sending: false, again: false };

// ── what an entry changes on the device ──
function apply(visit, entry) {
  const { kind, body: told, key } = entry;
  if (kind === "start") Object.assign(visit, { state: visit.state === "planned" ? "running" : visit.state, met_with: told.met_with || visit.met_with });
  if (kind === "end") visit.state = "ended";
  if (kind === "mark") visit.marks[told.item] = { ...told, last: key };
  if (kind === "finding") visit.findings[told.finding] = { ...told, last: key };
  if (kind === "counts") Object.assign(visit, { counts: told, counts_last: key });
  if (kind === "photo") visit.photos.push({ key, finding: entry.finding, caption: entry.caption });
}

function baseOf(visit, kind, told) {
  if (kind === "mark") return visit.marks[told.item]?.last ?? "";
  if (kind === "finding") return visit.findings[told.finding]?.last ?? "";
  return kind === "counts" ? visit.counts_last : "";
}

async function write(kind, told, extra = {}) {
  const visit = state.visits.get(state.here);
  const entry = { key: crypto.randomUUID(), who: state.who, visit: visit.code, kind, body: told, base: baseOf(visit, kind, told), made_at: new Date().toISOString(), ...extra };
  await state.store.put("outbox", entry);
  apply(visit, entry);
  await state.store.put("data", { key: visit.code, who: state.who, visit, taken: Date.now() });
  holds(true, location.pathname);
  await showState();
  send();
}

// ── sending and taking ──
function pack(waiting) {
  const first = waiting[0];
  if (first.kind === "photo") {
    const form = new FormData();
    for (const name of ["key", "visit", "finding", "caption"]) form.append(name, first[name] ?? "");
    form.append("taken_at", first.made_at);
    form.append("anh", first.blob, "anh.jpg");
    return { taken: [first], address: at.photo, options: { method: "POST", body: form } };
  }
  const end = waiting.findIndex((entry) => entry.kind === "photo");
  const taken = waiting.slice(0, end < 0 ? 50 : Math.min(end, 50));
  const entries = taken.map(({ key, visit, kind, body: told, base, made_at }) => ({ key, visit, kind, body: told, base, made_at }));
  return { taken, address: at.send, options: { method: "POST", body: JSON.stringify({ entries }), headers: { "Content-Type": "application/json" } } };
}

async function answered(entry, answer) {
  if (answer.outcome !== "conflict") return;
  const name = state.visits.get(entry.visit)?.name ?? "";
  await state.store.put("data", { key: `told:${entry.key}`, who: state.who, told: `${name}: ${label(entry)}. ${answer.words}`, taken: Date.now() });
}

async function send() {
  if (state.sending) { state.again = true; return; }
  state.sending = true;
  try {
    do {
      state.again = false;
      await refresh(true); // who is logged in decides whose entries are sent
      await sendAll(state.store, { mine: (entry) => entry.who === state.who, pack, answered });
      await refresh(false);
    } while (state.again);
    state.net = "";
  } catch (fault) {
    if (fault instanceof LoggedOut) state.net = "out";
    else if (fault instanceof Away) state.net = "away";
    else throw fault;
  } finally {
    state.sending = false;
    await showState();
  }
}

async function refresh(onlyWho) {
  const { ok, told } = await ask(at.data);
  if (!ok) throw new LoggedOut();
  if (state.who && state.who !== told.who) await forgetOthers(told.who);
  state.who = told.who;
  localStorage.setItem("kiem-tra-ai", told.who);
  if (onlyWho) return;
  const waiting = (await state.store.all("outbox")).filter((entry) => entry.who === state.who);
  const kept = new Set(waiting.map((entry) => entry.visit));
  for (const visit of told.visits) {
    for (const entry of waiting) if (entry.visit === visit.code) apply(visit, entry);
    state.visits.set(visit.code, visit);
    kept.add(visit.code);
    await state.store.put("data", { key: visit.code, who: state.who, visit, taken: Date.now() });
  }
  for (const code of [...state.visits.keys()]) if (!kept.has(code)) { state.visits.delete(code); await state.store.remove("data", code); }
  holds(state.visits.size > 0 || waiting.length > 0, location.pathname);
  if (!document.activeElement?.matches("main :is(input, textarea, select)")) show(state.here && state.visits.has(state.here) ? shown() : "list");
}

// Somebody else is logged in on this device: what the former one had taken along goes; what was not sent stays for their next log-in.
async function forgetOthers(who) {
  for (const row of await state.store.all("data")) if (row.who !== who) await state.store.remove("data", row.key);
  state.visits.clear();
  state.here = "";
}

// ── what is shown ──
const views = () => document.querySelectorAll("[data-view]");
const shown = () => [...views()].find((view) => !view.hidden)?.dataset.view ?? "list";
function show(name) {
  const moved = shown() !== name;
  for (const view of views()) view.hidden = view.dataset.view !== name;
  if (name === "list") showList();
  if (name === "visit") showVisit();
  if (moved) { scrollTo(0, 0); $(`[data-view=${name}] h1`)?.focus(); }
}

const label = (entry) => {
  const visit = state.visits.get(entry.visit), item = visit?.items.find((i) => i.key === entry.body?.item)?.words;
  return entry.kind === "photo" ? words.photo : entry.kind === "finding" ? entry.body.what : item ?? words[entry.kind] ?? entry.kind;
};

async function showState() {
  const all = await state.store.all("outbox");
  const mine = all.filter((entry) => entry.who === state.who), refused = mine.filter((entry) => entry.refused);
  const n = mine.length, others = all.length - n;
  const told = [n ? say("unsent", { n }) : words.sent];
  if (state.net === "away" || !navigator.onLine) told.push(words.away);
  if (state.net === "out") told.push(words.out);
  if (others) told.push(say("others", { n: others }));
  $("[data-state]").textContent = told.join(" · ");
  $("[data-state]").className = `tag ${n || state.net ? "tag-amber" : "tag-jade"}`;
  $("[data-log-in]").hidden = state.net !== "out";
  const list = $("[data-told]");
  list.replaceChildren();
  for (const entry of refused) {
    const line = clone("bao-tu-choi");
    $("span", line).textContent = `${label(entry)}: ${entry.refused}`;
    $("button", line).addEventListener("click", async () => { if (confirm(words.sure)) { await state.store.remove("outbox", entry.n); await showState(); send(); } });
    list.append(line);
  }
  for (const row of (await state.store.all("data")).filter((r) => r.told && r.who === state.who)) {
    const line = clone("bao-khac");
    $("span", line).textContent = row.told;
    $("button", line).addEventListener("click", async () => { await state.store.remove("data", row.key); await showState(); });
    list.append(line);
  }
}

function showList() {
  const list = $("[data-visits]");
  list.replaceChildren();
  for (const visit of [...state.visits.values()].sort((a, b) => a.order - b.order)) {
    const card = clone("the-cuoc");
    $("b", card).textContent = visit.name;
    $("[data-when]", card).textContent = `${visit.day} · ${visit.kind}`;
    $("[data-stage]", card).textContent = words[visit.state];
    $("button", card).addEventListener("click", () => { state.here = visit.code; show("visit"); });
    list.append(card);
  }
  $("[data-none]").hidden = state.visits.size > 0;
}

function showVisit() {
  const visit = state.visits.get(state.here), view = $("[data-view=visit]"), begun = visit.state !== "planned";
  $("h1", view).textContent = visit.name;
  $("[data-when]", view).textContent = `${visit.day} · ${visit.kind} · ${words[visit.state]}`;
  $("[data-start]", view).hidden = begun;
  $("[data-begun]", view).hidden = !begun;
  $("[data-met]", view).textContent = visit.met_with ? say("met", { who: visit.met_with }) : "";
  $("[data-rivals]", view).textContent = visit.waiting ? say("rivals", { n: visit.waiting }) : "";
  const list = $("[data-items]", view);
  list.replaceChildren();
  for (const [n, item] of visit.items.entries()) list.append(itemLine(visit, item, n + 1));
  const found = $("[data-found]", view);
  found.replaceChildren();
  for (const one of Object.values(visit.findings)) found.append(findingLine(visit, one));
  $("[data-no-finding]", view).hidden = Object.keys(visit.findings).length > 0;
  $("[data-counts]", view).hidden = !visit.desk;
  for (const input of view.querySelectorAll("[data-counts] input")) input.value = visit.counts?.[input.name] ?? "";
  $("[data-photos]", view).textContent = say("photos", { n: visit.photos.filter((p) => !p.finding).length });
  $("[data-end]", view).hidden = visit.state === "ended";
}

function itemLine(visit, item, n) {
  const line = clone("dong-muc"), mark = visit.marks[item.key], note = $("[data-note]", line);
  $("legend", line).textContent = `${n}. ${item.words}`;
  for (const radio of line.querySelectorAll("[type=radio]")) {
    radio.name = `muc-${item.key}`;
    radio.checked = mark?.state === radio.value;
    radio.addEventListener("change", () => write("mark", { item: item.key, state: radio.value, note: note.value.trim() }));
  }
  note.value = mark?.note ?? "";
  note.setAttribute("aria-label", `${words.note}: ${item.words}`);
  note.addEventListener("change", () => {
    const chosen = $(":checked", line)?.value ?? "not_seen";
    write("mark", { item: item.key, state: chosen, note: note.value.trim() });
  });
  $("button", line).addEventListener("click", () => openFinding({ item: item.key }));
  return line;
}

function findingLine(visit, one) {
  const line = clone("dong-phat-hien"), item = visit.items.find((i) => i.key === one.item)?.words ?? "";
  $("b", line).textContent = one.what;
  $("[data-who]", line).textContent = `${visit.people.find(([id]) => id === one.person_id)?.[1] ?? words.unit} · ${item} · ${new Date(one.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}`;
  $("[data-count]", line).textContent = say("photos", { n: visit.photos.filter((p) => p.finding === one.finding).length });
  $("button", line).addEventListener("click", () => openFinding(one));
  $("[type=file]", line).addEventListener("change", (event) => takePhoto(event.target, one.finding));
  return line;
}

// ── a finding ──
const localTime = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
function openFinding(one) {
  const visit = state.visits.get(state.here), form = $("[data-view=finding] form");
  form.reset();
  $("[data-fault]", form).hidden = true;
  const field = (name) => form.elements.namedItem(name); // `elements.item` is a method
  field("item").replaceChildren(...visit.items.map((i) => new Option(i.words, i.key)));
  field("person_id").replaceChildren(new Option(words.unit, ""), ...visit.people.map(([id, name, title]) => new Option(title ? `${name}, ${title}` : name, id)));
  form.dataset.finding = one.finding ?? "";
  for (const [name, value] of Object.entries(one)) if (field(name) && name !== "at") field(name).value = value;
  field("at").value = localTime(one.at ? new Date(one.at) : new Date());
  show("finding");
}

$("[data-view=finding] form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, told = Object.fromEntries(new FormData(form)), fault = $("[data-fault]", form);
  const missing = !told.what.trim() ? words.needWhat : told.remedy_due && !told.remedy.trim() ? words.needRemedy : !told.at ? words.needTime : "";
  fault.textContent = missing;
  fault.hidden = !missing;
  if (missing) return;
  const finding = form.dataset.finding || crypto.randomUUID();
  await write("finding", { ...told, finding, at: new Date(told.at).toISOString() });
  show("visit");
});
for (const back of document.querySelectorAll("[data-back]")) back.addEventListener("click", () => show(back.dataset.back));

// ── photos: made smaller on the device, which also drops what the camera wrote beside the picture ──
async function takePhoto(input, finding = "") {
  const file = input.files[0];
  input.value = "";
  if (!file) return;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    const taken = Date.now() - file.lastModified < DAY ? new Date(file.lastModified) : new Date();
    await write("photo", {}, { blob, finding, caption: "", made_at: taken.toISOString() });
    showVisit();
  } catch { tell(words.badPhoto); }
}
$("[data-take]").addEventListener("change", (event) => takePhoto(event.target));
function tell(text) { const fault = $("[data-fault-all]"); fault.textContent = text; fault.hidden = !text; }

// ── the rest of the visit ──
$("[data-start]").addEventListener("submit", async (event) => {
  event.preventDefault();
  await write("start", { met_with: event.target.elements.met_with.value.trim() });
  showVisit();
});
$("[data-counts]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = Object.fromEntries([...new FormData(event.target)].map(([k, v]) => [k, Number(v || 0)]));
  const { total, early, on_time, late, pending_late } = told;
  const wrong = Object.values(told).some((n) => !Number.isInteger(n) || n < 0) || early + on_time + late + pending_late > total;
  tell(wrong ? words.badCounts : "");
  if (!wrong) await write("counts", told);
});
$("[data-end]").addEventListener("click", async () => { await write("end", {}); showVisit(); });
$("[data-send-now]").addEventListener("click", send);
addEventListener("online", send);
addEventListener("offline", showState);

// ── leaving: nothing stays on the device, nothing unsent goes without a word ──
async function leave() {
  await send();
  const left = (await state.store.all("outbox")).length;
  $("[data-left]").textContent = say("left", { n: left });
  if (left) show("leave"); else await go();
}
async function go() {
  await letGo(state.store, at.caching);
  localStorage.removeItem("kiem-tra-ai");
  try { await fetch(at.out, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "" } }); location.assign(at.in); }
  catch { for (const view of views()) view.hidden = true; tell(words.gone); }
}
$("[data-leave]").addEventListener("click", leave);
$("[data-send-leave]").addEventListener("click", leave);
$("[data-drop-leave]").addEventListener("click", () => { if (confirm(words.sure)) go(); });

// ── beginning ──
state.store = await Store.open("dungviec-thuc-dia");
state.who = localStorage.getItem("kiem-tra-ai") ?? "";
const waits = new Set((await state.store.all("outbox")).map((entry) => entry.visit));
for (const row of await state.store.all("data")) {
  if (Date.now() - row.taken > DAY && !waits.has(row.key)) await state.store.remove("data", row.key); // nobody came back to it for a day
  else if (row.visit && row.who === state.who) state.visits.set(row.key, row.visit);
}
show("list");
await showState();
if (new URLSearchParams(location.search).has("roi-di")) { history.replaceState(null, "", location.pathname); await leave(); }
else { await navigator.serviceWorker?.register(at.worker, { scope: at.scope }); await send(); }
body.dataset.ready = "";
