// The organisation chart: branches open and close, arrow keys walk the tree, the node looked for comes into sight.
const chart = document.querySelector("[data-org]");
const twistOf = (item) => item?.querySelector(":scope > .org-box > .org-twist");
const stopOf = (item) => item?.querySelector(":scope > .org-box [data-org-node]");
const isOpen = (item) => twistOf(item)?.getAttribute("aria-expanded") === "true";

function turn(item, open) {
  const twist = twistOf(item);
  if (!twist) return;
  twist.setAttribute("aria-expanded", String(open));
  item.querySelector(":scope > .org-below").hidden = !open;
}

chart?.addEventListener("click", (event) => {
  const twist = event.target.closest(".org-twist");
  if (!twist || event.ctrlKey || event.metaKey) return;
  event.preventDefault(); // htmx brings the branch the first time; from then on it is only shown and hidden
  const item = twist.closest(".org-unit");
  turn(item, !isOpen(item));
});

chart?.addEventListener("keydown", (event) => {
  const item = event.target.closest(".org-unit");
  if (event.key === " " && event.target.matches(".org-twist")) { event.preventDefault(); return event.target.click(); }
  if (!item || !event.target.matches("[data-org-node], .org-twist")) return;
  const stops = [...chart.querySelectorAll("[data-org-node]")].filter((stop) => stop.checkVisibility());
  const at = stops.indexOf(stopOf(item));
  const below = item.querySelector(":scope > .org-below .org-unit");
  const steps = {
    ArrowDown: () => stops[at + 1],
    ArrowUp: () => stops[at - 1],
    Home: () => stops[0],
    End: () => stops.at(-1),
    ArrowRight: () => { if (isOpen(item)) return stopOf(below); twistOf(item)?.click(); return stops[at]; },
    ArrowLeft: () => { if (isOpen(item)) { turn(item, false); return stops[at]; } return stopOf(item.parentElement.closest(".org-unit")); },
  };
  if (!(event.key in steps)) return;
  event.preventDefault();
  steps[event.key]()?.focus();
});

// what was looked for stands in the middle
const wanted = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
wanted?.scrollIntoView({ block: "center", inline: "center" });
