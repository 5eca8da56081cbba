// Small behaviours of the frame: theme, search key, pop-ups, drawer, person card, keyboard rows. Pages work without them.
const root = document.documentElement;
const $ = (selector, from = document) => from.querySelector(selector);
const inField = (node) => node.closest("input, textarea, select, [contenteditable]");

// theme
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const dark = root.dataset.theme ? root.dataset.theme === "toi" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "sang" : "toi";
  localStorage.setItem("nen", root.dataset.theme);
});

// on a narrow screen the tab of this page is brought into the strip's view
for (const here of document.querySelectorAll(".tabs > [aria-current]")) {
  const strip = here.parentElement;
  if (strip.scrollWidth > strip.clientWidth) strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
}

// pop-ups close on a click elsewhere and on Escape; only one is open
document.addEventListener("click", (event) => {
  for (const pop of document.querySelectorAll("details[data-pop][open]")) if (!pop.contains(event.target)) pop.open = false;
  const results = $("[data-results]");
  if (results && !event.target.closest(".quick")) results.replaceChildren();
});

// keys: "/" search, j and k rows, Escape closes. Single letters can be switched off (WCAG 2.1.4): who speaks to the machine would set them off.
const lettersOff = () => localStorage.getItem("phim-tat") === "tat";
const showLetters = () => { for (const one of document.querySelectorAll("[data-keys-switch]")) one.setAttribute("aria-pressed", String(!lettersOff())); };
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-switch]")) return;
  if (lettersOff()) localStorage.removeItem("phim-tat"); else localStorage.setItem("phim-tat", "tat");
  showLetters();
});
showLetters();
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const pop of document.querySelectorAll("details[data-pop][open]")) { pop.open = false; $("summary", pop).focus(); }
    $("[data-results]")?.replaceChildren();
    return hideCard();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) {
    if (event.key === "ArrowDown" && event.target.closest(".quick")) { event.preventDefault(); $("[data-results] :is(a, button)")?.focus(); }
    return;
  }
  const inRow = event.target.closest("[data-rows] :is(a[data-row], summary)");
  const step = inRow ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined;
  if (step || (!lettersOff() && (event.key === "j" || event.key === "k"))) {
    const rows = [...document.querySelectorAll("[data-rows] tbody tr a[data-row], [data-rows] summary")];
    if (!rows.length) return;
    if (step) event.preventDefault();
    const to = rows.indexOf(document.activeElement) + (step ?? (event.key === "j" ? 1 : -1));
    return rows[Math.max(0, Math.min(rows.length - 1, to))].focus();
  }
  if (lettersOff()) return;
  if (event.key === "/") {
    const box = $("main [data-search]") ?? $("[data-search]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  }
  if (event.key === "x") $("input[name=nguoi]", event.target.closest("tr") ?? document.createElement("i"))?.click();
});

// drawer: whatever htmx puts into #drawer-body opens it
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "drawer-body") { const drawer = $("#drawer"); if (!drawer.open) drawer.showModal(); }
});
$("#drawer")?.addEventListener("click", (event) => { if (event.target.id === "drawer") event.target.close(); });

// forms that act at once
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && !form.hasAttribute("hx-post")) form.requestSubmit();
});

