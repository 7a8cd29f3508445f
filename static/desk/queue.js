// Keys of the work queue, and what is ticked; the page works without this file.
"use strict";

const links = [...document.querySelectorAll(".queue-link")];
const keys = document.getElementById("queue-keys");
const bulk = document.getElementById("queue-bulk");
const ticks = [...document.querySelectorAll('.queue-table input[name="row"]')];

const isTyping = (place) =>
  place.isContentEditable || place.matches?.("textarea, select, input:not([type=checkbox])");

// The row in which the focus is: the reference is a link, so Enter opens it as ever.
const current = () =>
  links.indexOf(document.activeElement.closest("tr")?.querySelector(".queue-link"));

function move(by) {
  const here = current();
  const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1);
  links[next]?.focus();
  links[next]?.closest("tr").scrollIntoView({ block: "nearest" });
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => current() < 0 || move(1),
  ArrowUp: () => current() < 0 || move(-1),
  o: () => links[current()]?.click(),
  x: () => links[current()]?.closest("tr").querySelector('input[name="row"]')?.click(),
  f: () => {
    const panel = document.querySelector(".queue-panel");
    panel.open = true;
    panel.querySelector("select")?.focus();
  },
  "/": () => document.getElementById("desk-search")?.focus(),
  "?": () => keys?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || keys?.open) return;
  if (isTyping(event.target) || !(event.key in actions)) return;
  const isArrow = event.key.startsWith("Arrow");
  if (isArrow && current() < 0) return; // the page scrolls as ever
  event.preventDefault();
  actions[event.key]();
});

if (keys) {
  document.querySelector(".queue-hint").hidden = false;
  document.getElementById("queue-keys-open").addEventListener("click", () => keys.showModal());
}

if (bulk && ticks.length) {
  const all = bulk.querySelector(".queue-all");
  const count = bulk.querySelector(".queue-count");
  const tell = () => {
    const chosen = ticks.filter((tick) => tick.checked).length;
    all.firstElementChild.checked = chosen === ticks.length;
    all.firstElementChild.indeterminate = chosen > 0 && chosen < ticks.length;
    count.textContent = chosen ? ` (${chosen})` : "";
  };
  all.hidden = false;
  all.firstElementChild.addEventListener("change", (event) => {
    for (const tick of ticks) tick.checked = event.target.checked;
    tell();
  });
  for (const tick of ticks) tick.addEventListener("change", tell);
  window.addEventListener("pageshow", tell); // Back brings the ticks again
  tell();
}
