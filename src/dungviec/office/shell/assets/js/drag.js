// Dragging a person onto a seat posts the hidden form of the board. Without a mouse the buttons on the board do the same.
const over = "is-over";
document.addEventListener("dragstart", (event) => {
  const chip = event.target.closest?.("[data-drag]");
  if (!chip) return;
  event.dataTransfer.setData("text/plain", chip.dataset.drag);
  event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  const seat = event.target.closest?.("[data-drop]");
  if (!seat) return;
  event.preventDefault();
  for (const other of document.querySelectorAll(`.${over}`)) if (other !== seat) other.classList.remove(over);
  seat.classList.add(over);
});
document.addEventListener("dragend", () => { for (const seat of document.querySelectorAll(`.${over}`)) seat.classList.remove(over); });
document.addEventListener("drop", (event) => {
  const seat = event.target.closest?.("[data-drop]");
  const form = document.querySelector("form[data-drop-form]");
  if (!seat || !form) return;
  event.preventDefault();
  seat.classList.remove(over);
  form.elements.namedItem("nguoi").value = event.dataTransfer.getData("text/plain");
  (form.querySelector("[data-drop-field]") ?? form.elements.namedItem("vi-tri")).value = seat.dataset.drop;
  form.requestSubmit();
});
