// https://drafts.csswg.org/cssom/#css-style-sheets: rules are stored as text and never applied
"use strict";

const { html, idl } = web;

const states = (web.shared.sheets ??= new WeakMap());
const stateOf = (sheet) => {
  const state = states.get(sheet);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const rule = (text, sheet) => ({ cssText: text, selectorText: text.split("{")[0].trim(), type: 1, parentStyleSheet: sheet, parentRule: null, style: {} });

class CSSStyleSheet {
  constructor(options) {
    states.set(this, { rules: [], owner: null, disabled: Boolean(options?.disabled), media: String(options?.media ?? "") });
  }
  get cssRules() {
    return stateOf(this).rules;
  }
  get rules() {
    return stateOf(this).rules;
  }
  get ownerNode() {
    return stateOf(this).owner;
  }
  get ownerRule() {
    return null;
  }
  get parentStyleSheet() {
    return null;
  }
  get href() {
    return null;
  }
  get title() {
    return null;
  }
  get type() {
    return "text/css";
  }
  get media() {
    return { mediaText: stateOf(this).media, length: 0 };
  }
  get disabled() {
    return stateOf(this).disabled;
  }
  set disabled(value) {
    stateOf(this).disabled = Boolean(value);
  }
  insertRule(text, index = 0) {
    const { rules } = stateOf(this);
    const prefix = idl.failed("insertRule", "CSSStyleSheet");
    idl.required(arguments.length, 1, prefix);
    if (index > rules.length) throw new web.DOMException(`${prefix}The index provided (${index}) is larger than the maximum index (${rules.length}).`, "IndexSizeError");
    rules.splice(index, 0, rule(idl.DOMString(text), this));
    return index;
  }
  deleteRule(index) {
    const { rules } = stateOf(this);
    const prefix = idl.failed("deleteRule", "CSSStyleSheet");
    idl.required(arguments.length, 1, prefix);
    if (index >= rules.length) throw new web.DOMException(`${prefix}The index provided (${index}) is larger than the maximum index (${rules.length - 1}).`, "IndexSizeError");
    rules.splice(index, 1);
  }
  addRule(selector, style, index) {
    this.insertRule(`${selector} { ${style} }`, index ?? this.cssRules.length);
    return -1;
  }
  removeRule(index = 0) {
    this.deleteRule(index);
  }
  replaceSync(text) {
    stateOf(this).rules = split(idl.DOMString(text)).map((one) => rule(one, this));
  }
  replace(text) {
    this.replaceSync(text);
    return idl.resolved(this);
  }
}
// Splits a text into rules, each with its block.
const split = (text) => {
  const rules = [];
  let [depth, start] = [0, 0];
  text = text.replace(/\/\*[^]*?(\*\/|$)/g, "");
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "{") depth++;
    if ((text[i] === "}" && --depth === 0) || (text[i] === ";" && depth === 0)) {
      rules.push(text.slice(start, i + 1).trim());
      start = i + 1;
    }
  }
  return rules.filter((one) => one !== "");
};
idl.expose(CSSStyleSheet);

html.styleSheet = (element) => {
  const sheet = new CSSStyleSheet();
  const state = stateOf(sheet);
  state.owner = element;
  state.rules = split(html.textContent(element)).map((text) => rule(text, sheet));
  return sheet;
};
// https://drafts.csswg.org/cssom/#namespacedef-css
const CSS = {
  escape(text) {
    idl.required(arguments.length, 1, idl.failed("escape", "CSS"));
    text = idl.DOMString(text);
    let out = "";
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const isDigit = unit >= 48 && unit <= 57;
      if (unit === 0) out += "\uFFFD";
      else if ((unit >= 1 && unit <= 31) || unit === 127 || (isDigit && (i === 0 || (i === 1 && text[0] === "-")))) out += `\\${unit.toString(16)} `;
      else if (i === 0 && unit === 45 && text.length === 1) out += "\\-";
      else if (unit >= 128 || unit === 45 || unit === 95 || isDigit || /[A-Za-z]/.test(text[i])) out += text[i];
      else out += `\\${text[i]}`;
    }
    return out;
  },
  supports: (property, value) => (value === undefined ? /^\s*(not\s+)?\(/.test(String(property)) : true),
};
Object.defineProperty(CSS, Symbol.toStringTag, { value: "CSS", configurable: true });
idl.define("CSS", CSS);
