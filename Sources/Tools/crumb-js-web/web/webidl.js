// Web IDL: conversion of arguments, and how interfaces look to a page.
// https://webidl.spec.whatwg.org/
"use strict";

// State that all documents of the process share, including each realm by the number of its document.
web.shared = host.shared;
web.shared.realms ??= new Map();
web.shared.realms.set(host.document, web);
web.window = globalThis;

const idl = (web.idl = {});

// "Failed to execute 'append' on 'Headers': …", the start of Chrome's messages.
idl.failed = (member, interfaceName) =>
  interfaceName === undefined
    ? `Failed to construct '${member}': `
    : `Failed to execute '${member}' on '${interfaceName}': `;

idl.required = (count, wanted, prefix) => {
  if (count >= wanted) return;
  throw new TypeError(
    `${prefix}${wanted} argument${wanted === 1 ? "" : "s"} required, but only ${count} present.`
  );
};

// https://webidl.spec.whatwg.org/#js-DOMString
idl.DOMString = (value) => {
  if (typeof value === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
  return String(value);
};

// https://webidl.spec.whatwg.org/#js-ByteString
idl.ByteString = (value, prefix = "") => {
  const text = idl.DOMString(value);
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 255) {
      throw new TypeError(`${prefix}String contains non ISO-8859-1 code point.`);
    }
  }
  return text;
};

// https://webidl.spec.whatwg.org/#js-USVString
idl.USVString = (value) => idl.DOMString(value).toWellFormed();

// https://webidl.spec.whatwg.org/#js-integer-types; `bits` of an unsigned type
idl.unsigned = (value, bits, prefix = "", mode) => {
  let number = Number(value);
  const limit = bits === 64 ? 2 ** 53 - 1 : 2 ** bits - 1;
  if (mode === "EnforceRange") {
    if (!Number.isFinite(number)) throw new TypeError(`${prefix}Value is not a finite number.`);
    number = Math.trunc(number);
    if (number < 0 || number > limit) {
      throw new TypeError(
        `${prefix}Value is outside the 'unsigned ${bits === 64 ? "long long" : bits === 32 ? "long" : "short"}' value range.`
      );
    }
    return number + 0;
  }
  if (!Number.isFinite(number)) return 0;
  number = Math.trunc(number);
  const size = 2 ** bits;
  return ((number % size) + size) % size;
};

// https://webidl.spec.whatwg.org/#js-long
idl.long = (value) => Number(value) | 0;

// https://webidl.spec.whatwg.org/#js-enumeration; `undefined` if it is not one of the values
idl.enumeration = (value, values, name, prefix) => {
  const text = idl.DOMString(value);
  if (values.includes(text)) return text;
  throw new TypeError(
    `${prefix}Failed to read the '${name[0]}' property from '${name[1]}': The provided value '${text}' is not a valid enum value of type ${name[2]}.`
  );
};

// https://webidl.spec.whatwg.org/#js-dictionary
idl.dictionary = (value, prefix, name) => {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" && typeof value !== "function") {
    throw new TypeError(`${prefix}The provided value is not of type '${name}'.`);
  }
  return value;
};

// https://webidl.spec.whatwg.org/#js-operations: valid receivers of the window's functions, including undefined.
idl.isWindow = (value) => value === undefined || value === null || value === globalThis || Boolean(web.isWindow?.(value));
idl.onWindow = (value) => {
  if (!idl.isWindow(value)) throw new TypeError("Illegal invocation");
};

// https://webidl.spec.whatwg.org/#js-callback-function
idl.callback = (value, prefix, what) => {
  if (typeof value === "function") return value;
  throw new TypeError(`${prefix}${what} is not a function.`);
};

// https://webidl.spec.whatwg.org/#create-sequence-from-iterable
idl.sequence = (value, method, each) => {
  const iterator = method.call(value);
  if (typeof iterator !== "object" && typeof iterator !== "function") {
    throw new TypeError("The iterator is not an object.");
  }
  const result = [];
  for (;;) {
    const step = iterator.next();
    if (typeof step !== "object" || step === null) {
      throw new TypeError("The iterator's result is not an object.");
    }
    if (step.done) return result;
    result.push(each ? each(step.value) : step.value);
  }
};

// https://webidl.spec.whatwg.org/#js-record
idl.record = (value, key, each) => {
  const result = new Map();
  for (const name of Reflect.ownKeys(value)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, name);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    const typedKey = key(name);
    result.set(typedKey, each(value[name]));
  }
  return result;
};

// Whether a value is an ArrayBuffer or a view, from any realm.
const bufferTag = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
idl.isArrayBuffer = (value) => {
  try {
    bufferTag.call(value);
    return true;
  } catch {
    return false;
  }
};
idl.isBufferSource = (value) => ArrayBuffer.isView(value) || idl.isArrayBuffer(value);

// The bytes of a BufferSource without a copy; empty if it was transferred.
idl.view = (value) => {
  const isView = ArrayBuffer.isView(value);
  if ((isView ? value.buffer : value).detached) return new Uint8Array(0);
  return isView ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
};
idl.copy = (value) => new Uint8Array(idl.view(value));

