// https://dom.spec.whatwg.org/#traversal
"use strict";

const { idl, dom, shared } = web;

const states = (shared.traversals ??= new WeakMap());
const stateOf = (object, kind) => {
  const state = states.get(object);
  if (!state || state.kind !== kind) throw new TypeError("Illegal invocation");
  return state;
};

const NodeFilter = (() => {
  const object = Object.defineProperties(function NodeFilter() {
    throw idl.illegal();
  }, {});
  delete object.prototype.constructor;
  const constants = {
    FILTER_ACCEPT: 1, FILTER_REJECT: 2, FILTER_SKIP: 3, SHOW_ALL: 0xffffffff, SHOW_ELEMENT: 1, SHOW_ATTRIBUTE: 2, SHOW_TEXT: 4, SHOW_CDATA_SECTION: 8,
    SHOW_ENTITY_REFERENCE: 0x10, SHOW_ENTITY: 0x20, SHOW_PROCESSING_INSTRUCTION: 0x40, SHOW_COMMENT: 0x80, SHOW_DOCUMENT: 0x100, SHOW_DOCUMENT_TYPE: 0x200,
    SHOW_DOCUMENT_FRAGMENT: 0x400, SHOW_NOTATION: 0x800,
  };
  for (const [name, value] of Object.entries(constants)) Object.defineProperty(object, name, { value, enumerable: true });
  idl.define("NodeFilter", object);
  return object;
})();
const { FILTER_ACCEPT, FILTER_REJECT, FILTER_SKIP } = NodeFilter;

// https://dom.spec.whatwg.org/#concept-node-filter
const filtered = (state, record) => {
  if (state.isActive) throw dom.error("InvalidStateError", "The filter is already being run.");
  if (!((1 << (record.type - 1)) & state.whatToShow)) return FILTER_SKIP;
  const { filter } = state;
  if (filter === null) return FILTER_ACCEPT;
  state.isActive = true;
  try {
    if (typeof filter === "function") return idl.unsigned(filter(record.node), 16);
    const { acceptNode } = filter;
    if (typeof acceptNode !== "function") throw new TypeError("acceptNode is not a function");
    return idl.unsigned(acceptNode.call(filter, record.node), 16);
  } finally {
    state.isActive = false;
  }
};
const begin = (name, kind, prototype, args) => {
  const prefix = idl.failed(name, "Document");
  idl.required(args.length, 1, prefix);
  const root = dom.argument(args[0], prefix);
  const whatToShow = args[1] === undefined ? 0xffffffff : idl.unsigned(args[1], 32);
  const filter = args[2] ?? null;
  if (filter !== null && typeof filter !== "object" && typeof filter !== "function") throw new TypeError(`${prefix}parameter 3 is not of type 'NodeFilter'.`);
  const state = { kind, root, current: root, isBefore: true, whatToShow, filter, isActive: false };
  const object = Object.create(prototype);
  states.set(object, state);
  return [object, state];
};
const common = (kind) => ({
  get root() {
    return stateOf(this, kind).root.node;
  },
  get whatToShow() {
    return stateOf(this, kind).whatToShow >>> 0;
  },
  get filter() {
    return stateOf(this, kind).filter;
  },
});

// Iterators that must be updated when nodes are removed. Held weakly, because pages do not say when they are done with one.
const iterators = (shared.iterators ??= new Set());
dom.iteratorsRemove = (record) => {
  if (iterators.size === 0) return;
  for (const reference of iterators) {
    const state = reference.deref();
    if (state === undefined) iterators.delete(reference);
    else preRemove(state, record);
  }
};
// https://dom.spec.whatwg.org/#nodeiterator-pre-removing-steps
const preRemove = (state, record) => {
  if (record === state.root || !dom.isInclusiveAncestor(record, state.current) || !dom.isInclusiveAncestor(state.root, record)) return;
  if (state.isBefore) {
    const next = dom.after(record, state.root);
    if (next !== null) {
      state.current = next;
      return;
    }
    state.isBefore = false;
  }
  let previous = record.previous;
  if (previous === null) state.current = record.parent;
  else {
    while (previous.last !== null) previous = previous.last;
    state.current = previous;
  }
};

