// https://dom.spec.whatwg.org/#interface-shadowroot and https://dom.spec.whatwg.org/#shadow-trees
"use strict";

const { idl, dom, shared } = web;
const { kinds, record: self } = dom;
const { ELEMENT } = kinds;

class DocumentFragment extends Node {
  constructor() {
    return dom.makeFragment(dom.record(web.document), new.target.prototype).node;
  }
}
idl.expose(DocumentFragment);
dom.parentNode(DocumentFragment);
dom.byIDOf(DocumentFragment);
dom.unscopable(DocumentFragment.prototype, ["prepend", "append", "replaceChildren"]);
dom.fragmentPrototype = DocumentFragment.prototype;
dom.makeFragment = (document, prototype = document.realm.fragmentPrototype) => {
  const record = new dom.NodeRecord(kinds.FRAGMENT, document);
  dom.wrap(prototype, record);
  return record;
};

class ShadowRoot extends DocumentFragment {
  constructor() {
    throw idl.illegal();
  }
  get mode() {
    return self(this).mode;
  }
  get host() {
    return self(this).host.node;
  }
  get delegatesFocus() {
    return self(this).delegatesFocus;
  }
  get slotAssignment() {
    return self(this).slotAssignment;
  }
  get clonable() {
    return self(this).isClonable;
  }
  get serializable() {
    return self(this).isSerializable;
  }
  get activeElement() {
    return dom.activeElementIn?.(self(this)) ?? null;
  }
  get styleSheets() {
    return [];
  }
  get adoptedStyleSheets() {
    return (self(this).adoptedSheets ??= []);
  }
  set adoptedStyleSheets(value) {
    self(this).adoptedSheets = [...value];
  }
  get innerHTML() {
    const record = self(this);
    return dom.serialize(record, record.document);
  }
  set innerHTML(value) {
    const record = self(this);
    dom.replaceAll(dom.parseFragment(value === null ? "" : idl.DOMString(value), record.host, { document: record.document }), record);
  }
  getHTML(options) {
    const record = self(this);
    return dom.serialize(record, record.document, options);
  }
  setHTMLUnsafe(html) {
    const record = self(this);
    dom.replaceAll(dom.parseFragment(idl.DOMString(html), record.host, { declarative: true, document: record.document }), record);
  }
  elementFromPoint() {
    return null;
  }
  elementsFromPoint() {
    return [];
  }
}
idl.expose(ShadowRoot);
web.handlers(ShadowRoot.prototype, ["slotchange"]);
dom.reactions(ShadowRoot, ["innerHTML", "setHTMLUnsafe"]);
dom.shadowPrototype = ShadowRoot.prototype;

