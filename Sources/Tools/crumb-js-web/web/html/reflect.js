// IDL attributes that reflect content attributes as typed values.
// https://html.spec.whatwg.org/#reflecting-content-attributes-in-idl-attributes
"use strict";

const { html, idl } = web;
const { HREF } = web.urlParts;

// https://html.spec.whatwg.org/#rules-for-parsing-integers; undefined for an error
html.parseInteger = (text) => {
  const match = /^[\t\n\f\r ]*([-+]?[0-9]+)/.exec(text);
  return match ? Number(match[1]) + 0 : undefined;
};
// https://html.spec.whatwg.org/#rules-for-parsing-floating-point-number-values; undefined for an error
html.parseNumber = (text) => {
  const match = /^[\t\n\f\r ]*([-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)/.exec(text);
  const number = match ? Number(match[1]) : NaN;
  return Number.isFinite(number) ? number + 0 : undefined;
};
// https://html.spec.whatwg.org/#encoding-parsing-a-url; returns the parts of the URL
html.parseURL = (element, text) => web.parseURL(text.toWellFormed(), html.baseURI(element));

const limit = 2147483647;
const outOfRange = (name, element, text) =>
  new web.DOMException(`Failed to set the '${name}' property on '${element.constructor.name}': ${text}`, "IndexSizeError");

// For each type: [getter from the attribute's text or null, setter from a value].
const types = {
  text: () => ({ get: (text) => text ?? "", set: idl.DOMString }),
  // [LegacyNullToEmptyString]
  textOrNull: () => ({ get: (text) => text ?? "", set: (value) => (value === null ? "" : idl.DOMString(value)) }),
  nullable: () => ({ get: (text) => text, set: (value) => (value === null || value === undefined ? null : idl.DOMString(value)) }),
  boolean: () => ({ get: (text) => text !== null, set: (value) => (value ? "" : null) }),
  url: () => ({
    get: (text, element) => (text === null ? "" : (html.parseURL(element, text)?.[HREF] ?? text.toWellFormed())),
    set: idl.USVString,
  }),
  long: ({ usual = 0 }) => ({
    get(text) {
      const number = text === null ? undefined : html.parseInteger(text);
      return number === undefined || number > limit || number < -limit - 1 ? usual : number;
    },
    set: (value) => String(idl.long(value)),
  }),
  unsigned: ({ usual = 0 }) => ({
    get(text) {
      const number = text === null ? undefined : html.parseInteger(text);
      return number === undefined || number < 0 || number > limit ? usual : number;
    },
    set(value) {
      const number = idl.unsigned(value, 32);
      return String(number > limit ? usual : number);
    },
  }),
  nonNegative: ({ usual = -1 }) => ({
    get(text) {
      const number = text === null ? undefined : html.parseInteger(text);
      return number === undefined || number < 0 || number > limit ? usual : number;
    },
    set(value, element, name) {
      const number = idl.long(value);
      if (number < 0) throw outOfRange(name, element, `The value provided (${number}) is negative.`);
      return String(number);
    },
  }),
  positive: ({ usual = 1, falls = false }) => ({
    get(text) {
      const number = text === null ? undefined : html.parseInteger(text);
      return number === undefined || number < 1 || number > limit ? usual : number;
    },
    set(value, element, name) {
      const number = idl.unsigned(value, 32);
      if (number === 0 && !falls) throw outOfRange(name, element, "The value provided is 0, which is an invalid size.");
      return String(number < 1 || number > limit ? usual : number);
    },
  }),
  clamped: ({ usual, least, most }) => ({
    get(text) {
      const number = text === null ? undefined : html.parseInteger(text);
      return number === undefined || number < 0 ? usual : Math.min(Math.max(number, least), most);
    },
    set(value) {
      const number = idl.unsigned(value, 32);
      return String(number > limit ? usual : number);
    },
  }),
  enumerated: ({ known, missing = "", invalid = missing, aliases = {}, isNullable = false }) => ({
    get(text) {
      if (text === null) return missing;
      const lower = html.lower(text);
      if (known.includes(lower)) return lower;
      return Object.hasOwn(aliases, lower) ? aliases[lower] : invalid;
    },
    set: (value) => (isNullable && (value === null || value === undefined) ? null : idl.DOMString(value)),
  }),
};

// `members`: for each type, the names of members; "acceptCharset=accept-charset" if the attribute has another name. Members
// with options are [name, options].
html.reflect = (constructor, members) => {
  for (const [type, list] of Object.entries(members)) {
    for (const item of typeof list === "string" ? list.split(" ") : list) {
      const [words, options] = typeof item === "string" ? [item, {}] : item;
      const [name, attribute = html.lower(name)] = words.split("=");
      if (type === "tokens") tokens(constructor, name, attribute, options);
      else define(constructor, name, attribute, types[type](options));
    }
  }
};
const define = (constructor, name, attribute, { get, set }) => {
  html.extend(constructor, {
    get [name]() {
      return get(html.getAttribute(html.brand(this), attribute), this);
    },
    set [name](value) {
      write(this, attribute, set(value, html.brand(this), name));
    },
  });
};
// [CEReactions]
const write = (element, attribute, text) => {
  if (web.shared.trees.defined) web.dom.runReactions(() => change(element, attribute, text));
  else change(element, attribute, text);
};
const change = (element, attribute, text) => {
  if (text === null) html.removeAttribute(element, attribute);
  else html.setAttribute(element, attribute, text);
};
// [SameObject, PutForwards=value]
const tokens = (constructor, name, attribute, { supported }) => {
  html.extend(constructor, {
    get [name]() {
      return web.dom.tokenList(html.brand(this)[web.shared.record], attribute, supported);
    },
    set [name](value) {
      this[name].value = value;
    },
  });
};
// The state of an enumerated attribute, for use within the layer.
html.keyword = (element, attribute, options) => types.enumerated(options).get(html.getAttribute(element, attribute));

// https://html.spec.whatwg.org/#reflecting-content-attributes-in-idl-attributes:element, one element, by ID or as an object
html.reflectElement = (constructor, name, attribute) => {
  html.extend(constructor, {
    get [name]() {
      const explicit = html.state(html.brand(this)).elements?.[attribute]?.deref();
      if (explicit && html.hasAttribute(this, attribute)) return html.isConnected(explicit) === html.isConnected(this) ? explicit : null;
      const id = html.getAttribute(this, attribute);
      return id ? html.elementByID(html.getRootNode(this), id) : null;
    },
    set [name](value) {
      const state = html.state(html.brand(this));
      if (value === null || value === undefined) {
        delete state.elements?.[attribute];
        html.removeAttribute(this, attribute);
        return;
      }
      if (!html.isElementNode(value)) {
        throw new TypeError(`Failed to set the '${name}' property on '${constructor.name}': Failed to convert value to 'Element'.`);
      }
      html.setAttribute(this, attribute, "");
      (state.elements ??= {})[attribute] = new WeakRef(value);
    },
  });
};
