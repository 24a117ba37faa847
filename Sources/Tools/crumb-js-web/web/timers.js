// https://html.spec.whatwg.org/#timers-and-user-prompts
"use strict";

const { idl } = web;

const timers = new Map();
let lastID = 0;
// The timer that is running.
let current;
// Functions that timers have called since the last request to the page.
let called = new WeakSet();
web.forgetTimers = () => {
  called = new WeakSet();
};

// Whether a timer does not keep the page from being quiet, because it is far off or is set again by its own
// callback.
const isIdle = (timer) => timer.delay >= 1000 || timer.isAgain;
const textOf = (handler) => {
  const text = typeof handler === "function" ? Function.prototype.toString.call(handler) : String(handler);
  return text.includes("[native code]") ? undefined : text;
};
const isAgain = (handler) => {
  if (typeof handler === "function" && called.has(handler)) return true;
  const text = textOf(handler);
  for (let timer = current; timer; timer = timer.parent) if (text !== undefined && timer.text === text) return true;
  return false;
};

const set = (handler, timeout, args, repeats, call) => {
  const delay = Math.max(0, idl.long(timeout));
  const timer = { delay, repeats, nesting: (current?.nesting ?? 0) + 1, isAgain: false };
  if (typeof handler === "function") {
    timer.callback = call ?? (() => handler.apply(globalThis, args));
  } else {
    const text = idl.DOMString(handler);
    if (web.page.hasCSP && !web.mayCompile(text)) return 0;
    // In https://html.spec.whatwg.org/#timer-initialisation-steps, import() uses the settings of the script that set the
    // timer; in Chromium 156, only those of the document, and so it does here.
    timer.callback = () => (0, eval)(web.scriptText(text, web.noScript));
    handler = text;
  }
  if (web.isPage) {
    timer.isAgain = isAgain(handler);
    timer.handler = handler;
    timer.text = textOf(handler);
    // The timer that set this one, up to a limit.
    timer.parent = current && current.nesting < 8 ? current : undefined;
  }
  const id = ++lastID;
  timers.set(id, timer);
  arm(id, timer);
  return id;
};
// From the fifth nesting level on, the minimum is 4 ms.
const arm = (id, timer) => host.timer(id, timer.nesting > 5 ? Math.max(4, timer.delay) : timer.delay, web.isPage && isIdle(timer));
const clear = (id) => {
  id = idl.long(id);
  if (timers.delete(id)) host.cancelTimer(id);
};

Object.assign(web.global, {
  setTimeout(handler, timeout = 0, ...args) {
    idl.onWindow(this);
    idl.required(arguments.length, 1, idl.failed("setTimeout", "Window"));
    return set(handler, timeout, args, false);
  },
  clearTimeout(id = 0) {
    idl.onWindow(this);
    clear(id);
  },
  setInterval(handler, timeout = 0, ...args) {
    idl.onWindow(this);
    idl.required(arguments.length, 1, idl.failed("setInterval", "Window"));
    return set(handler, timeout, args, true);
  },
  clearInterval(id = 0) {
    idl.onWindow(this);
    clear(id);
  },
  queueMicrotask(callback) {
    idl.onWindow(this);
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
    idl.onWindow(this);
    const prefix = idl.failed("requestAnimationFrame", "Window");
    idl.required(arguments.length, 1, prefix);
    idl.callback(callback, prefix, "parameter 1");
    return set(callback, 16, [], false, () => callback(host.now() - web.timeOrigin));
  },
  cancelAnimationFrame(id = 0) {
    idl.onWindow(this);
    clear(id);
  },
  requestIdleCallback(callback) {
    idl.onWindow(this);
    return set(callback, 1, [], false, () => callback({ didTimeout: false, timeRemaining: () => 50 }));
  },
  cancelIdleCallback(id = 0) {
    idl.onWindow(this);
    clear(id);
  },
});

// https://html.spec.whatwg.org/#dom-dedicatedworkerglobalscope-close: no timer fires any more.
web.stopTimers = () => {
  for (const id of timers.keys()) host.cancelTimer(id);
  timers.clear();
};

web.runTimer = (id) => {
  const timer = timers.get(id);
  if (!timer) return;
  if (!timer.repeats) timers.delete(id);
  if (timer.task) {
    try {
      timer.task();
    } catch (error) {
      web.report(error);
    }
    return;
  }
  current = timer;
  if (typeof timer.handler === "function") called.add(timer.handler);
  web.enter(timer.handler);
  try {
    timer.callback();
  } catch (error) {
    web.report(error);
  } finally {
    current = undefined;
    web.leave();
  }
  if (timer.repeats && timers.get(id) === timer) {
    timer.nesting++;
    timer.isAgain = true;
    arm(id, timer);
  }
};

// Queues a task of the layer itself, without a delay.
web.queueTask = (task) => web.after(0, task);
web.after = (milliseconds, task) => {
  const id = ++lastID;
  timers.set(id, { task });
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
