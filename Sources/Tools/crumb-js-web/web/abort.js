// https://dom.spec.whatwg.org/#aborting-ongoing-activities
"use strict";

const { idl, DOMException } = web;

const states = new WeakMap();
const stateOf = (signal) => {
  const state = states.get(signal);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
let mayConstruct = false;

class AbortSignal extends web.EventTarget {
  constructor() {
    if (!mayConstruct) throw idl.illegal();
    super();
    states.set(this, { aborted: false, reason: undefined, algorithms: new Set(), dependents: new Set(), sources: new Set() });
  }
  static abort(reason) {
    const signal = make();
    const state = stateOf(signal);
    state.aborted = true;
    state.reason = reason === undefined ? abortError() : reason;
    return signal;
  }
  static timeout(milliseconds) {
    const prefix = idl.failed("timeout", "AbortSignal");
    idl.required(arguments.length, 1, prefix);
    const delay = idl.unsigned(milliseconds, 64, prefix, "EnforceRange");
    const signal = make();
    web.after(delay, () => abort(signal, new DOMException("signal timed out", "TimeoutError")));
    return signal;
  }
  static any(signals) {
    const prefix = idl.failed("any", "AbortSignal");
    idl.required(arguments.length, 1, prefix);
    const method = signals?.[Symbol.iterator];
    if (typeof method !== "function") {
      throw new TypeError(`${prefix}The provided value cannot be converted to a sequence.`);
    }
    const list = idl.sequence(signals, method, (signal) => {
      if (!web.isAbortSignal(signal)) {
        throw new TypeError(`${prefix}Failed to convert value to 'AbortSignal'.`);
      }
      return signal;
    });
    return web.dependentSignal(list);
  }
  get aborted() {
    return stateOf(this).aborted;
  }
  get reason() {
    return stateOf(this).reason;
  }
  throwIfAborted() {
    const { aborted, reason } = stateOf(this);
    if (aborted) throw reason;
  }
}
idl.expose(AbortSignal);
web.handlers(AbortSignal.prototype, ["abort"]);

const make = () => {
  mayConstruct = true;
  try {
    return new AbortSignal();
  } finally {
    mayConstruct = false;
  }
};
const abortError = () => new DOMException("signal is aborted without reason", "AbortError");

// https://dom.spec.whatwg.org/#abortsignal-signal-abort
const abort = (signal, reason) => {
  const state = stateOf(signal);
  if (state.aborted) return;
  state.aborted = true;
  state.reason = reason === undefined ? abortError() : reason;
  const dependents = [];
  for (const dependent of state.dependents) {
    const other = stateOf(dependent);
    if (other.aborted) continue;
    other.aborted = true;
    other.reason = state.reason;
    dependents.push(dependent);
  }
  for (const one of [signal, ...dependents]) {
    const { algorithms } = stateOf(one);
    const list = [...algorithms];
    algorithms.clear();
    for (const algorithm of list) algorithm();
    web.fireSimple(one, "abort");
  }
};

class AbortController {
  #signal = make();
  get signal() {
    return this.#signal;
  }
  abort(reason) {
    abort(this.#signal, reason);
  }
}
idl.expose(AbortController);

web.isAbortSignal = (value) => typeof value === "object" && value !== null && states.has(value);
// Registers steps that run on abort before the event; returns a function that removes them.
web.onAbort = (signal, algorithm) => {
  const state = stateOf(signal);
  if (state.aborted) return () => {};
  state.algorithms.add(algorithm);
  return () => state.algorithms.delete(algorithm);
};
web.abortReason = (signal) => stateOf(signal).reason;
web.isAborted = (signal) => stateOf(signal).aborted;

// https://dom.spec.whatwg.org/#create-a-dependent-abort-signal
web.dependentSignal = (signals) => {
  const result = make();
  const state = stateOf(result);
  for (const signal of signals) {
    if (stateOf(signal).aborted) {
      state.aborted = true;
      state.reason = stateOf(signal).reason;
      return result;
    }
  }
  for (const signal of signals) {
    const sources = stateOf(signal).sources.size ? [...stateOf(signal).sources] : [signal];
    for (const source of sources) {
      state.sources.add(source);
      stateOf(source).dependents.add(result);
    }
  }
  return result;
};
