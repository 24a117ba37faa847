// https://html.spec.whatwg.org/#webstorage
"use strict";

const { idl, DOMException } = web;

// The size limit of an area: names and values, in UTF-16 code units.
const quota = 5 << 20;

// The area and items of each Storage object. The browser has a copy and receives each change; names and values are sent as
// JSON, which can represent lone surrogates.
const states = new WeakMap();
const stateOf = (storage) => {
  const state = states.get(storage);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

const tell = (state, change) => web.send({ t: "store", area: state.area, ...change });
// https://html.spec.whatwg.org/#concept-storage-broadcast: all other documents with the same area.
const broadcast = (state, key, oldValue, newValue) => {
  const url = web.page.url[0];
  for (const [realm, storage] of state.users) {
    if (realm === web) continue;
    if (realm.isDiscarded) state.users.delete(realm);
    else realm.queueTask(() => realm.fireStorage({ key, oldValue, newValue, url, storageArea: storage }));
  }
};
web.fireStorage = (init) => web.isDiscarded || web.fire(globalThis, web.event(StorageEvent, "storage", init));

const set = (state, name, value, prefix) => {
  const before = state.items.get(name);
  if (before === value) return;
  const size = state.size + (before === undefined ? name.length : -before.length) + value.length;
  if (size > quota && (before === undefined || value.length > before.length)) {
    throw new DOMException(`${prefix}Setting the value of '${name}' exceeded the quota.`, "QuotaExceededError");
  }
  state.size = size;
  state.items.set(name, value);
  tell(state, { name: JSON.stringify(name), value: JSON.stringify(value) });
  broadcast(state, name, before ?? null, value);
};
const remove = (state, name) => {
  const before = state.items.get(name);
  if (before === undefined) return;
  state.items.delete(name);
  state.size -= name.length + before.length;
  tell(state, { name: JSON.stringify(name) });
  broadcast(state, name, before, null);
};

class Storage {
  constructor() {
    if (arguments[0] !== idl.internal) throw idl.illegal();
  }
  get length() {
    return stateOf(this).items.size;
  }
  key(index) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("key", "Storage"));
    const number = idl.unsigned(index, 32);
    return number < state.items.size ? [...state.items.keys()][number] : null;
  }
  getItem(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("getItem", "Storage"));
    return state.items.get(idl.DOMString(name)) ?? null;
  }
  setItem(name, value) {
    const state = stateOf(this);
    const prefix = idl.failed("setItem", "Storage");
    idl.required(arguments.length, 2, prefix);
    set(state, idl.DOMString(name), idl.DOMString(value), prefix);
  }
  removeItem(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("removeItem", "Storage"));
    remove(state, idl.DOMString(name));
  }
  clear() {
    const state = stateOf(this);
    if (state.items.size === 0) return;
    state.items.clear();
    state.size = 0;
    tell(state, {});
    broadcast(state, null, null, null);
  }
}
idl.expose(Storage);

// Named properties: an item does not hide a property of the prototype.
// https://webidl.spec.whatwg.org/#legacy-platform-object-abstract-ops
const isItem = (target, name) => typeof name === "string" && states.get(target).items.has(name) && !(name in target);
const traps = {
  get(target, name, receiver) {
    return isItem(target, name) ? states.get(target).items.get(name) : Reflect.get(target, name, receiver);
  },
  has: (target, name) => isItem(target, name) || name in target,
  set(target, name, value, receiver) {
    if (typeof name === "symbol") return Reflect.set(target, name, value, receiver);
    set(states.get(target), name, idl.DOMString(value), idl.failed("setItem", "Storage"));
    return true;
  },
  defineProperty(target, name, descriptor) {
    if (typeof name === "symbol") return Reflect.defineProperty(target, name, descriptor);
    if ("get" in descriptor || "set" in descriptor) return false;
    set(states.get(target), name, idl.DOMString(descriptor.value), idl.failed("setItem", "Storage"));
    return true;
  },
  deleteProperty(target, name) {
    if (!isItem(target, name)) return Reflect.deleteProperty(target, name);
    remove(states.get(target), name);
    return true;
  },
  ownKeys: (target) => [
    ...[...states.get(target).items.keys()].filter((name) => !(name in target)), ...Reflect.ownKeys(target),
  ],
  getOwnPropertyDescriptor(target, name) {
    if (!isItem(target, name)) return Reflect.getOwnPropertyDescriptor(target, name);
    return { value: states.get(target).items.get(name), writable: true, enumerable: true, configurable: true };
  },
  preventExtensions: () => false,
};

const make = (state) => {
  const target = new Storage(idl.internal);
  const storage = new Proxy(target, traps);
  state.users.set(web, storage);
  states.set(target, state);
  states.set(storage, state);
  return storage;
};

// Shared by all documents of an origin in a tab.
const areas = (web.shared.storageAreas ??= new Map());
const areaOf = (area) => {
  const top = web.navigable && web.topOf(web.navigable);
  const key = `${area} ${web.page.originKey} ${top?.web?.page.originKey} ${area === "session" ? top?.id : ""}`;
  if (areas.has(key)) return areas.get(key);
  const [answer] = web.ask({ t: "storage", area });
  if (answer.error) throw new DOMException(answer.error, "SecurityError");
  const state = { area, items: new Map(), size: 0, users: new Map() };
  for (const [name, value] of answer.items) {
    const [key, text] = [JSON.parse(name), JSON.parse(value)];
    state.items.set(key, text);
    state.size += key.length + text.length;
  }
  areas.set(key, state);
  return state;
};
// Areas are only loaded when the page first uses them.
const made = new Map();
for (const area of ["local", "session"]) {
  const property = `${area}Storage`;
  const read = () => {
    if (made.has(area)) return made.get(area);
    made.set(area, make(areaOf(area)));
    return made.get(area);
  };
  const descriptor = Object.getOwnPropertyDescriptor({ get [property]() { return idl.ofWindow(this, undefined) ?? read(); } }, property);
  if (web.mayDefine(property)) Object.defineProperty(globalThis, property, descriptor);
}

// A response has cleared the site's storage.
web.messages.storagecleared = () => {
  for (const storage of made.values()) {
    const state = states.get(storage);
    state.items.clear();
    state.size = 0;
  }
};
