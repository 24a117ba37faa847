// `document` and the DOM's classes, until a script needs the rest: loading the layer's document group takes as long as
// starting the process, and most scripts only need `document.cookie`.
// https://html.spec.whatwg.org/#the-document-object
"use strict";

const { idl, DOMException } = web;
const { HREF, HOSTNAME } = web.urlParts;

const cookieError = (verb, { name, message }) =>
  new DOMException(`Failed to ${verb} the 'cookie' property on 'Document': ${message}`, name);
// Whether `this` is the document of this realm. Documents without a window have no cookies or location.
const isPage = (document) => document === web.document;
web.pageMembers = {
  get location() {
    return isPage(this) ? web.location : null;
  },
  set location(value) {
    if (isPage(this)) web.location.href = value;
  },
  get domain() {
    return !isPage(this) || web.page.origin === "null" ? "" : web.page.url[HOSTNAME];
  },
  get referrer() {
    return isPage(this) ? web.page.referrer ?? "" : "";
  },
  get readyState() {
    return isPage(this) ? web.page.readyState : "complete";
  },
  get hidden() {
    return !isPage(this);
  },
  get visibilityState() {
    return isPage(this) ? "visible" : "hidden";
  },
  hasFocus() {
    return isPage(this);
  },
  // https://html.spec.whatwg.org/#dom-document-cookie
  get cookie() {
    if (!isPage(this) || web.isDiscarded) return "";
    const [answer, bytes] = web.ask({ t: "cookie" });
    if (answer.error) throw cookieError("get", answer.error);
    return bytes ? host.decode(bytes) : "";
  },
  set cookie(value) {
    const text = idl.USVString(value);
    if (!isPage(this) || web.isDiscarded) return;
    const [answer] = web.ask({ t: "cookie", set: true }, host.encode(text));
    if (answer.error) throw cookieError("set", answer.error);
  },
};
const early = Object.create(web.EventTarget.prototype, Object.getOwnPropertyDescriptors(web.pageMembers));
Object.defineProperty(early, "URL", { get: () => web.page.url[HREF], configurable: true });

// Names on the global object whose accessors load the group.
const names = `Attr CDATASection CharacterData Comment CustomElementRegistry DOMImplementation DOMParser DOMTokenList Document
DocumentFragment DocumentType Element HTMLCollection HTMLDocument HTMLElement HTMLSlotElement HTMLTemplateElement HTMLUnknownElement
MathMLElement MutationObserver MutationRecord NamedNodeMap Node NodeFilter NodeIterator NodeList ProcessingInstruction RadioNodeList Range
AbstractRange StaticRange SVGElement Selection ShadowRoot Text TreeWalker XMLDocument XMLSerializer UIEvent customElements getSelection CSS
XPathResult XPathEvaluator XPathExpression ElementInternals CustomStateSet`;
let isLoaded = false;
const load = () => {
  if (isLoaded) return;
  isLoaded = true;
  host.loadDocument();
};
web.loadDocument = load;
const accessors = new Map();
web.lazyName = (name) => {
  web.lazyInterface(name, load);
  accessors.set(name, Object.getOwnPropertyDescriptor(globalThis, name).get);
};
for (const name of names.split(/\s+/)) web.lazyName(name);
// Accessors that were not replaced do not exist.
web.documentIsLoaded = () => {
  for (const [name, get] of accessors) if (Object.getOwnPropertyDescriptor(globalThis, name)?.get === get) delete globalThis[name];
};

// The prototype of `early` loads the group when any other property is looked up.
const ours = new Set([web.parentOf, web.listenersChanged, ...Object.values(web.shared.steps), web.shared.record]);
const loads = (key) => {
  if (ours.has(key)) return false;
  load();
  return Object.getPrototypeOf(web.document) !== early;
};
const trap = new Proxy(Object.create(web.EventTarget.prototype), {
  get: (_, key) => (loads(key) ? Reflect.get(web.document, key) : undefined),
  set: (_, key, value) => (loads(key) ? Reflect.set(web.document, key, value) : false),
  has: (_, key) => loads(key) && key in web.document,
});
for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) {
  Object.defineProperty(early, name, { value: web.EventTarget.prototype[name], writable: true, configurable: true });
}
web.handlers(early, ["readystatechange", "DOMContentLoaded"]);
Object.setPrototypeOf(early, trap);
web.document = Object.create(early);
web.markAsEventTarget(web.document);
