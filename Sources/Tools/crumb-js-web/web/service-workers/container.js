// https://w3c.github.io/ServiceWorker/#serviceworkercontainer-interface
"use strict";

const { idl, DOMException } = web;
const { HREF, ORIGIN, PROTOCOL } = web.urlParts;
const workers = web.serviceWorkers;

const states = new WeakMap();
const stateOf = (container) => {
  const state = states.get(container);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const { promising } = idl;

class ServiceWorkerContainer extends web.EventTarget {
  constructor() {
    if (arguments[0] !== idl.internal) throw idl.illegal();
    super();
    states.set(this, { ready: undefined, messages: [], isStarted: false });
  }
  get controller() {
    stateOf(this);
    return web.isDiscarded ? null : web.serviceWorkerFor(web.controller);
  }
  // https://w3c.github.io/ServiceWorker/#navigator-service-worker-ready
  get ready() {
    const state = stateOf(this);
    state.ready ??= idl.deferred();
    web.checkReady();
    return state.ready.promise;
  }
  register(scriptURL, options = {}) {
    const count = arguments.length;
    return promising(() => {
      stateOf(this);
      const prefix = idl.failed("register", "ServiceWorkerContainer");
      idl.required(count, 1, prefix);
      return register(idl.USVString(scriptURL), idl.dictionary(options, prefix, "RegistrationOptions"), prefix);
    });
  }
  getRegistration(documentURL = "") {
    return promising(() => {
      stateOf(this);
      const parts = web.parseURL(idl.USVString(documentURL), web.page.baseURL);
      const words = "Failed to get a ServiceWorkerRegistration: ";
      if (!parts) throw new TypeError(`${words}The provided documentURL is not a valid URL.`);
      if (parts[ORIGIN] !== web.page.origin) {
        throw new DOMException(`${words}The origin of the provided documentURL ('${parts[ORIGIN]}') does not match the current origin ('${web.page.origin}').`, "SecurityError");
      }
      return idl.resolved(web.registrationFor(workers.match(withoutFragment(parts))));
    });
  }
  getRegistrations() {
    return promising(() => {
      stateOf(this);
      return idl.resolved(Object.freeze(workers.list().map((one) => web.registrationFor(one))));
    });
  }
  startMessages() {
    const state = stateOf(this);
    state.isStarted = true;
    deliver(state);
  }
}
web.handlers(ServiceWorkerContainer.prototype, ["controllerchange", "message", "messageerror"]);
// Setting `onmessage` also enables the container's message queue.
const { get, set } = Object.getOwnPropertyDescriptor(ServiceWorkerContainer.prototype, "onmessage");
Object.defineProperty(ServiceWorkerContainer.prototype, "onmessage", {
  get,
  set(value) {
    set.call(this, value);
    this.startMessages();
  },
  enumerable: true,
  configurable: true,
});
idl.expose(ServiceWorkerContainer);

const withoutFragment = (parts) => parts[HREF].replace(/#.*/s, "");
const mayNotBeEscaped = /%2f|%5c/i;

// https://w3c.github.io/ServiceWorker/#start-register-algorithm
const register = (text, options, prefix) => {
  const read = (name, values, type) =>
    options[name] === undefined ? values[0] : idl.enumeration(options[name], values, [name, "RegistrationOptions", type], prefix);
  const scopeText = options.scope === undefined ? undefined : idl.USVString(options.scope);
  const type = read("type", ["classic", "module"], "WorkerType");
  const updateViaCache = read("updateViaCache", ["imports", "all", "none"], "ServiceWorkerUpdateViaCache");
  const words = "Failed to register a ServiceWorker: ";
  const parse = (input, base, name, label) => {
    const parts = web.parseURL(input, base);
    if (!parts || !/^https?:$/.test(parts[PROTOCOL])) {
      throw new TypeError(`${words}The URL protocol of the ${name} ('${parts?.[HREF] ?? input}') is not supported.`);
    }
    if (parts[ORIGIN] !== web.page.origin) {
      throw new DOMException(`${words}The origin of the provided ${label} ('${parts[ORIGIN]}') does not match the current origin ('${web.page.origin}').`, "SecurityError");
    }
    return withoutFragment(parts);
  };
  const url = parse(text, web.page.baseURL, "script", "scriptURL");
  const scope = scopeText === undefined ? parse("./", url, "scope", "scope") : parse(scopeText, web.page.baseURL, "scope", "scope");
  const path = (one) => one.replace(/\?.*/s, "");
  if (mayNotBeEscaped.test(path(url)) || mayNotBeEscaped.test(path(scope))) {
    throw new TypeError(`${words}The provided scope ('${scope}') or scriptURL ('${url}') includes a disallowed escape character.`);
  }
  return idl.then(web.registerServiceWorker({ scope, url, type, updateViaCache }), web.registrationFor);
};

const container = new ServiceWorkerContainer(idl.internal);
const own = stateOf(container);
web.serviceWorkerContainer = container;
web.checkReady = () => {
  if (!own.ready) return;
  const registration = workers.match(web.page.url[HREF]);
  if (registration?.active) own.ready.resolve(web.registrationFor(registration));
};

// https://w3c.github.io/ServiceWorker/#dom-client-postmessage-options: messages wait until the document is parsed.
const deliver = (state) => {
  if (!state.isStarted) return;
  for (const { packed, worker } of state.messages.splice(0)) {
    web.queueTask(() => {
      const init = { origin: web.page.origin, source: web.serviceWorkerFor(worker) };
      let event;
      try {
        event = web.event(MessageEvent, "message", { ...init, ...web.unpack(packed) });
      } catch {
        event = web.event(MessageEvent, "messageerror", init);
      }
      web.fire(container, event);
    });
  }
};
web.receiveFromWorker = (packed, worker) => {
  own.messages.push({ packed, worker });
  deliver(own);
};
if (web.page.readyState === "loading") web.document.addEventListener("DOMContentLoaded", () => container.startMessages());
else own.isStarted = true;
