// https://dom.spec.whatwg.org/#interface-document and https://html.spec.whatwg.org/#the-document-object
"use strict";

const { idl, dom } = web;
const { kinds, record: self } = dom;
const { ELEMENT, DOCUMENT } = kinds;

class Document extends Node {
  constructor() {
    const record = dom.makeDocument({ isHTML: false, contentType: "application/xml", url: "about:blank", prototype: new.target.prototype });
    record.origin = web.page.origin;
    return record.node;
  }
  get implementation() {
    const record = self(this);
    return (record.implementation ??= dom.makeImplementation(record));
  }
  get URL() {
    return dom.urlOf(self(this));
  }
  get documentURI() {
    return dom.urlOf(self(this));
  }
  get compatMode() {
    return self(this).mode === "quirks" ? "BackCompat" : "CSS1Compat";
  }
  get characterSet() {
    return self(this).encoding;
  }
  get charset() {
    return self(this).encoding;
  }
  get inputEncoding() {
    return self(this).encoding;
  }
  get contentType() {
    return self(this).contentType;
  }
  get doctype() {
    return dom.nodeOf(dom.doctype(self(this)));
  }
  get documentElement() {
    return dom.nodeOf(dom.documentElement(self(this)));
  }
  getElementsByTagName(name) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("getElementsByTagName", "Document"));
    return dom.byTagName(record, idl.DOMString(name));
  }
  getElementsByTagNameNS(namespace, localName) {
    const record = self(this);
    idl.required(arguments.length, 2, idl.failed("getElementsByTagNameNS", "Document"));
    return dom.byTagNameNS(record, dom.namespaceArgument(namespace), idl.DOMString(localName));
  }
  getElementsByClassName(names) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("getElementsByClassName", "Document"));
    return dom.byClassName(record, idl.DOMString(names));
  }
  createElement(name, options) {
    const prefix = "Failed to execute 'createElement' on 'Document': ";
    const document = self(this);
    idl.required(arguments.length, 1, prefix);
    name = idl.DOMString(name);
    if (!dom.isName(name)) throw dom.error("InvalidCharacterError", `${prefix}The tag name provided ('${name}') is not a valid name.`);
    if (document.isHTML) name = dom.lower(name);
    const namespace = document.isHTML || document.contentType === "application/xhtml+xml" ? dom.HTML : null;
    return dom.makeElement(document, name, namespace, null, { is: isOption(options), sync: true }).node;
  }
  createElementNS(namespace, name, options) {
    const prefix = idl.failed("createElementNS", "Document");
    const document = self(this);
    idl.required(arguments.length, 2, prefix);
    const parts = dom.extract(dom.namespaceArgument(namespace), idl.DOMString(name), prefix);
    return dom.makeElement(document, parts.localName, parts.namespace, parts.prefix, { is: isOption(options), sync: true }).node;
  }
  createDocumentFragment() {
    return dom.makeFragment(self(this)).node;
  }
  createTextNode(data) {
    const document = self(this);
    idl.required(arguments.length, 1, idl.failed("createTextNode", "Document"));
    return dom.makeText(document, idl.DOMString(data)).node;
  }
  createCDATASection(data) {
    const prefix = idl.failed("createCDATASection", "Document");
    const document = self(this);
    idl.required(arguments.length, 1, prefix);
    data = idl.DOMString(data);
    if (document.isHTML) throw dom.error("NotSupportedError", `${prefix}This operation is not supported for HTML documents.`);
    if (data.includes("]]>")) throw dom.error("InvalidCharacterError", `${prefix}String cannot contain ']]>' since that is the end delimiter of a CData section.`);
    return dom.makeCharacterData(kinds.CDATA, document, data).node;
  }
  createComment(data) {
    const document = self(this);
    idl.required(arguments.length, 1, idl.failed("createComment", "Document"));
    return dom.makeCharacterData(kinds.COMMENT, document, idl.DOMString(data)).node;
  }
  createProcessingInstruction(target, data) {
    const prefix = idl.failed("createProcessingInstruction", "Document");
    const document = self(this);
    idl.required(arguments.length, 2, prefix);
    [target, data] = [idl.DOMString(target), idl.DOMString(data)];
    if (!dom.isName(target)) throw dom.error("InvalidCharacterError", `${prefix}The target provided ('${target}') is not a valid name.`);
    if (data.includes("?>")) throw dom.error("InvalidCharacterError", `${prefix}The data provided ('${data}') contains '?>'.`);
    return dom.makeCharacterData(kinds.INSTRUCTION, document, data, target).node;
  }
  createAttribute(name) {
    const prefix = idl.failed("createAttribute", "Document");
    const document = self(this);
    idl.required(arguments.length, 1, prefix);
    name = idl.DOMString(name);
    if (!dom.isName(name)) throw dom.error("InvalidCharacterError", `${prefix}The localName provided ('${name}') contains an invalid character.`);
    return dom.makeAttribute(document, null, null, document.isHTML ? dom.lower(name) : name, "").node;
  }
  createAttributeNS(namespace, name) {
    const prefix = idl.failed("createAttributeNS", "Document");
    const document = self(this);
    idl.required(arguments.length, 2, prefix);
    const parts = dom.extract(dom.namespaceArgument(namespace), idl.DOMString(name), prefix);
    return dom.makeAttribute(document, parts.namespace, parts.prefix, parts.localName, "").node;
  }
  importNode(node, deep = false) {
    const prefix = idl.failed("importNode", "Document");
    const document = self(this);
    idl.required(arguments.length, 1, prefix);
    const record = dom.argument(node, prefix);
    if (record.type === DOCUMENT || dom.isShadow(record)) throw dom.error("NotSupportedError", `${prefix}The node provided is a ${record.type === DOCUMENT ? "document" : "shadow root"}, which may not be imported.`);
    return dom.clone(record, document, typeof deep === "object" && deep !== null ? !deep.selfOnly : Boolean(deep)).node;
  }
  adoptNode(node) {
    const prefix = idl.failed("adoptNode", "Document");
    const document = self(this);
    idl.required(arguments.length, 1, prefix);
    const record = dom.argument(node, prefix);
    if (record.type === DOCUMENT) throw dom.error("NotSupportedError", `${prefix}The node provided is of type '#document', which may not be adopted.`);
    if (dom.isShadow(record)) throw dom.error("HierarchyRequestError", `${prefix}The node provided is a shadow root, which may not be adopted.`);
    if (record.type === kinds.ATTRIBUTE) {
      if (record.element !== null) dom.removeAttribute(record);
      record.document = document;
    } else if (!(record.type === kinds.FRAGMENT && record.host)) dom.adopt(record, document);
    return node;
  }
}
const isOption = (options) => (typeof options === "object" && options !== null && options.is !== undefined ? idl.DOMString(options.is) : null);
idl.expose(Document);
dom.reactions(Document, ["createElement", "createElementNS", "importNode", "adoptNode"]);
dom.parentNode(Document);
dom.byIDOf(Document);
dom.unscopable(Document.prototype, ["prepend", "append", "replaceChildren"]);
class HTMLDocument extends Document {
  constructor() {
    throw idl.illegal();
  }
}
idl.expose(HTMLDocument);
class XMLDocument extends Document {
  constructor() {
    throw idl.illegal();
  }
}
idl.expose(XMLDocument);

