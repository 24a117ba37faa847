// https://dom.spec.whatwg.org/#interface-node
"use strict";

const { idl, dom, shared } = web;
const { kinds, record: self } = dom;
const { ELEMENT, ATTRIBUTE, DOCUMENT, DOCTYPE, FRAGMENT } = kinds;

const named = (record) => {
  switch (record.type) {
    case ELEMENT: return dom.tagName(record);
    case ATTRIBUTE: return record.name;
    case kinds.TEXT: return "#text";
    case kinds.CDATA: return "#cdata-section";
    case kinds.INSTRUCTION: return record.target;
    case kinds.COMMENT: return "#comment";
    case DOCUMENT: return "#document";
    case DOCTYPE: return record.name;
    default: return "#document-fragment";
  }
};

class Node extends web.EventTarget {
  constructor() {
    throw idl.illegal();
  }
  get nodeType() {
    return self(this).type;
  }
  get nodeName() {
    return named(self(this));
  }
  get baseURI() {
    return dom.baseURL(self(this).document);
  }
  get isConnected() {
    return self(this).connected;
  }
  get ownerDocument() {
    const record = self(this);
    return record.type === DOCUMENT ? null : record.document.node;
  }
  getRootNode(options) {
    const record = self(this);
    return (options?.composed ? dom.shadowIncludingRoot(record) : dom.root(record)).node;
  }
  get parentNode() {
    const { parent } = self(this);
    return parent === null ? null : parent.node;
  }
  get parentElement() {
    const { parent } = self(this);
    return parent !== null && parent.type === ELEMENT ? parent.node : null;
  }
  hasChildNodes() {
    return self(this).first !== null;
  }
  get childNodes() {
    return dom.childNodes(self(this));
  }
  get firstChild() {
    const { first } = self(this);
    return first === null ? null : first.node;
  }
  get lastChild() {
    const { last } = self(this);
    return last === null ? null : last.node;
  }
  get previousSibling() {
    const { previous } = self(this);
    return previous === null ? null : previous.node;
  }
  get nextSibling() {
    const { next } = self(this);
    return next === null ? null : next.node;
  }
  get nodeValue() {
    const record = self(this);
    return record.type === ATTRIBUTE ? record.value : dom.isCharacterData(record) ? record.data : null;
  }
  set nodeValue(value) {
    const record = self(this);
    const text = value === null ? "" : idl.DOMString(value);
    if (record.type === ATTRIBUTE) dom.setExistingAttribute(record, text);
    else if (dom.isCharacterData(record)) dom.replaceData(record, 0, record.data.length, text);
  }
  get textContent() {
    const record = self(this);
    if (record.type === ELEMENT || record.type === FRAGMENT) return dom.textOf(record);
    return record.type === ATTRIBUTE ? record.value : dom.isCharacterData(record) ? record.data : null;
  }
  set textContent(value) {
    const record = self(this);
    const text = value === null ? "" : idl.DOMString(value);
    if (record.type === ELEMENT || record.type === FRAGMENT) dom.setText(record, text);
    else if (record.type === ATTRIBUTE) dom.setExistingAttribute(record, text);
    else if (dom.isCharacterData(record)) dom.replaceData(record, 0, record.data.length, text);
  }
  // https://dom.spec.whatwg.org/#dom-node-normalize
  normalize() {
    const root = self(this);
    const isExclusive = (one) => one !== null && one.type === kinds.TEXT;
    for (let one = root.first; one !== null; ) {
      if (one.type !== kinds.TEXT) {
        one = dom.following(one, root);
        continue;
      }
      if (one.data === "") {
        const after = dom.after(one, root);
        dom.remove(one);
        one = after;
        continue;
      }
      const { length } = one.data;
      let data = "";
      for (let next = one.next; isExclusive(next); next = next.next) data += next.data;
      if (one.next?.type === kinds.TEXT) {
        dom.replaceData(one, length, 0, data);
        dom.rangesNormalize?.(one, length);
        while (isExclusive(one.next)) dom.remove(one.next);
      }
      one = dom.after(one, root);
    }
  }
  cloneNode(deep = false) {
    const record = self(this);
    if (dom.isShadow(record)) throw dom.error("NotSupportedError", `${idl.failed("cloneNode", "Node")}ShadowRoot nodes are not clonable.`);
    return dom.clone(record, record.document, Boolean(deep)).node;
  }
  isEqualNode(other) {
    const record = self(this);
    const that = dom.argumentOrNull(other, idl.failed("isEqualNode", "Node"));
    return that !== null && dom.equal(record, that);
  }
  isSameNode(other) {
    self(this);
    return this === (other ?? null);
  }
  // https://dom.spec.whatwg.org/#dom-node-comparedocumentposition
  compareDocumentPosition(other) {
    const prefix = idl.failed("compareDocumentPosition", "Node");
    let node2 = self(this);
    idl.required(arguments.length, 1, prefix);
    let node1 = dom.argument(other, prefix);
    if (node1 === node2) return 0;
    let [attribute1, attribute2] = [null, null];
    if (node1.type === ATTRIBUTE) [attribute1, node1] = [node1, node1.element];
    if (node2.type === ATTRIBUTE) {
      [attribute2, node2] = [node2, node2.element];
      if (attribute1 !== null && node1 !== null && node1 === node2) {
        for (const one of node2.attributes) {
          if (one === attribute1) return 0x20 + 0x02;
          if (one === attribute2) return 0x20 + 0x04;
        }
      }
    }
    if (!node1 || !node2 || dom.root(node1) !== dom.root(node2)) {
      return 0x01 + 0x20 + (orderOf(attribute1 ?? node1) < orderOf(attribute2 ?? node2) ? 0x02 : 0x04);
    }
    if ((dom.isInclusiveAncestor(node1, node2) && node1 !== node2 && attribute1 === null) || (node1 === node2 && attribute2 !== null)) return 0x08 + 0x02;
    if ((dom.isInclusiveAncestor(node2, node1) && node1 !== node2 && attribute2 === null) || (node1 === node2 && attribute1 !== null)) return 0x10 + 0x04;
    return dom.isBefore(node1, node2) ? 0x02 : 0x04;
  }
  contains(other) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("contains", "Node"));
    const that = dom.argumentOrNull(other, idl.failed("contains", "Node"));
    return that !== null && dom.isInclusiveAncestor(record, that);
  }
  lookupPrefix(namespace) {
    let record = self(this);
    if (namespace === null || namespace === undefined || namespace === "") return null;
    record = lookupStart(record);
    return record === null ? null : dom.locatePrefix(record, idl.DOMString(namespace));
  }
  lookupNamespaceURI(prefix) {
    const record = lookupStart(self(this));
    return record === null ? null : dom.locateNamespace(record, prefix === null || prefix === undefined || prefix === "" ? null : idl.DOMString(prefix));
  }
  isDefaultNamespace(namespace) {
    const record = lookupStart(self(this));
    const wanted = namespace === null || namespace === undefined || namespace === "" ? null : idl.DOMString(namespace);
    return (record === null ? null : dom.locateNamespace(record, null)) === wanted;
  }
  insertBefore(node, child) {
    const prefix = idl.failed("insertBefore", "Node");
    const parent = self(this);
    idl.required(arguments.length, 2, prefix);
    const record = dom.argument(node, prefix);
    dom.preInsert(record, parent, dom.argumentOrNull(child, prefix, 2), prefix);
    return node;
  }
  appendChild(node) {
    const prefix = "Failed to execute 'appendChild' on 'Node': ";
    const parent = self(this);
    idl.required(arguments.length, 1, prefix);
    dom.preInsert(dom.argument(node, prefix), parent, null, prefix);
    return node;
  }
  replaceChild(node, child) {
    const prefix = idl.failed("replaceChild", "Node");
    const parent = self(this);
    idl.required(arguments.length, 2, prefix);
    const record = dom.argument(node, prefix);
    dom.replace(dom.argument(child, prefix, 2), record, parent, prefix);
    return child;
  }
  removeChild(child) {
    const prefix = "Failed to execute 'removeChild' on 'Node': ";
    const parent = self(this);
    idl.required(arguments.length, 1, prefix);
    const record = dom.argument(child, prefix);
    if (record.parent !== parent) throw dom.error("NotFoundError", `${prefix}The node to be removed is not a child of this node.`);
    dom.remove(record);
    return child;
  }
}
const lookupStart = (record) =>
  record.type === ELEMENT ? record
    : record.type === DOCUMENT ? dom.documentElement(record)
      : record.type === DOCTYPE || record.type === FRAGMENT ? null
        : record.type === ATTRIBUTE ? record.element
          : record.parent !== null && record.parent.type === ELEMENT ? record.parent : null;

