// Events created by name, as pages did before there were constructors.
// https://dom.spec.whatwg.org/#dom-document-createevent; user interface events are in html/ui-events.js
"use strict";

const { idl, DOMException } = web;

const constructors = new Map([
  ["customevent", CustomEvent], ["event", Event], ["events", Event], ["htmlevents", Event],
  ["messageevent", MessageEvent], ["svgevents", Event], ["storageevent", StorageEvent],
]);
web.dom.createEvent = (name) => {
  const prefix = idl.failed("createEvent", "Document");
  const wanted = idl.DOMString(name).toLowerCase();
  const constructor = constructors.get(wanted) ?? web.createEventNames.get(wanted);
  if (!constructor) {
    throw new DOMException(`${prefix}The provided event type ('${name}') is invalid.`, "NotSupportedError");
  }
  return web.uninitializedEvent(constructor);
};