// Defines a global property, unless the page has replaced it (parts.js).
idl.define = (name, value) => {
  if (web.mayDefine?.(name) === false) return;
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
};

// Defines an enumerable global property that pages may replace.
idl.attribute = (name, value) => {
  if (web.mayDefine?.(name) === false) return;
  Object.defineProperty(globalThis, name, { value, enumerable: true, writable: true, configurable: true });
};

// Makes a class an interface: its members are enumerable, and the class is a global property.
web.interfaces = new Set();
web.interfaceNamed = new Map();
web.isPlatformObject = (value) => {
  const { constructor } = value;
  return typeof constructor === "function" && web.interfaces.has(constructor);
};
const hidden = new Set(["constructor", "prototype", "name", "length"]);
const shown = { __proto__: null, enumerable: true };
idl.expose = (constructor, options = {}) => {
  web.interfaces.add(constructor);
  const name = options.name ?? constructor.name;
  web.interfaceNamed.set(name, constructor);
  for (const object of [constructor.prototype, constructor]) {
    for (const key of Reflect.ownKeys(object)) {
      if (typeof key !== "symbol" && !hidden.has(key)) Object.defineProperty(object, key, shown);
    }
  }
  if (!Object.hasOwn(constructor.prototype, Symbol.toStringTag)) {
    Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
      value: name,
      configurable: true,
    });
  }
  idl.define(name, constructor);
  return constructor;
};

// Defines an interface's constants on the class and on its prototype.
idl.constants = (constructor, constants) => {
  for (const [name, value] of Object.entries(constants)) {
    for (const object of [constructor, constructor.prototype]) {
      Object.defineProperty(object, name, { value, enumerable: true });
    }
  }
};

// Allows only the layer to call a constructor; pages cannot pass it.
idl.internal = Symbol("internal");
idl.illegal = () => new TypeError("Illegal constructor");

// The window behind another document's proxy.
web.windowOf = (value) => web.shared.windowBehind?.(value) ?? value;
// Checks that an attribute of the window is read on the window only.
idl.ofWindow = (object, value) => {
  if (object !== undefined && object !== null && object !== globalThis && web.windowOf(object) !== globalThis) throw new TypeError("Illegal invocation");
  return value;
};

// https://webidl.spec.whatwg.org/#js-iterable: entries, keys, values, forEach over `list(this)`.
idl.iterable = (constructor, name, list) => {
  const prototypes = Object.create(
    Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))
  );
  const state = new WeakMap();
  Object.defineProperty(prototypes, "next", {
    value: {
      next() {
        const current = state.get(this);
        if (!current) throw new TypeError(`next() called on a value that is not a ${name} Iterator`);
        const pairs = list(current.target);
        if (current.index >= pairs.length) return { value: undefined, done: true };
        const pair = pairs[current.index++];
        const value =
          current.kind === "key" ? pair[0] : current.kind === "value" ? pair[1] : [pair[0], pair[1]];
        return { value, done: false };
      },
    }.next,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  Object.defineProperty(prototypes, Symbol.toStringTag, {
    value: `${name} Iterator`,
    configurable: true,
  });
  const iterate = (target, kind) => {
    list(target);
    const iterator = Object.create(prototypes);
    state.set(iterator, { target, kind, index: 0 });
    return iterator;
  };
  const methods = {
    entries() {
      return iterate(this, "pair");
    },
    keys() {
      return iterate(this, "key");
    },
    values() {
      return iterate(this, "value");
    },
    forEach(callback) {
      const prefix = idl.failed("forEach", name);
      list(this);
      idl.required(arguments.length, 1, prefix);
      idl.callback(callback, prefix, "parameter 1");
      const thisArgument = arguments[1];
      for (let i = 0; i < list(this).length; i++) {
        const pair = list(this)[i];
        callback.call(thisArgument, pair[1], pair[0], this);
      }
    },
  };
  for (const key of Object.keys(methods)) {
    Object.defineProperty(constructor.prototype, key, {
      value: methods[key],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  Object.defineProperty(constructor.prototype, Symbol.iterator, {
    value: methods.entries,
    writable: true,
    configurable: true,
  });
};

// https://webidl.spec.whatwg.org/#a-promise-resolved-with and similar algorithms, which work even if a page has changed
// Promise.
idl.rejected = async (reason) => {
  throw reason;
};
idl.resolved = async (value) => value;
// An operation that returns a promise rejects it where another would throw.
idl.promising = (body) => {
  try {
    return body();
  } catch (error) {
    return idl.rejected(error);
  }
};
const then = Promise.prototype.then;
idl.then = (promise, fulfilled, rejected) => then.call(promise, fulfilled, rejected);
idl.deferred = () => {
  const result = {};
  result.promise = new Promise((resolve, reject) => {
    result.resolve = resolve;
    result.reject = reject;
  });
  return result;
};
// Marks a rejection as handled, because it is handled elsewhere.
idl.handled = (promise) => {
  then.call(promise, undefined, () => {});
  return promise;
};
