// https://html.spec.whatwg.org/#the-form-element
"use strict";

const { html, idl } = web;
const { HREF } = web.urlParts;

const brand = (value) => html.brand(value, "form");

class HTMLFormElement extends HTMLElement {
  get elements() {
    const form = brand(this);
    return (html.state(form).elementList ??= html.controlsCollection(() => controls(form)));
  }
  get length() {
    return controls(brand(this)).length;
  }
  // https://html.spec.whatwg.org/#dom-form-submit
  submit() {
    html.submit(brand(this), null, { isFromMethod: true });
  }
  // https://html.spec.whatwg.org/#dom-form-requestsubmit
  requestSubmit(submitter = null) {
    const form = brand(this);
    const prefix = idl.failed("requestSubmit", "HTMLFormElement");
    if (submitter !== null) {
      if (!html.is(submitter)) throw new TypeError(`${prefix}parameter 1 is not of type 'HTMLElement'.`);
      if (!html.isSubmitButton(submitter)) throw new TypeError(`${prefix}The specified element is not a submit button.`);
      if (html.formOwner(submitter) !== form) {
        throw new web.DOMException(`${prefix}The specified element is not owned by this form element.`, "NotFoundError");
      }
    }
    html.submit(form, submitter);
  }
  // https://html.spec.whatwg.org/#dom-form-reset
  reset() {
    html.reset(brand(this));
  }
  checkValidity() {
    return html.invalidControls(brand(this)).invalid.length === 0;
  }
  reportValidity() {
    return html.reportForm(brand(this));
  }
  get relList() {
    return web.dom.tokenList(brand(this)[web.shared.record], "rel", ["noreferrer", "noopener", "opener"]);
  }
  set relList(value) {
    this.relList.value = value;
  }
}
html.reflect(HTMLFormElement, {
  text: "acceptCharset=accept-charset name target rel",
  boolean: "noValidate",
  enumerated: [
    ["autocomplete", { known: ["on", "off"], missing: "on" }],
    ["enctype", { known: ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"], missing: "application/x-www-form-urlencoded" }],
    ["encoding=enctype", { known: ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"], missing: "application/x-www-form-urlencoded" }],
    ["method", { known: ["get", "post", "dialog"], missing: "get" }],
  ],
});
html.actionMember(HTMLFormElement);
html.define(HTMLFormElement, "form");

// https://html.spec.whatwg.org/#dom-form-elements: without image buttons
const controls = (form) => html.listedOf(form).filter((element) => !html.is(element, "input") || html.inputType(element) !== "image");

// https://html.spec.whatwg.org/#dom-form-nameditem: also images, and elements that previously had the name
const namedItem = (form, name) => {
  const listed = html.listedOf(form).filter((element) => !html.is(element, "input") || html.inputType(element) !== "image");
  let found = html.named(() => listed, name);
  found ??= html.named(() => html.descendants(html.getRootNode(form), "img").filter((image) => html.formOwner(image) === form), name);
  const past = (html.state(form).pastNames ??= new Map());
  if (found) {
    if (html.isElementNode(found)) past.set(name, new WeakRef(found));
    else {
      const lists = (html.state(form).namedLists ??= new Map());
      if (!lists.has(name)) {
        const isNamed = (element) => [html.getAttribute(element, "id"), html.getAttribute(element, "name")].includes(name);
        lists.set(name, web.dom.radioNodeList(() => controls(form).filter(isNamed).map((element) => element[web.shared.record])));
      }
      return lists.get(name);
    }
    return found;
  }
  const old = past.get(name)?.deref();
  return old && html.formOwner(old) === form ? old : undefined;
};

// A form has its controls as indexed and named properties; the names take precedence over the interface's members
// ([LegacyOverrideBuiltIns]).
const handler = {
  get(target, name, receiver) {
    const found = typeof name === "string" ? propertyOf(target, name) : undefined;
    return found === undefined ? Reflect.get(target, name, receiver) : found;
  },
  has: (target, name) => (typeof name === "string" && propertyOf(target, name) !== undefined) || Reflect.has(target, name),
  set(target, name, value, receiver) {
    if (typeof name === "string" && isIndex.test(name)) return false;
    return Reflect.set(target, name, value, receiver);
  },
  getOwnPropertyDescriptor(target, name) {
    const value = typeof name === "string" ? propertyOf(target, name) : undefined;
    if (value === undefined) return Reflect.getOwnPropertyDescriptor(target, name);
    return { value, writable: false, enumerable: isIndex.test(name), configurable: true };
  },
  defineProperty: (target, name, descriptor) => (typeof name === "string" && propertyOf(target, name) !== undefined ? false : Reflect.defineProperty(target, name, descriptor)),
  deleteProperty: (target, name) => (typeof name === "string" && propertyOf(target, name) !== undefined ? false : Reflect.deleteProperty(target, name)),
  ownKeys(target) {
    const list = controls(formOf(target));
    return [...new Set([...list.keys()].map(String).concat(html.namesOf(() => list), Reflect.ownKeys(target)))];
  },
};
const isIndex = /^(0|[1-9]\d*)$/;
const formOf = (target) => target[web.shared.record].node;
const propertyOf = (target, name) => {
  const form = formOf(target);
  if (Object.hasOwn(target, name)) return undefined;
  // Usually, nothing has that name and the interface has the property.
  if (html.listedOf(form).length === 0 && !html.state(form).pastNames?.size && !hasImages(form)) return undefined;
  return isIndex.test(name) ? controls(form)[name] : namedItem(form, name);
};
const hasImages = (form) => html.descendants(form, "img").length > 0;
web.dom.exotic.form = (target) => new Proxy(target, handler);
Object.defineProperty(HTMLFormElement.prototype, Symbol.iterator, { value: Array.prototype.values, writable: true, configurable: true });

// https://html.spec.whatwg.org/#concept-form-reset
html.reset = (form) => {
  const state = html.state(form);
  if (state.isLockedForReset) return;
  state.isLockedForReset = true;
  if (web.fireSimple(form, "reset", { bubbles: true, cancelable: true })) {
    for (const element of html.listedOf(form)) html.resetControl(element);
  }
  state.isLockedForReset = false;
};
const resets = {
  input(element) {
    Object.assign(html.state(element), { isDirty: false, value: undefined, isCheckedDirty: false, checked: undefined, files: undefined, isTyped: false });
    if (html.hasAttribute(element, "checked")) html.setChecked(element, true, { isDirty: false });
  },
  textarea(element) {
    Object.assign(html.state(element), { isDirty: false, value: undefined, isTyped: false });
  },
  select: (element) => html.resetSelect(element),
  output(element) {
    const { defaultValue } = html.state(element);
    if (defaultValue === undefined) return;
    html.state(element).defaultValue = undefined;
    element.textContent = defaultValue;
  },
};
html.resetControl = (element) => {
  resets[html.localName(element)]?.(element);
  web.dom.formReset?.(element);
};

// https://html.spec.whatwg.org/#default-button
html.defaultButton = (form) => html.listedOf(form).find(html.isSubmitButton) ?? null;
html.isSubmitButton = (element) =>
  (html.is(element, "input") && ["submit", "image"].includes(html.inputType(element))) || (html.is(element, "button") && html.buttonType(element) === "submit");

// https://html.spec.whatwg.org/#implicit-submission; returns whether it had an effect
html.submitImplicitly = (form) => {
  const button = html.defaultButton(form);
  if (button) {
    if (html.isDisabled(button)) return false;
    html.syntheticClick(button);
    return true;
  }
  const blocking = ["text", "search", "tel", "url", "email", "password", "date", "month", "week", "time", "datetime-local", "number"];
  if (html.listedOf(form).filter((element) => html.is(element, "input") && blocking.includes(html.inputType(element))).length > 1) return false;
  html.submit(form, null);
  return true;
};
