// https://html.spec.whatwg.org/#the-textarea-element
"use strict";

const { html, idl } = web;

const brand = (value) => html.brand(value, "textarea");

class HTMLTextAreaElement extends HTMLElement {
  get type() {
    brand(this);
    return "textarea";
  }
  get defaultValue() {
    return html.childText(brand(this));
  }
  set defaultValue(value) {
    brand(this).textContent = value;
  }
  get value() {
    return html.textareaValue(brand(this));
  }
  set value(value) {
    const text = value === null ? "" : idl.DOMString(value);
    const old = html.textareaValue(brand(this));
    html.setTextareaValue(this, text);
    if (html.textareaValue(this) !== old) html.moveCaretToEnd(this);
  }
  get textLength() {
    return html.textareaValue(brand(this)).length;
  }
}
html.reflect(HTMLTextAreaElement, {
  text: "autocomplete dirName name placeholder wrap",
  boolean: "disabled readOnly required",
  nonNegative: "maxLength minLength",
  positive: [["cols", { usual: 20, falls: true }], ["rows", { usual: 2, falls: true }]],
});
html.formMember(HTMLTextAreaElement);
html.labelsMember(HTMLTextAreaElement);
html.define(HTMLTextAreaElement, "textarea");

// https://html.spec.whatwg.org/#concept-textarea-api-value
html.textareaValue = (element) => {
  const state = html.state(element);
  const raw = state.isDirty ? state.value : html.childText(element);
  return raw.replace(/\r\n?/g, "\n");
};
html.setTextareaValue = (element, text) => {
  Object.assign(html.state(element), { isDirty: true, value: text });
};
html.addStep(HTMLTextAreaElement, "cloned", function (copy) {
  const { value, isDirty } = html.state(this);
  Object.assign(html.state(copy), { value, isDirty });
});
