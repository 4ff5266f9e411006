// <select data-search> becomes a field in which one types name, pinyin or initials; the select stays the form's value.
"use strict";

// As common/names.py compares them: full width as half width, without what is not seen, brackets and marks of a seal.
function plain(text) {
  return text.normalize("NFKC").replace(/[\p{Cf}\p{Cc}]|\((?:加盖)?(?:公章|盖章)\)|[()[\]〔〕【】]/gu, "").toLowerCase();
}

function matches(words, option) {
  const haystack = `${option.textContent} ${option.dataset.pinyin ?? ""} ${option.dataset.initials ?? ""}`;
  return plain(words).split(/\s+/).every((word) => plain(haystack).includes(word));
}

// Of a long roster only a part is in the page: the rest is asked for while one types. What serves without script goes.
function finder(control) {
  const box = control.closest("[data-search-url]");
  const url = box?.dataset.searchUrl;
  box?.querySelector("[data-search-find]")?.remove();
  let timer, last = "";
  return (words, take) => {
    clearTimeout(timer);
    last = words;
    if (!url || !words) return;
    timer = setTimeout(async () => {
      const answer = await fetch(`${url}&q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (answer?.ok && !answer.redirected && last === words) take((await answer.json()).found);
    }, 200);
  };
}

portal.enhance("select[data-search]:not([multiple])", (select) => {
  const listId = `${select.id}-list`;
  const box = portal.element("div", { class: "search-select" });
  const input = portal.element("input", {
    type: "text", class: "search-select__input", role: "combobox", autocomplete: "off", id: `${select.id}-search`,
    "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": listId, placeholder: "输入名称或拼音首字母",
  });
  const list = portal.element("ul", { class: "search-select__list", role: "listbox", id: listId, "aria-label": "可选单位" });
  let shown = [], active = -1;

  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  document.querySelector(`label[for="${select.id}"]`)?.setAttribute("for", input.id);
  list.hidden = true;
  select.hidden = true;
  const search = finder(select);
  select.before(box);
  box.append(input, list, select);

  const chosenText = () => (select.value ? select.selectedOptions[0]?.textContent.trim() ?? "" : "");
  input.value = chosenText();

  function open(words) {
    shown = [...select.options].filter((option) => option.value && (!words || matches(words, option)));
    active = words && shown.length ? 0 : -1;
    list.replaceChildren(...shown.map(item));
    if (!shown.length) list.append(portal.element("li", { class: "search-select__none", role: "option", "aria-disabled": "true" }, "没有符合的单位"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  }

  function item(option, place) {
    const made = portal.element("li", { class: "search-select__option", role: "option", id: `${listId}-${place}`, "aria-selected": "false" }, option.textContent.trim());
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(option);
    });
    return made;
  }

  function mark() {
    [...list.children].forEach((element, place) => element.setAttribute("aria-selected", String(place === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${listId}-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    select.value = option.value;
    input.value = chosenText();
    close();
    for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function step(by) {
    if (list.hidden) open("");
    if (!shown.length) return;
    active = (active + by + shown.length) % shown.length;
    mark();
  }

  input.addEventListener("input", (event) => {
    event.stopPropagation();
    open(input.value.trim());
    search(input.value.trim(), (found) => {
      for (const each of found) {
        if ([...select.options].some((option) => option.value === String(each.value))) continue;
        const option = portal.element("option", { value: each.value, "data-pinyin": each.pinyin, "data-initials": each.initials }, each.label);
        select.append(option);
      }
      if (document.activeElement === input) open(input.value.trim());
    });
  });
  input.addEventListener("click", () => list.hidden && open(""));
  input.addEventListener("blur", () => {
    if (!input.value.trim() && select.querySelector('option[value=""]')) choose(select.querySelector('option[value=""]'));
    input.value = chosenText();
    close();
  });
  input.addEventListener("keydown", (event) => {
    const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Escape: close };
    if (event.key in keys) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (active >= 0) choose(shown[active]);
    }
  });
});

// The error summary links to the select, which is out of sight: its field takes the focus instead.
document.addEventListener("click", (event) => {
  const target = event.target.closest('a[href^="#"]')?.hash.slice(1);
  const field = target && document.getElementById(`${target}-search`);
  if (!field) return;
  event.preventDefault();
  field.focus();
});

// A long list of checkboxes gets a field that narrows it; what is ticked always stays in sight.
// What is ticked is posted in the order of ticking, which is told below the list.
portal.enhance("[data-search-list]", (box) => {
  const search = finder(box);
  const list = box.firstElementChild;
  const labels = [...box.querySelectorAll("label")];
  let ticked = labels.filter((label) => tick(label).checked);
  box.addEventListener("change", () => {
    ticked = ticked.filter((label) => tick(label).checked);
    ticked.push(...labels.filter((label) => tick(label).checked && !ticked.includes(label)));
  });
  box.closest("form")?.addEventListener("formdata", (event) => {
    const name = labels.length ? tick(labels[0]).name : box.dataset.name;
    if (!name || !event.formData.has(name)) return;
    event.formData.delete(name);
    for (const label of ticked) event.formData.append(name, tick(label).value);
  });
  if (labels.length < 8 && !box.dataset.searchUrl) return;
  const tools = portal.element("div", { class: "choice-list__tools" });
  const named = box.closest("fieldset")?.querySelector("legend")?.firstChild?.textContent.trim() || "单位";
  const input = portal.element("input", { type: "search", class: "search-select__input", "aria-label": `筛选${named}`, placeholder: "输入名称或拼音首字母" });
  const count = portal.element("p", { class: "choice-list__count", "aria-live": "polite" });

  function tick(label) {
    return label.querySelector("input");
  }

  function show() {
    const words = input.value.trim();
    for (const label of labels) {
      const spelled = { textContent: label.textContent, dataset: tick(label).dataset };
      label.parentElement.hidden = Boolean(words) && !tick(label).checked && !matches(words, spelled);
    }
    const names = ticked.map((label) => label.textContent.trim()).join("、");
    count.textContent = `已选 ${ticked.length} 个${ticked.length > 1 ? `，依次为：${names}` : ""}`;
  }

  function add(found) {
    for (const each of found) {
      if (labels.some((label) => tick(label).value === String(each.value))) continue;
      const control = portal.element("input", { type: "checkbox", name: box.dataset.name, value: each.value, "data-pinyin": each.pinyin, "data-initials": each.initials });
      const label = portal.element("label"), line = portal.element("div");
      label.append(control, ` ${each.label}`);
      line.append(label);
      list.append(line);
      labels.push(label);
    }
    show();
  }

  tools.append(input);
  box.prepend(tools);
  box.append(count);
  box.addEventListener("change", show);
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    show();
    search(input.value.trim(), add);
  });
  show();
});
