// Sets the theme before the first paint; the choice is kept per browser.
(() => {
  const kept = localStorage.getItem("nen");
  if (kept === "sang" || kept === "toi") document.documentElement.dataset.theme = kept;
})();
