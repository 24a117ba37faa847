// Changes to trees.
// https://dom.spec.whatwg.org/#mutation-algorithms
"use strict";

const { dom, shared } = web;
const { steps, kinds } = dom;
const { trees } = shared;
const { ELEMENT, TEXT, DOCUMENT, DOCTYPE, FRAGMENT } = kinds;

dom.touch = (parent) => {
  trees.version++;
  if (parent.extras !== null) parent.extras.children = null;
};

// https://dom.spec.whatwg.org/#concept-node-ensure-pre-insertion-validity; for `replace`, child is the node being replaced
dom.ensureValid = (node, parent, child, prefix, isReplace) => {
  const wrong = (message) => dom.error("HierarchyRequestError", prefix + message);
  if (parent.type !== DOCUMENT && parent.type !== FRAGMENT && parent.type !== ELEMENT) {
    throw wrong("This node type does not support this method.");
  }
  if (dom.isHostIncludingAncestor(node, parent)) throw wrong("The new child element contains the parent.");
  if (child !== null && child.parent !== parent) {
    throw dom.error("NotFoundError", `${prefix}The node ${isReplace ? "to be replaced" : "before which the new node is to be inserted"} is not a child of this node.`);
  }
  if (node.type === DOCUMENT || node.type === kinds.ATTRIBUTE) {
    throw wrong(`Nodes of type '${node.node.nodeName}' may not be inserted inside nodes of type '${parent.node.nodeName}'.`);
  }
  if (parent.type !== DOCUMENT) {
    if (node.type === DOCTYPE) throw wrong(`Nodes of type '${node.name}' may not be inserted inside nodes of type '${parent.node.nodeName}'.`);
    return;
  }
  if (node.type === TEXT || node.type === kinds.CDATA) throw wrong("Nodes of type '#text' may not be inserted inside nodes of type '#document'.");
  const ignored = isReplace ? child : null;
  const others = (type) => dom.children(parent).some((one) => one.type === type && one !== ignored);
  const doctypeFollows = () => {
    for (let one = isReplace ? child.next : child; one != null; one = one.next) if (one.type === DOCTYPE) return true;
    return false;
  };
  const elementPrecedes = () => {
    if (child === null) return others(ELEMENT);
    for (let one = child.previous; one !== null; one = one.previous) if (one.type === ELEMENT) return true;
    return false;
  };
  let isElement = node.type === ELEMENT;
  if (node.type === FRAGMENT) {
    const elements = dom.children(node).filter((one) => one.type === ELEMENT).length;
    if (elements > 1 || dom.children(node).some(dom.isText)) throw wrong("Only one element on document allowed.");
    isElement = elements === 1;
  }
  if (isElement && (others(ELEMENT) || (child !== null && doctypeFollows()))) throw wrong("Only one element on document allowed.");
  if (node.type === DOCTYPE && (others(DOCTYPE) || elementPrecedes())) throw wrong("Only one doctype on document allowed.");
};
dom.isHostIncludingAncestor = (ancestor, record) => {
  if (ancestor.first === null && ancestor !== record && ancestor.type !== FRAGMENT && !ancestor.content) return false;
  for (; record !== null; record = record.parent ?? record.host ?? null) if (record === ancestor) return true;
  return false;
};

dom.preInsert = (node, parent, child, prefix) => {
  dom.ensureValid(node, parent, child, prefix, false);
  dom.insert(node, parent, child === node ? node.next : child);
};

const link = (record, parent, child) => {
  const previous = child === null ? parent.last : child.previous;
  record.parent = parent;
  record.previous = previous;
  record.next = child;
  if (previous === null) parent.first = record;
  else previous.next = record;
  if (child === null) parent.last = record;
  else child.previous = record;
  // Appending a child keeps the cached array of children valid.
  const known = parent.extras?.children;
  if (child === null && known) {
    record.place = known.length;
    known.push(record);
  } else if (known) parent.extras.children = null;
  parent.count++;
  trees.version++;
};
const unlink = (record) => {
  const { parent, previous, next } = record;
  if (previous === null) parent.first = next;
  else previous.next = next;
  if (next === null) parent.last = previous;
  else next.previous = previous;
  const known = parent.extras?.children;
  if (known) {
    if (next === null) known.pop();
    else parent.extras.children = null;
  }
  record.parent = record.previous = record.next = null;
  parent.count--;
  trees.version++;
};

// https://dom.spec.whatwg.org/#concept-node-insert
dom.insert = (node, parent, child, suppressObservers = false) => {
  const nodes = node.type === FRAGMENT ? [...dom.children(node)] : [node];
  if (nodes.length === 0) return;
  if (node.type === FRAGMENT) {
    for (const one of nodes) dom.remove(one, true);
    dom.queueTreeRecord(node, [], nodes, null, null);
  }
  if (child !== null) dom.rangesInsert?.(parent, child, nodes.length);
  const previous = child === null ? parent.last : child.previous;
  const { connected } = parent;
  const inserted = [];
  for (const one of nodes) {
    dom.adopt(one, parent.document);
    link(one, parent, child);
    dom.slotsInserted?.(one, parent);
    if (one.first === null && one.shadow === null) settle(one, connected, inserted);
    else for (const each of dom.inclusiveDescendants(one)) settle(each, connected, inserted);
  }
  if (!suppressObservers) dom.queueTreeRecord(parent, nodes, [], previous, child);
  parent.node[steps.childrenChanged]?.();
  if (connected) {
    for (const one of inserted) if (one.connected) one.node[steps.becameConnected]?.();
  }
};
// Runs the insertion steps of a node, and the reactions of a custom element.
const settle = (record, connected, inserted) => {
  inserted.push(record);
  if (connected) {
    record.connected = true;
    if (record.type !== ELEMENT) return;
    if (record.id !== undefined) dom.addID(record);
  } else if (record.type !== ELEMENT) return;
  const step = record.node[steps.inserted];
  if (step !== undefined) step.call(record.node);
  if (!connected) return;
  if (record.custom === "custom") dom.enqueueReaction(record, "connectedCallback", []);
  else if (trees.defined) dom.tryToUpgrade(record);
};

