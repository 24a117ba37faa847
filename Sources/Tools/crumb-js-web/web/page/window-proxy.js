// The window of another document as this document sees it: everything for the same origin, and otherwise what the standard
// allows. The object stays the same when the frame navigates.
// https://html.spec.whatwg.org/#the-windowproxy-exotic-object
"use strict";

const { shared, idl, DOMException, tab } = web;
const { HREF } = web.urlParts;

// The navigable behind each proxy of any realm.
const behind = (shared.windowProxies ??= new WeakMap());
const proxies = new WeakMap();

web.windowFor = (navigable) => {
  if (navigable === web.navigable && !web.isDiscarded) return globalThis;
  let proxy = proxies.get(navigable);
  if (!proxy) {
    proxy = makeProxy(navigable);
    proxies.set(navigable, proxy);
    behind.set(proxy, navigable);
  }
  return proxy;
};
web.navigableOf = (value) => (value === globalThis ? web.navigable : behind.get(value) ?? navigableOfGlobal(value));
const navigableOfGlobal = (value) => {
  for (const realm of shared.realms.values()) if (realm.window === value) return realm.navigable;
  return undefined;
};
web.isWindow = (value) => typeof value === "object" && value !== null && (value === globalThis || behind.has(value) || navigableOfGlobal(value) !== undefined);
// For platform functions that are called on a window: the actual window, if this document may access it.
web.windowOf = (value) => {
  const navigable = behind.get(value);
  if (!navigable) return value;
  const realm = web.activeRealm(navigable);
  return realm && web.isSameOrigin(realm) ? realm.window : value;
};

// The error in the words of the simulated browser; `owner`: the realm that may not be accessed.
const denied = (owner, verb, name, type = "Window") => {
  const words = web.page.words.crossOriginAccess;
  const text = words
    .replaceAll("{access}", verb === "read" ? "access" : verb).replaceAll("{verb}", verb).replaceAll("{name}", () => name).replaceAll("{type}", type)
    .replaceAll("{preposition}", verb === "set" ? "on" : "from").replaceAll("{origin}", web.page.origin)
    .replaceAll("{target}", owner?.page.origin ?? "null");
  return new DOMException(text, "SecurityError");
};
web.crossOriginError = denied;

// What this document may read of any window.
const views = {
  window: (navigable, proxy) => proxy,
  self: (navigable, proxy) => proxy,
  frames: (navigable, proxy) => proxy,
  location: (navigable) => locationOf(navigable),
  closed: (navigable) => navigable.isClosed || Boolean(navigable.isClosing),
  length: (navigable) => web.childrenOf(navigable).length,
  top: (navigable) => (navigable.isClosed ? null : web.windowFor(web.topOf(navigable))),
  parent: (navigable) => (navigable.isClosed ? null : web.windowFor(navigable.parent ?? navigable)),
  opener: (navigable) => (navigable.opener && !navigable.opener.isClosed ? web.windowFor(navigable.opener) : null),
};
const functions = new WeakMap();
const functionOf = (navigable, name) => {
  let map = functions.get(navigable);
  if (!map) functions.set(navigable, (map = new Map()));
  if (!map.has(name)) {
    map.set(name, {
      postMessage: { postMessage(...values) { web.postTo(navigable, values); } }.postMessage,
      close: { close() { web.closeNavigable(navigable); } }.close,
      focus: { focus() {} }.focus,
      blur: { blur() {} }.blur,
    }[name]);
  }
  return map.get(name);
};
const callable = new Set(["postMessage", "close", "focus", "blur"]);
const harmless = new Set(["then", Symbol.toStringTag, Symbol.hasInstance, Symbol.isConcatSpreadable]);
const childAt = (navigable, name) => {
  if (typeof name !== "string") return undefined;
  const children = web.childrenOf(navigable);
  if (/^(0|[1-9]\d*)$/.test(name)) return children[Number(name)];
  return name === "" ? undefined : children.find((child) => child.name === name);
};