// a person's card, on hover or focus held for a moment
const card = $("#card");
const seen = new Map();
let timer = 0;
function hideCard() { clearTimeout(timer); if (card) card.hidden = true; }
async function showCard(link, held = false) {
  const address = link.dataset.card;
  if (!seen.has(address)) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    seen.set(address, await answer.text());
  }
  if (!held && !link.matches(":hover, :focus-visible")) return;
  card.innerHTML = seen.get(address);
  card.hidden = false;
  const at = link.getBoundingClientRect(), size = card.getBoundingClientRect();
  const below = at.bottom + size.height + 12 < innerHeight;
  card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  card.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - size.height - 6)}px`;
}
if (card && matchMedia("(hover: hover)").matches) {
  document.addEventListener("focusin", (event) => {
    clearTimeout(timer);
    const link = event.target.closest("[data-card]:focus-visible");
    if (link) timer = setTimeout(() => showCard(link), 700); else hideCard();
  });
  document.addEventListener("pointerover", (event) => {
    const link = event.target.closest("[data-card]");
    if (!link) { if (!event.target.closest("#card")) hideCard(); return; }
    clearTimeout(timer);
    timer = setTimeout(() => showCard(link), 350);
  });
  addEventListener("scroll", hideCard, { passive: true, capture: true });
}

// on a phone the card comes when a name is held; the finger that leaves it opens nothing
if (card && !matchMedia("(hover: hover)").matches) {
  let held = false;
  document.addEventListener("touchstart", (event) => {
    const link = event.target.closest("[data-card]");
    held = false;
    hideCard();
    if (link) timer = setTimeout(() => { held = true; showCard(link, true); }, 500);
  }, { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel"]) document.addEventListener(name, () => clearTimeout(timer), { passive: true });
  document.addEventListener("contextmenu", (event) => { if (event.target.closest("[data-card]")) event.preventDefault(); });
  document.addEventListener("click", (event) => { if (held && event.target.closest("[data-card]")) { event.preventDefault(); held = false; } }, true);
}

// people ticked in the list are compared; "x" ticks the row one stands on
const bar = $("[data-compare]");
const ticked = () => [...document.querySelectorAll("input[name=nguoi]:checked")];
function countTicked() {
  if (!bar) return;
  const count = ticked().length, most = 5;
  bar.hidden = !count;
  $("[data-compare-count]", bar).textContent = `${count}/${most}`;
  $(".btn-primary", bar).disabled = count < 2;
  for (const box of document.querySelectorAll("input[name=nguoi]:not(:checked)")) box.disabled = count >= most;
}
document.addEventListener("change", (event) => { if (event.target.name === "nguoi") countTicked(); });
document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "list") countTicked(); });
$("[data-compare-clear]")?.addEventListener("click", () => { for (const box of ticked()) box.checked = false; countTicked(); });

// a clause opens on hover and on keyboard focus as well as by pressing it; it stands beside its name
const hovers = matchMedia("(hover: hover)").matches;
const popOf = (node) => node instanceof Element ? node.closest(".cite")?.querySelector(".cite-pop") : null;
let waits = 0, leaves = 0, closing = null;
function openClause(pop) { clearTimeout(leaves); if (pop && !pop.matches(":popover-open")) pop.showPopover(); }
function closeClause(pop) { if (pop?.matches(":popover-open")) pop.hidePopover(); }
document.addEventListener("beforetoggle", (event) => {
  if (!event.target.matches?.(".cite-pop") || event.newState !== "closed") return;
  closing = event.target; // the focus goes back to its name: that is no wish to open it again
  setTimeout(() => { closing = null; });
}, true);
document.addEventListener("toggle", (event) => {
  const pop = event.target;
  if (!pop.matches?.(".cite-pop") || event.newState !== "open") return;
  const at = pop.parentElement.querySelector(".cite-name").getBoundingClientRect();
  pop.classList.add("is-placed");
  const size = pop.getBoundingClientRect();
  const below = at.bottom + size.height + 8 < innerHeight;
  pop.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  pop.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4)}px`;
}, true);
document.addEventListener("pointerover", (event) => {
  if (!hovers || event.pointerType === "touch") return;
  const pop = popOf(event.target);
  clearTimeout(waits);
  if (pop) { clearTimeout(leaves); if (event.target.closest(".cite-name")) waits = setTimeout(() => openClause(pop), 250); }
  else leaves = setTimeout(() => { const open = $(".cite-pop:popover-open"); if (open && !open.parentElement.matches(":hover, :focus-within")) closeClause(open); }, 300);
});
document.addEventListener("focusin", (event) => {
  const name = event.target;
  if (name.matches(".cite-name:focus-visible")) {
    const pop = popOf(name);
    if (pop !== closing) setTimeout(() => { if (document.activeElement === name) openClause(pop); });
  } else for (const open of document.querySelectorAll(".cite-pop:popover-open")) if (!open.parentElement.contains(event.target)) closeClause(open);
});
addEventListener("scroll", (event) => { if (!event.target.closest?.(".cite-pop")) closeClause($(".cite-pop:popover-open")); }, { passive: true, capture: true });

// the demo's log-in page fills in the account chosen
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill-user]");
  if (!button) return;
  $("#id_username").value = button.dataset.fillUser;
  $("#id_password").value = button.dataset.fillPassword;
  $("#id_password").form.querySelector(".btn-primary").focus();
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

// a page that keeps something on this device for working without a network lets go of it before its user leaves (offline.js)
document.addEventListener("submit", (event) => {
  const [keeps] = JSON.parse(localStorage.getItem("giu-ngoai-tuyen") ?? "[]");
  if (!keeps?.startsWith("/") || keeps.startsWith("//") || !event.target.matches("form[action$='/dang-xuat/']")) return;
  event.preventDefault();
  location.assign(`${keeps}?roi-di=1`);
});

// addresses stay short: what is empty is not sent
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, verb } = event.detail;
  if (verb === "get") for (const key of [...parameters.keys()]) if (!parameters.getAll(key).some(Boolean)) parameters.delete(key);
});

// a long strip starts at its latest part
for (const strip of document.querySelectorAll("[data-end]")) strip.scrollLeft = strip.scrollWidth;

// the hairline of a career moves: dragged or by arrow keys, and the whole office goes to that day
for (const slider of document.querySelectorAll("[data-hairline]")) {
  const strip = slider.parentElement.querySelector("svg.career"), hair = strip?.querySelector(".hair"), day = 86_400_000;
  if (!hair) continue;
  const from = Date.parse(strip.dataset.from), days = Math.round((Date.parse(strip.dataset.to) - from) / day);
  const line = hair.querySelector("line"), label = hair.querySelector("text"), left = 104, room = 1120 - left - 14;
  const shown = (value) => { const at = new Date(from + value * day); return [at.getUTCDate(), at.getUTCMonth() + 1].map((n) => String(n).padStart(2, "0")).join("/") + "/" + at.getUTCFullYear(); };
  const [d, m, y] = label.textContent.split("/").map(Number);
  slider.max = days; slider.value = Math.round((Date.UTC(y, m - 1, d) - from) / day);
  slider.setAttribute("aria-valuetext", label.textContent);
  slider.hidden = false;
  let going = 0;
  slider.addEventListener("input", () => {
    const x = left + room * slider.value / days;
    for (const end of ["x1", "x2"]) line.setAttribute(end, x);
    label.setAttribute("x", x);
    label.textContent = shown(slider.value);
    slider.setAttribute("aria-valuetext", label.textContent);
  });
  slider.addEventListener("change", () => { clearTimeout(going); going = setTimeout(() => { location.search = `?ngay=${shown(slider.value)}`; }, 900); });
}

// forms that come back to this page come back to it as it is now, after filters changed its address
document.addEventListener("submit", (event) => {
  const { next, address } = event.target.elements;
  if (next?.type === "hidden") next.value = location.pathname + location.search;
  if (address?.type === "hidden") address.value = location.search.slice(1);
}, true);
