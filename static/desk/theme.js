// Runs before the page is painted: only the browser knows what "as the system" means just now.
// A choice of one's own stands in the page already and needs no script.
"use strict";

{
  const root = document.documentElement;
  const chosen = document.currentScript.dataset.theme;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
    root.dataset.bsTheme = theme; // the desk's name of it
    root.dataset.theme = theme; // the administration's
  };
  follow();
  system.addEventListener("change", follow);
}
