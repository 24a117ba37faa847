// https://html.spec.whatwg.org/#focus
"use strict";

const { html, idl } = web;

// The focused element of each document.
const focused = (web.shared.focused ??= new WeakMap());
html.focused = (document) => {
  const element = focused.get(document)?.deref() ?? null;
  // https://html.spec.whatwg.org/#focus-fixup-rule
  return element && html.isConnected(element) && html.documentOf(element) === document ? element : null;
};

const focusableNames = new Set(["button", "select", "textarea", "iframe", "object", "embed"]);
// Whether the element is rendered and is not a disabled form control.
// https://html.spec.whatwg.org/#focusable-area
html.isFocusable = (element) => {
  if (!html.isRendered(element)) return false;
  for (let node = element; node; node = html.parentElement(node)) if (html.hasAttribute(node, "inert")) return false;
  if (html.is(element, "input", "button", "select", "textarea", "fieldset") && html.isDisabled(element)) return false;
  if (html.parseInteger(html.getAttribute(element, "tabindex") ?? "") !== undefined) return true;
  if (!html.is(element)) return html.localName(element) === "a" && (html.hasAttribute(element, "href") || html.hasAttribute(element, "xlink:href"));
  const name = html.localName(element);
  if (name === "input") return html.inputType(element) !== "hidden";
  if (name === "a" || name === "area") return html.hasAttribute(element, "href");
  if (name === "summary") return html.isDetailsSummary(element);
  if (name === "audio" || name === "video") return html.hasAttribute(element, "controls");
  const editable = html.getAttribute(element, "contenteditable");
  return focusableNames.has(name) || (editable !== null && html.lower(editable) !== "false");
};

// https://html.spec.whatwg.org/#focus-update-steps
html.moveFocus = (document, element) => {
  const old = html.focused(document);
  if (old === element) return;
  const view = document.defaultView;
  const tell = (target, type, relatedTarget, bubbles) =>
    web.fire(target, web.event(web.uiEvents.FocusEvent, type, { relatedTarget, bubbles, composed: true, view }));
  if (old) {
    focused.delete(document);
    html.commitChange?.(old);
    tell(old, "blur", element, false);
    tell(old, "focusout", element, true);
    if (html.focused(document)) return;
  }
  if (!element || !html.isConnected(element)) return;
  focused.set(document, new WeakRef(element));
  html.rememberValue?.(element);
  tell(element, "focus", old, false);
  if (html.focused(document) === element) tell(element, "focusin", old, true);
};

// https://html.spec.whatwg.org/#get-the-focusable-area
const areaOf = (element) => {
  for (let node = element; node; node = html.parentElement(node)) if (html.isFocusable(node)) return node;
  return null;
};
// The effect of a pointer on an element: focuses the nearest focusable ancestor, or otherwise nothing.
html.focusByPointer = (element) => html.moveFocus(html.documentOf(element), areaOf(element));

const members = {
  focus() {
    if (!html.isElementNode(this)) throw new TypeError("Illegal invocation");
    if (html.state(this).isFocusing) return;
    const target = html.isFocusable(this) ? this : (this.shadowRoot?.delegatesFocus ? html.firstDescendant(this.shadowRoot, (node) => html.nodeType(node) === 1 && html.isFocusable(node)) : null);
    if (target) html.moveFocus(html.documentOf(this), target);
  },
  blur() {
    if (!html.isElementNode(this)) throw new TypeError("Illegal invocation");
    const document = html.documentOf(this);
    if (html.focused(document) === this) html.moveFocus(document, null);
  },
  // https://html.spec.whatwg.org/#dom-tabindex
  get tabIndex() {
    if (!html.isElementNode(this)) throw new TypeError("Illegal invocation");
    const number = html.parseInteger(html.getAttribute(this, "tabindex") ?? "");
    if (number !== undefined && number <= 2147483647 && number >= -2147483648) return number;
    if (html.is(this, "a", "area")) return html.hasAttribute(this, "href") || html.is(this, "a") ? 0 : -1;
    if (html.is(this, "summary")) return html.isDetailsSummary(this) ? 0 : -1;
    if (html.is(this, "button", "input", "select", "textarea", "iframe", "frame", "object", "embed")) return 0;
    return html.hasAttribute(this, "contenteditable") && html.is(this) && this.isContentEditable ? 0 : -1;
  },
  set tabIndex(value) {
    html.setAttribute(this, "tabindex", String(idl.long(value)));
  },
};
html.extend(HTMLElement, members);
if (globalThis.SVGElement) html.extend(SVGElement, members);

html.extend(Document, {
  // https://html.spec.whatwg.org/#dom-documentorshadowroot-activeelement
  get activeElement() {
    let element = html.focused(this);
    // For an element in a shadow tree, the document sees its host.
    while (element) {
      const root = html.getRootNode(element);
      if (root === this) return element;
      element = root.host ?? null;
    }
    return this.body ?? this.documentElement;
  },
  hasFocus() {
    return this.defaultView !== null;
  },
});
if (globalThis.ShadowRoot) {
  html.extend(ShadowRoot, {
    get activeElement() {
      let element = html.focused(html.documentOf(this));
      while (element) {
        const root = html.getRootNode(element);
        if (root === this) return element;
        element = root.host ?? null;
      }
      return null;
    },
  });
}

// https://html.spec.whatwg.org/#the-autofocus-attribute: the first element that has it, once the document is loaded
web.autofocus = (document) => {
  if (html.focused(document)) return;
  const element = html.firstDescendant(document, (node) => html.nodeType(node) === 1 && html.hasAttribute(node, "autofocus") && html.isFocusable(node));
  if (element) html.moveFocus(document, element);
};