// `hasWindow`: whether the document belongs to a window.
dom.makeDocument = ({ isHTML, contentType = isHTML ? "text/html" : "application/xml", url, prototype }) => {
  const record = new dom.NodeRecord(DOCUMENT, null);
  Object.assign(record, { isHTML, contentType, url, mode: "no-quirks", encoding: "UTF-8", realm: dom, hasWindow: false, connected: true, ids: null, origin: "null" });
  dom.wrap(prototype ?? (isHTML ? HTMLDocument.prototype : Document.prototype), record);
  return record;
};
dom.urlOf = (document) => (document.hasWindow ? document.realm.pageURL() : document.url ?? "about:blank");
dom.pageURL = () => web.page.url[0];
dom.baseURL = (document) => (document.hasWindow ? document.realm.pageBaseURL() : document.url ?? "about:blank");
dom.pageBaseURL = () => web.page.baseURL;

class DocumentType extends Node {
  get name() {
    return self(this).name;
  }
  get publicId() {
    return self(this).publicId;
  }
  get systemId() {
    return self(this).systemId;
  }
}
idl.expose(DocumentType);
dom.childNode(DocumentType);
dom.doctypePrototype = DocumentType.prototype;
dom.makeDoctype = (document, name, publicId, systemId) => {
  const record = new dom.NodeRecord(kinds.DOCTYPE, document);
  Object.assign(record, { name, publicId, systemId });
  dom.wrap(document.realm.doctypePrototype, record);
  return record;
};