// https://dom.spec.whatwg.org/#dom-element-attachshadow
const hosts = new Set([
  "article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main", "nav", "p", "section", "span",
]);
const attach = (record, { mode, delegatesFocus = false, slotAssignment = "named", isClonable = false, isSerializable = false, isDeclarative = false }, prefix) => {
  if (record.namespace !== dom.HTML || !(hosts.has(record.localName) || dom.isCustomName(record.localName))) {
    throw dom.error("NotSupportedError", `${prefix}This element does not support attachShadow`);
  }
  if (dom.isCustomName(record.localName) || record.is) {
    const definition = dom.definitionOf(record.document, record.namespace, record.localName, record.is);
    if (definition?.disableShadow) throw dom.error("NotSupportedError", `${prefix}attachShadow() is disabled by disabledFeatures static field.`);
  }
  if (record.shadow !== null) {
    const current = record.shadow;
    if (!current.isDeclarative || current.mode !== mode) throw dom.error("NotSupportedError", `${prefix}Shadow root cannot be created on a host which already hosts a shadow tree.`);
    for (const one of [...dom.children(current)]) dom.remove(one);
    current.isDeclarative = false;
    return current;
  }
  const shadow = new dom.NodeRecord(kinds.FRAGMENT, record.document);
  Object.assign(shadow, { host: record, mode, delegatesFocus, slotAssignment, isClonable, isSerializable, isDeclarative, slots: 0 });
  dom.wrap(record.document.realm.shadowPrototype, shadow);
  shadow.connected = record.connected;
  record.shadow = shadow;
  shared.trees.shadowed = true;
  shared.trees.version++;
  return shadow;
};
Object.defineProperties(Element.prototype, Object.getOwnPropertyDescriptors({
  attachShadow(init) {
    const prefix = idl.failed("attachShadow", "Element");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    init = idl.dictionary(init, prefix, "ShadowRootInit");
    if (init.mode === undefined) throw new TypeError(`${prefix}Failed to read the 'mode' property from 'ShadowRootInit': Required member is undefined.`);
    const mode = idl.enumeration(init.mode, ["open", "closed"], ["mode", "ShadowRootInit", "ShadowRootMode"], prefix);
    const slotAssignment = init.slotAssignment === undefined ? "named" : idl.enumeration(init.slotAssignment, ["named", "manual"], ["slotAssignment", "ShadowRootInit", "SlotAssignmentMode"], prefix);
    return attach(record, {
      mode, slotAssignment, delegatesFocus: Boolean(init.delegatesFocus), isClonable: Boolean(init.clonable), isSerializable: Boolean(init.serializable),
    }, prefix).node;
  },
  get shadowRoot() {
    const { shadow } = self(this);
    return shadow !== null && shadow.mode === "open" ? shadow.node : null;
  },
  get assignedSlot() {
    return dom.assignedSlot(self(this), true);
  },
}));
for (const name of ["attachShadow", "shadowRoot", "assignedSlot"]) Object.defineProperty(Element.prototype, name, { enumerable: true });

// https://html.spec.whatwg.org/#parsing-main-inhead, for a template that declares a shadow root of its parent
dom.declareShadow = (parent, tree) => {
  const value = (name) => tree.attributes.find(([namespace, , localName]) => namespace === null && localName === name)?.[3];
  const mode = dom.lower(value("shadowrootmode") ?? "");
  if (parent.type !== ELEMENT || parent.shadow !== null || (mode !== "open" && mode !== "closed")) return false;
  try {
    attach(parent, {
      mode, isDeclarative: true, delegatesFocus: value("shadowrootdelegatesfocus") !== undefined,
      isClonable: value("shadowrootclonable") !== undefined, isSerializable: value("shadowrootserializable") !== undefined,
    }, "");
    return true;
  } catch {
    return false;
  }
};
dom.cloneShadow = (from, to) => {
  const { shadow } = from;
  const copy = attach(to, shadow, "");
  for (let child = shadow.first; child !== null; child = child.next) dom.insert(dom.clone(child, to.document, true), copy, null, true);
};

