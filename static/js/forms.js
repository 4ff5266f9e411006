// Forms: a second click is harmless, unsaved text is not lost unasked, characters are counted, previews refresh.
"use strict";

// Every posting form: the pressed button says so and cannot be pressed again.
portal.enhance("form[method=post]", (form) => {
  form.addEventListener("submit", (event) => {
    // A download leaves the page where it is, and htmx has its own way of sending.
    if (event.submitter?.formMethod === "dialog") return event.preventDefault();
    if (event.defaultPrevented || form.target === "_blank" || form.matches("[data-download], [hx-post]")) return;
    if (form.dataset.submitting) return event.preventDefault();
    form.dataset.submitting = "yes";
    // The button's own name and value must still be sent, so it is disabled only afterwards.
    const button = event.submitter;
    if (button) setTimeout(() => markBusy(button));
  });
});

function markBusy(button) {
  button.dataset.label = button.textContent;
  button.textContent = "正在提交…";
  button.disabled = true;
}

// Coming back by the back button finds the form usable again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-submitting]")) delete form.dataset.submitting;
  for (const button of document.querySelectorAll("button[data-label]")) {
    button.textContent = button.dataset.label;
    button.disabled = false;
    delete button.dataset.label;
  }
});

// <form data-guard>: asks before leaving with text that is neither sent nor saved by itself.
portal.enhance("form[data-guard]", (form) => {
  form.addEventListener("input", () => (form.dataset.dirty = "yes"));
  form.addEventListener("submit", (event) => event.defaultPrevented || delete form.dataset.dirty);
  form.addEventListener("portal:saved", () => delete form.dataset.dirty);
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
});

// Text fields with a limit say how much is left once it gets near.
portal.enhance("textarea[maxlength], input[data-counter]", (field) => {
  const limit = Number(field.getAttribute("maxlength"));
  const counter = portal.element("p", { class: "counter", "aria-live": "polite" });
  const show = () => {
    const left = limit - field.value.length;
    counter.textContent = left <= limit / 5 ? `还可输入 ${left} 字` : "";
  };
  field.after(counter);
  field.addEventListener("input", show);
  show();
});

// Browsers without field-sizing: a text area grows with what is written.
if (!CSS.supports("field-sizing", "content")) {
  portal.enhance("textarea", (area) => {
    const grow = () => {
      area.rows = Math.min(24, Math.max(4, area.value.split("\n").length + Math.floor(area.value.length / 45)));
    };
    area.addEventListener("input", grow);
    grow();
  });
}

// <form data-live-url="…">: what stands beside the form, after a pause; each part replaces the one with its id.
portal.enhance("form[data-live-url]", (form) => {
  const refresh = portal.onPause(700, async () => {
    const answer = await fetch(form.dataset.liveUrl, { method: "POST", body: withoutFiles(form) }).catch(() => null);
    if (!answer?.ok) return;
    const parts = document.createRange().createContextualFragment(await answer.text());
    for (const part of [...parts.children]) document.getElementById(part.id)?.replaceWith(part);
  });
  form.addEventListener("input", refresh);
});

// What is typed, without the files: previews and autosave do not upload.
function withoutFiles(form) {
  const data = new FormData(form);
  for (const field of form.querySelectorAll("input[type=file]")) data.delete(field.name);
  return data;
}
portal.withoutFiles = withoutFiles;
