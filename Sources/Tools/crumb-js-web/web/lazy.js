// Parts of the layer that are read when something of them is first used: a page needs few of them, and reading all
// takes longer than starting the process.
"use strict";

// What the browser says, by the name of the message.
web.messages = {};

// What pages see of them is an accessor until then, which nothing but its descriptor tells.
web.lazyGlobals = new Map();

// Until `load` has defined `names` of `object`, whoever asks for one has it do so. What is not defined by then does
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

// Whether the layer may define it: a page that has put something else there, or nothing, keeps that.
web.mayDefine = (name) => {
  const lazy = web.lazyGlobals.get(name);
  return lazy === undefined || Object.getOwnPropertyDescriptor(globalThis, name)?.get === lazy;
};

// What other scripts do to an interface, once it is there.
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

// An interface that is made when somebody asks for it, or for one of the elements with these names.
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

// `files` are read one after the other, once. What they define, as words: `web`, `dom` and `html`, of the layer's own;
// `interfaces` and `attributes`, of the global object; `messages`, of the browser; `elements`, whose class is one of the
// interfaces. `until`: what stands for some of `web` before.
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
