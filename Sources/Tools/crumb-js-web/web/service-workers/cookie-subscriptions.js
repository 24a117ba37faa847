// https://cookiestore.spec.whatwg.org/#CookieStoreManager
"use strict";

const { idl } = web;
const { HREF } = web.urlParts;

const registrations = new WeakMap();
const { promising } = idl;

class CookieStoreManager {
  constructor() {
    const [key, registration] = arguments;
    if (key !== idl.internal) throw idl.illegal();
    registrations.set(this, registration);
  }
  subscribe(subscriptions) {
    const count = arguments.length;
    return promising(() => change(this, "subscribe", count, subscriptions, (list, one) => {
      if (!list.some((other) => isSame(other, one))) list.push(one);
    }));
  }
  getSubscriptions() {
    return promising(() => idl.resolved(registrationOf(this).subscriptions.map((one) => ({ ...one }))));
  }
  unsubscribe(subscriptions) {
    const count = arguments.length;
    return promising(() => change(this, "unsubscribe", count, subscriptions, (list, one) => {
      const index = list.findIndex((other) => isSame(other, one));
      if (index >= 0) list.splice(index, 1);
    }));
  }
}
idl.expose(CookieStoreManager);
web.makeCookieStoreManager = (registration) => new CookieStoreManager(idl.internal, registration);

const registrationOf = (manager) => {
  const registration = registrations.get(manager);
  if (!registration) throw new TypeError("Illegal invocation");
  return registration;
};
const isSame = (a, b) => a.name === b.name && a.url === b.url;

// All of them are read before any takes effect.
const change = (manager, name, count, given, each) => {
  const registration = registrationOf(manager);
  const prefix = idl.failed(name, "CookieStoreManager");
  idl.required(count, 1, prefix);
  const method = typeof given === "object" && given !== null ? given[Symbol.iterator] : undefined;
  if (typeof method !== "function") throw new TypeError(`${prefix}The object must have a callable @@iterator property.`);
  const wanted = idl.sequence(given, method, (value) => {
    const options = idl.dictionary(value, prefix, "CookieStoreGetOptions");
    const one = {};
    if (options.name !== undefined) one.name = idl.USVString(options.name);
    const url = options.url === undefined ? registration.scope : web.parseURL(idl.USVString(options.url), web.page.baseURL)?.[HREF];
    if (!url?.startsWith(registration.scope)) throw new TypeError(`${prefix}URL must be within ServiceWorker scope`);
    one.url = url;
    return one;
  });
  if (registration.isGone) {
    throw new web.DOMException(`${prefix}An unknown error occurred while ${name === "subscribe" ? "subscribing" : "unsubscribing"} to cookie changes.`, "UnknownError");
  }
  for (const one of wanted) each(registration.subscriptions, one);
  registration.active?.realm.tellSubscriptions(registration);
  return idl.resolved();
};
