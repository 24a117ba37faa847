// The entry points for the event loop. This is the last of the layer's scripts.
"use strict";

const { idl } = web;

web.page = {
  url: web.parseURL("about:blank"), baseURL: "about:blank", origin: "null", userAgent: "", readyState: "loading",
  networkError: "Failed to fetch", bodyError: "network error", ancestorOrigins: [], referrer: "", originKey: "null",
};

const define = (name, value) => {
  Object.defineProperty(globalThis, name, { value, enumerable: true, configurable: true, writable: true });
};

const secureOnly = ["cookieStore", "CookieStore", "CookieChangeEvent", "CookieStoreManager", "ServiceWorker", "ServiceWorkerContainer", "ServiceWorkerRegistration", "Cache", "CacheStorage", "caches"];
// Takes the browser's properties of this realm's page.
web.startRealm = (message) => {
  Object.assign(web.page, message.page);
  web.page.originKey = message.page.originKey ?? message.page.origin;
  web.page.url = web.parseURL(message.page.url);
  // The active service worker that controls the page, if any.
  if (web.shared.serviceWorkers && !web.isWorker) web.controller = web.serviceWorkers.match(message.page.url)?.active;
  define("origin", web.page.origin);
  define("isSecureContext", message.page.isSecure);
  if (!message.page.isSecure) {
    for (const name of secureOnly) delete globalThis[name];
    if (globalThis.Navigator) delete Navigator.prototype.serviceWorker;
  }
};
// Prepares for a page whose document is parsed and shown, by loading what that needs beforehand.
web.expectPage = () => {
  web.isPage = true;
  web.loadDocument();
};
web.startPage = (message) => {
  web.startRealm(message);
  web.expectPage();
  web.preparePage(message);
};
web.messages.start = (message, bytes) => {
  if (message.mode !== "page") return web.startRealm(message);
  host.beginPage();
  web.shared.allowsPopUps = message.allowsPopUps;
  web.startPage(message);
  web.showFirstPage(message, bytes);
};
web.messages.advance = ({ milliseconds }) => host.advance(milliseconds);

// Sends the value of a script, as JSON if possible, and otherwise in console format.
const tellValue = (value) => {
  if (value === undefined) return;
  let text;
  try {
    text = JSON.stringify(value);
  } catch {
    text = undefined;
  }
  web.send({ t: "value", isJSON: text !== undefined }, host.encode((text ?? web.inspect(value)).toWellFormed()));
};
const isPromise = (value) => {
  try {
    return value instanceof Promise;
  } catch {
    return false;
  }
};

const entries = {
  message(message, bytes) {
    try {
      web.messages[message.t]?.(message, bytes);
    } catch (error) {
      // The page has replaced built-ins that the layer uses.
      web.report(error);
    }
  },
  stray(text, bytes) {
    const message = JSON.parse(text);
    if (message.nav !== undefined) entries.message(message, bytes);
  },
  timer: web.runTimer,
  expectPage: web.expectPage,
  // Called around a script that the host evaluates itself.
  before: web.enter,
  after: web.leave,
  noteRewritten: web.noteRewritten,
  value(value) {
    web.leave();
    if (!isPromise(value)) return tellValue(value);
    // As if `await` had been typed before it in DevTools' console.
    idl.then(value, tellValue);
  },
  threw(error) {
    web.leave();
    web.report(error);
  },
  loaded() {
    if (!web.hasModules()) return entries.complete();
    const done = web.begin();
    idl.then(web.modulesAreDone(), () => {
      entries.complete();
      done();
    });
  },
  complete() {
    web.page.readyState = "interactive";
    web.fireSimple(web.document, "readystatechange");
    web.fireSimple(web.document, "DOMContentLoaded", { bubbles: true });
    web.page.readyState = "complete";
    web.fireSimple(web.document, "readystatechange");
    web.fireSimple(globalThis, "load");
    web.fire(globalThis, web.event(PageTransitionEvent, "pageshow"));
  },
  pending() {},
};
// Returns whether the page is waiting for anything other than timers.
web.dispatch = (name, first, second) => {
  entries[name](first, second);
  web.checkpoint();
  return web.isPending();
};
