// https://dom.spec.whatwg.org/#interface-attr and https://dom.spec.whatwg.org/#interface-namednodemap
"use strict";

const { idl, dom, shared } = web;
const { kinds, record: self, steps } = dom;
const { trees } = shared;

// Looks like a NodeRecord to tree-walking code; the node is only created when a page needs it.
class AttributeRecord {
  constructor(document, namespace, prefix, localName, value) {
    this.type = kinds.ATTRIBUTE;
    this.document = document;
    this.namespace = namespace;
    this.prefix = prefix;
    this.localName = localName;
    this.name = prefix === null ? localName : `${prefix}:${localName}`;
    this.value = value;
    this.element = null;
    this.made = null;
  }
  get node() {
    return (this.made ??= dom.attach(Object.create(this.document.realm.attrPrototype), this));
  }
  set node(value) {
    this.made = value;
  }
}
for (const key of ["parent", "first", "last", "previous", "next", "shadow", "observers", "attributes"]) {
  Object.defineProperty(AttributeRecord.prototype, key, { value: null, writable: true });
}
Object.assign(AttributeRecord.prototype, { count: 0, connected: false });
for (const key of ["observers", "extras"]) Object.defineProperty(AttributeRecord.prototype, key, { value: null, writable: true });

class Attr extends Node {
  get namespaceURI() {
    return self(this).namespace;
  }
  get prefix() {
    return self(this).prefix;
  }
  get localName() {
    return self(this).localName;
  }
  get name() {
    return self(this).name;
  }
  get value() {
    return self(this).value;
  }
  set value(value) {
    dom.setExistingAttribute(self(this), idl.DOMString(value));
  }
  get ownerElement() {
    return dom.nodeOf(self(this).element);
  }
  get specified() {
    return true;
  }
}
idl.expose(Attr);
dom.reactions(Attr, ["value"]);
dom.attrPrototype = Attr.prototype;

dom.makeAttribute = (document, namespace, prefix, localName, value) => new AttributeRecord(document, namespace, prefix, localName, value);
dom.copyAttribute = (one, document) => new AttributeRecord(document, one.namespace, one.prefix, one.localName, one.value);

dom.findAttribute = (element, name) => {
  const { attributes } = element;
  if (attributes !== null) for (const one of attributes) if (one.name === name) return one;
  return null;
};
dom.findAttributeNS = (element, namespace, localName) => {
  const { attributes } = element;
  if (attributes !== null) for (const one of attributes) if (one.localName === localName && one.namespace === namespace) return one;
  return null;
};
// The value of an attribute without a namespace; null if there is none.
dom.attribute = (element, localName) => {
  const { attributes } = element;
  if (attributes !== null) for (const one of attributes) if (one.localName === localName && one.namespace === null) return one.value;
  return null;
};

// https://dom.spec.whatwg.org/#handle-attribute-changes, and updates of the values that are cached for an element
const changed = (element, attribute, oldValue, value) => {
  const { localName, namespace } = attribute;
  trees.version++;
  if (trees.observed) dom.queueRecord("attributes", element, localName, namespace, oldValue, [], [], null, null);
  if (element.custom === "custom") dom.enqueueReaction(element, "attributeChangedCallback", [localName, oldValue, value, namespace]);
  if (namespace === null) {
    if (localName === "id") {
      if (element.connected && element.id !== undefined) dom.removeID(element, element.id);
      element.id = value === null || value === "" ? undefined : value;
      if (element.connected && element.id !== undefined) dom.addID(element);
    } else if (localName === "class") element.classes = undefined;
    else if (localName === "slot" || localName === "name") dom.slotAttributeChanged?.(element, localName, oldValue, value);
  }
  element.node[steps.attributeChanged]?.(localName, oldValue, value, namespace);
};
// https://dom.spec.whatwg.org/#concept-element-attributes-change
dom.changeAttribute = (attribute, value) => {
  const old = attribute.value;
  attribute.value = value;
  changed(attribute.element, attribute, old, value);
};
dom.setExistingAttribute = (attribute, value) => {
  if (attribute.element === null) attribute.value = value;
  else dom.changeAttribute(attribute, value);
};
dom.appendAttribute = (element, attribute) => {
  (element.attributes ??= []).push(attribute);
  attribute.element = element;
  attribute.document = element.document;
  changed(element, attribute, null, attribute.value);
};
dom.removeAttribute = (attribute) => {
  const { element } = attribute;
  element.attributes.splice(element.attributes.indexOf(attribute), 1);
  attribute.element = null;
  changed(element, attribute, attribute.value, null);
};
const replaceAttribute = (old, attribute) => {
  const { element } = old;
  element.attributes[element.attributes.indexOf(old)] = attribute;
  attribute.element = element;
  attribute.document = element.document;
  old.element = null;
  changed(element, attribute, old.value, attribute.value);
};
// https://dom.spec.whatwg.org/#concept-element-attributes-set-value
dom.setAttributeValue = (element, localName, value, prefix = null, namespace = null) => {
  const known = dom.findAttributeNS(element, namespace, localName);
  if (known === null) dom.appendAttribute(element, dom.makeAttribute(element.document, namespace, prefix, localName, value));
  else dom.changeAttribute(known, value);
};
dom.removeAttributeNamed = (element, localName) => {
  const known = dom.findAttributeNS(element, null, localName);
  if (known !== null) dom.removeAttribute(known);
};
// https://dom.spec.whatwg.org/#concept-element-attributes-set
dom.setAttributeNode = (element, attribute, prefix) => {
  if (attribute.element !== null && attribute.element !== element) {
    throw dom.error("InUseAttributeError", `${prefix}The node provided is an attribute node that is already an attribute of another Element; attribute nodes must be explicitly cloned.`);
  }
  const old = dom.findAttributeNS(element, attribute.namespace, attribute.localName);
  if (old === attribute) return attribute.node;
  if (old !== null) replaceAttribute(old, attribute);
  else dom.appendAttribute(element, attribute);
  return dom.nodeOf(old);
};