// An arbitrary but consistent order for nodes in different trees.
let lastOrder = 0;
const orders = new WeakMap();
const orderOf = (record) => {
  if (record === null) return 0;
  const root = record.type === ATTRIBUTE ? record : dom.root(record);
  let order = orders.get(root);
  if (order === undefined) orders.set(root, (order = ++lastOrder));
  return order;
};

idl.expose(Node);
idl.constants(Node, {
  ELEMENT_NODE: 1, ATTRIBUTE_NODE: 2, TEXT_NODE: 3, CDATA_SECTION_NODE: 4, ENTITY_REFERENCE_NODE: 5, ENTITY_NODE: 6,
  PROCESSING_INSTRUCTION_NODE: 7, COMMENT_NODE: 8, DOCUMENT_NODE: 9, DOCUMENT_TYPE_NODE: 10, DOCUMENT_FRAGMENT_NODE: 11,
  NOTATION_NODE: 12, DOCUMENT_POSITION_DISCONNECTED: 0x01, DOCUMENT_POSITION_PRECEDING: 0x02,
  DOCUMENT_POSITION_FOLLOWING: 0x04, DOCUMENT_POSITION_CONTAINS: 0x08, DOCUMENT_POSITION_CONTAINED_BY: 0x10,
  DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC: 0x20,
});
dom.reactions(Node, ["nodeValue", "textContent", "normalize", "cloneNode", "insertBefore", "appendChild", "replaceChild", "removeChild"]);

