// Events as pages made them before there were constructors.
// https://dom.spec.whatwg.org/#dom-document-createevent; those of the user's doing are html/ui-events.js's
"use strict";

const { idl, DOMException } = web;

const constructors = new Map([
  ["customevent", CustomEvent], ["event", Event], ["events", Event], ["htmlevents", Event],
  ["messageevent", MessageEvent], ["svgevents", Event], ["storageevent", StorageEvent],
]);
Document.prototype.createEvent = {
  createEvent(name) {
    const prefix = idl.failed("createEvent", "Document");
    idl.required(arguments.length, 1, prefix);
    const wanted = idl.DOMString(name).toLowerCase();
    const constructor = web.createEventNames?.get(wanted) ?? constructors.get(wanted);
    if (!constructor) {
      throw new DOMException(`${prefix}The provided event type ('${name}') is invalid.`, "NotSupportedError");
    }
    return web.uninitializedEvent(constructor);
  },
}.createEvent;

// https://dom.spec.whatwg.org/#dom-customevent-initcustomevent and the like
const initializer = (constructor, members) => {
  const name = `init${constructor.name}`;
  const method = {
    [name](type, bubbles = false, cancelable = false) {
      const prefix = idl.failed(name, constructor.name);
      const state = web.stateOf(this);
      const own = web.shared.eventMembers.get(this);
      if (!own) throw new TypeError("Illegal invocation");
      idl.required(arguments.length, 1, prefix);
      if (state.dispatching) return;
      Event.prototype.initEvent.call(this, type, bubbles, cancelable);
      for (const [index, [member, usual]] of members.entries()) own[member] = arguments[index + 3] ?? usual;
    },
  }[name];
  Object.defineProperty(method, "length", { value: 1, configurable: true });
  Object.defineProperty(constructor.prototype, name, { value: method, writable: true, enumerable: true, configurable: true });
};
initializer(CustomEvent, [["detail", null]]);
initializer(MessageEvent, [["data", null], ["origin", ""], ["lastEventId", ""], ["source", null], ["ports", Object.freeze([])]]);
initializer(StorageEvent, [["key", null], ["oldValue", null], ["newValue", null], ["url", ""], ["storageArea", null]]);
