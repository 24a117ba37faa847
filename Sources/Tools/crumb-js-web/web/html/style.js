// An element's own style: the declarations in its attribute. There is no cascade: the effect of style sheets on an element is
// not known.
// https://drafts.csswg.org/cssom/#the-cssstyledeclaration-interface
"use strict";

const { html, idl } = web;

// Parses a text into declarations, [name, value, priority]; later ones replace earlier ones with the same name.
html.parseDeclarations = (text) => {
  const list = new Map();
  text = text.replace(/\/\*[^]*?(\*\/|$)/g, "");
  for (const piece of split(text)) {
    const colon = piece.indexOf(":");
    if (colon < 0) continue;
    let name = piece.slice(0, colon).trim();
    if (!/^[-_a-zA-Z][-_a-zA-Z0-9]*$/.test(name)) continue;
    if (!name.startsWith("--")) name = html.lower(name);
    let value = piece.slice(colon + 1).trim();
    const important = /\s*!\s*important$/i.exec(value);
    if (important) value = value.slice(0, important.index);
    if (value === "" && !name.startsWith("--")) continue;
    list.delete(name);
    list.set(name, [value, important ? "important" : ""]);
  }
  return list;
};
// Splits at each semicolon outside brackets and strings.
const split = (text) => {
  const pieces = [];
  let [start, depth, quote] = [0, 0, ""];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === "\\") i++;
    else if (quote) quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) depth = Math.max(0, depth - 1);
    else if (letter === ";" && depth === 0) {
      pieces.push(text.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
};
const serialize = (list) => [...list].map(([name, [value, priority]]) => `${name}: ${value}${priority ? " !important" : ""};`).join(" ");

// Values as browsers serialize them: "0px" for a zero length, and keywords in lower case.
const lengths = /^(width|height|(min|max)-(width|height)|top|left|right|bottom|(margin|padding)(-(top|left|right|bottom))?|border(-(top|left|right|bottom))?-width|font-size|letter-spacing|gap)$/;
const normalize = (name, value) => {
  if (name.startsWith("--")) return value;
  if (lengths.test(name)) {
    if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(value)) return Number(value) === 0 ? "0px" : undefined;
    if (/^[^\s]+$/.test(value) && /[^-+.\da-z%(),/*\s]/i.test(value)) return undefined;
  }
  if (name === "display" && !/^[-a-z ]+$/i.test(value)) return undefined;
  if (/^[-A-Za-z]+$/.test(value) && !/^(font-family|animation-name|grid-area|content)$/.test(name)) return html.lower(value);
  return value;
};

const sources = (web.shared.styleSources ??= new WeakMap());
const sourceOf = (style) => {
  const source = sources.get(style);
  if (!source) throw new TypeError("Illegal invocation");
  return source;
};
const readonly = (style, name) => {
  throw new web.DOMException(`Failed to set the '${name}' property on 'CSSStyleDeclaration': These styles are computed, and therefore the '${name}' property is read-only.`, "NoModificationAllowedError");
};
const nameOf = (property) => {
  if (property === "cssFloat") return "float";
  if (property.startsWith("--")) return property;
  if (property.includes("-")) return html.lower(property);
  const dashed = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return /^webkit-/.test(dashed) ? `-${dashed}` : dashed;
};

class CSSStyleDeclaration {
  constructor() {
    throw idl.illegal();
  }
  get cssText() {
    const source = sourceOf(this);
    return source.isComputed ? "" : serialize(source.read());
  }
  set cssText(value) {
    const source = sourceOf(this);
    if (source.isComputed) readonly(this, "cssText");
    source.write(html.parseDeclarations(idl.DOMString(value)));
  }
  get length() {
    return sourceOf(this).read().size;
  }
  get parentRule() {
    sourceOf(this);
    return null;
  }
  item(index) {
    idl.required(arguments.length, 1, idl.failed("item", "CSSStyleDeclaration"));
    return [...sourceOf(this).read().keys()][idl.unsigned(index, 32)] ?? "";
  }
  getPropertyValue(property) {
    idl.required(arguments.length, 1, idl.failed("getPropertyValue", "CSSStyleDeclaration"));
    property = idl.DOMString(property);
    return sourceOf(this).read().get(property.startsWith("--") ? property : html.lower(property))?.[0] ?? "";
  }
  getPropertyPriority(property) {
    idl.required(arguments.length, 1, idl.failed("getPropertyPriority", "CSSStyleDeclaration"));
    return sourceOf(this).read().get(html.lower(idl.DOMString(property)))?.[1] ?? "";
  }
  setProperty(property, value, priority = "") {
    idl.required(arguments.length, 2, idl.failed("setProperty", "CSSStyleDeclaration"));
    property = idl.DOMString(property);
    set(this, property.startsWith("--") ? property : html.lower(property), value === null ? "" : idl.DOMString(value), priority === null ? "" : html.lower(idl.DOMString(priority)));
  }
  removeProperty(property) {
    idl.required(arguments.length, 1, idl.failed("removeProperty", "CSSStyleDeclaration"));
    const name = html.lower(idl.DOMString(property));
    const old = sourceOf(this).read().get(name)?.[0] ?? "";
    set(this, name, "", "");
    return old;
  }
}
const set = (style, name, value, priority) => {
  const source = sourceOf(style);
  if (source.isComputed) readonly(style, name);
  if (priority !== "" && priority !== "important") return;
  const list = source.read();
  value = value.trim();
  if (value === "") {
    if (!list.delete(name)) return;
  } else {
    const usable = normalize(name, value);
    if (usable === undefined || /!\s*important$/i.test(usable)) return;
    list.set(name, [usable, priority]);
  }
  source.write(list);
};
idl.expose(CSSStyleDeclaration);

// Every property name is a member. Without a list of all properties, this goes by the form of the name.
const isProperty = (name) => typeof name === "string" && /^(-?[a-z][a-zA-Z-]*|--.+)$/.test(name);
const handler = {
  get(target, name) {
    if (typeof name === "string" && /^\d+$/.test(name)) return [...sourceOf(target).read().keys()][name];
    if (name in target || !isProperty(name)) return Reflect.get(target, name);
    return sourceOf(target).read().get(nameOf(name))?.[0] ?? "";
  },
  set(target, name, value) {
    if (name in target || !isProperty(name)) return Reflect.set(target, name, value);
    set(target, nameOf(name), value === null ? "" : idl.DOMString(value), "");
    return true;
  },
  has: (target, name) => name in target || (isProperty(name) && known.has(nameOf(name).replace(/^-webkit-/, ""))),
  ownKeys: (target) => [...[...sourceOf(target).read().keys()].keys()].map(String).concat(Reflect.ownKeys(target)),
  getOwnPropertyDescriptor(target, name) {
    const value = typeof name === "string" && /^\d+$/.test(name) ? [...sourceOf(target).read().keys()][name] : undefined;
    return value === undefined ? Reflect.getOwnPropertyDescriptor(target, name) : { value, writable: false, enumerable: true, configurable: true };
  },
};
// For `"transform" in element.style` and the like.
const known = new Set(
  ("align-content align-items align-self all animation animation-delay animation-direction animation-duration animation-name appearance backdrop-filter " +
    "background background-color background-image background-position background-size border border-bottom border-color border-left border-radius border-right " +
    "border-style border-top border-width bottom box-shadow box-sizing caret-color clear clip clip-path color column-count columns contain content cursor direction display " +
    "fill filter flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family font-size font-style font-weight gap grid " +
    "grid-area grid-column grid-row grid-template height inset justify-content left letter-spacing line-height list-style margin margin-bottom margin-left " +
    "margin-right margin-top mask max-height max-width min-height min-width object-fit opacity order outline overflow overflow-x overflow-y padding " +
    "padding-bottom padding-left padding-right padding-top perspective pointer-events position resize right rotate scale scroll-behavior stroke table-layout " +
    "text-align text-decoration text-indent text-overflow text-shadow text-transform top touch-action transform transform-origin transition " +
    "transition-delay transition-duration transition-property transition-timing-function translate user-select vertical-align visibility white-space width " +
    "will-change word-break word-wrap z-index zoom").split(" ")
);
const make = (source) => {
  const target = Object.create(CSSStyleDeclaration.prototype);
  const proxy = new Proxy(target, handler);
  sources.set(target, source);
  sources.set(proxy, source);
  return proxy;
};

html.styleOf = (element) =>
  (html.state(element).style ??= make({
    read: () => html.parseDeclarations(html.getAttribute(element, "style") ?? ""),
    write: (list) => html.setAttribute(element, "style", serialize(list)),
  }));

// https://html.spec.whatwg.org/#rendering: the default display of elements
const none = new Set("area base basefont datalist head link meta noembed noframes param rp script style template title".split(" "));
const displays = {};
for (const [display, names] of Object.entries({
  block: "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend listing main menu nav ol optgroup option p plaintext pre search section summary ul xmp",
  "list-item": "li", table: "table", "table-row": "tr", "table-cell": "td th", "table-row-group": "tbody", "table-header-group": "thead",
  "table-footer-group": "tfoot", "table-caption": "caption", "table-column": "col", "table-column-group": "colgroup",
  "inline-block": "button input select textarea meter progress", ruby: "ruby", "ruby-text": "rt", contents: "slot",
})) {
  for (const name of names.split(" ")) displays[name] = display;
}
html.displayOf = (element) => {
  const own = html.parseDeclarations(html.getAttribute(element, "style") ?? "").get("display")?.[0];
  if (own) return own;
  if (html.namespaceURI(element) !== html.namespace) return "inline";
  const name = html.localName(element);
  if (html.hasAttribute(element, "hidden") || none.has(name)) return "none";
  if (name === "input" && html.lower(html.getAttribute(element, "type") ?? "") === "hidden") return "none";
  if (name === "dialog" && !html.hasAttribute(element, "open")) return "none";
  if (html.hasAttribute(element, "popover") && !html.state(element).isPopoverOpen) return "none";
  if (name === "noscript" && web.page.scripting !== false) return "none";
  return displays[name] ?? "inline";
};
// Whether an element would be rendered, as far as elements and their own styles determine that.
html.isRendered = (element) => {
  if (!html.isConnected(element)) return false;
  for (let node = element; node; node = html.parentNode(node) ?? node.host) {
    if (html.nodeType(node) !== 1) continue;
    if (html.displayOf(node) === "none") return false;
    const parent = html.parentElement(node);
    if (parent && html.is(parent, "details") && !html.hasAttribute(parent, "open") && html.children(parent).find((child) => html.is(child, "summary")) !== node) return false;
  }
  return true;
};
html.isVisible = (element) => {
  if (!html.isRendered(element)) return false;
  for (let node = element; node; node = html.parentElement(node)) {
    const own = html.parseDeclarations(html.getAttribute(node, "style") ?? "").get("visibility")?.[0];
    if (own) return own === "visible";
  }
  return true;
};

// The inherited or initial value, if the element's own style has none.
const inherited = new Set(["visibility", "color", "cursor", "font-size", "font-family", "font-weight", "line-height", "text-align", "white-space", "direction", "pointer-events"]);
const usual = {
  visibility: "visible", color: "rgb(0, 0, 0)", opacity: "1", position: "static", "box-sizing": "content-box", "font-size": "16px", "font-weight": "400",
  "font-family": "\"Times New Roman\"", "font-style": "normal", "line-height": "normal", "text-align": "start", "white-space": "normal", direction: "ltr", float: "none", clear: "none", overflow: "visible",
  "overflow-x": "visible", "overflow-y": "visible", width: "auto", height: "auto", "z-index": "auto", transform: "none", "background-color": "rgba(0, 0, 0, 0)", "background-image": "none",
  cursor: "auto", "pointer-events": "auto", content: "normal", "animation-name": "none", "animation-duration": "0s", "animation-delay": "0s", "transition-duration": "0s",
  "transition-delay": "0s", "transition-property": "all", "max-height": "none", "max-width": "none", "min-width": "auto", "min-height": "auto",
  ...Object.fromEntries(["top", "right", "bottom", "left"].flatMap((side) => [[side, "auto"], [`margin-${side}`, "0px"], [`padding-${side}`, "0px"], [`border-${side}-width`, "0px"]])),
};
const computed = (element) => {
  const list = new Map(Object.entries(usual).map(([name, value]) => [name, [value, ""]]));
  if (!html.isConnected(element)) return new Map();
  const ancestors = [];
  for (let node = element; node; node = html.parentElement(node)) ancestors.unshift(node);
  for (const node of ancestors) {
    for (const [name, declaration] of html.parseDeclarations(html.getAttribute(node, "style") ?? "")) {
      if (node === element || inherited.has(name) || name.startsWith("--")) list.set(name, [declaration[0], ""]);
    }
  }
  list.set("display", [html.displayOf(element), ""]);
  return list;
};
html.computedStyle = (element) => make({ isComputed: true, read: () => computed(element) });
