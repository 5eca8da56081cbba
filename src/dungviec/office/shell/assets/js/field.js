// The inspector's page on the spot. Everything written goes to the device first, then to the office when there is a network.
const { $, clone, Desk, holds, shrunk, view, shown, fault } = globalThis.offline;
const at = document.body.dataset;
const words = { ...$("#loi").dataset };
$("#loi").remove(); // its attributes share names with places of the page
const DAY = 86_400_000;
const state = { visits: new Map(), here: "" };
const desk = new Desk({ name: at.caching, at, words, pack, answered, taken, label, othersGone() { state.visits.clear(); state.here = ""; } });
const say = (name, values) => desk.say(name, values);

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
  const entry = { key: crypto.randomUUID(), visit: visit.code, kind, body: told, base: baseOf(visit, kind, told), ...extra };
  await desk.write(entry);
  apply(visit, entry);
  await desk.store.put("data", { key: visit.code, who: desk.who, visit, taken: Date.now() });
  await desk.show();
  desk.send();
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
  if (answer.outcome === "conflict") await desk.tell(entry.key, `${state.visits.get(entry.visit)?.name ?? ""}: ${label(entry)}. ${answer.words}`);
}

async function taken(told) {
  const waiting = await desk.mine(), kept = new Set(waiting.map((entry) => entry.visit));
  for (const visit of told.visits) {
    for (const entry of waiting) if (entry.visit === visit.code) apply(visit, entry);
    state.visits.set(visit.code, visit);
    kept.add(visit.code);
    await desk.store.put("data", { key: visit.code, who: desk.who, visit, taken: Date.now() });
  }
  for (const code of [...state.visits.keys()]) if (!kept.has(code)) { state.visits.delete(code); await desk.store.remove("data", code); }
  holds(state.visits.size > 0 || waiting.length > 0);
  if (!document.activeElement?.matches("main :is(input, textarea, select)")) show(state.here && state.visits.has(state.here) ? shown() : "list");
}

// ── what is shown ──
function show(name) {
  view(name);
  if (name === "list") showList();
  if (name === "visit") showVisit();
}

function label(entry) {
  const visit = state.visits.get(entry.visit), item = visit?.items.find((i) => i.key === entry.body?.item)?.words;
  return entry.kind === "photo" ? words.photo : entry.kind === "finding" ? entry.body.what : item ?? words[entry.kind] ?? entry.kind;
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
  const form = event.target, told = Object.fromEntries(new FormData(form)), wrong = $("[data-fault]", form);
  const missing = !told.what.trim() ? words.needWhat : told.remedy_due && !told.remedy.trim() ? words.needRemedy : !told.at ? words.needTime : "";
  wrong.textContent = missing;
  wrong.hidden = !missing;
  if (missing) return;
  const finding = form.dataset.finding || crypto.randomUUID();
  await write("finding", { ...told, finding, at: new Date(told.at).toISOString() });
  show("visit");
});
for (const back of document.querySelectorAll("[data-back]")) back.addEventListener("click", () => show(back.dataset.back));

// ── photos ──
async function takePhoto(input, finding = "") {
  const file = input.files[0];
  input.value = "";
  if (!file) return;
  try {
    const blob = await shrunk(file), taken = Date.now() - file.lastModified < DAY ? new Date(file.lastModified) : new Date();
    await write("photo", {}, { blob, finding, caption: "", made_at: taken.toISOString() });
    showVisit();
  } catch { fault(words.badPhoto); }
}
$("[data-take]").addEventListener("change", (event) => takePhoto(event.target));

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
  fault(wrong ? words.badCounts : "");
  if (!wrong) await write("counts", told);
});
$("[data-end]").addEventListener("click", async () => { await write("end", {}); showVisit(); });

// ── beginning ──
await desk.open();
const waits = new Set((await desk.store.all("outbox")).map((entry) => entry.visit));
for (const row of await desk.store.all("data")) {
  if (Date.now() - row.taken > DAY && !waits.has(row.key)) await desk.store.remove("data", row.key); // nobody came back to it for a day
  else if (row.visit && row.who === desk.who) state.visits.set(row.key, row.visit);
}
show("list");
await desk.begin();
