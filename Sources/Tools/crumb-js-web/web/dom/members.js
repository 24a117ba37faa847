// Members of documents and the window whose parts may not be loaded yet (dom/parts.js).
"use strict";

const { idl, dom } = web;

dom.mixin(Document.prototype, {
  createRange() {
    return dom.createRange(this);
  },
  getSelection() {
    return dom.getSelection(this);
  },
  createNodeIterator(root) {
    return dom.createNodeIterator(arguments);
  },
  createTreeWalker(root) {
    return dom.createTreeWalker(arguments);
  },
  createEvent(name) {
    idl.required(arguments.length, 1, idl.failed("createEvent", "Document"));
    return dom.createEvent(name);
  },
});
Object.defineProperty(Document, "parseHTMLUnsafe", {
  value: {
    parseHTMLUnsafe(html) {
      idl.required(arguments.length, 1, idl.failed("parseHTMLUnsafe", "Document"));
      return dom.parseDocument(idl.DOMString(html), "text/html", "about:blank").node;
    },
  }.parseHTMLUnsafe,
  writable: true, enumerable: true, configurable: true,
});
idl.attribute("getSelection", {
  getSelection() {
    return web.document.getSelection();
  },
}.getSelection);
