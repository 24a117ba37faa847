// Service workers and their registrations, shared by all documents of the process, and the objects that represent them in
// each document. They exist as long as the process does.
// https://w3c.github.io/ServiceWorker/#dfn-service-worker-registration
"use strict";

const { idl, DOMException, shared } = web;
const { HREF } = web.urlParts;

// Registrations by origin and scope URL.
const all = (shared.serviceWorkers ??= { registrations: new Map(), jobs: new Map(), lastClient: 0 });
const keyOf = (scope) => `${web.page.originKey} ${scope}`;

// Queues a task in each document and worker.
const tellAll = (action) => {
  for (const realm of shared.realms.values()) realm.queueTask(() => realm.isDiscarded || action(realm));
};

const workers = {
  tellAll,
  find: (scope) => all.registrations.get(keyOf(scope)),
  // https://w3c.github.io/ServiceWorker/#match-service-worker-registration
  match: (url, originKey = web.page.originKey) => {
    let found;
    for (const registration of all.registrations.values()) {
      const fits = registration.originKey === originKey && url.startsWith(registration.scope);
      if (fits && registration.scope.length > (found?.scope.length ?? 0)) found = registration;
    }
    return found;
  },
  list: () => [...all.registrations.values()].filter((one) => one.originKey === web.page.originKey),
  add: (scope, updateViaCache) => {
    const registration = {
      scope, updateViaCache, originKey: web.page.originKey, installing: null, waiting: null, active: null, subscriptions: [], isGone: false,
    };
    all.registrations.set(keyOf(scope), registration);
    return registration;
  },
  remove: (registration) => {
    const key = keyOf(registration.scope);
    if (all.registrations.get(key) === registration) all.registrations.delete(key);
    registration.isGone = true;
  },
  newest: (registration) => registration.installing ?? registration.waiting ?? registration.active,
  // https://w3c.github.io/ServiceWorker/#update-registration-state-algorithm: `slot` is "installing", "waiting" or "active"
  setSlot: (registration, slot, worker) => {
    registration[slot] = worker;
    tellAll((realm) => realm.tellSlot?.(registration, slot, worker));
  },
  // https://w3c.github.io/ServiceWorker/#update-state-algorithm
  setState: (worker, state) => {
    worker.state = state;
    tellAll((realm) => realm.tellWorkerState?.(worker, state));
  },
  // The documents of an origin, without workers.
  clients: (originKey) => [...shared.realms.values()].filter((realm) => !realm.isWorker && realm.page.originKey === originKey),
  controlled: (registration) => [...shared.realms.values()].filter((realm) => realm.controller?.registration === registration),
  // https://w3c.github.io/ServiceWorker/#notify-controller-change
  control: (realm, worker) => {
    if (realm.controller === worker) return;
    realm.controller = worker;
    realm.queueTask(() => realm.isDiscarded || realm.fireSimple(realm.serviceWorkerContainer, "controllerchange"));
  },
  clientID: (realm) => (realm.clientID ??= web.randomUUID()),
  enqueue: (scope, work) => {
    const key = keyOf(scope);
    const done = web.begin();
    const job = idl.then(all.jobs.get(key) ?? idl.resolved(), work);
    const over = idl.then(job, done, done);
    all.jobs.set(key, over);
    return job;
  },
};
web.serviceWorkers = workers;

// MARK: ServiceWorker

const workerStates = new WeakMap();
const workerOf = (object) => {
  const state = workerStates.get(object);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
class ServiceWorker extends web.EventTarget {
  constructor() {
    const [key, worker] = arguments;
    if (key !== idl.internal) throw idl.illegal();
    super();
    workerStates.set(this, worker);
  }
  get scriptURL() {
    return workerOf(this).url;
  }
  get state() {
    // The state of which this document has been notified.
    return toldStates.get(this) ?? workerOf(this).state;
  }
  postMessage(message, second = undefined) {
    const prefix = idl.failed("postMessage", "ServiceWorker");
    const worker = workerOf(this);
    idl.required(arguments.length, 1, prefix);
    const packed = web.pack(message, web.transferOf(second), prefix);
    if (worker.state === "redundant" || !worker.realm) return;
    const source = web;
    worker.realm.queueTask(() => worker.realm.receiveFromClient?.(packed, source));
  }
}
web.handlers(ServiceWorker.prototype, ["statechange", "error"]);
idl.expose(ServiceWorker);

const toldStates = new WeakMap();
const objects = new WeakMap();
const objectOf = (record, make) => {
  if (!record) return null;
  let object = objects.get(record);
  if (!object) objects.set(record, (object = make()));
  return object;
};
web.serviceWorkerFor = (worker) =>
  objectOf(worker, () => {
    const object = new ServiceWorker(idl.internal, worker);
    toldStates.set(object, worker.state);
    return object;
  });
// Until the task for a state change runs, scripts see the previous state.
web.tellWorkerState = (worker, state) => {
  const object = objects.get(worker);
  if (!object || toldStates.get(object) === state) return;
  toldStates.set(object, state);
  web.fireSimple(object, "statechange");
};

// MARK: ServiceWorkerRegistration

const registrations = new WeakMap();
const slots = new WeakMap();
const registrationOf = (object) => {
  const state = registrations.get(object);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const { promising } = idl;
class ServiceWorkerRegistration extends web.EventTarget {
  constructor() {
    const [key, registration] = arguments;
    if (key !== idl.internal) throw new TypeError(`${idl.failed("ServiceWorkerRegistration")}Illegal constructor`);
    super();
    registrations.set(this, registration);
    const { installing, waiting, active } = registration;
    slots.set(this, { installing, waiting, active });
  }
  get installing() {
    return slotOf(this, "installing");
  }
  get waiting() {
    return slotOf(this, "waiting");
  }
  get active() {
    return slotOf(this, "active");
  }
  get scope() {
    return registrationOf(this).scope;
  }
  get updateViaCache() {
    return registrationOf(this).updateViaCache;
  }
  get cookies() {
    const registration = registrationOf(this);
    return objectOf(registration.subscriptions, () => web.makeCookieStoreManager(registration));
  }
  // https://w3c.github.io/ServiceWorker/#dom-serviceworkerregistration-update
  update() {
    return promising(() => {
      const registration = registrationOf(this);
      const newest = workers.newest(registration);
      if (!newest) {
        const prefix = `Failed to update a ServiceWorker for scope ('${registration.scope}') with script ('Unknown'): `;
        throw new DOMException(`${prefix}The object is in an invalid state.`, "InvalidStateError");
      }
      return idl.then(web.updateServiceWorker(registration, newest.url, newest.type), () => this);
    });
  }
  unregister() {
    return promising(() => web.unregisterServiceWorker(registrationOf(this)));
  }
}
web.handlers(ServiceWorkerRegistration.prototype, ["updatefound"]);
idl.expose(ServiceWorkerRegistration);
web.registrationFor = (registration) => objectOf(registration, () => new ServiceWorkerRegistration(idl.internal, registration)) ?? undefined;
// The worker of which this document has been notified.
const slotOf = (object, slot) => {
  registrationOf(object);
  return web.serviceWorkerFor(slots.get(object)[slot]);
};
web.tellSlot = (registration, slot, worker) => {
  const object = objects.get(registration);
  if (object) slots.get(object)[slot] = worker;
};
web.tellUpdateFound = (registration) => {
  const object = objects.get(registration);
  if (object) web.fireSimple(object, "updatefound");
};
