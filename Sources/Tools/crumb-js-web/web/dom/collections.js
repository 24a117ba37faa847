// Live collections, with access by index and by name.
// https://dom.spec.whatwg.org/#old-style-collections
"use strict";

const { idl, dom, shared } = web;
const { trees } = shared;
const { ELEMENT } = dom.kinds;

const sources = (shared.collections ??= new WeakMap());
const sourceOf = (collection) => {
  const source = sources.get(collection);
  if (!source) throw new TypeError("Illegal invocation");
  return source;
};
const indexOf = (key) => {
  if (typeof key !== "string" || !/^(0|[1-9]\d{0,9})$/.test(key)) return -1;
  const index = Number(key);
  return index < 4294967295 ? index : -1;
};

// https://webidl.spec.whatwg.org/#legacy-platform-object-internal-methods
// `source`: list() of records, length(), at(index) where that is faster, named(name) → record, names().
const handler = {
  get(target, key, receiver) {
    const source = sources.get(target);
    const index = indexOf(key);
    if (index >= 0) return valueAt(source, index);
    if (source.named && typeof key === "string" && !(key in target)) {
      const found = source.named(key);
      if (found !== null && found !== undefined) return found.node ?? found;
    }
    return Reflect.get(target, key, receiver === source.proxy ? source.proxy : receiver);
  },
  has(target, key) {
    const source = sources.get(target);
    const index = indexOf(key);
    if (index >= 0) return index < source.length();
    return key in target || (typeof key === "string" && Boolean(source.named?.(key)));
  },
  set(target, key, value, receiver) {
    const source = sources.get(target);
    if (receiver === source.proxy) {
      const index = indexOf(key);
      if (index >= 0) return source.setAt ? (source.setAt(index, value), true) : false;
      if (source.named && typeof key === "string" && !(key in target) && source.named(key)) return false;
    }
    return Reflect.set(target, key, value, receiver);
  },
  getOwnPropertyDescriptor(target, key) {
    const source = sources.get(target);
    const index = indexOf(key);
    if (index >= 0) {
      const value = valueAt(source, index);
      return value === undefined ? undefined : { value, writable: Boolean(source.setAt), enumerable: true, configurable: true };
    }
    if (source.named && typeof key === "string" && !(key in target)) {
      const found = source.named(key);
      if (found !== null && found !== undefined) return { value: found.node ?? found, writable: false, enumerable: source.showsNames ?? false, configurable: true };
    }
    return Reflect.getOwnPropertyDescriptor(target, key);
  },
  defineProperty(target, key, descriptor) {
    const source = sources.get(target);
    const index = indexOf(key);
    if (index >= 0) return source.setAt ? (source.setAt(index, descriptor.value), true) : false;
    if (source.named && typeof key === "string" && !(key in target) && source.named(key)) return false;
    return Reflect.defineProperty(target, key, descriptor);
  },
  deleteProperty(target, key) {
    const source = sources.get(target);
    const index = indexOf(key);
    if (index >= 0) return index >= source.length();
    if (source.named && typeof key === "string" && !Object.hasOwn(target, key) && !(key in target) && source.named(key)) return false;
    return Reflect.deleteProperty(target, key);
  },
  ownKeys(target) {
    const source = sources.get(target);
    const keys = Array.from({ length: source.length() }, (_, index) => String(index));
    const names = source.names ? source.names().filter((name) => !(name in target) && indexOf(name) < 0) : [];
    return [...new Set([...keys, ...names, ...Reflect.ownKeys(target)])];
  },
  preventExtensions() {
    return false;
  },
};
const valueAt = (source, index) => {
  const found = source.at ? source.at(index) : source.list()[index];
  return found === undefined || found === null ? undefined : found.node ?? found;
};

dom.collection = (prototype, source) => {
  const target = Object.create(prototype);
  source.length ??= () => source.list().length;
  sources.set(target, source);
  const proxy = new Proxy(target, handler);
  source.proxy = proxy;
  sources.set(proxy, source);
  return proxy;
};
// Caches the result of `find` until a tree changes.
dom.remembered = (find) => {
  let version = -1;
  let list;
  return () => {
    if (version !== trees.version) {
      list = find();
      version = trees.version;
    }
    return list;
  };
};