// Indexes elements by ID, in the document of connected ones.
dom.addID = (record) => {
  if (trees.shadowed && dom.root(record).type !== DOCUMENT) return;
  const ids = (record.document.ids ??= new Map());
  const known = ids.get(record.id);
  if (known === undefined) ids.set(record.id, record);
  else if (known instanceof Set) known.add(record);
  else if (known !== record) ids.set(record.id, new Set([known, record]));
};
dom.removeID = (record, id, document = record.document) => {
  const known = document.ids?.get(id);
  if (known === record) document.ids.delete(id);
  else if (known instanceof Set) {
    known.delete(record);
    if (known.size === 0) document.ids.delete(id);
  }
};
dom.byID = (root, id) => {
  if (id === "") return null;
  if (root.type === DOCUMENT) {
    const known = root.ids?.get(id);
    if (known === undefined) return null;
    if (!(known instanceof Set)) return known;
    let first = null;
    for (const one of known) if (first === null || dom.isBefore(one, first)) first = one;
    return first;
  }
  for (let one = root.first; one !== null; one = dom.following(one, root)) if (one.id === id) return one;
  return null;
};

// https://dom.spec.whatwg.org/#concept-node-remove
dom.remove = (record, suppressObservers = false) => {
  const { parent, previous, next, connected } = record;
  dom.rangesRemove?.(record, parent);
  dom.iteratorsRemove?.(record);
  if (connected && record.document.ids?.size) {
    for (let one = record; one !== null; one = dom.following(one, record)) {
      if (one.id !== undefined) dom.removeID(one, one.id);
    }
  }
  unlink(record);
  dom.slotsRemoved?.(record, parent);
  const removed = record.first === null && record.shadow === null ? [record] : dom.inclusiveDescendants(record);
  for (const one of removed) {
    one.connected = false;
    if (one.type !== ELEMENT) continue;
    const step = one.node[steps.removed];
    if (step !== undefined) step.call(one.node, parent.node, connected);
    if (connected && one.custom === "custom") dom.enqueueReaction(one, "disconnectedCallback", []);
  }
  if (trees.observed) dom.addTransientObservers(record, parent);
  if (!suppressObservers) dom.queueTreeRecord(parent, [], [record], previous, next);
  parent.node[steps.childrenChanged]?.();
};

// https://dom.spec.whatwg.org/#concept-node-adopt
dom.adopt = (record, document) => {
  const old = record.document;
  if (record.parent !== null) dom.remove(record);
  if (old === document) return;
  const all = dom.inclusiveDescendants(record);
  for (const one of all) {
    one.document = document;
    for (const attribute of one.attributes ?? []) attribute.document = document;
  }
  for (const one of all) if (one.custom === "custom") dom.enqueueReaction(one, "adoptedCallback", [old.node, document.node]);
  for (const one of all) {
    if (one.type !== ELEMENT) continue;
    if (one.content) dom.adopt(one.content, dom.templateDocument(document));
    one.node[steps.adopted]?.(old.node);
  }
};

// https://dom.spec.whatwg.org/#concept-node-replace
dom.replace = (child, node, parent, prefix) => {
  dom.ensureValid(node, parent, child, prefix, true);
  let reference = child.next;
  if (reference === node) reference = node.next;
  const { previous } = child;
  dom.adopt(node, parent.document);
  const removed = [];
  if (child.parent !== null) {
    removed.push(child);
    dom.remove(child, true);
  }
  const nodes = node.type === FRAGMENT ? [...dom.children(node)] : [node];
  dom.insert(node, parent, reference, true);
  dom.queueTreeRecord(parent, nodes, removed, previous, reference);
};

// https://dom.spec.whatwg.org/#concept-node-replace-all
dom.replaceAll = (node, parent) => {
  const removed = [...dom.children(parent)];
  const added = node === null ? [] : node.type === FRAGMENT ? [...dom.children(node)] : [node];
  // Remove from the end, which keeps the cached array valid.
  for (const one of removed) dom.remove(one, true);
  if (node !== null) dom.insert(node, parent, null, true);
  if (added.length > 0 || removed.length > 0) dom.queueTreeRecord(parent, added, removed, null, null);
};

// Calls mutation-observer.js if anything is observed.
dom.queueTreeRecord = (target, added, removed, previous, next) => {
  if (trees.observed) dom.queueRecord("childList", target, null, null, null, added, removed, previous, next);
};

// https://dom.spec.whatwg.org/#string-replace-all
dom.setText = (record, text) => dom.replaceAll(text === "" ? null : dom.makeText(record.document, text), record);

// https://dom.spec.whatwg.org/#concept-cd-replace
dom.replaceData = (record, offset, count, data) => {
  const { length } = record.data;
  if (offset + count > length) count = length - offset;
  if (trees.observed) dom.queueRecord("characterData", record, null, null, record.data, [], [], null, null);
  record.data = record.data.slice(0, offset) + data + record.data.slice(offset + count);
  dom.rangesReplaceData?.(record, offset, count, data.length);
  if (record.parent !== null) {
    trees.version++;
    record.parent.node[steps.childrenChanged]?.();
  }
};
