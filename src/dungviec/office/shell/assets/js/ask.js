// Asking for a change of the own record from a phone: one field, its right value, why, and photos of the paper that proves it.
const { $, clone, Desk, holds, shrunk, view, fault } = globalThis.offline;
const at = document.body.dataset;
const words = { ...$("#loi").dataset };
$("#loi").remove();
const form = $("[data-ask]"), choice = form.elements.namedItem("field"), most = Number(at.most);
const photos = [];
const desk = new Desk({ name: at.caching, at, words, pack, answered, taken, label, othersGone() {} });

function pack(waiting) {
  const [first] = waiting, told = new FormData();
  for (const name of ["key", "field", "value", "reason"]) told.append(name, first[name]);
  first.photos.forEach((blob, n) => told.append("anh", blob, `anh-${n + 1}.jpg`));
  return { taken: [first], address: at.send, options: { method: "POST", body: told } };
}
async function answered(entry, answer) { if (answer.outcome === "sent") await desk.tell(entry.key, `${label(entry)}: ${answer.words}`); }
async function taken() { holds((await desk.mine()).length > 0); }
function label(entry) { return entry.label; }

// ── the place for the value has the kind of its field ──
function offer() {
  const kind = choice.selectedOptions[0]?.dataset ?? {}, old = form.elements.namedItem("value");
  const place = kind.list ? document.createElement("select") : document.createElement("input");
  place.id = place.name = "value";
  place.className = kind.list ? "select" : "input";
  if (kind.list) place.append(new Option("", ""), ...$(`#${kind.list}`).content.cloneNode(true).children);
  else { place.type = kind.kind === "date" ? "date" : "text"; place.inputMode = kind.kind === "number" ? "decimal" : ""; place.maxLength = 300; place.autocomplete = "off"; }
  old.replaceWith(place);
}
choice.addEventListener("change", offer);

// ── photos of the paper ──
$("[data-take]").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  fault("");
  if (!file) return;
  if (photos.length >= most) { fault(words.most); return; }
  try { photos.push(await shrunk(file)); showPhotos(); } catch { fault(words.badPhoto); }
});
function showPhotos() {
  const list = $("[data-photos]");
  list.replaceChildren();
  photos.forEach((_blob, n) => {
    const line = clone("dong-anh");
    $("span", line).textContent = desk.say("photo", { n: n + 1 });
    $("button", line).setAttribute("aria-label", desk.say("drop", { n: n + 1 }));
    $("button", line).addEventListener("click", () => { photos.splice(n, 1); showPhotos(); });
    list.append(line);
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = Object.fromEntries(new FormData(form));
  const missing = !told.field ? words.needField : !told.value.trim() ? words.needValue : !told.reason.trim() ? words.needReason : "";
  fault(missing);
  if (missing) return;
  await desk.write({ field: told.field, value: told.value, reason: told.reason, label: choice.selectedOptions[0].text, photos: [...photos] });
  form.reset();
  photos.length = 0;
  offer();
  showPhotos();
  await desk.show();
  desk.send();
});
for (const back of document.querySelectorAll("[data-back]")) back.addEventListener("click", () => view("list"));

await desk.open();
offer();
await desk.begin();
