// https://html.spec.whatwg.org/#constructing-the-form-data-set
"use strict";

const { html, idl } = web;

// The entries of a form, [name, string or File]; `null` if they are already being constructed.
html.entryList = (form, submitter = null, encoding = "utf-8") => {
  const state = html.state(form);
  if (state.isConstructing) return null;
  state.isConstructing = true;
  const list = [];
  try {
    for (const element of html.submittablesOf(form)) append(list, element, submitter, encoding);
    const formData = web.makeFormData(list);
    web.fire(form, web.event(web.uiEvents.FormDataEvent, "formdata", { bubbles: true, formData }));
    return [...web.formEntries(formData)];
  } finally {
    state.isConstructing = false;
  }
};

const entry = (list, name, value) => {
  list.push([name.toWellFormed(), typeof value === "string" ? value.toWellFormed() : value]);
};
const append = (list, element, submitter, encoding) => {
  const type = html.is(element, "input") ? html.inputType(element) : html.is(element, "button") ? html.buttonType(element) : "";
  if (html.ancestor(element, "datalist") || html.isDisabled(element)) return;
  const isButton = html.is(element, "button") || ["submit", "image", "reset", "button"].includes(type);
  if (isButton && element !== submitter) return;
  if ((type === "checkbox" || type === "radio") && !html.isChecked(element)) return;
  const name = html.getAttribute(element, "name") ?? "";
  if (type === "image") {
    const prefix = name === "" ? "" : `${name}.`;
    const [x, y] = html.state(element).coordinate ?? [0, 0];
    entry(list, `${prefix}x`, String(x));
    entry(list, `${prefix}y`, String(y));
    return;
  }
  if (html.isFormAssociatedCustom(element)) {
    const value = web.dom.formValue?.(element) ?? null;
    if (web.isFormData(value)) list.push(...web.formEntries(value));
    else if (value !== null && name !== "") entry(list, name, value);
    return;
  }
  if (name === "") return;
  if (html.is(element, "select")) {
    for (const option of html.optionsOf(element)) {
      if (html.isSelected(option) && !html.isDisabled(option)) entry(list, name, html.optionValue(option));
    }
  } else if (type === "checkbox" || type === "radio") {
    entry(list, name, html.getAttribute(element, "value") ?? "on");
  } else if (type === "file") {
    const files = [...(html.state(element).files ?? [])];
    if (files.length === 0) entry(list, name, web.makeFile(new Uint8Array(), "application/octet-stream", ""));
    for (const file of files) entry(list, name, file);
  } else if (type === "hidden" && html.lower(name) === "_charset_") {
    entry(list, name, html.encodingTitle(encoding));
  } else if (html.is(element, "textarea")) {
    entry(list, name, html.textareaValue(element));
  } else {
    entry(list, name, html.is(element, "button") ? (html.getAttribute(element, "value") ?? "") : html.inputValue(element));
  }
  const direction = html.getAttribute(element, "dirname");
  const hasDirection = html.is(element, "textarea") || ["hidden", "text", "search", "tel", "url", "email", "password", "submit", "reset", "button"].includes(type);
  if (direction && hasDirection && html.is(element, "input", "textarea")) entry(list, direction, html.directionality(element));
};

// https://html.spec.whatwg.org/#the-directionality
html.directionality = (element) => {
  const given = html.keyword(element, "dir", { known: ["ltr", "rtl", "auto"] });
  if (given === "ltr" || given === "rtl") return given;
  if (given === "auto") {
    const text = html.is(element, "textarea") ? html.textareaValue(element) : html.is(element, "input") ? html.inputValue(element) : html.textContent(element);
    const strong = /[A-Za-z\u00AA-\u02B8\u0370-\u0589\u05BE-\u07FF\u0900-\u1FFF\u2C00-\uFB1C\uFB1D-\uFDFF\uFE70-\uFEFC]/.exec(text);
    return strong && /[\u05BE-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/.test(strong[0]) ? "rtl" : "ltr";
  }
  if (html.is(element, "input") && html.inputType(element) === "tel") return "ltr";
  const parent = html.parentElement(element);
  return parent && html.is(parent) ? html.directionality(parent) : "ltr";
};

// https://xhr.spec.whatwg.org/#dom-formdata: the entries of `new FormData(form, submitter)`
web.formElementEntries = (form, submitter = null) => {
  const prefix = idl.failed("FormData");
  if (!html.is(form, "form")) return undefined;
  if (submitter !== null) {
    if (!html.is(submitter)) throw new TypeError(`${prefix}parameter 2 is not of type 'HTMLElement'.`);
    if (!html.isSubmitButton(submitter)) throw new TypeError(`${prefix}The specified element is not a submit button.`);
    if (html.formOwner(submitter) !== form) {
      throw new web.DOMException(`${prefix}The specified element is not owned by this form element.`, "NotFoundError");
    }
  }
  const list = html.entryList(form, submitter);
  if (list === null) throw new web.DOMException(`${prefix}The form is constructing entry list.`, "InvalidStateError");
  return list;
};
