// Dates are typed; this adds the browser's calendar to pick one from.
"use strict";

portal.enhance("[data-date]", (box) => {
  const typed = box.querySelector("input");
  const native = portal.element("input", { type: "date", class: "date-input__native", tabindex: "-1", "aria-hidden": "true" });
  if (!native.showPicker || typed.disabled || typed.readOnly) return;
  const button = portal.element("button", { type: "button", class: "date-input__pick", "aria-label": "从日历中选择" });
  button.innerHTML =
    '<svg class="icon" viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><path d="M2.5 3.5h11v10h-11Zm0 3.2h11M5.5 1.8v3M10.5 1.8v3" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>';
  box.append(native, button);

  button.addEventListener("click", () => {
    native.value = /^\d{4}-\d{2}-\d{2}$/.test(typed.value) ? typed.value : "";
    native.showPicker();
  });
  native.addEventListener("change", () => {
    typed.value = native.value;
    typed.dispatchEvent(new Event("input", { bubbles: true }));
  });
});
