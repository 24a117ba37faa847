// https://dom.spec.whatwg.org/#interface-element
"use strict";

const { idl, dom } = web;
const { kinds, record: self } = dom;
const { ELEMENT, DOCUMENT } = kinds;

class Element extends Node {
  get namespaceURI() {
    return self(this).namespace;
  }
  get prefix() {
    return self(this).prefix;
  }
  get localName() {
    return self(this).localName;
  }
  get tagName() {
    return dom.tagName(self(this));
  }
  get id() {
    return dom.attribute(self(this), "id") ?? "";
  }
  set id(value) {
    dom.setAttributeValue(self(this), "id", idl.DOMString(value));
  }
  get className() {
    return dom.attribute(self(this), "class") ?? "";
  }
  set className(value) {
    dom.setAttributeValue(self(this), "class", idl.DOMString(value));
  }
  get classList() {
    return dom.tokenList(self(this), "class");
  }
  set classList(value) {
    dom.setAttributeValue(self(this), "class", idl.DOMString(value));
  }
  get slot() {
    return dom.attribute(self(this), "slot") ?? "";
  }
  set slot(value) {
    dom.setAttributeValue(self(this), "slot", idl.DOMString(value));
  }
  hasAttributes() {
    return (self(this).attributes?.length ?? 0) > 0;
  }
  get attributes() {
    return dom.attributeMap(self(this));
  }
  getAttributeNames() {
    return (self(this).attributes ?? []).map((one) => one.name);
  }
  getAttribute(name) {
    const record = self(this);
    idl.required(arguments.length, 1, "Failed to execute 'getAttribute' on 'Element': ");
    return dom.findAttribute(record, dom.attributeName(record, idl.DOMString(name)))?.value ?? null;
  }
  getAttributeNS(namespace, localName) {
    const record = self(this);
    idl.required(arguments.length, 2, idl.failed("getAttributeNS", "Element"));
    return dom.findAttributeNS(record, dom.namespaceArgument(namespace), idl.DOMString(localName))?.value ?? null;
  }
  setAttribute(name, value) {
    const prefix = "Failed to execute 'setAttribute' on 'Element': ";
    const record = self(this);
    idl.required(arguments.length, 2, prefix);
    name = idl.DOMString(name);
    value = idl.DOMString(value);
    if (!dom.isName(name)) throw dom.error("InvalidCharacterError", `${prefix}'${name}' is not a valid attribute name.`);
    name = dom.attributeName(record, name);
    const known = dom.findAttribute(record, name);
    if (known === null) dom.appendAttribute(record, dom.makeAttribute(record.document, null, null, name, value));
    else dom.changeAttribute(known, value);
  }
  setAttributeNS(namespace, name, value) {
    const prefix = idl.failed("setAttributeNS", "Element");
    const record = self(this);
    idl.required(arguments.length, 3, prefix);
    const parts = dom.extract(dom.namespaceArgument(namespace), idl.DOMString(name), prefix);
    dom.setAttributeValue(record, parts.localName, idl.DOMString(value), parts.prefix, parts.namespace);
  }
  removeAttribute(name) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("removeAttribute", "Element"));
    const known = dom.findAttribute(record, dom.attributeName(record, idl.DOMString(name)));
    if (known !== null) dom.removeAttribute(known);
  }
  removeAttributeNS(namespace, localName) {
    const record = self(this);
    idl.required(arguments.length, 2, idl.failed("removeAttributeNS", "Element"));
    const known = dom.findAttributeNS(record, dom.namespaceArgument(namespace), idl.DOMString(localName));
    if (known !== null) dom.removeAttribute(known);
  }
  toggleAttribute(name, force) {
    const prefix = idl.failed("toggleAttribute", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    name = idl.DOMString(name);
    if (!dom.isName(name)) throw dom.error("InvalidCharacterError", `${prefix}'${name}' is not a valid attribute name.`);
    name = dom.attributeName(record, name);
    const known = dom.findAttribute(record, name);
    if (known === null) {
      if (force !== undefined && !force) return false;
      dom.appendAttribute(record, dom.makeAttribute(record.document, null, null, name, ""));
      return true;
    }
    if (force !== undefined && force) return true;
    dom.removeAttribute(known);
    return false;
  }
  hasAttribute(name) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("hasAttribute", "Element"));
    return dom.findAttribute(record, dom.attributeName(record, idl.DOMString(name))) !== null;
  }
  hasAttributeNS(namespace, localName) {
    const record = self(this);
    idl.required(arguments.length, 2, idl.failed("hasAttributeNS", "Element"));
    return dom.findAttributeNS(record, dom.namespaceArgument(namespace), idl.DOMString(localName)) !== null;
  }
  getAttributeNode(name) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("getAttributeNode", "Element"));
    return dom.nodeOf(dom.findAttribute(record, dom.attributeName(record, idl.DOMString(name))));
  }
  getAttributeNodeNS(namespace, localName) {
    const record = self(this);
    idl.required(arguments.length, 2, idl.failed("getAttributeNodeNS", "Element"));
    return dom.nodeOf(dom.findAttributeNS(record, dom.namespaceArgument(namespace), idl.DOMString(localName)));
  }
  setAttributeNode(attribute) {
    const prefix = idl.failed("setAttributeNode", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    return dom.setAttributeNode(record, dom.argument(attribute, prefix, 1, "Attr", dom.isAttribute), prefix);
  }
  setAttributeNodeNS(attribute) {
    const prefix = idl.failed("setAttributeNodeNS", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    return dom.setAttributeNode(record, dom.argument(attribute, prefix, 1, "Attr", dom.isAttribute), prefix);
  }
  removeAttributeNode(attribute) {
    const prefix = idl.failed("removeAttributeNode", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    const known = dom.argument(attribute, prefix, 1, "Attr", dom.isAttribute);
    if (known.element !== record) throw dom.error("NotFoundError", `${prefix}The node provided is owned by another element.`);
    dom.removeAttribute(known);
    return attribute;
  }
  closest(selectors) {
    const prefix = idl.failed("closest", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    const list = dom.selectors(idl.DOMString(selectors), prefix);
    for (let one = record; one !== null && one.type === ELEMENT; one = one.parent) {
      if (dom.matches(one, list, record)) return one.node;
    }
    return null;
  }
  matches(selectors) {
    const prefix = idl.failed("matches", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    return dom.matches(record, dom.selectors(idl.DOMString(selectors), prefix), record);
  }
  webkitMatchesSelector(selectors) {
    const prefix = idl.failed("webkitMatchesSelector", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    return dom.matches(record, dom.selectors(idl.DOMString(selectors), prefix), record);
  }
  getElementsByTagName(name) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("getElementsByTagName", "Element"));
    return dom.byTagName(record, idl.DOMString(name));
  }
  getElementsByTagNameNS(namespace, localName) {
    const record = self(this);
    idl.required(arguments.length, 2, idl.failed("getElementsByTagNameNS", "Element"));
    return dom.byTagNameNS(record, dom.namespaceArgument(namespace), idl.DOMString(localName));
  }
  getElementsByClassName(names) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("getElementsByClassName", "Element"));
    return dom.byClassName(record, idl.DOMString(names));
  }
  insertAdjacentElement(where, element) {
    const prefix = idl.failed("insertAdjacentElement", "Element");
    const record = self(this);
    idl.required(arguments.length, 2, prefix);
    const node = dom.argument(element, prefix, 2, "Element", dom.isElement);
    return insertAdjacent(record, idl.DOMString(where), node, prefix) ? element : null;
  }
  insertAdjacentText(where, data) {
    const prefix = idl.failed("insertAdjacentText", "Element");
    const record = self(this);
    idl.required(arguments.length, 2, prefix);
    insertAdjacent(record, idl.DOMString(where), dom.makeText(record.document, idl.DOMString(data)), prefix);
  }
  // https://html.spec.whatwg.org/#dom-element-innerhtml
  get innerHTML() {
    const record = self(this);
    return dom.serialize(record.content ?? record, record.document);
  }
  set innerHTML(value) {
    const record = self(this);
    const target = record.content ?? record;
    const fragment = dom.parseFragment(value === null ? "" : idl.DOMString(value), record);
    dom.replaceAll(fragment, target);
  }
  get outerHTML() {
    return dom.serializeOuter(self(this));
  }
  set outerHTML(value) {
    const prefix = "Failed to set the 'outerHTML' property on 'Element': ";
    const record = self(this);
    const text = value === null ? "" : idl.DOMString(value);
    let { parent } = record;
    if (parent === null) return;
    if (parent.type === DOCUMENT) throw dom.error("NoModificationAllowedError", `${prefix}This element's parent is of type '#document', which is not an element node.`);
    const target = parent;
    if (parent.type !== ELEMENT) parent = dom.makeElement(record.document, "body", dom.HTML, null, { inert: true });
    dom.replace(record, dom.parseFragment(text, parent), target, prefix);
  }
  insertAdjacentHTML(where, text) {
    const prefix = idl.failed("insertAdjacentHTML", "Element");
    const record = self(this);
    idl.required(arguments.length, 2, prefix);
    const position = dom.lower(idl.DOMString(where));
    text = idl.DOMString(text);
    let context = record;
    if (position === "beforebegin" || position === "afterend") {
      context = record.parent;
      if (context === null || context.type === DOCUMENT) {
        throw dom.error("NoModificationAllowedError", `${prefix}The element has no parent.`);
      }
    } else if (position !== "afterbegin" && position !== "beforeend") throw badPosition(prefix, where);
    if (context.type !== ELEMENT || (context.localName === "html" && dom.isHTML(context) && context.document.isHTML)) {
      context = dom.makeElement(record.document, "body", dom.HTML, null, { inert: true });
    }
    insertAdjacent(record, position, dom.parseFragment(text, context), prefix);
  }
  getHTML(options) {
    const record = self(this);
    return dom.serialize(record.content ?? record, record.document, options);
  }
  setHTMLUnsafe(html) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("setHTMLUnsafe", "Element"));
    dom.replaceAll(dom.parseFragment(idl.DOMString(html), record, { declarative: true }), record.content ?? record);
  }
}
const badPosition = (prefix, where) =>
  dom.error("SyntaxError", `${prefix}The value provided ('${where}') is not one of 'beforeBegin', 'afterBegin', 'beforeEnd', or 'afterEnd'.`);
// https://dom.spec.whatwg.org/#insert-adjacent
const insertAdjacent = (element, where, node, prefix) => {
  switch (dom.lower(where)) {
    case "beforebegin":
      if (element.parent === null) return false;
      dom.preInsert(node, element.parent, element, prefix);
      return true;
    case "afterbegin":
      dom.preInsert(node, element, element.first, prefix);
      return true;
    case "beforeend":
      dom.preInsert(node, element, null, prefix);
      return true;
    case "afterend":
      if (element.parent === null) return false;
      dom.preInsert(node, element.parent, element.next, prefix);
      return true;
    default: throw badPosition(prefix, where);
  }
};
idl.expose(Element);
dom.reactions(Element, [
  "id", "className", "classList", "slot", "setAttribute", "setAttributeNS", "removeAttribute", "removeAttributeNS", "toggleAttribute",
  "setAttributeNode", "setAttributeNodeNS", "removeAttributeNode", "insertAdjacentElement", "innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe",
]);
dom.parentNode(Element);
dom.childNode(Element);
dom.siblings(Element);
dom.unscopable(Element.prototype, ["before", "after", "replaceWith", "remove", "prepend", "append", "replaceChildren", "slot"]);
