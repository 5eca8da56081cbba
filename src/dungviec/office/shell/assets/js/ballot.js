// The voter's side of a secret ballot: a serial blinded and signed unseen (RFC 9474), a vote sealed for the count.
// What is secret here never leaves the browser before it has been blinded or sealed.
const HASH = 48;
const bytes = (n) => crypto.getRandomValues(new Uint8Array(n));
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const sha = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-384", data));
const toBase64 = (data) => btoa(String.fromCharCode(...data));
const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const toNumber = (data) => BigInt("0x" + [...data].map((b) => b.toString(16).padStart(2, "0")).join(""));
const toBytes = (number, size) => Uint8Array.from(number.toString(16).padStart(size * 2, "0").match(/../g), (h) => parseInt(h, 16));
const der = (pem) => fromBase64(pem.replace(/-----[^-]+-----|\s/g, ""));

function power(base, exponent, modulus) {
  let result = 1n;
  for (base %= modulus; exponent > 0n; exponent >>= 1n, base = (base * base) % modulus) if (exponent & 1n) result = (result * base) % modulus;
  return result;
}

function inverse(value, modulus) {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (b) { const q = a / b; [a, b, x, y] = [b, a - q * b, y, x - q * y]; }
  if (a !== 1n) throw new Error("no inverse");
  return ((x % modulus) + modulus) % modulus;
}

function below(modulus, size) {
  for (;;) { const value = toNumber(bytes(size)); if (value > 1n && value < modulus) return value; }
}

// EMSA-PSS with SHA-384 and a salt of 48 bytes (RFC 8017, 9.1.1) for a modulus of whole bytes
async function encode(message, size) {
  const salt = bytes(HASH);
  const digest = await sha(join(new Uint8Array(8), await sha(message), salt));
  const block = join(new Uint8Array(size - 2 * HASH - 2), [1], salt);
  const masked = new Uint8Array(block.length);
  for (let i = 0; i * HASH < block.length; i++) {
    const mask = await sha(join(digest, [0, 0, 0, i]));
    for (let k = 0; k < HASH && i * HASH + k < block.length; k++) masked[i * HASH + k] = block[i * HASH + k] ^ mask[k];
  }
  masked[0] &= 0x7f;
  return join(masked, digest, [0xbc]);
}

async function signingKey(pem) {
  const key = await crypto.subtle.importKey("spki", der(pem), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
  const jwk = await crypto.subtle.exportKey("jwk", key);
  const plain = (text) => fromBase64(text.replace(/-/g, "+").replace(/_/g, "/"));
  const modulus = plain(jwk.n);
  return { key, n: toNumber(modulus), e: toNumber(plain(jwk.e)), size: modulus.length };
}

const shelf = (code) => `phieu-kin-${code}`;
const stored = (code) => JSON.parse(localStorage.getItem(shelf(code)) ?? "null");

function say(root, words) {
  const place = root.querySelector("[data-fault]");
  place.textContent = words;
  place.hidden = !words;
}

async function post(address, body, headers, credentials) {
  const answer = await fetch(address, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers }, credentials, referrerPolicy: "no-referrer" });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.fault);
  return found;
}

async function takeSlip(root) {
  const { key, n, e, size } = await signingKey(root.querySelector("[data-signing-key]").value);
  const name = shelf(root.dataset.code);
  // Kept before it is sent: when the answer is lost, the same slip is asked for again.
  let begun = JSON.parse(localStorage.getItem(`${name}-dang-nhan`) ?? "null");
  if (!begun) {
    const serial = bytes(32), factor = below(n, size);
    const blinded = (toNumber(await encode(serial, size)) * power(factor, e, n)) % n;
    begun = { serial: toBase64(serial), inverse: inverse(factor, n).toString(16), blinded: toBase64(toBytes(blinded, size)) };
    localStorage.setItem(`${name}-dang-nhan`, JSON.stringify(begun));
  }
  const { signed } = await post(root.dataset.take, { blinded: begun.blinded }, { "X-CSRFToken": root.dataset.csrf }, "same-origin");
  const signature = toBytes((toNumber(fromBase64(signed)) * BigInt(`0x${begun.inverse}`)) % n, size);
  if (!(await crypto.subtle.verify({ name: "RSA-PSS", saltLength: HASH }, key, signature, fromBase64(begun.serial)))) throw new Error("PSS");
  localStorage.setItem(name, JSON.stringify({ code: root.dataset.code, serial: begun.serial, signature: toBase64(signature) }));
  localStorage.removeItem(`${name}-dang-nhan`);
}

function showSlip(root) {
  const slip = localStorage.getItem(shelf(root.dataset.code));
  const begun = localStorage.getItem(`${shelf(root.dataset.code)}-dang-nhan`);
  if (begun && !slip) root.querySelector("[data-ask]").hidden = false;
  if (!slip) return;
  const file = root.querySelector("[data-file]");
  file.href = URL.createObjectURL(new Blob([slip], { type: "application/json" }));
  file.download = `phieu-${root.dataset.code}.json`;
  root.querySelector("[data-kept]").hidden = false;
  root.querySelector("[data-ask]").hidden = true;
  for (const other of root.querySelectorAll("[data-elsewhere]")) other.hidden = true;
}

const marks = (form) => Array.from({ length: Number(form.dataset.size) }, (_, at) => form.querySelector(`input[name="dong-${at}"]:checked`)?.value ?? "-").join("");
let sealed = null;

async function cast(form) {
  const slip = stored(form.dataset.code) ?? JSON.parse((await form.querySelector("[data-slip-file]").files[0]?.text()) ?? "null");
  if (!slip || slip.code !== form.dataset.code) return form.querySelector("[data-slip-file]").focus();
  // Sent again because the answer was lost, the same marks are the same ballot; other marks are another, which a spent slip refuses.
  const text = marks(form);
  if (sealed?.text !== text) sealed = { text, envelope: await seal(form, text) };
  const { receipt } = await post(form.dataset.drop, { serial: slip.serial, signature: slip.signature, envelope: sealed.envelope }, {}, "omit");
  sealed = null;
  localStorage.removeItem(shelf(form.dataset.code));
  form.hidden = true;
  document.querySelector("[data-receipt]").textContent = receipt;
  document.querySelector("[data-done]").hidden = false;
}

async function seal(form, text) {
  const key = await crypto.subtle.importKey("spki", der(form.querySelector("[data-box-key]").value), { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
  return toBase64(new Uint8Array(await crypto.subtle.encrypt({ name: "RSA-OAEP" }, key, new TextEncoder().encode(text.padEnd(40, " ")))));
}

const slipRoot = document.querySelector("[data-slip]");
if (slipRoot) {
  showSlip(slipRoot);
  slipRoot.querySelector("[data-take-slip]").addEventListener("click", async () => {
    say(slipRoot, "");
    try { await takeSlip(slipRoot); showSlip(slipRoot); } catch (fault) { say(slipRoot, fault.message); }
  });
}
const boxForm = document.querySelector("form[data-box]");
if (boxForm) {
  boxForm.querySelector("[data-bring]").hidden = Boolean(stored(boxForm.dataset.code));
  boxForm.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(boxForm, "");
    const button = boxForm.querySelector("button");
    button.disabled = true;
    try { await cast(boxForm); } catch (fault) { say(boxForm, fault.message); }
    button.disabled = false;
  });
}
