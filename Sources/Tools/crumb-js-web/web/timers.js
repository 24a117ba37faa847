// https://html.spec.whatwg.org/#timers-and-user-prompts
"use strict";

const { idl } = web;

const timers = new Map();
let lastID = 0;
let nesting = 0;

const set = (handler, timeout, args, repeats, name) => {
  const delay = idl.long(timeout);
  const callback =
    typeof handler === "function"
      ? () => handler.apply(globalThis, args)
      : ((text) => () => (0, eval)(web.classicText(text)))(idl.DOMString(handler));
  const id = ++lastID;
  timers.set(id, { callback, delay: Math.max(0, delay), repeats, nesting: nesting + 1 });
  arm(id);
  return id;
};
// From the fifth level on it takes 4 ms.
const arm = (id) => {
  const timer = timers.get(id);
  host.timer(id, timer.nesting > 5 ? Math.max(4, timer.delay) : timer.delay);
};
const clear = (id) => {
  id = idl.long(id);
  if (timers.delete(id)) host.cancelTimer(id);
};

Object.assign(web.global, {
  setTimeout(handler, timeout = 0, ...args) {
    idl.required(arguments.length, 1, idl.failed("setTimeout", "Window"));
    return set(handler, timeout, args, false);
  },
  clearTimeout(id = 0) {
    clear(id);
  },
  setInterval(handler, timeout = 0, ...args) {
    idl.required(arguments.length, 1, idl.failed("setInterval", "Window"));
    return set(handler, timeout, args, true);
  },
  clearInterval(id = 0) {
    clear(id);
  },
  queueMicrotask(callback) {
    const prefix = idl.failed("queueMicrotask", "Window");
    idl.required(arguments.length, 1, prefix);
    idl.callback(callback, prefix, "parameter 1");
    idl.then(idl.resolved(), () => {
      try {
        callback();
      } catch (error) {
        web.report(error);
      }
    });
  },
  requestAnimationFrame(callback) {
    const prefix = idl.failed("requestAnimationFrame", "Window");
    idl.required(arguments.length, 1, prefix);
    idl.callback(callback, prefix, "parameter 1");
    return set(() => callback(host.now() - web.timeOrigin), 16, [], false);
  },
  cancelAnimationFrame(id = 0) {
    clear(id);
  },
  requestIdleCallback(callback) {
    return set(() => callback({ didTimeout: false, timeRemaining: () => 50 }), 1, [], false);
  },
  cancelIdleCallback(id = 0) {
    clear(id);
  },
});

web.runTimer = (id) => {
  const timer = timers.get(id);
  if (!timer) return;
  if (!timer.repeats) timers.delete(id);
  nesting = timer.nesting;
  try {
    timer.callback();
  } catch (error) {
    web.report(error);
  }
  nesting = 0;
  if (timer.repeats && timers.get(id) === timer) {
    timer.nesting++;
    arm(id);
  }
};

// A task of the layer's own, which waits for no time.
web.queueTask = (task) => {
  const id = ++lastID;
  timers.set(id, { callback: task, delay: 0, repeats: false, nesting: 0 });
  host.timer(id, 0);
};
web.after = (milliseconds, task) => {
  const id = ++lastID;
  timers.set(id, { callback: task, delay: milliseconds, repeats: false, nesting: 0 });
  host.timer(id, milliseconds);
  return () => clear(id);
};

// https://w3c.github.io/hr-time/
class Performance extends web.EventTarget {
  constructor(key) {
    super();
    if (key !== idl.internal) throw idl.illegal();
  }
  now() {
    return host.now() - web.timeOrigin;
  }
  get timeOrigin() {
    return Date.now() - (host.now() - web.timeOrigin);
  }
  toJSON() {
    return { timeOrigin: this.timeOrigin };
  }
  mark() {}
  measure() {}
  clearMarks() {}
  clearMeasures() {}
  getEntries() {
    return [];
  }
  getEntriesByName() {
    return [];
  }
  getEntriesByType() {
    return [];
  }
}
idl.expose(Performance);
web.global.performance = new Performance(idl.internal);