const makeProxy = (navigable) => {
  const target = Object.create(null);
  const own = () => {
    const realm = web.activeRealm(navigable) ?? navigable.last;
    return realm && web.isSameOrigin(realm) ? realm.window : undefined;
  };
  const read = (name, proxy) => {
    if (Object.hasOwn(views, name)) return views[name](navigable, proxy);
    if (callable.has(name)) return functionOf(navigable, name);
    return undefined;
  };
  const isKnown = (name) => Object.hasOwn(views, name) || callable.has(name);
  const proxy = new Proxy(target, {
    get(_, name) {
      // These depend on the calling document.
      if (isKnown(name) && (name !== "location" || !own())) {
        const window = name === "opener" || callable.has(name) ? own() : undefined;
        // The page has replaced the property.
        if (window && !isPristine(window, name)) return Reflect.get(window, name, window);
        return read(name, proxy);
      }
      const index = childAt(navigable, name);
      const window = own();
      if (window) {
        if (index && (!(name in window) || /^\d/.test(name))) return web.windowFor(index);
        return Reflect.get(window, name, window);
      }
      if (index) return web.windowFor(index);
      if (harmless.has(name)) return undefined;
      if (navigable.isClosed) return undefined;
      throw denied(navigable.web, "read", String(name));
    },
    set(_, name, value) {
      const window = own();
      if (window) return Reflect.set(window, name, value, window);
      if (navigable.isClosed) return true;
      if (name === "location") {
        navigateFrom(navigable, idl.USVString(value), false);
        return true;
      }
      throw denied(navigable.web, "set", String(name));
    },
    has(_, name) {
      const window = own();
      if (isKnown(name) || childAt(navigable, name)) return true;
      if (window) return Reflect.has(window, name);
      if (harmless.has(name)) return false;
      throw denied(navigable.web, "read", String(name));
    },
    getOwnPropertyDescriptor(_, name) {
      const window = own();
      if (window) {
        const descriptor = Reflect.getOwnPropertyDescriptor(window, name);
        return descriptor && { ...descriptor, configurable: true };
      }
      const index = childAt(navigable, name);
      if (index) return { value: web.windowFor(index), writable: false, enumerable: /^\d/.test(name), configurable: true };
      if (isKnown(name)) {
        if (callable.has(name)) return { value: read(name, proxy), writable: false, enumerable: false, configurable: true };
        return { get: () => read(name, proxy), set: name === "location" ? (url) => (proxy.location = url) : undefined, enumerable: false, configurable: true };
      }
      if (harmless.has(name)) return { value: undefined, writable: false, enumerable: false, configurable: true };
      throw denied(navigable.web, "read", String(name));
    },
    defineProperty(_, name, descriptor) {
      const window = own();
      if (!window) throw denied(navigable.web, "set", String(name));
      return Reflect.defineProperty(window, name, { configurable: true, ...descriptor });
    },
    deleteProperty(_, name) {
      const window = own();
      if (!window) throw denied(navigable.web, "delete", String(name));
      return Reflect.deleteProperty(window, name);
    },
    ownKeys() {
      const window = own();
      if (window) return Reflect.ownKeys(window);
      return [...web.childrenOf(navigable).keys()].map(String).concat(Object.keys(views), [...callable], [...harmless]);
    },
    getPrototypeOf: () => own() ? Object.getPrototypeOf(own()) : null,
    setPrototypeOf: (_, prototype) => prototype === (own() ? Object.getPrototypeOf(own()) : null),
    preventExtensions: () => false,
    isExtensible: () => true,
  });
  return proxy;
};
// Whether a window's property still has the layer's value.
const isPristine = (window, name) => {
  const descriptor = Object.getOwnPropertyDescriptor(window, name);
  return descriptor === undefined || descriptor.get !== undefined || shared.pristine.has(descriptor.value);
};
shared.pristine ??= new WeakSet();

// MARK: Location

const locations = new WeakMap();
// https://html.spec.whatwg.org/#the-location-interface, for other origins
const locationOf = (navigable) => {
  let location = locations.get(navigable);
  if (location) return location;
  const members = {
    replace: { replace(url) { navigateFrom(navigable, idl.USVString(url), true); } }.replace,
  };
  const refuse = (verb) => (_, name) => {
    throw denied(navigable.web, verb, String(name), "Location");
  };
  location = new Proxy(Object.create(null), {
    get(_, name) {
      if (name === "replace") return members.replace;
      if (harmless.has(name)) return undefined;
      throw denied(navigable.web, "read", String(name), "Location");
    },
    set(_, name, value) {
      if (name !== "href") throw denied(navigable.web, "set", String(name), "Location");
      navigateFrom(navigable, idl.USVString(value), false);
      return true;
    },
    has(_, name) {
      if (name === "href" || name === "replace") return true;
      if (harmless.has(name)) return false;
      throw denied(navigable.web, "read", String(name), "Location");
    },
    getOwnPropertyDescriptor(_, name) {
      if (name === "replace") return { value: members.replace, writable: false, enumerable: false, configurable: true };
      if (name === "href") return { set: (url) => navigateFrom(navigable, idl.USVString(url), false), get: undefined, enumerable: false, configurable: true };
      if (harmless.has(name)) return { value: undefined, writable: false, enumerable: false, configurable: true };
      throw denied(navigable.web, "read", String(name), "Location");
    },
    defineProperty: refuse("set"),
    deleteProperty: refuse("delete"),
    ownKeys: () => ["href", "replace", ...harmless],
    getPrototypeOf: () => null,
    setPrototypeOf: (_, prototype) => prototype === null,
    preventExtensions: () => false,
  });
  locations.set(navigable, location);
  return location;
};
// Navigates a frame on behalf of a document of another origin.
const navigateFrom = (navigable, text, replace) => {
  const parts = web.parseURL(text, web.page.baseURL);
  if (!parts) throw new DOMException(`'${text}' is not a valid URL.`, "SyntaxError");
  if (!web.mayNavigate(navigable)) return;
  web.navigateTo(navigable, { url: parts[HREF], kind: "location", replace: replace || undefined }, web);
};
