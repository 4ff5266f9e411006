// What is sent by script, and what came of it. Where the log-in has ended, the page stays with all that is typed in
// it: a banner leads to the log-in in a new window, and what waited is sent on afterwards.
"use strict";

portal.session = (() => {
  const { person, session } = document.body.dataset;
  const tabs = new BroadcastChannel("portal");
  let banner, waiting;

  const WORDS = {
    offline: ["没有连上系统，内容仍在本页，没有提交。", "请检查网络后再试。"],
    broken: ["系统暂时出错，内容仍在本页，没有提交。", "请稍后再试；内容较多的，可先复制留存。"],
    expired: ["登录已过期，内容仍在本页。", "请在新窗口用原来的账号登录，登录后自动继续。"],
    other: ["现在登录的是另一个账号，本页内容没有提交。", "请用原来的账号重新登录，再回到本页。"],
  };

  // Posts what is typed in `form`, without files. {answer, said} or {failed, said}: see `kind`.
  async function send(form, url, options = {}) {
    const first = await post(form, url, options);
    if (first.failed !== "expired") return first;
    const now = await check();
    return now.failed ? now : post(form, url, options);
  }

  async function post(form, url, options) {
    return ask(url, { method: "POST", body: portal.withoutFiles(form), ...options });
  }

  async function ask(url, options = {}) {
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" };
      const answer = await fetch(url, { ...options, headers });
      const failed = kind(answer);
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      return { answer, failed, said };
    } catch {
      return { failed: "offline", said: {} };
    }
  }

  function kind(answer) {
    if (answer.status === 401 || answer.redirected) return "expired";
    if (answer.ok) return "";
    if (answer.status >= 500) return "broken";
    return [400, 413].includes(answer.status) ? "long" : "refused";
  }

  // Whether the same person is still logged in; the forms of the page get the token of now.
  async function check() {
    const { failed, said } = await ask(session);
    if (failed) return tell(failed, said.login);
    if (String(said.person) !== person) return tell("other", "/login/");
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = said.token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": said.token }));
    banner?.remove();
    banner = null;
    return { said };
  }

  function tell(failed, login) {
    const [what, next] = WORDS[failed] ?? WORDS.broken;
    banner?.remove();
    banner = portal.element("div", { class: "notice notice--warning session-over", role: "alert", "data-kind": failed });
    const again = portal.element("button", { type: "button", class: "btn btn-outline-secondary btn-sm" }, login ? "已登录，继续" : "再试一次");
    again.addEventListener("click", goOn);
    const words = portal.element("p");
    words.append(portal.element("strong", {}, what), next);
    banner.append(words);
    if (login) banner.append(portal.element("a", { class: "btn btn-primary btn-sm", href: login, target: "_blank", rel: "noopener" }, "在新窗口登录"), " ");
    banner.append(again);
    document.getElementById("main").prepend(banner);
    return { failed, said: {} };
  }

  // Calls `work` where `ready` finds nothing in the way: now, or after a log-in in another window.
  async function beforeSending(ready, work) {
    const { failed } = session ? await ready() : {};
    if (!(failed in WORDS)) return work();
    if (failed === "offline" || failed === "broken") tell(failed);
    waiting = work;
  }

  async function goOn() {
    if ((await check()).failed) return;
    document.dispatchEvent(new CustomEvent("portal:renewed"));
    const work = waiting;
    waiting = null;
    work?.();
  }

  // A log-in in another window of ours, or a look back into this one. What the network held up waits for its button.
  const look = () => banner?.dataset.kind === "expired" && goOn();
  tabs.addEventListener("message", look);
  window.addEventListener("focus", look);
  if (person) tabs.postMessage("logged in");
  return { send, check, beforeSending };
})();