// Slots. A node's slot is computed on demand; `slotchange` is signaled wherever the assignment may change.
// https://dom.spec.whatwg.org/#finding-slots-and-slottables
const isSlot = (record) => dom.isHTML(record, "slot");
const slotName = (record) => dom.attribute(record, "slot") ?? "";
const findSlot = (shadow, name) => {
  for (let one = shadow.first; one !== null; one = dom.following(one, shadow)) {
    if (isSlot(one) && (dom.attribute(one, "name") ?? "") === name) return one;
  }
  return null;
};
const slotOf = (record) => {
  const shadow = record.parent?.shadow ?? null;
  if (shadow === null || shadow.slots === 0 || (record.type !== ELEMENT && !dom.isText(record))) return null;
  if (shadow.slotAssignment === "manual") return record.manualSlot !== undefined && dom.root(record.manualSlot) === shadow ? record.manualSlot : null;
  return findSlot(shadow, record.type === ELEMENT ? slotName(record) : "");
};
dom.slotOf = slotOf;
dom.assignedSlot = (record, isOpen) => {
  const slot = slotOf(record);
  return slot === null || (isOpen && dom.root(slot).mode !== "open") ? null : slot.node;
};
dom.assignedNodes = (slot) => {
  const shadow = dom.root(slot);
  if (!dom.isShadow(shadow)) return [];
  if (shadow.slotAssignment === "manual") return (slot.manualNodes ?? []).filter((one) => one.parent === shadow.host && one.manualSlot === slot);
  if (findSlot(shadow, dom.attribute(slot, "name") ?? "") !== slot) return [];
  const name = dom.attribute(slot, "name") ?? "";
  return dom.children(shadow.host).filter((one) => (one.type === ELEMENT ? slotName(one) === name : dom.isText(one) && name === ""));
};
const flattened = (slot) => {
  let list = dom.assignedNodes(slot);
  if (list.length === 0 && dom.isShadow(dom.root(slot))) list = dom.children(slot).filter((one) => one.type === ELEMENT || dom.isText(one));
  return list.flatMap((one) => (isSlot(one) && dom.isShadow(dom.root(one)) ? flattened(one) : [one]));
};
class HTMLSlotElement extends HTMLElement {
  get name() {
    return dom.attribute(self(this), "name") ?? "";
  }
  set name(value) {
    dom.setAttributeValue(self(this), "name", idl.DOMString(value));
  }
  assignedNodes(options) {
    const record = self(this);
    return (options?.flatten ? flattened(record) : dom.assignedNodes(record)).map((one) => one.node);
  }
  assignedElements(options) {
    const record = self(this);
    return (options?.flatten ? flattened(record) : dom.assignedNodes(record)).filter(dom.isElement).map((one) => one.node);
  }
  assign(...nodes) {
    const record = self(this);
    const list = nodes.map((node) => dom.argument(node, idl.failed("assign", "HTMLSlotElement")));
    for (const one of record.manualNodes ?? []) if (one.manualSlot === record) one.manualSlot = undefined;
    for (const one of list) {
      if (one.manualSlot !== undefined && one.manualSlot !== record) signal(one.manualSlot);
      one.manualSlot = record;
    }
    record.manualNodes = list;
    signal(record);
  }
}
idl.expose(HTMLSlotElement);
dom.reactions(HTMLSlotElement, ["name"]);
web.defineElement("slot", HTMLSlotElement);

// https://dom.spec.whatwg.org/#signal-a-slot-change
const signal = (slot) => {
  if (slot === null) return;
  const waiting = (shared.signalSlots ??= new Set());
  waiting.add(slot);
  dom.queueObserverMicrotask();
};
dom.slotsInserted = (record, parent) => {
  // Most pages have no shadow trees, and finding the root of each parent is slow in deep trees.
  if (!shared.trees.shadowed) return;
  if (parent.shadow !== null) signal(slotOf(record));
  const root = parent.type === kinds.FRAGMENT || parent.connected || parent.parent !== null ? dom.root(parent) : parent;
  if (!dom.isShadow(root)) return;
  for (let one = record; one !== null; one = dom.following(one, record)) {
    if (!isSlot(one)) continue;
    root.slots++;
    if (dom.assignedNodes(one).length > 0) signal(one);
  }
  if (isSlot(parent) && dom.assignedNodes(parent).length === 0) signal(parent);
};
dom.slotsRemoved = (record, parent) => {
  if (!shared.trees.shadowed) return;
  if (parent.shadow !== null && parent.shadow.slots > 0) {
    record.parent = parent;
    const slot = slotOf(record);
    record.parent = null;
    signal(slot);
  }
  const root = dom.root(parent);
  if (!dom.isShadow(root) || root.slots === 0) return;
  for (let one = record; one !== null; one = dom.following(one, record)) {
    if (!isSlot(one)) continue;
    root.slots--;
    const name = dom.attribute(one, "name") ?? "";
    if (dom.children(root.host).some((other) => (other.type === ELEMENT ? slotName(other) === name : dom.isText(other) && name === ""))) signal(one);
  }
  if (isSlot(parent) && dom.assignedNodes(parent).length === 0) signal(parent);
};
dom.slotAttributeChanged = (element, localName, oldValue, value) => {
  if (!shared.trees.shadowed) return;
  const [before, after] = [oldValue ?? "", value ?? ""];
  if (before === after) return;
  if (localName === "slot" && element.parent?.shadow) {
    signal(findSlot(element.parent.shadow, before));
    signal(findSlot(element.parent.shadow, after));
  } else if (localName === "name" && isSlot(element) && dom.isShadow(dom.root(element))) signal(element);
};