class NamedNodeMap {
  constructor() {
    throw idl.illegal();
  }
  get length() {
    return owner(this).attributes?.length ?? 0;
  }
  item(index) {
    idl.required(arguments.length, 1, idl.failed("item", "NamedNodeMap"));
    return owner(this).attributes?.[idl.unsigned(index, 32)]?.node ?? null;
  }
  getNamedItem(name) {
    idl.required(arguments.length, 1, idl.failed("getNamedItem", "NamedNodeMap"));
    return dom.nodeOf(dom.findAttribute(owner(this), dom.attributeName(owner(this), idl.DOMString(name))));
  }
  getNamedItemNS(namespace, localName) {
    idl.required(arguments.length, 2, idl.failed("getNamedItemNS", "NamedNodeMap"));
    return dom.nodeOf(dom.findAttributeNS(owner(this), dom.namespaceArgument(namespace), idl.DOMString(localName)));
  }
  setNamedItem(attribute) {
    const prefix = idl.failed("setNamedItem", "NamedNodeMap");
    idl.required(arguments.length, 1, prefix);
    return dom.setAttributeNode(owner(this), dom.argument(attribute, prefix, 1, "Attr", isAttribute), prefix);
  }
  setNamedItemNS(attribute) {
    const prefix = idl.failed("setNamedItemNS", "NamedNodeMap");
    idl.required(arguments.length, 1, prefix);
    return dom.setAttributeNode(owner(this), dom.argument(attribute, prefix, 1, "Attr", isAttribute), prefix);
  }
  removeNamedItem(name) {
    const prefix = idl.failed("removeNamedItem", "NamedNodeMap");
    idl.required(arguments.length, 1, prefix);
    return taken(dom.findAttribute(owner(this), dom.attributeName(owner(this), idl.DOMString(name))), prefix, name);
  }
  removeNamedItemNS(namespace, localName) {
    const prefix = idl.failed("removeNamedItemNS", "NamedNodeMap");
    idl.required(arguments.length, 2, prefix);
    return taken(dom.findAttributeNS(owner(this), dom.namespaceArgument(namespace), idl.DOMString(localName)), prefix, localName);
  }
}
const isAttribute = (record) => record.type === kinds.ATTRIBUTE;
dom.isAttribute = isAttribute;
const taken = (attribute, prefix, name) => {
  if (attribute === null) throw dom.error("NotFoundError", `${prefix}No item with name '${name}' was found.`);
  dom.removeAttribute(attribute);
  return attribute.node;
};
dom.namespaceArgument = (value) => (value === null || value === undefined || value === "" ? null : idl.DOMString(value));
dom.attributeName = (element, name) => (element.namespace === dom.HTML && element.document.isHTML ? dom.lower(name) : name);
const owners = (shared.attributeMaps ??= new WeakMap());
const owner = (map) => {
  const element = owners.get(map);
  if (!element) throw new TypeError("Illegal invocation");
  return element;
};
idl.expose(NamedNodeMap);
Object.defineProperty(NamedNodeMap.prototype, Symbol.iterator, { value: Array.prototype.values, writable: true, configurable: true });
dom.reactions(NamedNodeMap, ["setNamedItem", "setNamedItemNS", "removeNamedItem", "removeNamedItemNS"]);

// The names of the attributes, for the map's named properties and for getAttributeNames.
dom.attributeNames = (element) => [...new Set((element.attributes ?? []).map((one) => one.name))];
dom.attributeMap = (element) => {
  const extras = (element.extras ??= {});
  if (extras.attributeMap) return extras.attributeMap;
  const map = dom.collection(NamedNodeMap.prototype, {
    list: () => element.attributes ?? [],
    length: () => element.attributes?.length ?? 0,
    names: () => dom.attributeNames(element).filter((name) => element.namespace !== dom.HTML || !element.document.isHTML || name === dom.lower(name)),
    named: (name) => (element.namespace === dom.HTML && element.document.isHTML && name !== dom.lower(name) ? null : dom.findAttribute(element, name)),
  });
  owners.set(map, element);
  return (extras.attributeMap = map);
};
