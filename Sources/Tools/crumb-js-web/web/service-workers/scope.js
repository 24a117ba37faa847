// https://w3c.github.io/ServiceWorker/#execution-context
"use strict";

const { idl, DOMException, shared } = web;
const { HREF, ORIGIN } = web.urlParts;

// MARK: Extendable events

const lives = new WeakMap();
class ExtendableEvent extends Event {
  constructor(type, init) {
    super(type, init);
    lives.set(this, { isActive: false, pending: 0, hasFailed: false, settled: undefined });
  }
  // https://w3c.github.io/ServiceWorker/#dom-extendableevent-waituntil
  waitUntil(promise) {
    const prefix = idl.failed("waitUntil", "ExtendableEvent");
    const life = lives.get(this);
    if (!life) throw new TypeError("Illegal invocation");
    idl.required(arguments.length, 1, prefix);
    if (!this.isTrusted) throw new DOMException(`${prefix}Can not call waitUntil on a script constructed ExtendableEvent.`, "InvalidStateError");
    if (!life.isActive && life.pending === 0) {
      throw new DOMException(`${prefix}The event handler is already finished and no extend lifetime promises are outstanding.`, "InvalidStateError");
    }
    life.pending++;
    const over = () => {
      // Extensions added by the promise's own reactions also count.
      idl.then(idl.resolved(), () => {
        life.pending--;
        settle(life);
      });
    };
    idl.then(idl.resolved(promise), over, () => {
      life.hasFailed = true;
      over();
    });
  }
}
Object.defineProperty(ExtendableEvent, "length", { value: 1, configurable: true });
idl.expose(ExtendableEvent);
const settle = (life) => {
  if (!life.isActive && life.pending === 0) life.settled?.();
};

// Makes subclasses with the members of their init dictionaries.
const eventClass = (name, members) => {
  const values = new WeakMap();
  const made = {
    [name]: class extends ExtendableEvent {
      constructor(type, init) {
        super(type, init);
        const own = {};
        for (const [member, [usual, convert]] of Object.entries(members)) {
          const value = init?.[member];
          own[member] = value === undefined ? usual : convert ? convert(value) : value;
        }
        values.set(this, own);
      }
    },
  }[name];
  for (const member of Object.keys(members)) {
    const { get } = Object.getOwnPropertyDescriptor({
      get [member]() {
        const own = values.get(this);
        if (!own) throw new TypeError("Illegal invocation");
        return own[member];
      },
    }, member);
    Object.defineProperty(made.prototype, member, { get, set: undefined, enumerable: true, configurable: true });
  }
  Object.defineProperty(made, "length", { value: 1, configurable: true });
  return idl.expose(made, { name });
};
const InstallEvent = eventClass("InstallEvent", {});
const frozen = (list) => Object.freeze([...list]);
const ExtendableMessageEvent = eventClass("ExtendableMessageEvent", {
  data: [null, (data) => (data === idl.internal ? undefined : data)], origin: ["", idl.USVString], lastEventId: ["", idl.DOMString], source: [null],
  ports: [Object.freeze([]), frozen],
});
const items = (list) => Object.freeze([...list].map((item) => ({ ...item })));
const ExtendableCookieChangeEvent = eventClass("ExtendableCookieChangeEvent", {
  changed: [Object.freeze([]), items], deleted: [Object.freeze([]), items],
});

// Fires an extendable event; the result resolves once all its extensions have settled, to whether none failed.
const fireLasting = (event) => {
  const result = idl.deferred();
  const life = lives.get(event);
  life.isActive = true;
  // (The page waits for pending work, but not for a promise that never settles.)
  life.settled = () => {
    life.settled = undefined;
    result.resolve(!life.hasFailed);
  };
  web.fire(globalThis, event);
  life.isActive = false;
  settle(life);
  return result.promise;
};
web.fireExtendable = (type) => fireLasting(web.event(type === "install" ? InstallEvent : ExtendableEvent, type));

// MARK: Clients

