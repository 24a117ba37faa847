// https://html.spec.whatwg.org/#custom-elements
"use strict";

const { idl, dom, shared } = web;
const { trees } = shared;

// All realms share the stack of element queues: reactions run when the innermost method returns.
const reactions = (shared.reactions ??= { stack: [], backup: [], isWaiting: false });

const invoke = (queue) => {
  for (const element of queue) {
    const list = element.queue;
    if (!list) continue;
    while (list.length > 0) list.shift()();
    element.queue = undefined;
  }
};
const enqueue = (element, reaction) => {
  (element.queue ??= []).push(reaction);
  const { stack } = reactions;
  if (stack.length > 0) {
    stack[stack.length - 1].push(element);
    return;
  }
  reactions.backup.push(element);
  if (reactions.isWaiting) return;
  reactions.isWaiting = true;
  idl.then(idl.resolved(), () => {
    reactions.isWaiting = false;
    invoke(reactions.backup.splice(0));
  });
};
// Calls a page's function and reports what it throws.
const call = (realm, callback, self, args) => {
  realm.enter();
  try {
    Reflect.apply(callback, self, args);
  } catch (error) {
    realm.report(error);
  } finally {
    realm.leave();
  }
};

// https://html.spec.whatwg.org/#enqueue-a-custom-element-callback-reaction
dom.enqueueReaction = (element, name, args) => {
  const { definition } = element;
  const callback = definition.callbacks[name];
  if (!callback) return;
  if (name === "attributeChangedCallback" && !definition.observed.includes(args[0])) return;
  enqueue(element, () => call(definition.realm, callback, element.node, args));
};
const enqueueUpgrade = (element, definition) => enqueue(element, () => upgrade(element, definition));

// https://html.spec.whatwg.org/#cereactions
const withReactions = (method) => {
  const wrapped = {
    [method.name]() {
      if (!trees.defined) return method.apply(this, arguments);
      const queue = [];
      reactions.stack.push(queue);
      try {
        return method.apply(this, arguments);
      } finally {
        reactions.stack.pop();
        invoke(queue);
      }
    },
  }[method.name];
  Object.defineProperty(wrapped, "length", { value: method.length, configurable: true });
  return wrapped;
};
// Makes members of an interface run the reactions that they cause ([CEReactions]).
dom.reactions = (constructor, names) => {
  const object = typeof constructor === "function" ? constructor.prototype : constructor;
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (descriptor.value) descriptor.value = withReactions(descriptor.value);
    if (descriptor.set) {
      const { set } = descriptor;
      descriptor.set = Object.getOwnPropertyDescriptor({ set [name](value) { // eslint-disable-line
        if (!trees.defined) return set.call(this, value);
        const queue = [];
        reactions.stack.push(queue);
        try {
          set.call(this, value);
        } finally {
          reactions.stack.pop();
          invoke(queue);
        }
      } }, name).set;
    }
    Object.defineProperty(object, name, descriptor);
  }
};
dom.runReactions = (task) => {
  const queue = [];
  reactions.stack.push(queue);
  try {
    return task();
  } finally {
    reactions.stack.pop();
    invoke(queue);
  }
};

// https://html.spec.whatwg.org/#valid-custom-element-name
const reserved = ["annotation-xml", "color-profile", "font-face", "font-face-src", "font-face-uri", "font-face-format", "font-face-name", "missing-glyph"];
const validName = /^[a-z][-.\w\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D\u203F-\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]*$/u;
dom.isCustomName = (name) => name.includes("-") && validName.test(name) && !/[A-Z]/.test(name) && !reserved.includes(name);

const byName = new Map();
const byConstructor = new Map();
const waiting = new Map();
let isDefining = false;

// https://html.spec.whatwg.org/#look-up-a-custom-element-definition
dom.definitionOf = (document, namespace, localName, is) => {
  if (!trees.defined || namespace !== dom.HTML || !document.hasWindow) return null;
  return document.realm.definitionFor(localName, is);
};
dom.definitionFor = (localName, is) => {
  const own = byName.get(localName);
  if (own && own.localName === localName) return own;
  const builtin = is === null || is === undefined ? undefined : byName.get(is);
  return builtin && builtin.localName === localName ? builtin : null;
};

// https://html.spec.whatwg.org/#concept-try-upgrade
dom.tryToUpgrade = (element) => {
  if (element.custom !== "undefined") return;
  const definition = dom.definitionOf(element.document, element.namespace, element.localName, element.is);
  if (definition) enqueueUpgrade(element, definition);
};

