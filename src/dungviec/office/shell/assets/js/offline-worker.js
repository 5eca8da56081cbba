// The worker of one page that works without a network. The server puts KEEP before this: the name of the store, the page, the files it needs.
// The page is asked for first and kept as the last resort; files carry their build in the address and are taken from the store.
const store = `${KEEP.name}:${(KEEP.needs.find((need) => need.includes("?v=")) ?? "?v=0").split("?v=")[1]}`;

async function keepPage(answer) {
  if (answer.ok && !answer.redirected && answer.type === "basic") await (await caches.open(store)).put(KEEP.page, answer.clone());
  return answer;
}

addEventListener("install", (event) => event.waitUntil((async () => {
  await (await caches.open(store)).addAll(KEEP.needs);
  await keepPage(await fetch(KEEP.page, { credentials: "same-origin" }));
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${KEEP.name}:`) && name !== store);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
})()));

addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate" && address.pathname === KEEP.page) {
    event.respondWith(fetch(request).then(keepPage).catch(async () => (await caches.match(KEEP.page)) ?? Response.error()));
  } else if (KEEP.needs.includes(address.pathname + address.search)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