const clientStates = new WeakMap();
const clientOf = (client) => {
  const realm = clientStates.get(client);
  if (!realm) throw new TypeError("Illegal invocation");
  return realm;
};
class Client {
  constructor() {
    const [key, realm] = arguments;
    if (key !== idl.internal) throw idl.illegal();
    clientStates.set(this, realm);
  }
  get url() {
    return clientOf(this).page.url[HREF];
  }
  get frameType() {
    const { navigable } = clientOf(this);
    return navigable?.parent ? "nested" : navigable?.isAuxiliary ? "auxiliary" : "top-level";
  }
  get id() {
    return web.serviceWorkers.clientID(clientOf(this));
  }
  get type() {
    clientOf(this);
    return "window";
  }
  postMessage(message, second = undefined) {
    const prefix = idl.failed("postMessage", "Client");
    const realm = clientOf(this);
    idl.required(arguments.length, 1, prefix);
    const packed = web.pack(message, web.transferOf(second), prefix);
    if (!realm.isDiscarded && realm.serviceWorkerContainer) realm.receiveFromWorker(packed, own);
  }
}
idl.expose(Client);
class WindowClient extends Client {
  get visibilityState() {
    return clientOf(this).page.isHidden ? "hidden" : "visible";
  }
  get focused() {
    return !clientOf(this).page.isHidden;
  }
  focus() {
    return idl.rejected(new DOMException("Not allowed to focus a window.", "InvalidAccessError"));
  }
  navigate() {
    return idl.rejected(new TypeError(`${idl.failed("navigate", "WindowClient")}crumb only lets a page's own scripts navigate it.`));
  }
}
idl.expose(WindowClient);
const clients = new WeakMap();
const clientFor = (realm) => {
  if (!clients.has(realm)) clients.set(realm, new WindowClient(idl.internal, realm));
  return clients.get(realm);
};

class Clients {
  constructor() {
    if (arguments[0] !== idl.internal) throw idl.illegal();
  }
  get(id) {
    const wanted = idl.DOMString(id);
    const realm = ofOrigin().find((one) => web.serviceWorkers.clientID(one) === wanted);
    return idl.resolved(realm && clientFor(realm));
  }
  matchAll(options = {}) {
    const { includeUncontrolled = false, type = "window" } = options ?? {};
    if (!["window", "all"].includes(type)) return idl.resolved(Object.freeze([]));
    const list = ofOrigin().filter((realm) => includeUncontrolled || realm.controller === own);
    return idl.resolved(Object.freeze(list.map(clientFor)));
  }
  openWindow() {
    return idl.rejected(new DOMException("Not allowed to open a window.", "InvalidAccessError"));
  }
  // https://w3c.github.io/ServiceWorker/#dom-clients-claim
  claim() {
    if (own.registration.active !== own) return idl.rejected(new DOMException("Only the active worker can claim clients.", "InvalidStateError"));
    for (const realm of ofOrigin()) {
      if (web.serviceWorkers.match(realm.page.url[HREF]) === own.registration) web.serviceWorkers.control(realm, own);
    }
    // The clients are notified first.
    const result = idl.deferred();
    web.queueTask(result.resolve);
    return result.promise;
  }
}
idl.expose(Clients);
const ofOrigin = () => web.serviceWorkers.clients(own.registration.originKey);

// MARK: The scope

// The worker's record, which all documents share (registrations.js).
let own;
// `owner`: the layer of the document that registered it. Returns a promise of whether the script ran.
web.beginService = ({ owner, worker, page, script, bytes }) => {
  own = worker;
  web.isPage = owner.isPage;
  web.startRealm({ page });
  const readonly = {
    clients: new Clients(idl.internal), registration: web.registrationFor(worker.registration),
    serviceWorker: web.serviceWorkerFor(worker),
  };
  for (const [name, value] of Object.entries(readonly)) {
    Object.defineProperty(globalThis, name, { get: () => value, set: undefined, enumerable: true, configurable: true });
  }
  Object.defineProperty(globalThis, "skipWaiting", {
    value: function skipWaiting() {
      own.skipsWaiting = true;
      web.queueTask(() => web.tryActivate(own.registration));
      return idl.resolved();
    },
    writable: true, enumerable: true, configurable: true,
  });
  web.handlers(globalThis, ["install", "activate", "fetch", "message", "messageerror", "cookiechange"]);
  web.exposeScope();
  const result = idl.deferred();
  const ran = web.runWorkerScript({ script, bytes, type: worker.type }, {
    ready() {
      own.handlesFetch = web.hasListener(globalThis, "fetch") || web.hasHandler(globalThis, "fetch");
      // Wait until `ran` is assigned.
      idl.then(idl.resolved(), () => result.resolve(ran));
    },
    failed() {},
  });
  return result.promise;
};

// Messages from documents and workers.
web.receiveFromClient = (packed, source) => {
  const init = { origin: source.page.origin, source: source.isWorker ? web.serviceWorkerFor(source.serviceWorkerRecord?.()) : clientFor(source) };
  let event;
  try {
    event = web.event(ExtendableMessageEvent, "message", { ...init, ...web.unpack(packed) });
  } catch {
    event = web.event(ExtendableMessageEvent, "messageerror", init);
  }
  fireLasting(event);
};
web.serviceWorkerRecord = () => own;

