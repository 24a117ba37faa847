// What a script finds as `document` without a page that was parsed: its URL, its cookies, its state.
// https://html.spec.whatwg.org/#the-document-object
"use strict";

const { idl, DOMException } = web;
const { HREF, ORIGIN, PROTOCOL, HOST, HOSTNAME, PORT, PATHNAME, SEARCH, HASH } = web.urlParts;

class Node extends web.EventTarget {
  constructor(key) {
    super();
    if (key !== idl.internal) throw idl.illegal();
  }
}
idl.expose(Node);

class Document extends Node {
  get URL() {
    return web.page.url[HREF];
  }
  get documentURI() {
    return web.page.url[HREF];
  }
  get baseURI() {
    return web.page.baseURL;
  }
  get location() {
    return web.location;
  }
  set location(value) {
    web.location.href = value;
  }
  get domain() {
    return web.page.origin === "null" ? "" : web.page.url[HOSTNAME];
  }
  get referrer() {
    return "";
  }
  get readyState() {
    return web.page.readyState;
  }
  get title() {
    return web.page.title ?? "";
  }
  set title(value) {
    web.page.title = idl.DOMString(value);
  }
  get characterSet() {
    return "UTF-8";
  }
  get charset() {
    return "UTF-8";
  }
  get contentType() {
    return "text/html";
  }
  get compatMode() {
    return "CSS1Compat";
  }
  get hidden() {
    return false;
  }
  get visibilityState() {
    return "visible";
  }
  get defaultView() {
    return globalThis;
  }
  get currentScript() {
    return null;
  }
  get documentElement() {
    return null;
  }
  get head() {
    return null;
  }
  get body() {
    return null;
  }
  hasFocus() {
    return true;
  }
  getElementById() {
    return null;
  }
  getElementsByTagName() {
    return [];
  }
  getElementsByClassName() {
    return [];
  }
  querySelector() {
    return null;
  }
  querySelectorAll() {
    return [];
  }
  createElement(name) {
    idl.required(arguments.length, 1, idl.failed("createElement", "Document"));
    return new Element(idl.internal, idl.DOMString(name).toLowerCase());
  }
  // https://html.spec.whatwg.org/#dom-document-cookie
  get cookie() {
    const [answer, bytes] = web.ask({ t: "cookie" });
    if (answer.error) throw cookieError("get", answer.error);
    return bytes ? host.decode(bytes) : "";
  }
  set cookie(value) {
    const [answer] = web.ask({ t: "cookie", set: true }, host.encode(idl.USVString(value)));
    if (answer.error) throw cookieError("set", answer.error);
  }
}
const cookieError = (verb, { name, message }) =>
  new DOMException(`Failed to ${verb} the 'cookie' property on 'Document': ${message}`, name);
web.handlers(Document.prototype, ["readystatechange", "visibilitychange", "DOMContentLoaded"]);
idl.expose(Document);
idl.expose(class HTMLDocument extends Document {});

// An element by itself: attributes, and of <a> the parts of its URL.
class Element extends Node {
  #name;
  #attributes = new Map();
  constructor(key, name) {
    super(key);
    this.#name = name;
  }
  get localName() {
    return this.#name;
  }
  get tagName() {
    return this.#name.toUpperCase();
  }
  get nodeName() {
    return this.#name.toUpperCase();
  }
  getAttribute(name) {
    return this.#attributes.get(idl.DOMString(name).toLowerCase()) ?? null;
  }
  setAttribute(name, value) {
    this.#attributes.set(idl.DOMString(name).toLowerCase(), idl.DOMString(value));
  }
  hasAttribute(name) {
    return this.#attributes.has(idl.DOMString(name).toLowerCase());
  }
  removeAttribute(name) {
    this.#attributes.delete(idl.DOMString(name).toLowerCase());
  }
  get href() {
    const text = this.getAttribute("href");
    return text === null ? "" : web.parseURL(text.toWellFormed(), web.page.baseURL)?.[HREF] ?? text;
  }
  set href(value) {
    this.setAttribute("href", value);
  }
}
for (const [name, index, usual] of [["origin", ORIGIN, ""], ["protocol", PROTOCOL, ":"], ["host", HOST, ""], ["hostname", HOSTNAME, ""], ["port", PORT, ""], ["pathname", PATHNAME, ""], ["search", SEARCH, ""], ["hash", HASH, ""]]) {
  Object.defineProperty(Element.prototype, name, {
    get() {
      const text = this.getAttribute("href");
      return (text === null ? undefined : web.parseURL(text.toWellFormed(), web.page.baseURL))?.[index] ?? usual;
    },
    enumerable: true,
    configurable: true,
  });
}
idl.expose(Element);
idl.expose(class HTMLElement extends Element {});

web.document = new (globalThis.HTMLDocument)(idl.internal);
web.document[web.parentOf] = (event) => (event.type === "load" ? null : globalThis);
Object.defineProperty(web.document, web.parentOf, { enumerable: false });
