// <form data-autosave data-autosave-url="…">: what is typed is kept after a pause, and the page says so.
// The answer may be JSON {"saved_at": "14:03", "note": "…"}; without it the browser's own time is shown.
"use strict";

portal.enhance("form[data-autosave]", (form) => {
  const state = saveState(form);
  const pause = Number(form.dataset.autosavePause || 3000);
  let last = fingerprint(form);

  const save = portal.onPause(pause, async () => {
    const now = fingerprint(form);
    if (now === last || form.dataset.submitting) return;
    say(state, "正在保存…");
    const answer = await post(form);
    if (!answer) return say(state, "暂未自动保存，内容仍在本页。请检查网络，或点“保存”。", true);
    last = now;
    say(state, answer.note || `已自动保存 ${answer.saved_at || clock()}`);
    if (now === fingerprint(form)) form.dispatchEvent(new CustomEvent("portal:saved"));
    else save();
  });

  form.addEventListener("input", save);
  form.addEventListener("change", save);
});

async function post(form) {
  try {
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: "POST",
      body: portal.withoutFiles(form),
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || answer.redirected) return null;
    return answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  } catch {
    return null;
  }
}

function fingerprint(form) {
  return new URLSearchParams(portal.withoutFiles(form)).toString();
}

function saveState(form) {
  const made = portal.element("span", { class: "save-state", role: "status" });
  (form.querySelector("[data-save-state]") ?? form.querySelector(".form-actions") ?? form).append(made);
  return made;
}

function say(state, text, failed = false) {
  state.textContent = text;
  state.classList.toggle("save-state--failed", failed);
}

function clock() {
  return new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
}
