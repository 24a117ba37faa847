// The document of this realm. Until now it was a plain object (lazy-document.js); here it becomes a node.
"use strict";

const { dom } = web;
const { record: self } = dom;

const { document } = web;
const record = new dom.NodeRecord(dom.kinds.DOCUMENT, null);
Object.assign(record, {
  isHTML: true, contentType: "text/html", url: undefined, mode: "no-quirks", encoding: "UTF-8", realm: dom, hasWindow: true, connected: true, ids: null,
  // For a page, this is set later (page/start.js).
  origin: web.page.origin,
});
dom.attach(document, record);

// The members that the document had before it became a node, such as cookie and location.
Object.defineProperties(Document.prototype, Object.getOwnPropertyDescriptors(web.pageMembers));
for (const name of Object.keys(web.pageMembers)) {
  const descriptor = Object.getOwnPropertyDescriptor(web.pageMembers, name);
  descriptor.enumerable = true;
  Object.defineProperty(Document.prototype, name, descriptor);
}
dom.reactions(Document, []);
web.handlers(Document.prototype, ["readystatechange", "visibilitychange", "DOMContentLoaded"]);
Object.setPrototypeOf(document, HTMLDocument.prototype);

Object.defineProperty(globalThis, "customElements", { get: () => dom.customElements, enumerable: true, configurable: true });
dom.enter = web.enter;
dom.leave = web.leave;
dom.report = web.report;
if (!web.isPage) dom.skeleton(record);
web.documentIsLoaded();
