// https://html.spec.whatwg.org/#dom-dataset
"use strict";

const { html, idl } = web;

class DOMStringMap {
  constructor() {
    throw idl.illegal();
  }
}
idl.expose(DOMStringMap);

const attributeOf = (name) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const nameOf = (attribute) => attribute.slice(5).replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const names = (element) =>
  element.getAttributeNames().filter((name) => name.startsWith("data-") && !/[A-Z]/.test(name)).map(nameOf);

const refuse = (text, name) => {
  throw new web.DOMException(`Failed to set a named property '${name}' on 'DOMStringMap': ${text}`, "SyntaxError");
};
const handler = (element) => ({
  get(target, name) {
    if (typeof name === "symbol") return target[name];
    return html.getAttribute(element, attributeOf(name)) ?? target[name];
  },
  set(target, name, value) {
    if (typeof name === "symbol") return Reflect.set(target, name, value);
    if (/-[a-z]/.test(name)) refuse(`'${name}' is not a valid property name.`, name);
    const text = idl.DOMString(value);
    if (/[\t\n\f\r />=\0]/.test(name)) {
      throw new web.DOMException(`Failed to set a named property '${name}' on 'DOMStringMap': '${attributeOf(name)}' is not a valid attribute name.`, "InvalidCharacterError");
    }
    html.setAttribute(element, attributeOf(name), text);
    return true;
  },
  has: (target, name) => (typeof name === "string" && html.hasAttribute(element, attributeOf(name))) || Reflect.has(target, name),
  deleteProperty(target, name) {
    if (typeof name === "symbol") return Reflect.deleteProperty(target, name);
    if (!/-[a-z]/.test(name)) html.removeAttribute(element, attributeOf(name));
    return true;
  },
  ownKeys: (target) => [...names(element), ...Reflect.ownKeys(target)],
  getOwnPropertyDescriptor(target, name) {
    const value = typeof name === "string" ? html.getAttribute(element, attributeOf(name)) : null;
    return value === null ? Reflect.getOwnPropertyDescriptor(target, name) : { value, writable: true, enumerable: true, configurable: true };
  },
  defineProperty(target, name, descriptor) {
    return typeof name === "symbol" ? Reflect.defineProperty(target, name, descriptor) : this.set(target, name, descriptor.value);
  },
});

// SVG elements also have it.
const member = {
  get dataset() {
    if (!html.isElementNode(this)) throw new TypeError("Illegal invocation");
    return (html.state(this).dataset ??= new Proxy(Object.create(DOMStringMap.prototype), handler(this)));
  },
};
html.extend(HTMLElement, member);
if (globalThis.SVGElement) html.extend(SVGElement, member);
