// The lock of an idle session: warned of a minute before, laid over the page with everything typed left as it stands.
// The server keeps the time too; this only tells it when somebody works in the page without asking it anything.
const lock = document.querySelector("#phien-khoa");
if (lock) {
  const seconds = Number(lock.dataset.seconds), warning = document.querySelector("#phien-sap-khoa"), fault = lock.querySelector("[data-fault]");
  const token = lock.querySelector("[name=csrfmiddlewaretoken]").value;
  const way = (name) => [...lock.querySelectorAll(`[data-way~=${name}]`)];
  let worked = Date.now(), told = worked, options = null;
  const everybody = "BroadcastChannel" in self ? new BroadcastChannel("phien") : null;

  async function send(fields) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...fields });
    const answer = await fetch(lock.dataset.address, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
    const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    return json ? { status: answer.status, ...(await answer.json()) } : { status: answer.status, over: true };
  }
  const say = (text) => { fault.textContent = text; fault.hidden = !text; };

  async function show() {
    warning.hidden = true;
    if (lock.open) return;
    for (const open of document.querySelectorAll("dialog[open]")) if (open !== lock) open.inert = true;
    say("");
    options = null;
    for (const part of way("passkey")) part.hidden = true; // until this lock has a question of its own
    lock.showModal();
    document.documentElement.classList.add("is-locked");
    try {
      const answer = await fetch(lock.dataset.address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return say(lock.dataset.over);
      const ways = await answer.json();
      if (!("locked" in ways)) return say(lock.dataset.over);
      options = ways.passkey;
      for (const name of ["password", "code", "passkey"]) for (const part of way(name)) part.hidden = !ways[name] && !(name !== "passkey" && part.matches("button") && (ways.password || ways.code));
      lock.querySelector("input:not([type=hidden]):not([hidden])")?.focus();
    } catch { say(lock.dataset.away); }
  }
  function hide() {
    lock.querySelectorAll("input:not([type=hidden])").forEach((field) => { field.value = ""; });
    for (const held of document.querySelectorAll("dialog[inert]")) held.inert = false;
    if (lock.open) lock.close();
    document.documentElement.classList.remove("is-locked");
    worked = told = Date.now();
  }
  async function shut(tell = true) {
    if (tell) { try { await send({ khoa: "1" }); } catch { /* the page is covered all the same; the server counts for itself */ } everybody?.postMessage("khoa"); }
    show();
  }
  async function open(fields) {
    try {
      const said = await send(fields);
      if (said.over || said.status === 401) return say(lock.dataset.over);
      if (said.locked === false) { hide(); everybody?.postMessage("mo"); return; }
      say(said.fault ?? lock.dataset.wrong);
    } catch { say(lock.dataset.away); }
  }

  function work() {
    if (lock.open) return;
    worked = Date.now();
    if (!warning.hidden) { warning.hidden = true; told = 0; }
    if (worked - told < 60_000) return;
    told = worked;
    everybody?.postMessage("con-day");
    send({ "con-day": "1" }).then((said) => { if (said.locked) shut(false); }, () => {});
  }
  for (const kind of ["keydown", "pointerdown", "input", "wheel", "touchstart"]) document.addEventListener(kind, work, { passive: true, capture: true });
  document.addEventListener("phien-khoa", () => shut(false)); // what htmx hears from the server
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  everybody?.addEventListener("message", (event) => {
    if (event.data === "khoa") show();
    if (event.data === "mo") hide();
    if (event.data === "con-day") worked = Date.now();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-lock-now]")) { event.preventDefault(); shut(); } });

  function look() {
    const idle = (Date.now() - worked) / 1000;
    if (lock.open) return;
    if (idle >= seconds) shut(); else warning.hidden = idle < seconds - Math.min(60, seconds / 3);
  }
  setInterval(look, 5_000);

  lock.addEventListener("cancel", (event) => event.preventDefault());
  lock.querySelector(".lock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = lock.querySelector("[name=code]").value, password = lock.querySelector("[name=password]").value;
    open(code ? { code } : { password });
  });
  for (const button of way("passkey")) button.addEventListener("click", async () => {
    try {
      if (!self.webauthnJSON) await new Promise((done, failed) => {
        const script = Object.assign(document.createElement("script"), { src: lock.dataset.passkeys, onload: done, onerror: failed });
        document.head.append(script);
      });
      open({ credential: JSON.stringify(await self.webauthnJSON.get(options.request_options)) });
    } catch { say(lock.dataset.wrong); }
  });
}
