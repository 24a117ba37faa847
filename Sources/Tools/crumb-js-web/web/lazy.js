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
    if (isGlobal) web.lazyGlobals.set(name, get);
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
web.lazyInterface = (name, load) => lazily(globalThis, [name], load, false, true);

// Whether the layer may define it: a page that has put something else there, or nothing, keeps that.
web.mayDefine = (name) => {
  const lazy = web.lazyGlobals.get(name);
  return lazy === undefined || Object.getOwnPropertyDescriptor(globalThis, name)?.get === lazy;
};

// `files` are read one after the other, once. What they define, as words: `web`, of the layer's own; `interfaces` and
// `attributes`, of the global object; `messages`, of the browser. `until`: what stands for some of `web` before.
web.part = (files, { web: own, interfaces, attributes, messages, until }) => {
  let isRead = false;
  const load = () => {
    if (isRead) return false;
    isRead = true;
    for (const file of files.split(" ")) host.read(file);
    return true;
  };
  if (own) lazily(web, own.split(" "), load, true, false);
  if (interfaces) lazily(globalThis, interfaces.split(" "), load, false, true);
  if (attributes) lazily(globalThis, attributes.split(" "), load, true, true);
  if (messages) lazily(web.messages, messages.split(" "), load, true, false);
  Object.assign(web, until);
  return load;
};
