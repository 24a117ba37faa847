// https://html.spec.whatwg.org/#dom-parsing-and-serialisation
"use strict";

const { idl, dom } = web;

class DOMParser {
  parseFromString(text, type) {
    const prefix = idl.failed("parseFromString", "DOMParser");
    idl.required(arguments.length, 2, prefix);
    text = idl.DOMString(text);
    type = idl.DOMString(type);
    if (!["text/html", "text/xml", "application/xml", "application/xhtml+xml", "image/svg+xml"].includes(type)) {
      throw new TypeError(`${prefix}parameter 2 ('${type}') is not a valid enum value of type SupportedType.`);
    }
    return dom.parseDocument(text, type, dom.urlOf(dom.record(web.document))).node;
  }
}
idl.expose(DOMParser);

// Parses a text into a document without a window; returns its record.
dom.parseDocument = (text, type, url) => {
  const isHTML = type === "text/html";
  const document = dom.makeDocument({ isHTML, contentType: type, url, prototype: isHTML ? undefined : XMLDocument.prototype });
  document.origin = web.page.origin;
  if (isHTML) dom.parseInto(document.node, text);
  else dom.parseXML(document, text);
  return document;
};
class XMLSerializer {
  serializeToString(root) {
    const prefix = idl.failed("serializeToString", "XMLSerializer");
    idl.required(arguments.length, 1, prefix);
    return dom.serializeXML(dom.argument(root, prefix), false);
  }
}
idl.expose(XMLSerializer);
