"use strict";
// Sorting by a column; and the row of a leg, pointed at or focused, lights up its leg on the drawings of its section.
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const head = button.parentElement;
    const body = head.closest("table").tBodies[0];
    const column = head.cellIndex;
    const upwards = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", upwards ? "ascending" : "descending");
    const key = (row) => {
      const cell = row.cells[column];
      return "value" in cell.dataset ? Number(cell.dataset.value) : cell.textContent.trim();
    };
    const order = (one, other) => {
      const [a, b] = [key(one), key(other)];
      if (a === "" || b === "") return (a === "") - (b === "") || 0; // what is unknown stays last
      const less = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
      return upwards ? less : -less;
    };
    body.append(...[...body.rows].sort(order));
  });
}
for (const row of document.querySelectorAll("tr[data-leg]")) {
  const shapes = row.closest("section").querySelectorAll(`[data-leg-shape="${row.dataset.leg}"]`);
  const light = (on) => shapes.forEach((shape) => shape.classList.toggle("lit", on));
  row.addEventListener("mouseenter", () => light(true));
  row.addEventListener("mouseleave", () => light(false));
  row.addEventListener("focus", () => light(true));
  row.addEventListener("blur", () => light(false));
}
// What is wider than its box says so.
const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) target.classList.toggle("scrolls", target.scrollWidth > target.clientWidth + 2);
});
document.querySelectorAll(".wide, .still").forEach((box) => boxes.observe(box));
if (matchMedia("(max-width: 45rem)").matches) document.querySelectorAll(".sources").forEach((one) => (one.open = false));
// Everything is shown on paper.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  opened.forEach((one) => (one.open = true));
});
addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));
