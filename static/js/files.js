// File fields: size is checked before anything is sent, files can be dragged in, what is chosen is listed.
"use strict";

portal.enhance("[data-files]", (box) => {
  const input = box.querySelector("input[type=file]");
  const drop = box.querySelector(".files-input__drop");
  const chosen = box.querySelector("[data-files-chosen]");
  const limit = Number(input.dataset.maxBytes || Infinity);

  // The browser's own control speaks the language of the browser; it stays for keyboard and screen reader.
  input.classList.add("files-input__native");
  input.after(portal.element("span", { class: "btn btn-outline-primary files-input__pick", "aria-hidden": "true" }, "选择文件"));
  drop.querySelector(".files-input__hint").prepend("可以拖到这里，");
  drop.addEventListener("click", (event) => event.target !== input && input.click());

  input.addEventListener("change", () => accept([...input.files]));

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
    accept(input.multiple ? [...input.files, ...dropped] : dropped.slice(0, 1));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Too large ones are taken out and named; the others stay chosen.
  function accept(files) {
    const kept = new DataTransfer();
    chosen.replaceChildren();
    for (const file of files) {
      const fits = file.size <= limit;
      if (fits) kept.items.add(file);
      chosen.append(line(file, fits));
    }
    input.files = kept.files;
  }

  function line(file, fits) {
    const words = `${file.name}（${portal.filesize(file.size)}）`;
    if (fits) return portal.element("li", {}, words);
    return portal.element("li", { class: "files-input__refused" }, `${words}超过 ${portal.filesize(limit)}，未选入。可压缩或分成几个文件。`);
  }
});