// https://html.spec.whatwg.org/#concept-upgrade-an-element
const upgrade = (element, definition) => {
  if (element.custom !== "undefined") return;
  element.definition = definition;
  element.custom = "failed";
  const old = element.queue;
  const later = [];
  const add = (name, args) => {
    const callback = definition.callbacks[name];
    if (callback && (name !== "attributeChangedCallback" || definition.observed.includes(args[0]))) {
      later.push(() => call(definition.realm, callback, element.node, args));
    }
  };
  for (const one of element.attributes ?? []) add("attributeChangedCallback", [one.localName, null, one.value, one.namespace]);
  if (element.connected) add("connectedCallback", []);
  definition.stack.push(element);
  const { realm } = definition;
  realm.enter();
  try {
    if (definition.disableShadow && element.shadow !== null) throw dom.error("NotSupportedError", "The element already has a ShadowRoot though it is disabled by disabledFeatures static field.");
    element.custom = "precustomized";
    const made = Reflect.construct(definition.constructor, []);
    if (made !== element.node) throw new TypeError("custom element constructors must call super() first and must not return a different object");
  } catch (error) {
    element.custom = "failed";
    element.definition = null;
    element.queue = undefined;
    definition.stack.pop();
    realm.leave();
    realm.report(error);
    return;
  }
  definition.stack.pop();
  realm.leave();
  element.custom = "custom";
  // Ahead of the reactions that the constructor itself enqueued.
  if (old) old.unshift(...later);
  else for (const one of later) one();
};

// https://html.spec.whatwg.org/#html-element-constructors
dom.htmlConstructor = (newTarget) => {
  const definition = byConstructor.get(newTarget);
  if (!definition) throw idl.illegal();
  let { prototype } = newTarget;
  if (typeof prototype !== "object" || prototype === null) ({ prototype } = HTMLElement);
  const { stack } = definition;
  if (stack.length === 0) {
    const document = dom.record(web.document);
    const record = new dom.NodeRecord(dom.kinds.ELEMENT, document);
    Object.assign(record, { localName: definition.localName, namespace: dom.HTML, custom: "custom", definition });
    if (definition.localName !== definition.name) record.is = definition.name;
    return dom.wrap(prototype, record);
  }
  const element = stack[stack.length - 1];
  if (element === null) throw new TypeError("This instance is already constructed");
  Object.setPrototypeOf(element.node, prototype);
  stack[stack.length - 1] = null;
  return element.node;
};

// https://dom.spec.whatwg.org/#concept-create-element
dom.makeElement = (document, localName, namespace, prefix = null, { is = null, sync = false, inert = false } = {}) => {
  const definition = trees.defined && !inert ? dom.definitionOf(document, namespace, localName, is) : null;
  if (definition !== null && definition.localName === definition.name) {
    if (sync) return constructed(document, localName, prefix, definition);
    const record = bare(document, localName, namespace, prefix, definition.htmlElement.prototype);
    record.custom = "undefined";
    enqueueUpgrade(record, definition);
    return record;
  }
  const record = bare(document, localName, namespace, prefix, document.realm.elementPrototype(namespace, localName));
  if (namespace === dom.HTML) {
    if (is !== null) record.is = is;
    if (is !== null || dom.isCustomName(localName)) record.custom = "undefined";
    if (localName === "template") record.content = dom.makeTemplateContent(record);
  }
  if (definition !== null) {
    if (sync) upgrade(record, definition);
    else enqueueUpgrade(record, definition);
  }
  return record;
};
const bare = (document, localName, namespace, prefix, prototype) => {
  const record = new dom.NodeRecord(dom.kinds.ELEMENT, document);
  record.localName = localName;
  record.namespace = namespace;
  record.prefix = prefix;
  dom.wrap(prototype, record);
  return record;
};
const constructed = (document, localName, prefix, definition) => {
  const { realm } = definition;
  realm.enter();
  try {
    const node = Reflect.construct(definition.constructor, []);
    const record = dom.recordOrNull(node);
    if (record === null || !dom.isHTML(record)) throw new TypeError("The result must implement HTMLElement interface");
    const wrong = (what) => dom.error("NotSupportedError", `The result must not have ${what}`);
    if (record.attributes?.length) throw wrong("attributes");
    if (record.first !== null) throw wrong("children");
    if (record.parent !== null) throw wrong("a parent");
    if (record.document !== document) throw dom.error("NotSupportedError", "The result must be in the same document");
    if (record.localName !== localName) throw dom.error("NotSupportedError", "The result must have the same localName");
    record.prefix = prefix;
    return record;
  } catch (error) {
    realm.report(error);
    const record = bare(document, localName, dom.HTML, prefix, document.realm.unknownPrototype());
    record.custom = "failed";
    return record;
  } finally {
    realm.leave();
  }
};

const isConstructor = (value) => {
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
};
const nameError = (name, prefix) => dom.error("SyntaxError", `${prefix}"${name}" is not a valid custom element name`);

