// One more line without a new page, so that chosen files are kept; the button works without it too.
"use strict";

const MOST = 20;

function renumbered(text, kind, from, to) {
  return text.replaceAll(`${kind}-${from}-`, `${kind}-${to}-`);
}

function addRow(holder) {
  const kind = holder.dataset.rows;
  const rows = holder.querySelectorAll("[data-row]");
  const last = rows[rows.length - 1];
  const row = last.cloneNode(true);
  for (const element of row.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, renumbered(value, kind, rows.length - 1, rows.length));
    }
    if (element.matches("input, textarea")) element.value = "";
    if (element.matches("select")) element.selectedIndex = 0;
    element.removeAttribute("aria-invalid");
    if (element.matches(".invalid-feedback")) element.remove();
  }
  const number = row.querySelector("[data-number]");
  if (number) number.textContent = String(rows.length + 1);
  if (row.hasAttribute("aria-label")) {
    row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, rows.length + 1));
  }
  if (row.matches("details")) row.open = true;
  last.after(row);
  holder.querySelector(`[name="${kind}-rows"]`).value = String(rows.length + 1);
  row.querySelector("input, select")?.focus();
}

for (const holder of document.querySelectorAll("[data-rows]")) {
  holder.querySelector("[data-add]").addEventListener("click", (event) => {
    event.preventDefault();
    if (holder.querySelectorAll("[data-row]").length < MOST) addRow(holder);
  });
}
