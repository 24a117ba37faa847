// Events as pages made them before there were constructors.
// https://dom.spec.whatwg.org/#dom-document-createevent
"use strict";

const { idl, DOMException } = web;

// Their members are given by a method of their own, which does nothing while they are dispatched.
const legacy = (name, parents, members) => {
  const values = new WeakMap();
  const parent = parents ?? Event;
  const made = {
    [name]: class extends parent {
      constructor(type, init) {
        super(type, init);
        const given = init ?? {};
        values.set(this, Object.fromEntries(Object.entries(members).map(([key, usual]) => [key, given[key] ?? usual])));
      }
    },
  }[name];
  for (const key of Object.keys(members)) {
    Object.defineProperty(
      made.prototype, key,
      Object.getOwnPropertyDescriptor({ get [key]() { return values.get(this)[key]; } }, key)
    );
  }
  const method = `init${name}`;
  made.prototype[method] = {
    [method](type, bubbles = false, cancelable = false, ...rest) {
      idl.required(arguments.length, 1, idl.failed(method, name));
      if (this.eventPhase !== 0) return;
      this.initEvent(type, bubbles, cancelable);
      for (const [index, key] of Object.keys(members).entries()) values.get(this)[key] = rest[index] ?? members[key];
    },
  }[method];
  Object.defineProperty(made, "length", { value: 1, configurable: true });
  return idl.expose(made, { name });
};
const UIEvent = legacy("UIEvent", Event, { view: null, detail: 0 });

const constructors = new Map([
  ["customevent", CustomEvent], ["event", Event], ["events", Event], ["htmlevents", Event],
  ["messageevent", MessageEvent], ["svgevents", Event], ["storageevent", StorageEvent], ["uievent", UIEvent],
  ["uievents", UIEvent],
]);
Document.prototype.createEvent = {
  createEvent(name) {
    const prefix = idl.failed("createEvent", "Document");
    idl.required(arguments.length, 1, prefix);
    const constructor = constructors.get(idl.DOMString(name).toLowerCase());
    if (!constructor) {
      throw new DOMException(`${prefix}The provided event type ('${name}') is invalid.`, "NotSupportedError");
    }
    return web.uninitializedEvent(constructor);
  },
}.createEvent;
