// https://html.spec.whatwg.org/#the-label-element
"use strict";

const { html } = web;

const labelable = (element) =>
  html.is(element, "button", "meter", "output", "progress", "select", "textarea") ||
  (html.is(element, "input") && html.inputType(element) !== "hidden") || html.isFormAssociatedCustom(element);

// https://html.spec.whatwg.org/#labeled-control
html.labeled = (label) => {
  const id = html.getAttribute(label, "for");
  if (id !== null) {
    const root = html.getRootNode(label);
    const found = html.elementByID(root, id) ?? (html.nodeType(root) === 1 && html.getAttribute(root, "id") === id ? root : null);
    return found && labelable(found) ? found : null;
  }
  return html.firstDescendant(label, labelable);
};

class HTMLLabelElement extends HTMLElement {
  get form() {
    const control = html.labeled(html.brand(this, "label"));
    return control ? html.formOwner(control) : null;
  }
  get control() {
    return html.labeled(html.brand(this, "label"));
  }
}
html.reflect(HTMLLabelElement, { text: "htmlFor=for" });
html.define(HTMLLabelElement, "label");

// https://html.spec.whatwg.org/#interactive-content
const isInteractive = (element) => {
  if (html.is(element, "a")) return html.hasAttribute(element, "href");
  if (html.is(element, "input")) return html.inputType(element) !== "hidden";
  if (html.is(element, "audio", "video")) return html.hasAttribute(element, "controls");
  if (html.is(element, "img", "object")) return html.hasAttribute(element, "usemap");
  return html.is(element, "button", "details", "embed", "iframe", "label", "select", "textarea", "summary");
};

// A click on the label is one on its control, except on interactive content inside the label.
html.addStep(HTMLLabelElement, "activation", function (event) {
  const state = html.state(this);
  const control = html.labeled(this);
  const { target } = event;
  if (!control || state.isForwarding || html.isDisabled(control)) return;
  if (html.isElementNode(target) && html.contains(control, target)) return;
  for (let node = html.isElementNode(target) ? target : null; node && node !== this; node = html.parentElement(node)) if (isInteractive(node)) return;
  state.isForwarding = true;
  if (event.isTrusted && html.isFocusable(control)) html.moveFocus(html.documentOf(control), control);
  const { ctrlKey, shiftKey, altKey, metaKey } = event;
  html.syntheticClick(control, { modifiers: { ctrlKey, shiftKey, altKey, metaKey } });
  state.isForwarding = false;
});
