// Observers on a page without layout, where nothing they observe changes: each reports its initial state once.
// https://drafts.csswg.org/resize-observer/ and https://w3c.github.io/IntersectionObserver/
"use strict";

const { html, idl } = web;

const observer = (name, entryOf, options = {}) => {
  const states = new WeakMap();
  const stateOf = (object) => {
    const state = states.get(object);
    if (!state) throw new TypeError("Illegal invocation");
    return state;
  };
  const made = {
    [name]: class {
      constructor(callback, init) {
        const prefix = idl.failed(name);
        idl.required(arguments.length, 1, prefix);
        idl.callback(callback, prefix, "parameter 1");
        states.set(this, { callback, targets: new Set(), queue: [], ...options.init?.(init, prefix) });
      }
      observe(target) {
        const state = stateOf(this);
        const prefix = idl.failed("observe", name);
        idl.required(arguments.length, 1, prefix);
        if (!html.isElementNode(target)) throw new TypeError(`${prefix}parameter 1 is not of type 'Element'.`);
        if (state.targets.has(target)) return;
        state.targets.add(target);
        state.queue.push(target);
        if (!state.isQueued) web.after(16, () => tell(this, state));
        state.isQueued = true;
      }
      unobserve(target) {
        const state = stateOf(this);
        state.targets.delete(target);
        state.queue = state.queue.filter((one) => one !== target);
      }
      disconnect() {
        const state = stateOf(this);
        state.targets.clear();
        state.queue = [];
      }
    },
  }[name];
  const tell = (object, state) => {
    state.isQueued = false;
    const entries = state.queue.map((target) => entryOf(target, state));
    state.queue = [];
    if (entries.length === 0) return;
    web.enter?.();
    try {
      state.callback.call(object, entries, object);
    } catch (error) {
      web.report(error);
    } finally {
      web.leave?.();
    }
  };
  for (const [key, value] of Object.entries(options.members ?? {})) {
    Object.defineProperty(made.prototype, key, { get: Object.getOwnPropertyDescriptor({ get [key]() { return value(stateOf(this)); } }, key).get, enumerable: true, configurable: true });
  }
  for (const [key, value] of Object.entries(options.methods ?? {})) {
    Object.defineProperty(made.prototype, key, { value: { [key]() { return value(stateOf(this)); } }[key], writable: true, configurable: true });
  }
  Object.defineProperty(made, "length", { value: 1, configurable: true });
  return idl.expose(made, { name });
};

const entryClass = (name) => idl.expose({ [name]: class { constructor() { throw idl.illegal(); } } }[name], { name });
const entry = (constructor, members) => Object.defineProperties(Object.create(constructor.prototype), Object.getOwnPropertyDescriptors(members));

const ResizeObserverEntry = entryClass("ResizeObserverEntry");
observer("ResizeObserver", (target) => {
  const contentRect = target.getBoundingClientRect();
  const size = [{ inlineSize: contentRect.width, blockSize: contentRect.height }];
  return entry(ResizeObserverEntry, { target, contentRect, borderBoxSize: size, contentBoxSize: size, devicePixelContentBoxSize: size });
});

// Everything that is rendered counts as in view, so that a page loads what it would load on scrolling.
const IntersectionObserverEntry = entryClass("IntersectionObserverEntry");
observer(
  "IntersectionObserver",
  (target, { root }) => {
    const isIntersecting = html.isRendered(target);
    const boundingClientRect = target.getBoundingClientRect();
    return entry(IntersectionObserverEntry, {
      target, isIntersecting, isVisible: false, intersectionRatio: isIntersecting ? 1 : 0, boundingClientRect, intersectionRect: boundingClientRect,
      rootBounds: new DOMRect(0, 0, globalThis.innerWidth, globalThis.innerHeight), time: host.now() - web.timeOrigin,
    });
  },
  {
    init(init, prefix) {
      const { root = null, rootMargin = "0px 0px 0px 0px", threshold = [0] } = init ?? {};
      const thresholds = (Array.isArray(threshold) ? threshold : [threshold]).map(Number);
      if (thresholds.some((one) => !(one >= 0 && one <= 1))) throw new RangeError(`${prefix}Threshold values must be numbers between 0 and 1`);
      return { root, rootMargin: String(rootMargin), thresholds: Object.freeze(thresholds.length === 0 ? [0] : thresholds.sort((a, b) => a - b)) };
    },
    members: { root: (state) => state.root, rootMargin: (state) => state.rootMargin, thresholds: (state) => state.thresholds, scrollMargin: () => "0px 0px 0px 0px" },
    methods: { takeRecords: () => [] },
  }
);
