// Tree operations for HTML elements, and the state that each element has besides its attributes.
// https://html.spec.whatwg.org/#dependencies
"use strict";

const { idl, dom, shared } = web;
const html = (web.html ??= {});
const { steps } = shared;
const RECORD = shared.record;
html.namespace = dom.HTML;

// Uses the nodes' records, because a page may override the tree's members, which must not affect HTML's algorithms.
const nodeOf = (record) => (record === null ? null : record.node);
html.parentNode = (node) => nodeOf(node[RECORD].parent);
html.firstChild = (node) => nodeOf(node[RECORD].first);
html.nextSibling = (node) => nodeOf(node[RECORD].next);
html.nodeType = (node) => node[RECORD].type;
html.isConnected = (node) => node[RECORD].connected;
html.localName = (node) => node[RECORD].localName;
html.namespaceURI = (node) => node[RECORD].namespace;
html.baseURI = (node) => dom.baseURL(node[RECORD].document);
html.textContent = (node) => dom.textOf(node[RECORD]);
html.childText = (node) => dom.childText(node[RECORD]);
html.getRootNode = (node) => dom.root(node[RECORD]).node;
html.getAttribute = (element, name) => dom.attribute(element[RECORD], name);
html.hasAttribute = (element, name) => dom.attribute(element[RECORD], name) !== null;
html.setAttribute = (element, name, value) => dom.setAttributeValue(element[RECORD], name, value);
html.removeAttribute = (element, name) => dom.removeAttributeNamed(element[RECORD], name);
html.isElementNode = (value) => dom.recordOrNull(value)?.type === 1;

// Whether a value is an HTML element with one of these names, from any realm.
html.is = (value, ...names) => {
  const record = dom.recordOrNull(value);
  return record !== null && record.type === 1 && record.namespace === dom.HTML && (names.length === 0 || names.includes(record.localName));
};
html.parentElement = (node) => {
  const { parent } = node[RECORD];
  return parent !== null && parent.type === 1 ? parent.node : null;
};
// The nearest ancestor with one of these names; `null` if there is none.
html.ancestor = (node, ...names) => {
  for (let record = node[RECORD].parent; record !== null; record = record.parent) {
    if (record.type === 1 && record.namespace === dom.HTML && names.includes(record.localName)) return record.node;
  }
  return null;
};
html.contains = (ancestor, node) => node !== null && dom.isInclusiveAncestor(ancestor[RECORD], node[RECORD]);
// The descendants that are HTML elements with one of these names, in tree order.
html.descendants = (root, ...names) =>
  dom.elementsBelow(root[RECORD], (record) => record.namespace === dom.HTML && names.includes(record.localName)).map(nodeOf);
html.firstDescendant = (root, test) => {
  const top = root[RECORD];
  for (let record = top.first; record !== null; record = dom.following(record, top)) if (record.type === 1 && test(record.node)) return record.node;
  return null;
};
html.elements = (root) => dom.elementsBelow(root[RECORD], () => true).map(nodeOf);
// The children that are elements.
html.children = (node) => {
  const found = [];
  for (let record = node[RECORD].first; record !== null; record = record.next) if (record.type === 1) found.push(record.node);
  return found;
};
html.elementByID = (root, id) => nodeOf(dom.byID(root[RECORD], id));
html.isBefore = (a, b) => dom.isBefore(a[RECORD], b[RECORD]);

// https://infra.spec.whatwg.org/#strip-and-collapse-ascii-whitespace
html.collapse = (text) => text.replace(/[\t\n\f\r ]+/g, " ").replace(/^ | $/g, "");
html.lower = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

// The state of an element, which all scripts of the layer share.
html.state = (element) => (element[RECORD].html ??= {});

// Checks the receiver of an interface's member.
html.brand = (value, ...names) => {
  if (!html.is(value, ...names)) throw new TypeError("Illegal invocation");
  return value;
};
// The window of a node's document; `null` if it has none.
html.windowOf = (node) => html.documentOf(node).defaultView;
html.documentOf = (node) => node[RECORD].document.node;

// Makes a class the interface of elements with these names.
html.define = (constructor, ...names) => {
  for (const name of names) web.defineElement(name, constructor);
  return idl.expose(constructor);
};
// https://webidl.spec.whatwg.org/#LegacyFactoryFunction
web.namedConstructor = (constructor, interfaceClass) => {
  Object.defineProperty(constructor, "prototype", { value: interfaceClass.prototype, writable: false });
  Object.defineProperty(constructor, "length", { value: 0, configurable: true });
  idl.define(constructor.name, constructor);
};
// Adds members to an interface: the getters, setters and methods of an object.
html.extend = (constructor, members) => {
  for (const name of Reflect.ownKeys(members)) {
    const descriptor = Object.getOwnPropertyDescriptor(members, name);
    descriptor.enumerable = typeof name !== "symbol";
    Object.defineProperty(constructor.prototype, name, descriptor);
  }
};
// Adds an action to a step, after those of parent interfaces and of earlier scripts.
html.addStep = (constructor, step, action) => {
  const { prototype } = constructor;
  const key = steps[step];
  const own = Object.hasOwn(prototype, key) ? prototype[key] : undefined;
  const parent = Object.getPrototypeOf(prototype);
  const value = own
    ? function (...values) {
        own.apply(this, values);
        return action.apply(this, values);
      }
    : function (...values) {
        parent[key]?.apply(this, values);
        return action.apply(this, values);
      };
  Object.defineProperty(prototype, key, { value, configurable: true, writable: true });
};

// Live lists from functions that return elements; `isTree`: whether only tree changes affect the contents.
const records = (list) => () => list().map((node) => node[RECORD]);
html.nodeList = (list) => dom.nodeList(records(list));
html.collection = (list, { isTree = true, prototype = HTMLCollection.prototype, ...more } = {}) =>
  dom.htmlCollection(records(list), prototype, isTree ? more : { list: records(list), ...more });
// Recomputed only after a tree has changed.
html.remembered = (find) => dom.remembered(find);
