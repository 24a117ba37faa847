// https://cookiestore.spec.whatwg.org/
"use strict";

const { idl } = web;

const calls = new Map();
let lastID = 0;

// Sends a request to the browser and passes its reply to `settle`.
const ask = (message, prefix, settle) => {
  const id = ++lastID;
  const { promise, resolve, reject } = idl.deferred();
  const done = web.begin();
  calls.set(id, ({ error, items }) => {
    done();
    if (error) reject(web.makeError({ name: error.name, message: prefix + error.message }));
    else resolve(settle(items));
  });
  web.send({ t: "cookiestore", id, ...message });
  return promise;
};
web.messages.cookiestore = (message) => {
  const settle = calls.get(message.id);
  calls.delete(message.id);
  settle?.(message);
};

const { promising } = idl;

// The members of a dictionary are read in the order of their names.
const readers = {
  text: idl.USVString,
  nullableText: (value) => (value === null ? null : idl.USVString(value)),
  time: (value, prefix) => {
    if (value === null) return null;
    const number = Number(value);
    if (!Number.isFinite(number)) throw new TypeError(`${prefix}The provided double value is non-finite.`);
    return number;
  },
  integer: (value) => (value === null ? null : Math.trunc(Number(value)) || 0),
  boolean: Boolean,
};
const read = (value, members, prefix, type) => {
  const given = idl.dictionary(value, prefix, type);
  const result = {};
  for (const [name, kind, usual] of members) {
    const member = given[name];
    if (member !== undefined) result[name] = kind(member, prefix);
    else if (usual !== undefined) result[name] = usual;
    else if (kind.isRequired) {
      throw new TypeError(`${prefix}Failed to read the '${name}' property from '${type}': Required member is undefined.`);
    }
  }
  return result;
};
const required = Object.assign((value) => idl.USVString(value), { isRequired: true });
const sameSite = (value, prefix) =>
  idl.enumeration(value, ["strict", "lax", "none"], ["sameSite", "CookieInit", "CookieSameSite"], prefix);

const getOptions = [["name", readers.text], ["url", readers.text]];
const initMembers = [
  ["domain", readers.nullableText, null], ["expires", readers.time, null], ["maxAge", readers.integer, null],
  ["name", required], ["partitioned", readers.boolean, false], ["path", readers.text, "/"],
  ["sameSite", sameSite, "strict"], ["value", required],
];
const deleteMembers = [
  ["domain", readers.nullableText, null], ["name", required], ["partitioned", readers.boolean, false],
  ["path", readers.text, "/"],
];
const isDictionary = (value) =>
  value === undefined || value === null || typeof value === "object" || typeof value === "function";

const stores = new WeakSet();
class CookieStore extends web.EventTarget {
  constructor() {
    if (arguments[0] !== idl.internal) throw idl.illegal();
    super();
    stores.add(this);
  }
  get() {
    const [first] = arguments;
    return promising(() => {
      const options = query(this, first, "get");
      return ask({ op: "get", ...options }, idl.failed("get", "CookieStore"), (items) => items[0] ?? null);
    });
  }
  getAll() {
    const [first] = arguments;
    return promising(() => {
      const options = query(this, first, "getAll");
      return ask({ op: "getAll", ...options }, idl.failed("getAll", "CookieStore"), (items) => items);
    });
  }
  set(nameOrOptions) {
    const args = [...arguments];
    return promising(() => {
      check(this);
      const prefix = idl.failed("set", "CookieStore");
      idl.required(args.length, 1, prefix);
      let cookie;
      if (args.length > 1) {
        cookie = { ...read({ name: "", value: "" }, initMembers, prefix, "CookieInit"), name: idl.USVString(args[0]) };
        cookie.value = idl.USVString(args[1]);
      } else {
        cookie = read(args[0], initMembers, prefix, "CookieInit");
      }
      return ask({ op: "set", ...cookie }, prefix, () => undefined);
    });
  }
  delete(nameOrOptions) {
    const args = [...arguments];
    return promising(() => {
      check(this);
      const prefix = idl.failed("delete", "CookieStore");
      idl.required(args.length, 1, prefix);
      const cookie = isDictionary(args[0])
        ? read(args[0], deleteMembers, prefix, "CookieStoreDeleteOptions")
        : { ...read({ name: "" }, deleteMembers, prefix, ""), name: idl.USVString(args[0]) };
      return ask({ op: "delete", ...cookie }, prefix, () => undefined);
    });
  }
  [web.listenersChanged](type) {
    if (type !== "change") return;
    const wants = web.hasListener(this, "change") || web.hasHandler(this, "change");
    if (wants === isListening) return;
    isListening = wants;
    web.send({ t: "cookiechanges", on: wants });
  }
}
let isListening = false;
const check = (store) => {
  if (!stores.has(store)) throw new TypeError("Illegal invocation");
};
const query = (store, value, name) => {
  check(store);
  const prefix = idl.failed(name, "CookieStore");
  return isDictionary(value) ? read(value, getOptions, prefix, "CookieStoreGetOptions") : { name: idl.USVString(value) };
};
Object.defineProperty(CookieStore.prototype, web.listenersChanged, { enumerable: false });
if (!web.isWorker) web.handlers(CookieStore.prototype, ["change"]);
idl.expose(CookieStore);

const items = (list) => {
  if (list === undefined) return Object.freeze([]);
  if (typeof list !== "object" || list === null || typeof list[Symbol.iterator] !== "function") {
    throw new TypeError("Failed to construct 'CookieChangeEvent': The object must have a callable @@iterator property.");
  }
  return Object.freeze([...list].map((item) => ({ ...item })));
};
const CookieChangeEvent = web.eventClass(
  "CookieChangeEvent", { changed: Object.freeze([]), deleted: Object.freeze([]) }, { changed: items, deleted: items }
);

const store = new CookieStore(idl.internal);
const attribute = Object.getOwnPropertyDescriptor({ get cookieStore() { return idl.ofWindow(this, store); } }, "cookieStore");
if (web.mayDefine("cookieStore")) Object.defineProperty(globalThis, "cookieStore", attribute);
web.messages.cookiechange = ({ changed, deleted }) => {
  web.fire(store, web.event(CookieChangeEvent, "change", { changed, deleted }));
};