// https://dom.spec.whatwg.org/#concept-node-equals
const same = (a, b) => {
  if (a.type !== b.type || a.count !== b.count) return false;
  switch (a.type) {
    case ELEMENT: {
      if (a.namespace !== b.namespace || a.prefix !== b.prefix || a.localName !== b.localName) return false;
      const [one, other] = [a.attributes ?? [], b.attributes ?? []];
      return one.length === other.length && one.every((x) => other.some((y) => sameAttribute(x, y)));
    }
    case ATTRIBUTE: return sameAttribute(a, b);
    case DOCTYPE: return a.name === b.name && a.publicId === b.publicId && a.systemId === b.systemId;
    case kinds.INSTRUCTION: return a.target === b.target && a.data === b.data;
    default: return a.data === b.data;
  }
};
const sameAttribute = (a, b) => a.namespace === b.namespace && a.localName === b.localName && a.value === b.value;
dom.equal = (a, b) => {
  let other = b;
  for (let one = a; one !== null; one = dom.following(one, a)) {
    if (other === null || !same(one, other)) return false;
    other = dom.following(other, b);
  }
  return other === null;
};

// https://dom.spec.whatwg.org/#concept-node-clone
const copyOf = (record, document) => {
  switch (record.type) {
    case ELEMENT: {
      const copy = dom.makeElement(document, record.localName, record.namespace, record.prefix, { is: record.is ?? null });
      if (record.attributes !== null) {
        for (const one of record.attributes) dom.appendAttribute(copy, dom.copyAttribute(one, document));
      }
      return copy;
    }
    case ATTRIBUTE: return dom.copyAttribute(record, document);
    case DOCUMENT: {
      const copy = dom.makeDocument({ isHTML: record.isHTML, contentType: record.contentType, url: dom.urlOf(record), prototype: Object.getPrototypeOf(record.node) });
      copy.mode = record.mode;
      copy.encoding = record.encoding;
      copy.origin = record.origin;
      return copy;
    }
    case DOCTYPE: return dom.makeDoctype(document, record.name, record.publicId, record.systemId);
    case FRAGMENT: return dom.makeFragment(document);
    default: return dom.makeCharacterData(record.type, document, record.data, record.target);
  }
};
dom.clone = (record, document, isDeep) => {
  const copy = copyOf(record, document);
  if (copy.type === DOCUMENT) document = copy;
  // The original and its copy, advanced together in tree order.
  let [from, to] = [record, copy];
  const finish = (one, made) => {
    if (one.content && made.content && isDeep) {
      for (let child = one.content.first; child !== null; child = child.next) {
        dom.insert(dom.clone(child, made.content.document, true), made.content, null, true);
      }
    }
    if (one.shadow !== null && one.shadow.isClonable) dom.cloneShadow(one, made);
    if (one.type === ELEMENT) one.node[shared.steps.cloned]?.(made.node, isDeep);
  };
  finish(from, to);
  while (isDeep) {
    let next = from.first;
    if (next !== null) {
      from = next;
    } else {
      while (from !== record && from.next === null) {
        from = from.parent;
        to = to.parent;
      }
      if (from === record) break;
      from = from.next;
      to = to.parent;
    }
    const made = copyOf(from, document);
    dom.insert(made, to, null, true);
    to = made;
    finish(from, to);
  }
  return copy;
};
