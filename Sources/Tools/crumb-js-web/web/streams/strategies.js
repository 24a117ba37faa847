// https://streams.spec.whatwg.org/#qs and #queue-with-sizes
"use strict";

const { idl } = web;
const streams = (web.streams = {});
web.lazyWritable(streams);

class CountQueuingStrategy {
  #mark;
  constructor(init) {
    idl.required(arguments.length, 1, idl.failed("CountQueuingStrategy"));
    this.#mark = Number(init.highWaterMark);
  }
  get highWaterMark() {
    return this.#mark;
  }
  get size() {
    return countSize;
  }
}
const countSize = { size: () => 1 }.size;
idl.expose(CountQueuingStrategy);

class ByteLengthQueuingStrategy {
  #mark;
  constructor(init) {
    idl.required(arguments.length, 1, idl.failed("ByteLengthQueuingStrategy"));
    this.#mark = Number(init.highWaterMark);
  }
  get highWaterMark() {
    return this.#mark;
  }
  get size() {
    return byteSize;
  }
}
const byteSize = { size: (chunk) => chunk.byteLength }.size;
idl.expose(ByteLengthQueuingStrategy);

streams.highWaterMark = (strategy, usual) => {
  if (strategy.highWaterMark === undefined) return usual;
  const mark = Number(strategy.highWaterMark);
  if (Number.isNaN(mark) || mark < 0) throw new RangeError("Invalid highWaterMark");
  return mark;
};
streams.sizeOf = (strategy) => {
  const { size } = strategy;
  if (size === undefined) return () => 1;
  idl.callback(size, "", "size");
  return (chunk) => size(chunk);
};

// A queue of values with sizes.
streams.Queue = class {
  #items = [];
  #first = 0;
  size = 0;
  get length() {
    return this.#items.length - this.#first;
  }
  enqueue(value, size) {
    size = Number(size);
    if (Number.isNaN(size) || size < 0 || size === Infinity) {
      throw new RangeError("The return value of a queuing strategy's size function must be a finite, non-NaN, non-negative number");
    }
    this.#items.push({ value, size });
    this.size += size;
  }
  dequeue() {
    const item = this.#items[this.#first];
    this.#items[this.#first++] = undefined;
    if (this.#first > 64 && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    this.size = Math.max(0, this.size - item.size);
    return item.value;
  }
  peek() {
    return this.#items[this.#first].value;
  }
  reset() {
    this.#items = [];
    this.#first = 0;
    this.size = 0;
  }
};

streams.method = (object, name, type) => {
  const value = object[name];
  if (value === undefined) return undefined;
  if (typeof value !== "function") {
    throw new TypeError(`Failed to read the '${name}' property from '${type}': The provided value is not a function.`);
  }
  return (...args) => value.apply(object, args);
};
// A promise for what a callback returns or throws.
streams.attempt = (callback, ...args) => {
  try {
    return idl.resolved(callback?.(...args));
  } catch (error) {
    return idl.rejected(error);
  }
};
