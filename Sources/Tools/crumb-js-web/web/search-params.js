// https://url.spec.whatwg.org/#interface-urlsearchparams
"use strict";

const { idl } = web;

const states = new WeakMap();
const stateOf = (params) => {
  const state = states.get(params);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

const isHex = (code) =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

// Decodes the bytes of a string, in which "+" is a space and "%XX" a byte, as UTF-8.
const decode = (text) => {
  if (!/[%+]/.test(text)) return text;
  const bytes = new Uint8Array(host.encode(text.replaceAll("+", " ")));
  const output = new Uint8Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 37 && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
      output[count++] = parseInt(String.fromCharCode(bytes[i + 1], bytes[i + 2]), 16);
      i += 2;
    } else {
      output[count++] = bytes[i];
    }
  }
  return host.decode(output.subarray(0, count));
};

// https://url.spec.whatwg.org/#concept-urlencoded-parser
web.parseForm = (text) => {
  const list = [];
  for (const sequence of text.split("&")) {
    if (sequence === "") continue;
    const equals = sequence.indexOf("=");
    const [name, value] =
      equals < 0 ? [sequence, ""] : [sequence.slice(0, equals), sequence.slice(equals + 1)];
    list.push([decode(name), decode(value)]);
  }
  return list;
};

const encode = (text) => {
  if (/^[A-Za-z0-9*\-._]*$/.test(text)) return text;
  let output = "";
  for (const byte of new Uint8Array(host.encode(text))) {
    if (byte === 32) output += "+";
    else if (
      (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) ||
      byte === 42 || byte === 45 || byte === 46 || byte === 95
    ) {
      output += String.fromCharCode(byte);
    } else output += "%" + byte.toString(16).toUpperCase().padStart(2, "0");
  }
  return output;
};

// https://url.spec.whatwg.org/#concept-urlencoded-serializer
web.serializeForm = (list) =>
  list.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");

class URLSearchParams {
  constructor(init = "") {
    const prefix = idl.failed("URLSearchParams");
    const state = { list: [], changed: undefined };
    states.set(this, state);
    if (typeof init === "object" && init !== null || typeof init === "function") {
      const method = init[Symbol.iterator];
      if (method !== undefined && method !== null) {
        if (typeof method !== "function") throw new TypeError(`${prefix}The iterator is not callable.`);
        state.list = idl.sequence(init, method, (pair) => {
          const each =
            typeof pair === "object" && pair !== null ? pair[Symbol.iterator] : undefined;
          if (typeof each !== "function") {
            throw new TypeError(`${prefix}The provided value cannot be converted to a sequence.`);
          }
          const values = idl.sequence(pair, each, idl.USVString);
          if (values.length !== 2) {
            throw new TypeError(`${prefix}Sequence initializer must only contain pair elements`);
          }
          return values;
        });
      } else {
        state.list = [...idl.record(init, idl.USVString, idl.USVString)];
      }
    } else {
      const text = idl.USVString(init);
      state.list = web.parseForm(text.startsWith("?") ? text.slice(1) : text);
    }
  }
  get size() {
    return stateOf(this).list.length;
  }
  append(name, value) {
    const state = stateOf(this);
    idl.required(arguments.length, 2, idl.failed("append", "URLSearchParams"));
    state.list.push([idl.USVString(name), idl.USVString(value)]);
    tell(state);
  }
  delete(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("delete", "URLSearchParams"));
    name = idl.USVString(name);
    const value = arguments[1] === undefined ? undefined : idl.USVString(arguments[1]);
    state.list = state.list.filter(
      (pair) => pair[0] !== name || (value !== undefined && pair[1] !== value)
    );
    tell(state);
  }
  get(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("get", "URLSearchParams"));
    name = idl.USVString(name);
    return state.list.find((pair) => pair[0] === name)?.[1] ?? null;
  }
  getAll(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("getAll", "URLSearchParams"));
    name = idl.USVString(name);
    return state.list.filter((pair) => pair[0] === name).map((pair) => pair[1]);
  }
  has(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("has", "URLSearchParams"));
    name = idl.USVString(name);
    const value = arguments[1] === undefined ? undefined : idl.USVString(arguments[1]);
    return state.list.some(
      (pair) => pair[0] === name && (value === undefined || pair[1] === value)
    );
  }
  set(name, value) {
    const state = stateOf(this);
    idl.required(arguments.length, 2, idl.failed("set", "URLSearchParams"));
    name = idl.USVString(name);
    value = idl.USVString(value);
    const index = state.list.findIndex((pair) => pair[0] === name);
    if (index < 0) {
      state.list.push([name, value]);
    } else {
      state.list[index][1] = value;
      state.list = state.list.filter((pair, i) => i <= index || pair[0] !== name);
    }
    tell(state);
  }
  sort() {
    const state = stateOf(this);
    state.list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    tell(state);
  }
  toString() {
    return web.serializeForm(stateOf(this).list);
  }
}
const tell = (state) => state.changed?.(web.serializeForm(state.list));
idl.iterable(URLSearchParams, "URLSearchParams", (params) => stateOf(params).list);
idl.expose(URLSearchParams);

web.isSearchParams = (value) => states.has(value);
web.makeSearchParams = (search, changed) => {
  const params = new URLSearchParams(search);
  stateOf(params).changed = changed;
  return params;
};
web.setSearch = (params, search) => {
  stateOf(params).list = web.parseForm(search.startsWith("?") ? search.slice(1) : search);
};
