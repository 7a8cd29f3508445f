// Makes pages a little smoother; every page works without this file.
"use strict";

// A form that was sent waits: a second click must not send it twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("busy" in form.dataset) || event.defaultPrevented) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  const button = event.submitter;
  if (button && form.dataset.busy) {
    button.dataset.label = button.textContent;
    button.textContent = form.dataset.busy;
  }
});

// The Back button may bring a waiting page out of the browser's memory.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll('form[aria-busy="true"]')) {
    form.removeAttribute("aria-busy");
    for (const button of form.querySelectorAll("[data-label]")) {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }
  }
});

// Escape closes the menu of a small screen, and the focus returns to where it was opened.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#menu") {
    location.hash = "#top";
    document.querySelector(".desk-menu-open")?.focus();
  }
});