class CustomElementRegistry {
  constructor() {
    throw idl.illegal();
  }
  // https://html.spec.whatwg.org/#dom-customelementregistry-define
  define(name, constructor, options) {
    const prefix = idl.failed("define", "CustomElementRegistry");
    idl.required(arguments.length, 2, prefix);
    name = idl.DOMString(name);
    if (typeof constructor !== "function") throw new TypeError(`${prefix}parameter 2 is not of type 'Function'.`);
    if (!isConstructor(constructor)) throw new TypeError(`${prefix}parameter 2 is not a constructor`);
    if (!dom.isCustomName(name)) throw nameError(name, prefix);
    if (byName.has(name)) throw dom.error("NotSupportedError", `${prefix}the name "${name}" has already been used with this registry`);
    if (byConstructor.has(constructor)) throw dom.error("NotSupportedError", `${prefix}this constructor has already been used with this registry`);
    let localName = name;
    const base = options?.extends === undefined || options?.extends === null ? null : idl.DOMString(options.extends);
    if (base !== null) {
      if (dom.isCustomName(base)) throw dom.error("NotSupportedError", `${prefix}"${base}" is a valid custom element name`);
      if (dom.isUnknown(base)) throw dom.error("NotSupportedError", `${prefix}"${base}" is an HTMLUnknownElement`);
      localName = base;
    }
    if (isDefining) throw dom.error("NotSupportedError", `${prefix}an element definition is already running`);
    isDefining = true;
    const definition = { name, localName, constructor, callbacks: {}, observed: [], stack: [], realm: web, htmlElement: HTMLElement };
    try {
      const { prototype } = constructor;
      if (typeof prototype !== "object" || prototype === null) throw new TypeError(`${prefix}constructor prototype is not an object`);
      const callback = (key) => {
        const value = prototype[key];
        if (value !== undefined && typeof value !== "function") throw new TypeError(`${prefix}"${key}" is not a callable object`);
        definition.callbacks[key] = value;
      };
      for (const key of ["connectedCallback", "disconnectedCallback", "adoptedCallback", "attributeChangedCallback"]) callback(key);
      const list = (value) => idl.sequence(value, value[Symbol.iterator], idl.DOMString);
      if (definition.callbacks.attributeChangedCallback) {
        const observed = constructor.observedAttributes;
        if (observed !== undefined) definition.observed = list(observed);
      }
      const disabled = constructor.disabledFeatures;
      const features = disabled === undefined ? [] : list(disabled);
      definition.disableInternals = features.includes("internals");
      definition.disableShadow = features.includes("shadow");
      definition.isFormAssociated = Boolean(constructor.formAssociated);
      if (definition.isFormAssociated) {
        for (const key of ["formAssociatedCallback", "formResetCallback", "formDisabledCallback", "formStateRestoreCallback"]) callback(key);
      }
    } finally {
      isDefining = false;
    }
    byName.set(name, definition);
    byConstructor.set(constructor, definition);
    trees.defined = true;
    dom.runReactions(() => {
      for (const one of dom.inclusiveDescendants(dom.record(web.document))) {
        if (one.custom !== "undefined" || one.localName !== localName) continue;
        if (base === null || one.is === name) enqueueUpgrade(one, definition);
      }
    });
    const promise = waiting.get(name);
    if (promise) {
      waiting.delete(name);
      promise.resolve(constructor);
    }
  }
  get(name) {
    idl.required(arguments.length, 1, idl.failed("get", "CustomElementRegistry"));
    return byName.get(idl.DOMString(name))?.constructor;
  }
  getName(constructor) {
    const prefix = idl.failed("getName", "CustomElementRegistry");
    idl.required(arguments.length, 1, prefix);
    return byConstructor.get(idl.callback(constructor, prefix, "parameter 1"))?.name ?? null;
  }
  whenDefined(name) {
    const prefix = idl.failed("whenDefined", "CustomElementRegistry");
    try {
      idl.required(arguments.length, 1, prefix);
      name = idl.DOMString(name);
    } catch (error) {
      return idl.rejected(error);
    }
    if (!dom.isCustomName(name)) return idl.rejected(nameError(name, prefix));
    const known = byName.get(name);
    if (known) return idl.resolved(known.constructor);
    if (!waiting.has(name)) waiting.set(name, idl.deferred());
    return waiting.get(name).promise;
  }
  upgrade(root) {
    const prefix = idl.failed("upgrade", "CustomElementRegistry");
    idl.required(arguments.length, 1, prefix);
    const record = dom.argument(root, prefix);
    dom.runReactions(() => {
      for (const one of dom.inclusiveDescendants(record)) if (one.type === dom.kinds.ELEMENT) dom.tryToUpgrade(one);
    });
  }
}
idl.expose(CustomElementRegistry);
dom.customElements = Object.create(CustomElementRegistry.prototype);
