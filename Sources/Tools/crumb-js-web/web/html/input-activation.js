// Clicks on inputs: https://html.spec.whatwg.org/#the-input-element:legacy-pre-activation-behavior and what follows
"use strict";

const { html } = web;

html.addStep(HTMLInputElement, "legacyPreActivation", function () {
  const state = html.state(this);
  const type = html.inputType(this);
  if (type === "checkbox") {
    state.before = { checked: html.isChecked(this), indeterminate: state.indeterminate ?? false };
    html.setChecked(this, !state.before.checked);
    state.indeterminate = false;
  } else if (type === "radio") {
    state.before = { checked: html.isChecked(this), other: html.radioGroup(this).find(html.isChecked) };
    html.setChecked(this, true);
  }
});
html.addStep(HTMLInputElement, "legacyCanceledActivation", function () {
  const state = html.state(this);
  const { before } = state;
  const type = html.inputType(this);
  state.before = undefined;
  if (!before) return;
  if (type === "checkbox") {
    html.setChecked(this, before.checked);
    state.indeterminate = before.indeterminate;
  } else if (type === "radio") {
    const { other } = before;
    const isThere = other && html.inputType(other) === "radio" && html.formOwner(other) === html.formOwner(this) && html.getAttribute(other, "name") === html.getAttribute(this, "name");
    if (isThere) html.setChecked(other, true);
    else html.setChecked(this, before.checked);
  }
});

// https://html.spec.whatwg.org/#input-activation-behavior
const activate = function (event) {
  const state = html.state(this);
  const { before } = state;
  state.before = undefined;
  const type = html.inputType(this);
  if (html.isDisabled(this) && type !== "checkbox" && type !== "radio") return;
  const form = html.formOwner(this);
  if (type === "checkbox" || type === "radio") {
    if (!html.isConnected(this) || (type === "radio" && before?.checked)) return;
    state.isTyped = true;
    web.fireSimple(this, "input", { bubbles: true, composed: true });
    web.fireSimple(this, "change", { bubbles: true });
  } else if (type === "submit" || type === "image") {
    if (!form) return html.runPopoverTarget(this);
    // https://html.spec.whatwg.org/#image-button-state-(type=image): the selected coordinate
    if (type === "image") state.coordinate = [Math.trunc(event.offsetX ?? 0), Math.trunc(event.offsetY ?? 0)];
    html.submit(form, this);
  } else if (type === "reset") {
    if (!form) return html.runPopoverTarget(this);
    html.reset(form);
  } else if (type === "button") {
    html.runPopoverTarget(this);
  }
};
// Hidden inputs have no activation behavior.
Object.defineProperty(HTMLInputElement.prototype, web.shared.steps.activation, {
  get() {
    return html.inputType(this) === "hidden" ? undefined : activate;
  },
  configurable: true,
});
