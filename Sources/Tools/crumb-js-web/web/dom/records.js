// The layer's data for nodes. Each node has a record, stored under a symbol that all realms share. Records link to records,
// so that walking the tree never runs a page's code. No algorithm here walks the tree recursively, because nesting is
// unlimited.
// https://dom.spec.whatwg.org/#trees
"use strict";

const { idl, shared } = web;
const dom = (web.dom = {});
const RECORD = (shared.record ??= Symbol("node"));
// `version` changes with every change to any tree, so that results can be cached until then.
shared.trees ??= { version: 0, observed: false, defined: false, shadowed: false };

dom.kinds = {
  ELEMENT: 1, ATTRIBUTE: 2, TEXT: 3, CDATA: 4, INSTRUCTION: 7, COMMENT: 8, DOCUMENT: 9, DOCTYPE: 10, FRAGMENT: 11,
};
const { ELEMENT, TEXT, CDATA, DOCUMENT, FRAGMENT } = dom.kinds;

class NodeRecord {
  constructor(type, document) {
    this.type = type;
    this.node = null;
    // The record of the node document.
    this.document = document ?? this;
    this.parent = this.first = this.last = this.previous = this.next = null;
    this.count = 0;
    this.connected = false;
    // For elements; attributes also have the names.
    this.localName = "";
    this.namespace = null;
    this.prefix = null;
    this.attributes = null;
    // For text and other character data.
    this.data = "";
    this.shadow = null;
    this.id = undefined;
    this.classes = undefined;
    // The custom element state: undefined, failed, uncustomized, precustomized or custom.
    this.custom = "uncustomized";
    // For a template: the record of its content.
    this.content = null;
    this.observers = null;
    // Objects that are created on demand, such as childNodes.
    this.extras = null;
  }
}
dom.NodeRecord = NodeRecord;

const descriptor = { value: undefined, enumerable: false, configurable: false, writable: false };
dom.attach = (node, record) => {
  descriptor.value = record;
  Object.defineProperty(node, RECORD, descriptor);
  record.node = node;
  return node;
};
dom.wrap = (prototype, record) => {
  const node = dom.attach(Object.create(prototype), record);
  const exotic = record.type === ELEMENT ? dom.exotic[record.localName] : undefined;
  if (exotic !== undefined && record.namespace === dom.HTML) record.node = exotic(node);
  return record.node;
};
// Elements with indexed or named properties of their own: functions that create their proxy, by local name.
dom.exotic = Object.create(null);

// The record of `this`, which must be a node.
dom.record = (node) => {
  const record = node?.[RECORD];
  if (record === undefined || record.node !== node) throw new TypeError("Illegal invocation");
  return record;
};
dom.recordOrNull = (value) => {
  if (typeof value !== "object" || value === null) return null;
  const record = value[RECORD];
  return record !== undefined && record.node === value ? record : null;
};
// The record of an argument that must be a Node.
dom.argument = (value, prefix, index = 1, name = "Node", isSuch) => {
  const record = dom.recordOrNull(value);
  if (record === null || (isSuch && !isSuch(record))) {
    throw new TypeError(`${prefix}parameter ${index} is not of type '${name}'.`);
  }
  return record;
};
dom.argumentOrNull = (value, prefix, index, name, isSuch) =>
  value === null || value === undefined ? null : dom.argument(value, prefix, index, name, isSuch);
dom.nodeOf = (record) => (record === null ? null : record.node);
dom.error = (name, message) => new web.DOMException(message, name);

dom.isElement = (record) => record.type === ELEMENT;
dom.isText = (record) => record.type === TEXT || record.type === CDATA;
dom.isCharacterData = (record) => record.type === TEXT || (record.type >= CDATA && record.type <= 8);
dom.isShadow = (record) => record.type === FRAGMENT && record.host !== undefined && record.mode !== undefined;
dom.HTML = "http://www.w3.org/1999/xhtml";
dom.isHTML = (record, name) => record.type === ELEMENT && record.namespace === dom.HTML && (name === undefined || record.localName === name);

