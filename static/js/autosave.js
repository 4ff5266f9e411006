// <form data-autosave data-autosave-url="…">: what is typed is kept after a pause, at the latest every ten seconds
// while typing goes on, and before it is sent; the page says so, and who else is at it.
// The answer: {"saved_at": "14:03"} or a refusal {"note": "…"}; "others" tells who else is writing.
"use strict";

portal.enhance("form[data-autosave]", (form) => {
  const state = saveState(form);
  const others = portal.element("p", { class: "others-writing", role: "status" });
  let last = fingerprint(form), underWay = Promise.resolve({});

  const unsaved = () => last !== fingerprint(form) && !form.dataset.submitting;
  const save = portal.onPause(3000, () => unsaved() && keep(), 9000);
  const retry = portal.onPause(20000, () => unsaved() && keep());

  // One after the other, so that an earlier text never arrives later.
  function keep(options) {
    return (underWay = underWay.then(() => kept(options)));
  }

  async function kept(options) {
    const now = fingerprint(form);
    if (now === last) return portal.session.check();
    say(state, "正在保存…");
    const { failed, said } = await portal.session.send(form, form.dataset.autosaveUrl, options);
    if (failed) {
      say(state, said.note ?? UNSAVED[failed], true);
      if (failed === "offline" || failed === "broken") retry();
      return { failed, said };
    }
    last = now;
    say(state, `已自动保存 ${said.saved_at ?? clock()}`);
    others.textContent = said.others ?? "";
    if (said.others) form.prepend(others);
    else others.remove();
    if (now === fingerprint(form)) form.dispatchEvent(new CustomEvent("portal:saved"));
    else save();
    return { said };
  }

  form.portalKeep = keep;
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  document.addEventListener("portal:renewed", () => unsaved() && keep());
  // Whoever turns to another window or leaves has it kept as well.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && unsaved()) keep({ keepalive: true });
  });
});

const UNSAVED = {
  offline: "暂未自动保存，内容仍在本页。请检查网络，或点“保存”。",
  broken: "系统暂时出错，未能自动保存，内容仍在本页，稍后会再试。",
  expired: "登录已过期，内容仍在本页。登录后自动继续保存。",
  other: "现在登录的是另一个账号，没有自动保存，内容仍在本页。",
  long: "内容过长，没有自动保存，仍在本页。请点下方按钮提交或者保存，或者改为附件。",
  refused: "没有自动保存：本事项或者您的职责已有变动。内容仍在本页，请复制留存后刷新页面。",
};

function fingerprint(form) {
  const typed = portal.withoutFiles(form);
  typed.delete("csrfmiddlewaretoken");
  return new URLSearchParams(typed).toString();
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