class NodeList {
  constructor() {
    throw idl.illegal();
  }
  get length() {
    return sourceOf(this).length();
  }
  item(index) {
    idl.required(arguments.length, 1, idl.failed("item", "NodeList"));
    return valueAt(sourceOf(this), idl.unsigned(index, 32)) ?? null;
  }
}
idl.expose(NodeList);
const arrayLike = (constructor) => {
  for (const name of ["entries", "keys", "values", "forEach"]) {
    Object.defineProperty(constructor.prototype, name, { value: Array.prototype[name], writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(constructor.prototype, Symbol.iterator, { value: Array.prototype.values, writable: true, configurable: true });
};
arrayLike(NodeList);
dom.arrayLike = arrayLike;
class RadioNodeList extends NodeList {
  get value() {
    const checked = sourceOf(this).list().find((one) => one.localName === "input" && one.node.type === "radio" && one.node.checked);
    return checked?.node.value ?? "";
  }
  set value(value) {
    const wanted = idl.DOMString(value);
    const found = sourceOf(this).list().find((one) => one.localName === "input" && one.node.type === "radio" && one.node.value === wanted);
    if (found) found.node.checked = true;
  }
}
idl.expose(RadioNodeList);

class HTMLCollection {
  constructor() {
    throw idl.illegal();
  }
  get length() {
    return sourceOf(this).length();
  }
  item(index) {
    idl.required(arguments.length, 1, idl.failed("item", "HTMLCollection"));
    return valueAt(sourceOf(this), idl.unsigned(index, 32)) ?? null;
  }
  namedItem(name) {
    idl.required(arguments.length, 1, idl.failed("namedItem", "HTMLCollection"));
    return dom.nodeOf(namedIn(sourceOf(this).list(), idl.DOMString(name)));
  }
}
idl.expose(HTMLCollection);
Object.defineProperty(HTMLCollection.prototype, Symbol.iterator, { value: Array.prototype.values, writable: true, configurable: true });

const namedIn = (list, name) => {
  if (name === "") return null;
  for (const one of list) if (one.id === name || (one.namespace === dom.HTML && dom.attribute(one, "name") === name)) return one;
  return null;
};
const namesIn = (list) => {
  const names = [];
  for (const one of list) {
    if (one.id !== undefined) names.push(one.id);
    const name = one.namespace === dom.HTML ? dom.attribute(one, "name") : null;
    if (name) names.push(name);
  }
  return [...new Set(names)];
};
// A live collection of elements; `find` returns their records.
dom.htmlCollection = (find, prototype = HTMLCollection.prototype, more = {}) => {
  const list = dom.remembered(find);
  return dom.collection(prototype, { list, named: (name) => namedIn(list(), name), names: () => namesIn(list()), ...more });
};
dom.nodeList = (find, prototype = NodeList.prototype) => dom.collection(prototype, { list: dom.remembered(find) });
dom.radioNodeList = (find) => dom.nodeList(find, RadioNodeList.prototype);
// A static list of nodes.
dom.staticNodeList = (records) => {
  const source = { list: () => records, length: () => records.length };
  return dom.collection(NodeList.prototype, source);
};

dom.childNodes = (record) => {
  const extras = (record.extras ??= {});
  return (extras.childNodes ??= dom.collection(NodeList.prototype, {
    list: () => dom.children(record),
    length: () => record.count,
    // Avoids creating an array for a loop over the children.
    at: (index) => (index === 0 ? record.first : index === record.count - 1 ? record.last : dom.children(record)[index]),
  }));
};
dom.elementsBelow = (root, isSuch) => {
  const found = [];
  for (let one = root.first; one !== null; one = dom.following(one, root)) {
    if (one.type === ELEMENT && isSuch(one)) found.push(one);
  }
  return found;
};
// [SameObject] for equal arguments.
dom.cachedCollection = (root, key, isSuch) => {
  const extras = (root.extras ??= {});
  const known = (extras.collections ??= new Map());
  let collection = known.get(key);
  if (!collection) known.set(key, (collection = dom.htmlCollection(() => dom.elementsBelow(root, isSuch))));
  return collection;
};

// https://dom.spec.whatwg.org/#concept-getelementsbytagname
dom.byTagName = (root, name) => {
  if (name === "*") return dom.cachedCollection(root, "*", () => true);
  if (!root.document.isHTML) return dom.cachedCollection(root, `tag ${name}`, (one) => dom.qualifiedName(one) === name);
  const lower = dom.lower(name);
  return dom.cachedCollection(root, `tag ${name}`, (one) =>
    one.prefix === null && one.localName === lower && one.namespace === dom.HTML ? true
      : one.namespace === dom.HTML ? dom.qualifiedName(one) === lower : dom.qualifiedName(one) === name
  );
};
dom.byTagNameNS = (root, namespace, localName) =>
  dom.cachedCollection(root, `ns ${namespace} ${localName}`, (one) =>
    (namespace === "*" || one.namespace === namespace) && (localName === "*" || one.localName === localName));
// https://dom.spec.whatwg.org/#concept-getelementsbyclassname
dom.byClassName = (root, names) => {
  const wanted = dom.tokens(names);
  return dom.cachedCollection(root, `class ${names}`, (one) => {
    if (wanted.length === 0) return false;
    const classes = dom.classes(one);
    if (classes === null) return false;
    if (one.document.mode === "quirks") {
      const lower = [...classes].map(dom.lower);
      return wanted.every((name) => lower.includes(dom.lower(name)));
    }
    return wanted.every((name) => classes.has(name));
  });
};
