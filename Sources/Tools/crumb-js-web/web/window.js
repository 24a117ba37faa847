// https://html.spec.whatwg.org/#the-window-object
"use strict";

const { idl } = web;
const { apply } = Reflect;

// The global object already has its prototype, which cannot be replaced.
const Window = function Window() {
  throw idl.illegal();
};
Window.prototype = Object.getPrototypeOf(globalThis);
Object.setPrototypeOf(Window, EventTarget);
Object.setPrototypeOf(Window.prototype, EventTarget.prototype);
Object.defineProperty(Window.prototype, "constructor", { value: Window, writable: true, configurable: true });
Object.defineProperty(Window, "prototype", { writable: false });
idl.expose(Window);
web.markAsEventTarget(globalThis);

const readonly = (values) => {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, enumerable: true, configurable: true, writable: true });
  }
};
for (const name of ["window", "document", "location"]) {
  const value = name === "window" ? globalThis : web[name];
  Object.defineProperty(globalThis, name, {
    get: () => value,
    set: name === "location" ? (url) => (web.location.href = url) : undefined,
    enumerable: true,
    configurable: false,
  });
}
// https://dom.spec.whatwg.org/#dom-window-event
Object.defineProperty(globalThis, "event", {
  get: () => web.shared.currentEvent,
  set(value) {
    Object.defineProperty(globalThis, "event", { value, enumerable: true, configurable: true, writable: true });
  },
  enumerable: true,
  configurable: true,
});

// Pages wrap and replace these functions, so they exist at once; only their implementations load on demand.
const functions = {
  fetch(input) {
    return apply(web.fetch, this, arguments);
  },
  structuredClone(value) {
    return arguments.length === 0 ? web.structuredClone() : web.structuredClone(value, arguments[1]);
  },
  btoa(data) {
    return arguments.length === 0 ? web.btoa() : web.btoa(data);
  },
  atob(data) {
    return arguments.length === 0 ? web.atob() : web.atob(data);
  },
};
readonly({
  self: globalThis, frames: globalThis, parent: globalThis, top: globalThis, length: 0, opener: null,
  name: "", closed: false, navigator: web.navigator, history: web.history, isSecureContext: false,
  crossOriginIsolated: false, origin: "null", devicePixelRatio: 1, innerWidth: 1280, innerHeight: 720,
  ...web.global, ...functions,
});
web.handlers(
  globalThis,
  ["error", "unhandledrejection", "rejectionhandled", "load", "beforeunload", "pagehide", "pageshow", "unload", "message", "hashchange", "popstate", "storage", "online", "offline", "focus", "blur"],
  { isGlobal: true }
);

// https://html.spec.whatwg.org/#dom-window-postmessage-options, to the window itself
readonly({
  postMessage(message, target, transfer) {
    const prefix = idl.failed("postMessage", "Window");
    idl.required(arguments.length, 1, prefix);
    const options = typeof target === "object" && target !== null ? target : { targetOrigin: target, transfer };
    const wanted = options.targetOrigin === undefined ? "/" : idl.USVString(options.targetOrigin);
    const packed = web.pack(message, web.transferList(options.transfer, prefix), prefix);
    if (wanted !== "*" && wanted !== "/") {
      const parts = web.parseURL(wanted);
      if (!parts) throw new web.DOMException(`${prefix}Invalid target origin '${wanted}' in a call to 'postMessage'.`, "SyntaxError");
      if (parts[1] !== web.page.origin) return;
    }
    web.queueTask(() => web.fire(globalThis, web.event(MessageEvent, "message", { ...web.unpack(packed), origin: web.page.origin, source: globalThis })));
  },
  getComputedStyle: () => ({}),
  matchMedia: (media) => Object.assign(new EventTarget(), { matches: false, media: String(media), addListener() {}, removeListener() {} }),
  alert(message) {
    console.log(message);
  },
  close() {},
  focus() {},
  blur() {},
  stop() {},
});
delete web.global;
