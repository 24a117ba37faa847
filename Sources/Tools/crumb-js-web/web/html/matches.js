// Pseudo-classes that depend on HTML.
// https://html.spec.whatwg.org/#pseudo-classes
"use strict";

const { html } = web;

const isCheckable = (element) => html.is(element, "input") && ["checkbox", "radio"].includes(html.inputType(element));
const canBeDisabled = (element) => html.is(element, "button", "input", "select", "textarea", "optgroup", "option", "fieldset") || html.isFormAssociatedCustom(element);
const canBeRequired = (element) => {
  if (html.is(element, "select", "textarea")) return true;
  return html.is(element, "input") && !["hidden", "range", "color", "submit", "image", "reset", "button"].includes(html.inputType(element));
};
const noReadOnly = ["hidden", "range", "color", "checkbox", "radio", "file", "submit", "image", "reset", "button"];
const isReadWrite = (element) => {
  if (html.is(element, "input")) return !noReadOnly.includes(html.inputType(element)) && !html.hasAttribute(element, "readonly") && !html.isDisabled(element);
  if (html.is(element, "textarea")) return !html.hasAttribute(element, "readonly") && !html.isDisabled(element);
  return html.is(element) && html.isEditable(element);
};
const validates = (element) => (html.is(element, "form", "fieldset") ? html.listedIn(element) : [element]).filter(html.willValidate);
const isEmptyText = (element) => {
  if (html.is(element, "textarea")) return html.textareaValue(element) === "";
  return html.is(element, "input") && ["text", "search", "url", "tel", "email", "password", "number"].includes(html.inputType(element)) && html.inputValue(element) === "";
};
html.listedIn = (element) => (html.is(element, "form") ? html.submittablesOf(element) : html.elements(element).filter(html.isSubmittable));
const canValidate = (element) => html.is(element, "form", "fieldset") || html.willValidate(element);

html.matches = {
  checked: (element) => (isCheckable(element) && html.isChecked(element)) || (html.is(element, "option") && html.isSelected(element)),
  disabled: (element) => canBeDisabled(element) && html.isDisabled(element),
  enabled: (element) => canBeDisabled(element) && !html.isDisabled(element),
  required: (element) => canBeRequired(element) && html.hasAttribute(element, "required"),
  optional: (element) => (canBeRequired(element) || html.is(element, "input")) && !html.hasAttribute(element, "required"),
  readOnly: (element) => html.is(element) && !isReadWrite(element),
  readWrite: isReadWrite,
  placeholderShown: (element) => html.is(element, "input", "textarea") && html.hasAttribute(element, "placeholder") && isEmptyText(element),
  indeterminate(element) {
    if (html.is(element, "progress")) return !html.hasAttribute(element, "value");
    if (!html.is(element, "input")) return false;
    if (html.inputType(element) === "checkbox") return html.state(element).indeterminate ?? false;
    return html.inputType(element) === "radio" && !html.isChecked(element) && !html.radioGroup(element).some(html.isChecked);
  },
  default(element) {
    if (isCheckable(element)) return html.hasAttribute(element, "checked");
    if (html.is(element, "option")) return html.hasAttribute(element, "selected");
    const form = html.isSubmittable(element) && html.isSubmitButton(element) ? html.formOwner(element) : null;
    return form !== null && html.defaultButton(form) === element;
  },
  valid: (element) => canValidate(element) && validates(element).every(html.isValid),
  invalid: (element) => canValidate(element) && validates(element).some((one) => !html.isValid(one)),
  userValid: (element) => html.willValidate(element) && Boolean(html.state(element).isTyped) && html.isValid(element),
  userInvalid: (element) => html.willValidate(element) && Boolean(html.state(element).isTyped) && !html.isValid(element),
  inRange: (element) => isRanged(element) && !isOutside(element),
  outOfRange: (element) => isRanged(element) && isOutside(element),
  focus: (element) => html.focused(html.documentOf(element)) === element,
  link: (element) => html.is(element, "a", "area") && html.hasAttribute(element, "href"),
  open: (element) => html.is(element, "details", "dialog") && html.hasAttribute(element, "open"),
  popoverOpen: (element) => Boolean(html.state(element).isPopoverOpen),
  modal: (element) => html.is(element, "dialog") && Boolean(html.state(element).isModal),
};
const isRanged = (element) => {
  if (!html.is(element, "input") || !html.willValidate(element)) return false;
  const type = html.inputType(element);
  return html.numeric(type) !== undefined && (html.minimum(element, type) !== undefined || html.maximum(element, type) !== undefined);
};
const isOutside = (element) => element.validity.rangeUnderflow || element.validity.rangeOverflow;
