// Parts of the layer that load on first use: a page only needs a few of them, and loading all of them takes longer than
// starting the process.
"use strict";

// Handlers of the browser's messages, by the name of the message.
web.messages = {};

// Until a part is loaded, pages see an accessor, which only differs in its property descriptor.
web.lazyGlobals = new Map();

// Defines accessors for `names` of `object` that call `load`, which must then define them. Names that it does not define do
// not exist.
const lazily = (object, names, load, isEnumerable, isGlobal) => {
  for (const name of names) {
    const get = () => (load() ? object[name] : undefined);
    if (isGlobal) {
      if (!web.mayDefine(name)) continue;
      web.lazyGlobals.set(name, get);
    }
    Object.defineProperty(object, name, {
      get,
      set(value) {
        Object.defineProperty(object, name, { value, writable: true, enumerable: isEnumerable, configurable: true });
      },
      enumerable: isEnumerable,
      configurable: true,
    });
  }
};
web.lazily = (object, names, load) => lazily(object, names, load, true, false);

// Whether the layer may define a global: not if the page has redefined or deleted it.
web.mayDefine = (name) => {
  const lazy = web.lazyGlobals.get(name);
  return lazy === undefined || Object.getOwnPropertyDescriptor(globalThis, name)?.get === lazy;
};

// What other scripts do to an interface once it exists.
const waiting = new Map();
web.whenThere = (name, action) => {
  if (waiting.has(name)) waiting.get(name).push(action);
  else action(web.interfaceNamed.get(name));
};

const isAwaited = (name) => waiting.set(name, []);
const isThere = (name) => {
  const actions = waiting.get(name) ?? [];
  waiting.delete(name);
  for (const action of actions) action(web.interfaceNamed.get(name));
};

// An interface that is created on first use of its name or of one of these elements.
web.lazyInterface = (name, make, elements = []) => {
  let isMade = false;
  const load = () => {
    if (isMade) return false;
    isMade = true;
    make(name);
    isThere(name);
    return true;
  };
  isAwaited(name);
  lazily(globalThis, [name], load, false, true);
  for (const element of elements) web.defineElement(element, { load });
};

// `files` are loaded in order, once. The names that they define, as words: `web`, `dom` and `html` are objects of the layer;
// `interfaces` and `attributes` are on the global object; `messages` come from the browser; `elements` have one of the
// interfaces as their class. `until`: substitutes for members of `web` until the part is loaded.
web.part = (files, { web: own, dom, html, interfaces, attributes, messages, elements, until }) => {
  let isRead = false;
  const load = () => {
    if (isRead) return false;
    isRead = true;
    for (const file of files.split(" ")) host.read(file);
    interfaces?.split(" ").forEach(isThere);
    return true;
  };
  interfaces?.split(" ").forEach(isAwaited);
  if (dom) lazily(web.dom, dom.split(" "), load, true, false);
  if (html) lazily(web.html, html.split(" "), load, true, false);
  if (elements) for (const name of elements.split(" ")) web.defineElement(name, { load });
  if (own) lazily(web, own.split(" "), load, true, false);
  if (interfaces) lazily(globalThis, interfaces.split(" "), load, false, true);
  if (attributes) lazily(globalThis, attributes.split(" "), load, true, true);
  if (messages) lazily(web.messages, messages.split(" "), load, true, false);
  Object.assign(web, until);
  return load;
};
