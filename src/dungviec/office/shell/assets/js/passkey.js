// Passkeys that cannot be used here say so on the page instead of in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const fault of document.querySelectorAll("[data-passkey-fault]")) { fault.hidden = false; fault.scrollIntoView({ block: "nearest" }); }
});
