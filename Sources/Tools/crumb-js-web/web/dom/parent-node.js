// Members that several interfaces share: https://dom.spec.whatwg.org/#mixin-parentnode, #interface-childnode,
// #interface-nondocumenttypechildnode, #interface-nonelementparentnode
"use strict";

const { idl, dom } = web;
const { ELEMENT } = dom.kinds;
const self = dom.record;

// https://dom.spec.whatwg.org/#converting-nodes-into-a-node
const converted = (nodes, document) => {
  const records = nodes.map((one) => dom.recordOrNull(one) ?? dom.makeText(document, idl.DOMString(one)));
  if (records.length === 1) return records[0];
  const fragment = dom.makeFragment(document);
  for (const one of records) dom.preInsert(one, fragment, null, "");
  return fragment;
};
const firstElement = (one) => {
  while (one !== null && one.type !== ELEMENT) one = one.next;
  return dom.nodeOf(one);
};
const lastElement = (one) => {
  while (one !== null && one.type !== ELEMENT) one = one.previous;
  return dom.nodeOf(one);
};

dom.parentNode = (constructor) => {
  const { name } = constructor;
  dom.mixin(constructor.prototype, {
    get children() {
      const record = self(this);
      const extras = (record.extras ??= {});
      return (extras.elements ??= dom.htmlCollection(() => dom.children(record).filter(dom.isElement)));
    },
    get firstElementChild() {
      return firstElement(self(this).first);
    },
    get lastElementChild() {
      return lastElement(self(this).last);
    },
    get childElementCount() {
      let count = 0;
      for (let one = self(this).first; one !== null; one = one.next) if (one.type === ELEMENT) count++;
      return count;
    },
    prepend(...nodes) {
      const record = self(this);
      dom.preInsert(converted(nodes, record.document), record, record.first, idl.failed("prepend", name));
    },
    append(...nodes) {
      const record = self(this);
      dom.preInsert(converted(nodes, record.document), record, null, idl.failed("append", name));
    },
    replaceChildren(...nodes) {
      const record = self(this);
      const node = converted(nodes, record.document);
      dom.ensureValid(node, record, null, idl.failed("replaceChildren", name));
      dom.replaceAll(node, record);
    },
    moveBefore(node, child) {
      const prefix = idl.failed("moveBefore", name);
      const parent = self(this);
      idl.required(arguments.length, 2, prefix);
      const record = dom.argument(node, prefix);
      const reference = dom.argumentOrNull(child, prefix, 2);
      if (dom.shadowIncludingRoot(parent) !== dom.shadowIncludingRoot(record)) {
        throw dom.error("HierarchyRequestError", `${prefix}State-preserving atomic move cannot be performed on nodes participating in an invalid hierarchy.`);
      }
      dom.preInsert(record, parent, reference, prefix);
    },
    querySelector(selectors) {
      const prefix = idl.failed("querySelector", name);
      const record = self(this);
      idl.required(arguments.length, 1, prefix);
      return dom.nodeOf(dom.selectFirst(record, idl.DOMString(selectors), prefix));
    },
    querySelectorAll(selectors) {
      const prefix = idl.failed("querySelectorAll", name);
      const record = self(this);
      idl.required(arguments.length, 1, prefix);
      return dom.staticNodeList(dom.selectAll(record, idl.DOMString(selectors), prefix));
    },
  });
  dom.reactions(constructor, ["prepend", "append", "replaceChildren", "moveBefore"]);
};

// The nearest sibling that is not in `nodes`.
const viable = (one, nodes, key) => {
  const given = new Set(nodes.map(dom.recordOrNull));
  while (one !== null && given.has(one)) one = one[key];
  return one;
};
dom.childNode = (constructor) => {
  const { name } = constructor;
  dom.mixin(constructor.prototype, {
    before(...nodes) {
      const record = self(this);
      const { parent } = record;
      if (parent === null) return;
      const previous = viable(record.previous, nodes, "previous");
      const node = converted(nodes, record.document);
      dom.preInsert(node, parent, previous === null ? parent.first : previous.next, idl.failed("before", name));
    },
    after(...nodes) {
      const record = self(this);
      const { parent } = record;
      if (parent === null) return;
      const next = viable(record.next, nodes, "next");
      dom.preInsert(converted(nodes, record.document), parent, next, idl.failed("after", name));
    },
    replaceWith(...nodes) {
      const record = self(this);
      const { parent } = record;
      if (parent === null) return;
      const next = viable(record.next, nodes, "next");
      const node = converted(nodes, record.document);
      const prefix = idl.failed("replaceWith", name);
      if (record.parent === parent) dom.replace(record, node, parent, prefix);
      else dom.preInsert(node, parent, next, prefix);
    },
    remove() {
      const record = self(this);
      if (record.parent !== null) dom.remove(record);
    },
  });
  dom.reactions(constructor, ["before", "after", "replaceWith", "remove"]);
  dom.unscopable(constructor.prototype, ["before", "after", "replaceWith", "remove"]);
};
dom.siblings = (constructor) =>
  dom.mixin(constructor.prototype, {
    get previousElementSibling() {
      return lastElement(self(this).previous);
    },
    get nextElementSibling() {
      return firstElement(self(this).next);
    },
  });
dom.byIDOf = (constructor) =>
  dom.mixin(constructor.prototype, {
    getElementById(id) {
      const record = self(this);
      idl.required(arguments.length, 1, idl.failed("getElementById", constructor.name));
      return dom.nodeOf(dom.byID(record, idl.DOMString(id)));
    },
  });
dom.childNode(CharacterData);
dom.siblings(CharacterData);
