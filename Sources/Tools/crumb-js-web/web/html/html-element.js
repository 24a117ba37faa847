// https://html.spec.whatwg.org/#htmlelement
"use strict";

const { html, idl } = web;

html.reflect(HTMLElement, {
  text: "title lang accessKey autocapitalize",
  boolean: "inert autofocus",
  enumerated: [
    ["dir", { known: ["ltr", "rtl", "auto"] }],
    ["inputMode", { known: ["none", "text", "tel", "url", "email", "numeric", "decimal", "search"] }],
    ["enterKeyHint", { known: ["enter", "done", "go", "next", "previous", "search", "send"] }],
  ],
});
html.extend(HTMLElement, {
  // https://html.spec.whatwg.org/#dom-hidden
  get hidden() {
    const text = html.getAttribute(html.brand(this), "hidden");
    if (text === null) return false;
    return html.lower(text) === "until-found" ? "until-found" : true;
  },
  set hidden(value) {
    html.brand(this);
    if (typeof value === "string" && html.lower(value) === "until-found") html.setAttribute(this, "hidden", "until-found");
    else if (value === "" || !value || Number.isNaN(value)) html.removeAttribute(this, "hidden");
    else html.setAttribute(this, "hidden", "");
  },
  // https://html.spec.whatwg.org/#dom-translate
  get translate() {
    for (let node = html.brand(this); node; node = html.parentNode(node)) {
      if (!html.is(node)) continue;
      const text = html.getAttribute(node, "translate");
      if (text !== null && ["", "yes"].includes(html.lower(text))) return true;
      if (text !== null && html.lower(text) === "no") return false;
    }
    return true;
  },
  set translate(value) {
    html.setAttribute(html.brand(this), "translate", value ? "yes" : "no");
  },
  // https://html.spec.whatwg.org/#dom-draggable
  get draggable() {
    const text = html.getAttribute(html.brand(this), "draggable");
    if (text !== null && ["true", "false"].includes(html.lower(text))) return html.lower(text) === "true";
    return html.is(this, "img") || (html.is(this, "a") && html.hasAttribute(this, "href"));
  },
  set draggable(value) {
    html.setAttribute(html.brand(this), "draggable", value ? "true" : "false");
  },
  // https://html.spec.whatwg.org/#dom-spellcheck
  get spellcheck() {
    for (let node = html.brand(this); node; node = html.parentNode(node)) {
      const text = html.is(node) ? html.getAttribute(node, "spellcheck") : null;
      if (text !== null && ["", "true"].includes(html.lower(text))) return true;
      if (text !== null && html.lower(text) === "false") return false;
    }
    return true;
  },
  set spellcheck(value) {
    html.setAttribute(html.brand(this), "spellcheck", value ? "true" : "false");
  },
  get accessKeyLabel() {
    return "";
  },
  // https://html.spec.whatwg.org/#dom-contenteditable
  get contentEditable() {
    return editableState(html.brand(this));
  },
  set contentEditable(value) {
    const text = html.lower(idl.DOMString(value));
    html.brand(this);
    if (text === "inherit") html.removeAttribute(this, "contenteditable");
    else if (["true", "false", "plaintext-only"].includes(text)) html.setAttribute(this, "contenteditable", text);
    else {
      throw new web.DOMException(`Failed to set the 'contentEditable' property on 'HTMLElement': The value provided ('${value}') is not one of 'true', 'false', 'plaintext-only', or 'inherit'.`, "SyntaxError");
    }
  },
  get isContentEditable() {
    return html.isEditable(html.brand(this));
  },
  // https://html.spec.whatwg.org/#dom-innertext
  get innerText() {
    return web.dom.text(html.brand(this));
  },
  set innerText(value) {
    const pieces = lines(html.brand(this), value === null ? "" : idl.DOMString(value));
    this.replaceChildren(...pieces);
  },
  get outerText() {
    return web.dom.text(html.brand(this));
  },
  set outerText(value) {
    html.brand(this);
    if (!html.parentNode(this)) {
      throw new web.DOMException("Failed to set the 'outerText' property on 'HTMLElement': The element has no parent.", "NoModificationAllowedError");
    }
    const pieces = lines(this, value === null ? "" : idl.DOMString(value));
    this.replaceWith(...(pieces.length === 0 ? [html.documentOf(this).createTextNode("")] : pieces));
  },
  // https://html.spec.whatwg.org/#dom-click
  click() {
    html.brand(this);
    if (html.isDisabled(this)) return;
    const state = html.state(this);
    if (state.isClicking) return;
    state.isClicking = true;
    html.syntheticClick(this, { isTrusted: false });
    state.isClicking = false;
  },
});

// Converts a text to nodes, with a line break for each newline.
const lines = (element, text) => {
  const document = html.documentOf(element);
  const pieces = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (index > 0) pieces.push(document.createElement("br"));
    if (line) pieces.push(document.createTextNode(line));
  }
  return pieces;
};

const editableState = (element) => {
  const text = html.getAttribute(element, "contenteditable");
  if (text === null) return "inherit";
  const lower = html.lower(text);
  if (lower === "") return "true";
  return ["true", "false", "plaintext-only"].includes(lower) ? lower : "inherit";
};
html.isEditable = (element) => {
  for (let node = element; node; node = html.parentNode(node)) {
    const state = html.is(node) ? editableState(node) : "inherit";
    if (state !== "inherit") return state !== "false";
  }
  return html.documentOf(element)?.designMode === "on";
};

// https://w3c.github.io/uievents/#event-type-click, for a click without a pointer
html.syntheticClick = (element, { isTrusted = true, modifiers = {} } = {}) => {
  const init = { bubbles: true, cancelable: true, composed: true, view: html.windowOf(element), pointerId: -1, pointerType: "", detail: 0, ...modifiers };
  const event = isTrusted ? web.event(web.uiEvents.PointerEvent, "click", init) : new web.uiEvents.PointerEvent("click", init);
  return web.fire(element, event);
};
