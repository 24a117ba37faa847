// https://dom.spec.whatwg.org/#mutation-observers
"use strict";

const { idl, dom, shared } = web;
const { trees } = shared;

// All realms share one list, because it belongs to the agent.
const agent = (shared.observers ??= { observers: new Set(), isQueued: false, states: new WeakMap(), records: new WeakMap() });
const stateOf = (observer) => {
  const state = agent.states.get(observer);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

class MutationRecord {
  constructor() {
    throw idl.illegal();
  }
}
for (const name of ["type", "target", "addedNodes", "removedNodes", "previousSibling", "nextSibling", "attributeName", "attributeNamespace", "oldValue"]) {
  Object.defineProperty(MutationRecord.prototype, name, Object.getOwnPropertyDescriptor({
    get [name]() {
      const record = agent.records.get(this);
      if (!record) throw new TypeError("Illegal invocation");
      const value = record[name];
      // Node lists are only created when they are read.
      return Array.isArray(value) ? (record[name] = dom.staticNodeList(value)) : value;
    },
  }, name));
}
idl.expose(MutationRecord);

// https://dom.spec.whatwg.org/#queueing-a-mutation-record
dom.queueRecord = (type, target, name, namespace, oldValue, added, removed, previous, next) => {
  let interested;
  for (let node = target; node !== null; node = node.parent) {
    if (node.observers === null) continue;
    for (const { observer, options } of node.observers) {
      if (node !== target && !options.subtree) continue;
      if (type === "attributes" ? !options.attributes || (options.filter && (!options.filter.includes(name) || namespace !== null)) : !options[type]) continue;
      interested ??= new Map();
      const wantsOld = (type === "characterData" && options.characterDataOldValue) || (type === "attributes" && options.attributeOldValue);
      if (!interested.has(observer)) interested.set(observer, null);
      if (wantsOld) interested.set(observer, oldValue);
    }
  }
  if (!interested) return;
  for (const [observer, old] of interested) {
    const state = agent.states.get(observer);
    const record = Object.create(state.recordPrototype);
    agent.records.set(record, {
      type, target: target.node, addedNodes: added, removedNodes: removed, previousSibling: dom.nodeOf(previous), nextSibling: dom.nodeOf(next),
      attributeName: name, attributeNamespace: namespace, oldValue: old,
    });
    state.queue.push(record);
    agent.observers.add(observer);
  }
  dom.queueObserverMicrotask();
};

// https://dom.spec.whatwg.org/#queue-a-mutation-observer-compound-microtask
dom.queueObserverMicrotask = () => {
  if (agent.isQueued) return;
  agent.isQueued = true;
  idl.then(idl.resolved(), notify);
};
const notify = () => {
  agent.isQueued = false;
  const observers = [...agent.observers].sort((a, b) => agent.states.get(a).order - agent.states.get(b).order);
  agent.observers.clear();
  const slots = [...(shared.signalSlots ?? [])];
  shared.signalSlots?.clear();
  for (const observer of observers) {
    const state = agent.states.get(observer);
    const records = state.queue.splice(0);
    for (const node of state.nodes) {
      if (node.observers !== null) node.observers = node.observers.filter((one) => one.source === undefined || one.observer !== observer);
    }
    if (records.length === 0) continue;
    const { realm } = state;
    realm.enter();
    try {
      state.callback.call(observer, records, observer);
    } catch (error) {
      realm.report(error);
    } finally {
      realm.leave();
    }
  }
  for (const slot of slots) web.fireSimple(slot.node, "slotchange", { bubbles: true });
};

// https://dom.spec.whatwg.org/#concept-node-remove, 15
dom.addTransientObservers = (record, parent) => {
  for (let ancestor = parent; ancestor !== null; ancestor = ancestor.parent) {
    if (ancestor.observers === null) continue;
    for (const registered of ancestor.observers) {
      if (!registered.options.subtree) continue;
      (record.observers ??= []).push({ observer: registered.observer, options: registered.options, source: registered });
      agent.states.get(registered.observer).nodes.push(record);
    }
  }
};

let lastOrder = 0;
class MutationObserver {
  constructor(callback) {
    const prefix = idl.failed("MutationObserver");
    idl.required(arguments.length, 1, prefix);
    if (typeof callback !== "function") throw new TypeError(`${prefix}parameter 1 is not of type 'Function'.`);
    agent.states.set(this, { callback, queue: [], nodes: [], realm: web, order: ++lastOrder, recordPrototype: MutationRecord.prototype });
  }
  observe(target, init) {
    const prefix = idl.failed("observe", "MutationObserver");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    const record = dom.argument(target, prefix);
    init = idl.dictionary(init, prefix, "MutationObserverInit");
    const flag = (name) => (init[name] === undefined ? undefined : Boolean(init[name]));
    const options = {
      childList: Boolean(init.childList), attributes: flag("attributes"), characterData: flag("characterData"), subtree: Boolean(init.subtree),
      attributeOldValue: flag("attributeOldValue"), characterDataOldValue: flag("characterDataOldValue"), filter: undefined,
    };
    if (init.attributeFilter !== undefined) options.filter = idl.sequence(init.attributeFilter, init.attributeFilter[Symbol.iterator], idl.DOMString);
    if ((options.attributeOldValue !== undefined || options.filter) && options.attributes === undefined) options.attributes = true;
    if (options.characterDataOldValue !== undefined && options.characterData === undefined) options.characterData = true;
    if (!options.childList && !options.attributes && !options.characterData) {
      throw new TypeError(`${prefix}The options object must set at least one of 'attributes', 'characterData', or 'childList' to true.`);
    }
    if (options.attributeOldValue && !options.attributes) throw new TypeError(`${prefix}The options object may only set 'attributeOldValue' to true when 'attributes' is true or not present.`);
    if (options.filter && !options.attributes) throw new TypeError(`${prefix}The options object may only set 'attributeFilter' when 'attributes' is true or not present.`);
    if (options.characterDataOldValue && !options.characterData) throw new TypeError(`${prefix}The options object may only set 'characterDataOldValue' to true when 'characterData' is true or not present.`);
    trees.observed = true;
    const known = record.observers?.find((one) => one.observer === this && one.source === undefined);
    if (known) {
      for (const node of state.nodes) if (node.observers !== null) node.observers = node.observers.filter((one) => one.source !== known);
      known.options = options;
      return;
    }
    (record.observers ??= []).push({ observer: this, options });
    state.nodes.push(record);
  }
  disconnect() {
    const state = stateOf(this);
    for (const node of state.nodes) {
      if (node.observers === null) continue;
      node.observers = node.observers.filter((one) => one.observer !== this);
      if (node.observers.length === 0) node.observers = null;
    }
    state.nodes = [];
    state.queue = [];
  }
  takeRecords() {
    return stateOf(this).queue.splice(0);
  }
}
idl.expose(MutationObserver);
idl.define("WebKitMutationObserver", MutationObserver);
