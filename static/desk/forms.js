// Saves what is typed into forms with data-draft; every page works without this file.
// A second click on a form that is being sent is caught in desk.js.
"use strict";

const PAUSE = 1200; // milliseconds after the last key

function say(form, words) {
  const place = form.querySelector("[data-draft-state]");
  if (place) place.textContent = words;
}

async function save(form, signal) {
  const typed = new FormData(form);
  for (const [name, value] of [...typed.entries()]) {
    if (value instanceof File) typed.delete(name);
  }
  typed.set("draft-page", form.dataset.draft);
  try {
    const answer = await fetch(form.dataset.draftUrl, {
      method: "POST",
      body: new URLSearchParams([...typed.entries()]),
      headers: { "X-CSRFToken": typed.get("csrfmiddlewaretoken") },
      signal,
      redirect: "error", // a lost session answers with the sign-in page
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { saved } = await answer.json();
    say(form, saved ? `${form.dataset.draftSaved} ${saved}` : "");
  } catch {
    say(form, "");
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  let waiting = 0;
  const sending = new AbortController();
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => save(form, sending.signal), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sending.abort(); // a draft must not arrive after the form itself
  });
}

// A closed list shows one line: what is chosen and does not fit stands below it.
const LETTERS = document.createElement("canvas").getContext("2d");
const ARROW = 48; // pixels that the box keeps for its arrow and its edges

function chosenBelow(list) {
  const words = document.createElement("div");
  words.className = "form-hint select-words";
  words.setAttribute("aria-hidden", "true"); // a screen reader reads the whole option
  list.insertAdjacentElement("afterend", words);
  const tell = () => {
    const chosen = list.selectedOptions[0]?.textContent.trim() ?? "";
    LETTERS.font = getComputedStyle(list).font;
    const fits = LETTERS.measureText(chosen).width <= list.clientWidth - ARROW;
    words.textContent = fits ? "" : chosen;
    words.hidden = fits;
  };
  list.addEventListener("change", tell);
  addEventListener("resize", tell);
  tell();
}

for (const list of document.querySelectorAll("select.form-select:not([multiple])")) chosenBelow(list);
