// Shows how far a register is; without this file the page asks again by itself.
"use strict";

const PAUSE = 2000; // milliseconds

async function look() {
  const shown = document.getElementById("import-state");
  if (!shown?.dataset.poll) return;
  try {
    const answer = await fetch(location.href, { redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("import-state");
    if (!answer.ok || !now) throw new Error(String(answer.status));
    if (now.dataset.poll !== shown.dataset.poll) {
      location.reload(); // it is done: the rows stand below
      return;
    }
    for (const part of ["label", "progress"]) {
      const next = now.querySelector(part);
      const old = shown.querySelector(part);
      if (next && old) old.replaceWith(document.adoptNode(next));
    }
  } catch {
    // the desk does not answer just now: ask again
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
