// https://html.spec.whatwg.org/#safe-passing-of-structured-data
"use strict";

const { idl, DOMException } = web;

// The start of Chrome's messages.
let prefix = "";
const fail = (what) => {
  throw new DOMException(`${prefix}${what} could not be cloned.`, "DataCloneError");
};
const errorNames = ["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];
// For cloneable platform objects: a function that recognizes them, from any realm, and one that copies them.
web.cloners = new Map();

// Tests a value for internal slots, whatever its realm.
const has = (probe) => (value) => {
  try {
    probe.call(value);
    return true;
  } catch {
    return false;
  }
};
const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const primitives = [Boolean, Number, String, BigInt].map(({ prototype }) => has(prototype.valueOf));
const { getTime } = Date.prototype;
const isDate = has(getTime);
const isRegExp = has(getter(RegExp.prototype, "hasIndices"));
const isMap = has(getter(Map.prototype, "size"));
const isSet = has(getter(Set.prototype, "size"));
const isDataView = has(getter(DataView.prototype, "byteLength"));
const viewName = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
const isUncloneable = [has(WeakMap.prototype.has), has(WeakSet.prototype.has)];
const isPlain = (value) => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
};
const isPlatformObject = (value) => {
  for (const realm of web.shared.realms.values()) if (realm.isPlatformObject(value)) return true;
  return web.isWindow?.(value) ?? false;
};

const clone = (value, memory) => {
  if (typeof value === "symbol" || typeof value === "function") fail(web.inspect(value, 1, [undefined]));
  if (typeof value !== "object" || value === null) return value;
  if (memory.has(value)) return memory.get(value);
  const remember = (copy) => {
    memory.set(value, copy);
    return copy;
  };
  if (isPlain(value)) return cloneMembers(value, memory, remember);
  for (const isPrimitive of primitives) if (isPrimitive(value)) return remember(Object(value.valueOf()));
  if (isDate(value)) return remember(new Date(getTime.call(value)));
  if (isRegExp(value)) return remember(new RegExp(value.source, value.flags));
  if (idl.isArrayBuffer(value)) {
    if (value.detached) fail("An ArrayBuffer is detached and");
    const copy = new ArrayBuffer(
      value.byteLength,
      value.resizable ? { maxByteLength: value.maxByteLength } : undefined
    );
    new Uint8Array(copy).set(new Uint8Array(value));
    return remember(copy);
  }
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, memory);
    if (isDataView(value)) return remember(new DataView(buffer, value.byteOffset, value.byteLength));
    return remember(new globalThis[viewName.call(value)](buffer, value.byteOffset, value.length));
  }
  if (isMap(value)) {
    const copy = remember(new Map());
    for (const [key, item] of [...Map.prototype.entries.call(value)]) copy.set(clone(key, memory), clone(item, memory));
    return copy;
  }
  if (isSet(value)) {
    const copy = remember(new Set());
    for (const item of [...Set.prototype.values.call(value)]) copy.add(clone(item, memory));
    return copy;
  }
  if (web.isError(value) && !(value instanceof DOMException)) {
    const name = errorNames.includes(value.name) ? value.name : "Error";
    const copy = Object.create(globalThis[name].prototype);
    const made = new globalThis[name](undefined);
    Object.setPrototypeOf(made, Object.getPrototypeOf(copy));
    const message = Object.getOwnPropertyDescriptor(value, "message");
    if (message && "value" in message) {
      Object.defineProperty(made, "message", { ...message, value: String(message.value), enumerable: false });
    }
    remember(made);
    Object.defineProperty(made, "stack", { value: String(value.stack), writable: true, configurable: true });
    if (Object.hasOwn(value, "cause")) {
      Object.defineProperty(made, "cause", { value: clone(value.cause, memory), writable: true, configurable: true });
    }
    return made;
  }
  // For a blob of another realm, the cloner may not be loaded here yet.
  if (web.isBlob(value)) void web.makeBlob;
  for (const [isKnown, cloner] of web.cloners) if (isKnown(value)) return remember(cloner(value));
  const isPromise = Object.prototype.toString.call(value) === "[object Promise]";
  if (isPlatformObject(value) || isPromise || isUncloneable.some((is) => is(value) && !isMap(value))) {
    fail(`${value.constructor?.name ?? "An"} object`);
  }
  return cloneMembers(value, memory, remember);
};
const cloneMembers = (value, memory, remember) => {
  if (Array.isArray(value)) {
    const copy = remember(new Array(value.length));
    for (const key of Object.keys(value)) copy[key] = clone(value[key], memory);
    return copy;
  }
  if (isPlatformObject(value)) fail(`${value.constructor?.name ?? "An"} object`);
  const copy = remember({});
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(value, key)) continue;
    Object.defineProperty(copy, key, {
      value: clone(value[key], memory),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return copy;
};

// https://html.spec.whatwg.org/#structuredserializewithtransfer. `transferPort` converts a port.
const cloneAndTransfer = (value, transfer, transferPort) => {
  const memory = new Map();
  const list = [...transfer];
  for (const item of list) {
    const isKnown = idl.isArrayBuffer(item) || web.isPort?.(item);
    if (!isKnown || (idl.isArrayBuffer(item) && item.detached)) fail("A value in the transfer list");
    if (list.indexOf(item) !== list.lastIndexOf(item)) fail("A value in the transfer list twice");
  }
  const buffers = list.filter(idl.isArrayBuffer);
  // The copy gets the contents of a transferred buffer, which is only detached once cloning has succeeded.
  for (const buffer of buffers) memory.set(buffer, buffer.slice(0));
  const ports = list.filter((item) => !idl.isArrayBuffer(item));
  const tokens = ports.map(() => ({}));
  ports.forEach((port, index) => memory.set(port, tokens[index]));
  const copy = clone(value, memory);
  for (const buffer of buffers) buffer.transfer(0);
  return [copy, ports.map((port, index) => [tokens[index], transferPort(port)])];
};

// Reads the transfer list that a page passes.
web.transferList = (value, beginning) => {
  if (value === undefined) return [];
  const method = typeof value === "object" && value !== null ? value[Symbol.iterator] : undefined;
  if (typeof method !== "function") throw new TypeError(`${beginning}The provided value cannot be converted to a sequence.`);
  return idl.sequence(value, method);
};
// Serializes for another document, whose `unpack` creates objects of its own realm.
web.pack = (value, transfer = [], beginning = idl.failed("postMessage", "Window")) => {
  prefix = beginning;
  const [copy, ports] = cloneAndTransfer(value, transfer, (port) => web.detachPort(port));
  return { value: copy, ports };
};
web.unpack = ({ value, ports }) => {
  const memory = new Map();
  const made = ports.map(([token, state]) => {
    const port = web.makePort(state);
    memory.set(token, port);
    return port;
  });
  const data = clone(value, memory);
  return { data: data === undefined ? idl.internal : data, ports: Object.freeze(made) };
};
web.clone = (value, transfer = [], beginning = idl.failed("structuredClone", "Window")) => {
  const packed = web.pack(value, transfer, beginning);
  if (packed.ports.length === 0) return packed.value;
  const { data } = web.unpack(packed);
  return data === idl.internal ? undefined : data;
};

web.structuredClone = function (value, options) {
  const prefix = idl.failed("structuredClone", "Window");
  idl.required(arguments.length, 1, prefix);
  const { transfer } = idl.dictionary(options, prefix, "StructuredSerializeOptions");
  return web.clone(value, transfer ?? []);
};