class NodeIterator {
  constructor() {
    throw idl.illegal();
  }
  get referenceNode() {
    return stateOf(this, "iterator").current.node;
  }
  get pointerBeforeReferenceNode() {
    return stateOf(this, "iterator").isBefore;
  }
  nextNode() {
    return traverse(stateOf(this, "iterator"), true);
  }
  previousNode() {
    return traverse(stateOf(this, "iterator"), false);
  }
  detach() {
    stateOf(this, "iterator");
  }
}
// https://dom.spec.whatwg.org/#concept-nodeiterator-traverse
const traverse = (state, isForward) => {
  let node = state.current;
  let { isBefore } = state;
  for (;;) {
    if (isForward) {
      if (isBefore) isBefore = false;
      else node = dom.following(node, state.root);
    } else if (!isBefore) isBefore = true;
    else node = dom.preceding(node, state.root);
    if (node === null) return null;
    if (filtered(state, node) === FILTER_ACCEPT) break;
  }
  state.current = node;
  state.isBefore = isBefore;
  return node.node;
};
dom.mixin(NodeIterator.prototype, common("iterator"));
idl.expose(NodeIterator);

class TreeWalker {
  constructor() {
    throw idl.illegal();
  }
  get currentNode() {
    return stateOf(this, "walker").current.node;
  }
  set currentNode(value) {
    stateOf(this, "walker").current = dom.argument(value, "Failed to set the 'currentNode' property on 'TreeWalker': ");
  }
  parentNode() {
    const state = stateOf(this, "walker");
    for (let node = state.current; node !== null && node !== state.root; ) {
      node = node.parent;
      if (node !== null && filtered(state, node) === FILTER_ACCEPT) return (state.current = node).node;
    }
    return null;
  }
  firstChild() {
    return child(stateOf(this, "walker"), "first", "next");
  }
  lastChild() {
    return child(stateOf(this, "walker"), "last", "previous");
  }
  previousSibling() {
    return sibling(stateOf(this, "walker"), "last", "previous");
  }
  nextSibling() {
    return sibling(stateOf(this, "walker"), "first", "next");
  }
  previousNode() {
    const state = stateOf(this, "walker");
    let node = state.current;
    while (node !== state.root) {
      let before = node.previous;
      while (before !== null) {
        node = before;
        let result = filtered(state, node);
        while (result !== FILTER_REJECT && node.last !== null) {
          node = node.last;
          result = filtered(state, node);
        }
        if (result === FILTER_ACCEPT) return (state.current = node).node;
        before = node.previous;
      }
      if (node === state.root || node.parent === null) return null;
      node = node.parent;
      if (filtered(state, node) === FILTER_ACCEPT) return (state.current = node).node;
    }
    return null;
  }
  nextNode() {
    const state = stateOf(this, "walker");
    let node = state.current;
    let result = FILTER_ACCEPT;
    for (;;) {
      while (result !== FILTER_REJECT && node.first !== null) {
        node = node.first;
        result = filtered(state, node);
        if (result === FILTER_ACCEPT) return (state.current = node).node;
      }
      node = dom.after(node, state.root);
      if (node === null) return null;
      result = filtered(state, node);
      if (result === FILTER_ACCEPT) return (state.current = node).node;
    }
  }
}
// https://dom.spec.whatwg.org/#concept-traverse-children
const child = (state, first, next) => {
  let node = state.current[first];
  while (node !== null) {
    const result = filtered(state, node);
    if (result === FILTER_ACCEPT) return (state.current = node).node;
    if (result === FILTER_SKIP && node[first] !== null) {
      node = node[first];
      continue;
    }
    while (node[next] === null) {
      node = node.parent;
      if (node === null || node === state.root || node === state.current) return null;
    }
    node = node[next];
  }
  return null;
};
// https://dom.spec.whatwg.org/#concept-traverse-siblings
const sibling = (state, first, next) => {
  let node = state.current;
  if (node === state.root) return null;
  for (;;) {
    let other = node[next];
    while (other !== null) {
      node = other;
      const result = filtered(state, node);
      if (result === FILTER_ACCEPT) return (state.current = node).node;
      other = result === FILTER_REJECT || node[first] === null ? node[next] : node[first];
    }
    node = node.parent;
    if (node === null || node === state.root) return null;
    if (filtered(state, node) === FILTER_ACCEPT) return null;
  }
};
dom.mixin(TreeWalker.prototype, common("walker"));
idl.expose(TreeWalker);

// `args`: the arguments of the document's method.
dom.createNodeIterator = (args) => {
  const [object, state] = begin("createNodeIterator", "iterator", NodeIterator.prototype, args);
  iterators.add(new WeakRef(state));
  return object;
};
dom.createTreeWalker = (args) => begin("createTreeWalker", "walker", TreeWalker.prototype, args)[0];
