// Lists: the whole row leads to the matter; j and k move, Enter opens, / goes to the search field.
"use strict";

portal.enhance("[data-row]", (row) => {
  const link = row.querySelector("[data-row-link]");
  if (!link) return;
  row.dataset.clickable = "";
  row.addEventListener("click", (event) => {
    // A click on anything of its own, or the end of selecting text, is not a click on the row.
    if (event.target.closest("a, button, input, label, summary, details") || String(getSelection())) return;
    if (link.href && (event.ctrlKey || event.metaKey)) window.open(link.href, "_blank", "noopener");
    else link.click();
  });
});

function rowLinks() {
  return [...document.querySelectorAll("[data-rows] [data-row-link]")].filter((link) => link.offsetParent);
}

function moveBy(by) {
  const links = rowLinks();
  if (!links.length) return;
  const current = links.findIndex((link) => link.closest("[data-row]") === document.querySelector("[data-row][data-selected]"));
  const next = links[Math.min(links.length - 1, Math.max(0, current + by))];
  document.querySelector("[data-row][data-selected]")?.removeAttribute("data-selected");
  next.closest("[data-row]").dataset.selected = "";
  next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "j") moveBy(1);
  else if (event.key === "k") moveBy(-1);
  else if (event.key === "/" && document.getElementById("filters-q")) {
    event.preventDefault();
    document.getElementById("filters-q").focus();
  }
});

// Lists remember the place when one returns.
const PLACE = `place:${location.pathname}${location.search}`;
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-rows] a, [data-rows] [data-row-link]")) sessionStorage.setItem(PLACE, String(scrollY));
});
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-rows]") && sessionStorage.getItem(PLACE);
  if (!place) return;
  sessionStorage.removeItem(PLACE);
  scrollTo(0, Number(place));
});
