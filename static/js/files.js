// File fields: size is checked before anything is sent, files can be dragged in, what is chosen is listed.
"use strict";

portal.enhance("[data-files]", (box) => {
  const input = box.querySelector("input[type=file]");
  const drop = box.querySelector(".files-input__drop");
  const chosen = box.querySelector("[data-files-chosen]");
  const limit = Number(input.dataset.maxBytes || Infinity);
  let kept = [];

  // The browser's own control speaks the language of the browser; it stays for keyboard and screen reader.
  input.classList.add("files-input__native");
  input.after(portal.element("span", { class: "btn btn-outline-primary files-input__pick", "aria-hidden": "true" }, "选择文件"));
  drop.querySelector(".files-input__hint").prepend("可以拖到这里，");
  drop.addEventListener("click", (event) => event.target !== input && input.click());

  input.addEventListener("change", () => accept([...input.files]));
  input.form?.addEventListener("reset", () => show((kept = [])));

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    const dropped = [...event.dataTransfer.files];
    accept(input.multiple ? dropped : dropped.slice(0, 1));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // What is chosen later is added; where only one file fits, it is asked. Too large ones are named and left out.
  function accept(chosenNow) {
    const fitting = chosenNow.filter((file) => file.size <= limit);
    const fresh = fitting.filter((file) => !kept.some((each) => isSame(each, file)));
    if (input.multiple) kept = [...kept, ...fresh];
    else if (!kept.length || (fresh.length && confirm(`已选“${kept[0].name}”，改用“${fresh[0].name}”吗？`))) kept = fitting.slice(0, 1);
    show(kept, chosenNow.filter((file) => file.size > limit));
  }

  function show(files, refused = []) {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    input.files = held.files;
    chosen.replaceChildren(...files.map((file) => line(file, true)), ...refused.map((file) => line(file, false)));
  }

  function isSame(one, other) {
    return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
  }

  function remove(file) {
    kept = kept.filter((each) => each !== file);
    show(kept);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function line(file, fits) {
    const words = `${file.name}（${portal.filesize(file.size)}）`;
    if (fits) {
      const made = portal.element("li", {}, words);
      const button = portal.element("button", { type: "button", class: "btn btn-link btn-sm", "aria-label": `移除 ${file.name}` }, "移除");
      button.addEventListener("click", () => remove(file));
      made.append(" ", button);
      return made;
    }
    return portal.element("li", { class: "files-input__refused" }, `${words}超过 ${portal.filesize(limit)}，未选入。可压缩或分成几个文件。`);
  }
});