const implementations = (web.shared.implementations ??= new WeakMap());
const owner = (implementation) => {
  const document = implementations.get(implementation);
  if (!document) throw new TypeError("Illegal invocation");
  return document;
};
class DOMImplementation {
  constructor() {
    throw idl.illegal();
  }
  createDocumentType(name, publicId, systemId) {
    const prefix = idl.failed("createDocumentType", "DOMImplementation");
    const document = owner(this);
    idl.required(arguments.length, 3, prefix);
    name = idl.DOMString(name);
    if (!dom.isName(name)) throw dom.error("InvalidCharacterError", `${prefix}The qualified name provided ('${name}') contains an invalid character.`);
    if (name.includes(":")) dom.extract("x:x", name, prefix);
    return dom.makeDoctype(document, name, idl.DOMString(publicId), idl.DOMString(systemId)).node;
  }
  createDocument(namespace, name, doctype = null) {
    const prefix = idl.failed("createDocument", "DOMImplementation");
    const { origin } = owner(this);
    idl.required(arguments.length, 2, prefix);
    namespace = dom.namespaceArgument(namespace);
    const type = dom.argumentOrNull(doctype, prefix, 3, "DocumentType", (record) => record.type === kinds.DOCTYPE);
    const contentType = namespace === dom.HTML ? "application/xhtml+xml" : namespace === dom.SVG ? "image/svg+xml" : "application/xml";
    const document = dom.makeDocument({ isHTML: false, contentType, url: "about:blank", prototype: XMLDocument.prototype });
    document.origin = origin;
    name = name === null ? "" : idl.DOMString(name);
    let element = null;
    if (name !== "") {
      const parts = dom.extract(namespace, name, prefix);
      element = dom.makeElement(document, parts.localName, parts.namespace, parts.prefix);
    }
    if (type !== null) dom.insert(type, document, null);
    if (element !== null) dom.insert(element, document, null);
    return document.node;
  }
  createHTMLDocument(title) {
    const { origin } = owner(this);
    const document = dom.makeDocument({ isHTML: true, url: "about:blank" });
    document.origin = origin;
    dom.insert(dom.makeDoctype(document, "html", "", ""), document, null);
    dom.skeleton(document, title === undefined ? undefined : idl.DOMString(title));
    return document.node;
  }
  hasFeature() {
    return true;
  }
}
idl.expose(DOMImplementation);
dom.makeImplementation = (document) => {
  const implementation = Object.create(DOMImplementation.prototype);
  implementations.set(implementation, document);
  return implementation;
};
// Creates html, head and body elements.
dom.skeleton = (document, title) => {
  const make = (name, parent) => {
    const record = dom.makeElement(document, name, dom.HTML);
    dom.insert(record, parent, null);
    return record;
  };
  const html = make("html", document);
  const head = make("head", html);
  if (title !== undefined) dom.insert(dom.makeText(document, title), make("title", head), null);
  make("body", html);
};

