// The core: what the other scripts share, menus, copying, the error summary. Pages work without any of it.
"use strict";

window.portal = (() => {
  const makers = [];

  // Runs `make` once for each element that matches, now and in whatever htmx brings in later.
  function enhance(selector, make) {
    makers.push([selector, make]);
    if (document.readyState !== "loading") apply(document, [[selector, make]]);
  }

  function apply(root, list) {
    for (const [selector, make] of list) {
      const found = [...root.querySelectorAll(selector)];
      if (root.matches?.(selector)) found.push(root);
      for (const element of found) {
        const seen = (element.portalSeen ??= new Set());
        if (seen.has(make)) continue;
        seen.add(make);
        make(element);
      }
    }
  }

  // Calls `work` once the calls to the returned function have paused for `wait` milliseconds, and at the latest
  // `most` milliseconds after the first of them.
  function onPause(wait, work, most = Infinity) {
    let timer, first = null;
    return (...given) => {
      clearTimeout(timer);
      first ??= Date.now();
      timer = setTimeout(() => {
        first = null;
        work(...given);
      }, Math.max(0, Math.min(wait, first + most - Date.now())));
    };
  }

  function element(name, attributes = {}, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  function filesize(bytes) {
    return bytes < 1024 ** 2 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  }

  document.addEventListener("DOMContentLoaded", () => apply(document, makers));
  document.addEventListener("htmx:load", (event) => apply(event.detail.elt, makers));
  return { enhance, onPause, element, filesize };
})();

// Open menus and explanations close by Escape and by a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

// An explanation that would leave the window opens to the other side.
portal.enhance("details.due", (due) => {
  due.addEventListener("toggle", () => {
    if (!due.open) return;
    due.classList.remove("due--left", "due--right");
    const place = due.querySelector(".due__sheet").getBoundingClientRect();
    if (place.right > document.documentElement.clientWidth) due.classList.add("due--left");
    else if (place.left < 0) due.classList.add("due--right");
  });
});

// After a refused form the reader starts at the summary of what is missing.
portal.enhance("[data-focus]", (target) => target.focus());

// <button data-copy="text">: hidden until script can do it.
portal.enhance("[data-copy]", (button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "已复制";
  });
});

// <button data-print hidden>
portal.enhance("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// A page prints with its explanations open.
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("main details:not([open])")) {
    fold.dataset.openedForPrint = "";
    fold.open = true;
  }
});
window.addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll("[data-opened-for-print]")) {
    fold.open = false;
    delete fold.dataset.openedForPrint;
  }
});
