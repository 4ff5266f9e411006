// Forms: a second click is harmless, unsaved text is not lost unasked, characters are counted, previews refresh.
"use strict";

// Every posting form: the pressed button says so and cannot be pressed again. What holds typed text is sent only once
// the portal has answered: where the log-in or the network is gone, page and text stay as they are.
portal.enhance("form[method=post]", (form) => {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.formMethod === "dialog") return event.preventDefault();
    // A download leaves the page where it is, and htmx has its own way of sending.
    if (event.defaultPrevented || form.target === "_blank" || form.matches("[data-download], [hx-post]")) return;
    if (form.matches("[data-guard]") && form.dataset.submitting !== "checked") {
      event.preventDefault();
      if (!form.dataset.submitting) sendWhenReady(form, button);
      return;
    }
    if (form.dataset.submitting === "yes") return event.preventDefault();
    form.dataset.submitting = "yes";
    delete form.dataset.dirty;
    // The button's own name and value must still be sent, so it is disabled only afterwards.
    if (button) setTimeout(() => markBusy(button));
  });
});

async function sendWhenReady(form, button) {
  form.dataset.submitting = "asking";
  await portal.session.beforeSending(form.portalKeep ?? portal.session.check, () => {
    form.dataset.submitting = "checked";
    form.requestSubmit(button);
  });
  if (form.dataset.submitting === "asking") delete form.dataset.submitting;
}

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
  // What was sent and refused stands on this page alone.
  if (form.querySelector("#error-summary")) form.dataset.dirty = "yes";
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
    const { answer, failed } = await portal.session.send(form, form.dataset.liveUrl);
    if (failed) return;
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