// Members that HTML adds: https://html.spec.whatwg.org/#dom-tree-accessors
const headOf = (document) => {
  const html = dom.documentElement(document);
  return html !== null && dom.isHTML(html, "html") ? dom.children(html).find((one) => dom.isHTML(one, "head")) ?? null : null;
};
const bodyOf = (document) => {
  const html = dom.documentElement(document);
  if (html === null || !dom.isHTML(html, "html")) return null;
  return dom.children(html).find((one) => dom.isHTML(one, "body") || dom.isHTML(one, "frameset")) ?? null;
};
dom.bodyOf = bodyOf;
const titleOf = (document) => {
  const html = dom.documentElement(document);
  if (html?.localName === "svg" && html.namespace === dom.SVG) return dom.children(html).find((one) => one.localName === "title" && one.namespace === dom.SVG) ?? null;
  for (let one = document.first; one !== null; one = dom.following(one, document)) if (dom.isHTML(one, "title")) return one;
  return null;
};
const collectionOf = (document, key, isSuch) => dom.cachedCollection(document, key, isSuch);
const named = (...names) => (one) => dom.isHTML(one) && names.includes(one.localName);
dom.mixin(Document.prototype, {
  get title() {
    const title = titleOf(self(this));
    return title === null ? "" : dom.childText(title).replace(/[\t\n\f\r ]+/g, " ").replace(/^ | $/g, "");
  },
  set title(value) {
    const document = self(this);
    const text = idl.DOMString(value);
    let title = titleOf(document);
    if (title === null) {
      const html = dom.documentElement(document);
      if (html === null) return;
      const isSVG = html.namespace === dom.SVG && html.localName === "svg";
      const parent = isSVG ? html : headOf(document);
      if (parent === null) return;
      title = dom.makeElement(document, "title", isSVG ? dom.SVG : dom.HTML);
      dom.insert(title, parent, isSVG ? parent.first : null);
    }
    dom.setText(title, text);
  },
  get dir() {
    const html = dom.documentElement(self(this));
    const value = html === null ? "" : dom.lower(dom.attribute(html, "dir") ?? "");
    return ["ltr", "rtl", "auto"].includes(value) ? value : "";
  },
  set dir(value) {
    const html = dom.documentElement(self(this));
    if (html !== null) dom.setAttributeValue(html, "dir", idl.DOMString(value));
  },
  get head() {
    return dom.nodeOf(headOf(self(this)));
  },
  get body() {
    return dom.nodeOf(bodyOf(self(this)));
  },
  set body(value) {
    const prefix = "Failed to set the 'body' property on 'Document': ";
    const document = self(this);
    const body = value === null ? null : dom.argument(value, prefix, 1, "HTMLElement", (one) => dom.isHTML(one));
    if (body === null || !["body", "frameset"].includes(body.localName)) throw dom.error("HierarchyRequestError", `${prefix}The new body element is of type '${body?.node.tagName ?? "null"}'. It must be either a 'BODY' or 'FRAMESET' element.`);
    const old = bodyOf(document);
    if (old === body) return;
    const html = dom.documentElement(document);
    if (old !== null) dom.replace(old, body, old.parent, prefix);
    else if (html === null) throw dom.error("HierarchyRequestError", `${prefix}No document element exists.`);
    else dom.preInsert(body, html, null, prefix);
  },
  get images() {
    return collectionOf(self(this), "images", named("img"));
  },
  get embeds() {
    return collectionOf(self(this), "embeds", named("embed"));
  },
  get plugins() {
    return collectionOf(self(this), "embeds", named("embed"));
  },
  get links() {
    return collectionOf(self(this), "links", (one) => named("a", "area")(one) && dom.attribute(one, "href") !== null);
  },
  get forms() {
    return collectionOf(self(this), "forms", named("form"));
  },
  get scripts() {
    return collectionOf(self(this), "scripts", named("script"));
  },
  get anchors() {
    return collectionOf(self(this), "anchors", (one) => dom.isHTML(one, "a") && dom.attribute(one, "name") !== null);
  },
  get applets() {
    return collectionOf(self(this), "applets", () => false);
  },
  get all() {
    return collectionOf(self(this), "*", () => true);
  },
  getElementsByName(name) {
    const document = self(this);
    idl.required(arguments.length, 1, idl.failed("getElementsByName", "Document"));
    name = idl.DOMString(name);
    const known = ((document.extras ??= {}).named ??= new Map());
    if (!known.has(name)) known.set(name, dom.nodeList(() => dom.elementsBelow(document, (one) => one.namespace === dom.HTML && dom.attribute(one, "name") === name)));
    return known.get(name);
  },
  get defaultView() {
    const document = self(this);
    return document.hasWindow && !web.isDiscarded ? document.realm.view() : null;
  },
  get scrollingElement() {
    return this.documentElement;
  },
  elementFromPoint() {
    return null;
  },
  elementsFromPoint() {
    return [];
  },
});
dom.view = () => globalThis;
dom.reactions(Document, ["title", "dir", "body"]);