dom.root = (record) => {
  while (record.parent !== null) record = record.parent;
  return record;
};
dom.shadowIncludingRoot = (record) => {
  for (;;) {
    record = dom.root(record);
    if (!dom.isShadow(record)) return record;
    record = record.host;
  }
};
dom.index = (record) => {
  const { parent } = record;
  const known = parent.extras?.children;
  if (known && known[record.place] === record) return record.place;
  let index = 0;
  for (let one = record.previous; one !== null; one = one.previous) index++;
  return index;
};
// The next record in tree order within `root`, and the first one after its descendants.
dom.after = (record, root) => {
  while (record !== root && record !== null) {
    if (record.next !== null) return record.next;
    record = record.parent;
  }
  return null;
};
dom.following = (record, root) => record.first ?? dom.after(record, root);
dom.preceding = (record, root) => {
  if (record === root) return null;
  if (record.previous === null) return record.parent;
  record = record.previous;
  while (record.last !== null) record = record.last;
  return record;
};
dom.isInclusiveAncestor = (ancestor, record) => {
  for (; record !== null; record = record.parent) if (record === ancestor) return true;
  return false;
};
dom.isShadowIncludingInclusiveAncestor = (ancestor, record) => {
  for (; record !== null; record = record.parent ?? record.host ?? null) if (record === ancestor) return true;
  return false;
};
// Includes shadow trees but not template contents, because this is for the tree's own insertion and removal. In tree order:
// an element comes before its shadow tree, and that before its children.
dom.inclusiveDescendants = (root) => {
  const found = [];
  if (root.first === null && root.shadow === null) {
    found.push(root);
    return found;
  }
  const roots = [[root, root]];
  while (roots.length > 0) {
    const level = roots[roots.length - 1];
    const [record, top] = level;
    if (record === null) {
      roots.pop();
      continue;
    }
    found.push(record);
    level[0] = dom.following(record, top);
    if (record.shadow !== null) roots.push([record.shadow, record.shadow]);
  }
  return found;
};
// Whether a precedes b in the same tree.
dom.isBefore = (a, b) => {
  if (a === b) return false;
  const path = (record) => {
    const result = [];
    for (; record !== null; record = record.parent) result.push(record);
    return result.reverse();
  };
  const [pathA, pathB] = [path(a), path(b)];
  for (let i = 0; ; i++) {
    if (i === pathA.length) return true;
    if (i === pathB.length) return false;
    if (pathA[i] === pathB[i]) continue;
    for (let one = pathA[i].next; one !== null; one = one.next) if (one === pathB[i]) return true;
    return false;
  }
};
dom.documentElement = (document) => {
  for (let one = document.first; one !== null; one = one.next) if (one.type === ELEMENT) return one;
  return null;
};
dom.doctype = (document) => {
  for (let one = document.first; one !== null; one = one.next) if (one.type === dom.kinds.DOCTYPE) return one;
  return null;
};
// The children as an array, which is cached until they change.
dom.children = (record) => {
  const extras = (record.extras ??= {});
  if (extras.children) return extras.children;
  const children = [];
  for (let one = record.first; one !== null; one = one.next) {
    one.place = children.length;
    children.push(one);
  }
  return (extras.children = children);
};
dom.textOf = (record) => {
  let text = "";
  for (let one = record.first; one !== null; one = dom.following(one, record)) if (dom.isText(one)) text += one.data;
  return text;
};
dom.childText = (record) => {
  let text = "";
  for (let one = record.first; one !== null; one = one.next) if (dom.isText(one)) text += one.data;
  return text;
};
dom.steps = shared.steps;
dom.length = (record) =>
  record.type === dom.kinds.DOCTYPE || record.type === dom.kinds.ATTRIBUTE ? 0
    : dom.isCharacterData(record) ? record.data.length : record.count;
dom.isDocument = (record) => record.type === DOCUMENT;

// Copies a mixin's members to a class as its own accessors and methods.
dom.mixin = (prototype, members) => {
  const descriptors = Object.getOwnPropertyDescriptors(members);
  for (const one of Object.values(descriptors)) one.enumerable = true;
  Object.defineProperties(prototype, descriptors);
};
dom.unscopable = (prototype, names) => {
  const object = Object.create(null);
  for (const name of names) object[name] = true;
  Object.defineProperty(prototype, Symbol.unscopables, { value: object, configurable: true });
};
