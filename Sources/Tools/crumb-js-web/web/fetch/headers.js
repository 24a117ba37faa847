// https://fetch.spec.whatwg.org/#headers-class
"use strict";

const { idl } = web;

// The list contains [name, value]; a name keeps the case of its first occurrence.
const states = new WeakMap();
const stateOf = (headers) => {
  const state = states.get(headers);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

const isName = (name) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name);
const isValue = (value) => !/[\0\r\n]|^[\t ]|[\t ]$/.test(value);
web.normalizeHeader = (value) => value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
web.isToken = isName;

// https://fetch.spec.whatwg.org/#forbidden-request-header
const forbidden = new Set([
  "accept-charset", "accept-encoding", "access-control-request-headers", "access-control-request-method",
  "access-control-request-private-network", "connection", "content-length", "cookie", "cookie2", "date",
  "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie", "te", "trailer",
  "transfer-encoding", "upgrade", "via",
]);
const isForbidden = (name, value) => {
  const lower = name.toLowerCase();
  if (forbidden.has(lower) || lower.startsWith("proxy-") || lower.startsWith("sec-")) return true;
  if (!["x-http-method", "x-http-method-override", "x-method-override"].includes(lower)) return false;
  return value.split(",").some((method) => /^[\t ]*(connect|trace|track)[\t ]*$/i.test(method));
};
web.isForbiddenHeader = isForbidden;

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
const isSafelisted = (name, value) => {
  if (value.length > 128) return false;
  switch (name.toLowerCase()) {
    case "accept":
      return !/[\0-\x08\x0A-\x1F"():<>?@[\\\]{}\x7F]/.test(value);
    case "accept-language":
    case "content-language":
      return !/[^0-9A-Za-z *,\-.;=]/.test(value);
    case "content-type": {
      if (/[\0-\x08\x0A-\x1F"():<>?@[\\\]{}\x7F]/.test(value)) return false;
      const type = web.parseMIME(value);
      return type !== undefined && ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"].includes(type.essence);
    }
    case "range":
      return /^bytes=\d+-\d*$/.test(value);
  }
  return false;
};
const noCORSNames = ["accept", "accept-language", "content-language", "content-type"];

const find = (state, lower) => state.list.filter((pair) => pair[0].toLowerCase() === lower);
const combined = (state, name) => {
  const values = find(state, name.toLowerCase());
  return values.length ? values.map((pair) => pair[1]).join(", ") : null;
};

// Returns whether the guard allows the change.
const validate = (state, name, value, prefix) => {
  if (!isName(name)) throw new TypeError(`${prefix}Invalid name`);
  if (!isValue(value)) throw new TypeError(`${prefix}Invalid value`);
  if (state.guard === "immutable") throw new TypeError(`${prefix}Headers are immutable`);
  if (state.guard === "request" && isForbidden(name, value)) return false;
  if (state.guard === "response" && /^set-cookie2?$/i.test(name)) return false;
  if (state.guard === "request-no-cors" && isForbidden(name, value)) return false;
  return true;
};

const append = (state, name, value, prefix) => {
  value = web.normalizeHeader(value);
  if (!validate(state, name, value, prefix)) return;
  if (state.guard === "request-no-cors") {
    const before = combined(state, name);
    const whole = before === null ? value : `${before}, ${value}`;
    if (!noCORSNames.includes(name.toLowerCase()) || !isSafelisted(name, whole)) return;
  }
  const [known] = find(state, name.toLowerCase());
  state.list.push([known ? known[0] : name, value]);
  state.sorted = undefined;
  if (state.guard === "request-no-cors") removePrivileged(state);
};
const removePrivileged = (state) => remove(state, "range");
const remove = (state, lower) => {
  state.list = state.list.filter((pair) => pair[0].toLowerCase() !== lower);
  state.sorted = undefined;
};

// https://fetch.spec.whatwg.org/#concept-headers-fill
const fill = (state, init, prefix) => {
  const isObject = (typeof init === "object" && init !== null) || typeof init === "function";
  if (!isObject) {
    throw new TypeError(`${prefix}The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.`);
  }
  const method = init[Symbol.iterator];
  if (method !== undefined && method !== null) {
    if (typeof method !== "function") throw new TypeError(`${prefix}The object must have a callable @@iterator property.`);
    const pairs = idl.sequence(init, method, (pair) => {
      const each = typeof pair === "object" && pair !== null ? pair[Symbol.iterator] : undefined;
      if (typeof each !== "function") throw new TypeError(`${prefix}The provided value cannot be converted to a sequence.`);
      return idl.sequence(pair, each, (value) => idl.ByteString(value, prefix));
    });
    for (const pair of pairs) {
      if (pair.length !== 2) throw new TypeError(`${prefix}Invalid value`);
      append(state, pair[0], pair[1], prefix);
    }
    return;
  }
  const record = idl.record(init, (name) => idl.ByteString(name, prefix), (value) => idl.ByteString(value, prefix));
  for (const [name, value] of record) append(state, name, value, prefix);
};

class Headers {
  constructor(init = undefined) {
    states.set(this, { list: [], guard: "none", sorted: undefined });
    if (init !== undefined) fill(stateOf(this), init, idl.failed("Headers"));
  }
  append(name, value) {
    const prefix = idl.failed("append", "Headers");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    append(state, idl.ByteString(name, prefix), idl.ByteString(value, prefix), prefix);
  }
  delete(name) {
    const prefix = idl.failed("delete", "Headers");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    name = idl.ByteString(name, prefix);
    if (!validate(state, name, "", prefix)) return;
    const lower = name.toLowerCase();
    if (state.guard === "request-no-cors" && !noCORSNames.includes(lower) && lower !== "range") return;
    remove(state, lower);
    if (state.guard === "request-no-cors") removePrivileged(state);
  }
  get(name) {
    const prefix = idl.failed("get", "Headers");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    name = idl.ByteString(name, prefix);
    if (!isName(name)) throw new TypeError(`${prefix}Invalid name`);
    return combined(state, name);
  }
  getSetCookie() {
    return find(stateOf(this), "set-cookie").map((pair) => pair[1]);
  }
  has(name) {
    const prefix = idl.failed("has", "Headers");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    name = idl.ByteString(name, prefix);
    if (!isName(name)) throw new TypeError(`${prefix}Invalid name`);
    return find(state, name.toLowerCase()).length > 0;
  }
  set(name, value) {
    const prefix = idl.failed("set", "Headers");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    name = idl.ByteString(name, prefix);
    value = web.normalizeHeader(idl.ByteString(value, prefix));
    if (!validate(state, name, value, prefix)) return;
    const lower = name.toLowerCase();
    if (state.guard === "request-no-cors" && (!noCORSNames.includes(lower) || !isSafelisted(name, value))) return;
    const index = state.list.findIndex((pair) => pair[0].toLowerCase() === lower);
    if (index < 0) state.list.push([name, value]);
    else {
      state.list[index] = [state.list[index][0], value];
      state.list = state.list.filter((pair, i) => i <= index || pair[0].toLowerCase() !== lower);
    }
    state.sorted = undefined;
    if (state.guard === "request-no-cors") removePrivileged(state);
  }
}

// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
const sorted = (headers) => {
  const state = stateOf(headers);
  if (state.sorted) return state.sorted;
  const names = [...new Set(state.list.map((pair) => pair[0].toLowerCase()))].sort();
  state.sorted = names.flatMap((name) =>
    name === "set-cookie"
      ? find(state, name).map((pair) => [name, pair[1]])
      : [[name, combined(state, name)]]
  );
  return state.sorted;
};
idl.iterable(Headers, "Headers", sorted);
idl.expose(Headers);
web.pairsOf = (value) => (states.has(value) ? sorted(value) : undefined);

// Requests and responses store such a state as `headerState`, and create the object when a page reads it.
web.headerState = (list, guard) => ({ list, guard, sorted: undefined });
web.headersOf = (owner) => {
  if (owner.headers === undefined) {
    owner.headers = Object.create(Headers.prototype);
    states.set(owner.headers, owner.headerState);
  }
  return owner.headers;
};
web.copyHeaders = ({ list, guard }) => web.headerState(list.map((pair) => [pair[0], pair[1]]), guard);
web.fillHeaders = fill;
web.checkedAppend = (state, name, value) => append(state, name, value, idl.failed("append", "Headers"));
web.hasHeader = (state, name) => find(state, name.toLowerCase()).length > 0;
web.getHeader = combined;
web.appendHeader = (state, name, value) => {
  state.list.push([name, value]);
  state.sorted = undefined;
};