// Shown once as a note to the user: unlike in browsers, documents and loads by elements do not go through a worker here.
web.tellPassedBy = () => {
  if (!own.handlesFetch || shared.serviceWorkers.hasToldFetch) return;
  shared.serviceWorkers.hasToldFetch = true;
  web.send({ t: "fetchlistener", url: own.url });
};

// MARK: Requests

const responses = new WeakMap();
class FetchEvent extends ExtendableEvent {
  constructor(type, init) {
    const prefix = idl.failed("FetchEvent");
    idl.required(arguments.length, 2, prefix);
    super(type, init);
    if (init?.request === undefined) throw new TypeError(`${prefix}Failed to read the 'request' property from 'FetchEventInit': Required member is undefined.`);
    const { request, clientId = "", resultingClientId = "", replacesClientId = "", preloadResponse = idl.resolved(), handled = idl.resolved() } = init;
    responses.set(this, { request, clientId, resultingClientId, replacesClientId, preloadResponse, handled, response: undefined });
  }
  // https://w3c.github.io/ServiceWorker/#dom-fetchevent-respondwith
  respondWith(response) {
    const prefix = idl.failed("respondWith", "FetchEvent");
    const state = responses.get(this);
    if (!state) throw new TypeError("Illegal invocation");
    idl.required(arguments.length, 1, prefix);
    if (!lives.get(this).isActive) throw new DOMException(`${prefix}The event handler is already finished.`, "InvalidStateError");
    if (state.response) throw new DOMException(`${prefix}The event has already been responded to.`, "InvalidStateError");
    this.stopImmediatePropagation();
    state.response = idl.resolved(response);
    this.waitUntil(state.response);
  }
}
for (const name of ["request", "clientId", "resultingClientId", "replacesClientId", "preloadResponse", "handled"]) {
  const { get } = Object.getOwnPropertyDescriptor({
    get [name]() {
      const state = responses.get(this);
      if (!state) throw new TypeError("Illegal invocation");
      return state[name];
    },
  }, name);
  Object.defineProperty(FetchEvent.prototype, name, { get, set: undefined, enumerable: true, configurable: true });
}
idl.expose(FetchEvent);

// https://w3c.github.io/ServiceWorker/#handle-fetch. Returns a promise of the Response; null if the request is left to the
// network; undefined for a network error.
web.handleFetch = (message, bytes, client) => {
  const { method, headers, mode, credentials, cache, redirect, integrity, keepalive } = message;
  const request = new Request(message.url, { method, headers, body: bytes, mode, credentials, cache, redirect, integrity, keepalive, referrer: client.page.url[HREF] });
  const handled = idl.deferred();
  idl.handled(handled.promise);
  const event = web.event(FetchEvent, "fetch", { cancelable: true, request, clientId: web.serviceWorkers.clientID(client), handled: handled.promise });
  idl.handled(fireLasting(event));
  const { response } = responses.get(event);
  const fail = (why) => {
    handled.reject(new TypeError(why));
    web.logConsole("error", `The FetchEvent for "${message.url}" resulted in a network error response: ${why}`);
    return undefined;
  };
  if (!response) {
    if (event.defaultPrevented) return idl.resolved(fail("preventDefault() was called without calling respondWith()."));
    handled.resolve();
    return idl.resolved(null);
  }
  const rejected = (reason) => {
    web.tellError("rejection", reason);
    return fail("the promise was rejected.");
  };
  return idl.then(response, (value) => {
    if (!(value instanceof Response)) return rejected(new TypeError("Failed to convert value to 'Response'."));
    if (value.type === "error") return fail("the promise was resolved with an error response object.");
    if (value.type === "opaque" && message.mode !== "no-cors") return fail('an "opaque" response was used for a request whose type is not no-cors');
    if (value.body?.locked) return fail('a Response whose "body" is locked cannot be used to respond to a request.');
    if (value.bodyUsed) return fail("a Response whose \"bodyUsed\" is \"true\" cannot be used to respond to a request.");
    handled.resolve();
    return value;
  }, rejected);
};
// Reads a whole response of this worker in pieces.
web.readResponse = async (response, data) => {
  if (response.body === null) return;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (!(value instanceof Uint8Array)) throw new TypeError("a chunk of the body is not a Uint8Array");
    data(value);
  }
};

// MARK: Cookies

// Lets the browser know which changes to send.
web.tellSubscriptions = ({ subscriptions }) => web.send({ t: "cookiesubscriptions", list: subscriptions });
web.messages.subscribedcookies = ({ changed, deleted }) => {
  if (own.registration.active === own) fireLasting(web.event(ExtendableCookieChangeEvent, "cookiechange", { changed, deleted }));
};
