// https://w3c.github.io/ServiceWorker/#algorithms: register, update, install, activate, unregister
"use strict";

const { idl } = web;
const { PATHNAME } = web.urlParts;
const workers = web.serviceWorkers;

const after = (promise, ...rest) => idl.then(promise, ...rest);

// https://w3c.github.io/ServiceWorker/#register-algorithm; returns a promise of the registration
web.registerServiceWorker = ({ scope, url, type, updateViaCache }) =>
  workers.enqueue(scope, () => {
    let registration = workers.find(scope);
    const newest = registration && workers.newest(registration);
    if (newest && newest.url === url && newest.type === type && registration.updateViaCache === updateViaCache) return registration;
    if (registration) registration.updateViaCache = updateViaCache;
    else registration = workers.add(scope, updateViaCache);
    return update(registration, url, type, "register");
  });
web.updateServiceWorker = (registration, url, type) =>
  workers.enqueue(registration.scope, () => {
    if (registration.isGone) throw new TypeError(`${beginning("update", registration, url)}Not found`);
    return update(registration, url, type, "update");
  });

const beginning = (verb, { scope }, url) => `Failed to ${verb} a ServiceWorker for scope ('${scope}') with script ('${url}'): `;
const problems = {
  network: ["TypeError", "An unknown error occurred when fetching the script."],
  redirect: ["SecurityError", "The script resource is behind a redirect, which is disallowed."],
};
// The error of a script, as name and message; undefined if it is valid.
const problemOf = ({ error, status, contentType, url, allowed }, scope) => {
  if (error) return problems[error];
  if (status < 200 || status > 299) return ["TypeError", `A bad HTTP response code (${status}) was received when fetching the script.`];
  const essence = web.extractMIME(contentType ?? "")?.essence;
  if (!essence) return ["SecurityError", "The script does not have a MIME type."];
  if (!web.isJavaScriptType(essence)) return ["SecurityError", `The script has an unsupported MIME type ('${essence}').`];
  const most = allowed ? web.parseURL(allowed, url) : web.parseURL("./", url);
  const path = web.parseURL(scope)[PATHNAME];
  if (most?.[1] === web.page.origin && path.startsWith(most[PATHNAME])) return undefined;
  return ["SecurityError", `The path of the provided scope ('${path}') is not under the max scope allowed ('${most?.[PATHNAME] ?? ""}'). \
Adjust the scope, move the Service Worker script, or use the Service-Worker-Allowed HTTP header to allow the scope.`];
};
const isSame = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);

// https://w3c.github.io/ServiceWorker/#update-algorithm
const update = (registration, url, type, verb) => {
  const result = idl.deferred();
  const newest = workers.newest(registration);
  const fail = ([name, words]) => {
    if (!newest) workers.remove(registration);
    result.reject(web.makeError({ name, message: beginning(verb, registration, url) + words }));
  };
  const worker = { url, type, registration, state: "parsed", realm: undefined, bytes: undefined, skipsWaiting: false, handle: undefined };
  const owner = web;
  worker.handle = web.startWorker({ scope: "ServiceWorkerGlobalScope", url, type, purpose: "serviceworker" }, (script, bytes) => {
    const problem = problemOf(script, registration.scope);
    if (problem) {
      fail(problem);
      return undefined;
    }
    if (newest && newest.url === url && newest.type === type && isSame(newest.bytes, bytes)) {
      result.resolve(registration);
      return undefined;
    }
    worker.bytes = bytes;
    return (realm, page) => {
      worker.realm = realm;
      // The worker belongs to the origin and outlives the document that registered it.
      owner.letWorkerGo(worker.handle);
      const ran = realm.beginService({ owner, worker, page, script, bytes });
      after(ran, (isThere) => {
        if (isThere) return install(worker, result);
        workers.setState(worker, "redundant");
        worker.handle.end();
        fail(["TypeError", "ServiceWorker script evaluation failed"]);
      });
    };
  });
  return result.promise;
};

// https://w3c.github.io/ServiceWorker/#installation-algorithm
const install = (worker, result) => {
  const { registration } = worker;
  const done = web.begin();
  workers.setSlot(registration, "installing", worker);
  workers.setState(worker, "installing");
  const { realm } = worker;
  // When the promise resolves, scripts see the worker as installing; `updatefound` follows.
  realm.queueTask(() => result.resolve(registration));
  workers.tellAll((realm) => realm.tellUpdateFound?.(registration));
  realm.queueTask(() => {
    done();
    after(realm.fireExtendable("install"), (isInstalled) => {
      realm.endImports();
      if (registration.installing !== worker) return;
      if (!isInstalled) {
        workers.setSlot(registration, "installing", null);
        retire(worker);
        if (!workers.newest(registration)) workers.remove(registration);
        return;
      }
      if (registration.waiting) retire(registration.waiting);
      workers.setSlot(registration, "installing", null);
      workers.setSlot(registration, "waiting", worker);
      workers.setState(worker, "installed");
      tryActivate(registration);
    });
  });
};
const retire = (worker) => {
  workers.setState(worker, "redundant");
  worker.handle.end();
};

// https://w3c.github.io/ServiceWorker/#try-activate-algorithm
const tryActivate = (registration) => {
  const { waiting, active } = registration;
  if (!waiting || active?.state === "activating") return;
  if (active && !waiting.skipsWaiting && workers.controlled(registration).length > 0) return;
  activate(registration);
};
web.tryActivate = tryActivate;
// https://w3c.github.io/ServiceWorker/#activation-algorithm
const activate = (registration) => {
  const worker = registration.waiting;
  const exiting = registration.active;
  if (exiting) retire(exiting);
  workers.setSlot(registration, "waiting", null);
  workers.setSlot(registration, "active", worker);
  workers.setState(worker, "activating");
  workers.tellAll((realm) => realm.checkReady?.());
  for (const realm of workers.controlled(registration)) workers.control(realm, worker);
  const { realm } = worker;
  realm.tellSubscriptions(registration);
  realm.queueTask(() => {
    after(realm.fireExtendable("activate"), () => {
      if (worker.state !== "activating") return;
      workers.setState(worker, "activated");
      realm.tellPassedBy();
      tryActivate(registration);
    });
  });
};

// https://w3c.github.io/ServiceWorker/#unregister-algorithm
web.unregisterServiceWorker = (registration) =>
  workers.enqueue(registration.scope, () => {
    if (registration.isGone) return false;
    workers.remove(registration);
    clearIfUnused(registration);
    return true;
  });
// https://w3c.github.io/ServiceWorker/#try-clear-registration-algorithm
const clearIfUnused = (registration) => {
  if (!registration.isGone || workers.controlled(registration).length > 0) return;
  for (const name of ["installing", "waiting", "active"]) {
    const worker = registration[name];
    if (!worker) continue;
    workers.setSlot(registration, name, null);
    retire(worker);
  }
};
// A controlled document is gone.
web.clientHasGone = (registration) => {
  clearIfUnused(registration);
  tryActivate(registration);
};
