// https://html.spec.whatwg.org/#safe-passing-of-structured-data
"use strict";

const { idl, DOMException } = web;

const fail = (what) => {
  throw new DOMException(
    `Failed to execute 'structuredClone' on 'Window': ${what} could not be cloned.`,
    "DataCloneError"
  );
};
const errorNames = ["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];
// Of platform objects that can be cloned: what makes a copy.
web.cloners = new Map();

const clone = (value, memory) => {
  if (typeof value === "symbol" || typeof value === "function") fail(web.inspect(value, 1, [undefined]));
  if (typeof value !== "object" || value === null) return value;
  if (memory.has(value)) return memory.get(value);
  const remember = (copy) => {
    memory.set(value, copy);
    return copy;
  };
  for (const primitive of [Boolean, Number, String, BigInt]) {
    if (value instanceof primitive) return remember(Object(value.valueOf()));
  }
  if (value instanceof Date) return remember(new Date(value.getTime()));
  if (value instanceof RegExp) return remember(new RegExp(value.source, value.flags));
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
    const count = value instanceof DataView ? value.byteLength : value.length;
    return remember(new value.constructor(buffer, value.byteOffset, count));
  }
  if (value instanceof Map) {
    const copy = remember(new Map());
    for (const [key, item] of [...value]) copy.set(clone(key, memory), clone(item, memory));
    return copy;
  }
  if (value instanceof Set) {
    const copy = remember(new Set());
    for (const item of [...value]) copy.add(clone(item, memory));
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
  for (const [constructor, cloner] of web.cloners) {
    if (value instanceof constructor) return remember(cloner(value));
  }
  if (web.isPlatformObject(value) || value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise) {
    fail(`${value.constructor.name} object`);
  }
  if (Array.isArray(value)) {
    const copy = remember(new Array(value.length));
    for (const key of Object.keys(value)) copy[key] = clone(value[key], memory);
    return copy;
  }
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

web.clone = (value, transfer = []) => {
  const memory = new Map();
  const list = [...transfer];
  for (const item of list) {
    const isKnown = idl.isArrayBuffer(item) || web.transferers?.has(item.constructor);
    if (!isKnown || (idl.isArrayBuffer(item) && item.detached)) fail("A value in the transfer list");
    if (list.indexOf(item) !== list.lastIndexOf(item)) fail("A value in the transfer list twice");
  }
  const buffers = list.filter(idl.isArrayBuffer);
  // A transferred buffer is the same memory: detached here only when all is known to be well.
  for (const buffer of buffers) memory.set(buffer, buffer.slice(0));
  for (const item of list) {
    if (!idl.isArrayBuffer(item)) memory.set(item, web.transferers.get(item.constructor)(item));
  }
  const copy = clone(value, memory);
  for (const buffer of buffers) buffer.transfer(0);
  return copy;
};

web.global.structuredClone = function structuredClone(value, options) {
  const prefix = idl.failed("structuredClone", "Window");
  idl.required(arguments.length, 1, prefix);
  const { transfer } = idl.dictionary(options, prefix, "StructuredSerializeOptions");
  return web.clone(value, transfer ?? []);
};
