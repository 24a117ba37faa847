// https://dom.spec.whatwg.org/#events
"use strict";

const { idl } = web;

// The layer's data for an event, which a page only sees through accessors.
const { shared } = web;
const states = (shared.eventStates ??= new WeakMap());
const stateOf = (event) => {
  const state = states.get(event);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

class Event {
  constructor(type, init) {
    const prefix = idl.failed(new.target.name || "Event");
    idl.required(arguments.length, 1, prefix);
    init = idl.dictionary(init, prefix, "EventInit");
    states.set(this, {
      type: idl.DOMString(type),
      bubbles: Boolean(init.bubbles),
      cancelable: Boolean(init.cancelable),
      composed: Boolean(init.composed),
      initialized: true,
      dispatching: false,
      stopped: false,
      stoppedNow: false,
      canceled: false,
      passive: false,
      trusted: false,
      target: null,
      currentTarget: null,
      phase: 0,
      path: [],
      time: host.now() - web.timeOrigin,
    });
  }
  get type() {
    return stateOf(this).type;
  }
  get target() {
    return stateOf(this).target;
  }
  get srcElement() {
    return stateOf(this).target;
  }
  get currentTarget() {
    return stateOf(this).currentTarget;
  }
  get eventPhase() {
    return stateOf(this).phase;
  }
  // https://dom.spec.whatwg.org/#dom-event-composedpath
  composedPath() {
    const { path, currentTarget } = stateOf(this);
    const index = path.findIndex((one) => one.target === currentTarget);
    if (index < 0) return [];
    // Omit targets in closed trees that do not contain the current target.
    const result = [currentTarget];
    let level = 0;
    let lowest = 0;
    for (let i = index - 1; i >= 0; i--) {
      if (path[i].isRootOfClosed) level++;
      if (level <= lowest) result.unshift(path[i].target);
      if (path[i].isSlotInClosed && --level < lowest) lowest = level;
    }
    level = lowest = 0;
    for (let i = index + 1; i < path.length; i++) {
      if (path[i].isSlotInClosed) level++;
      if (level <= lowest) result.push(path[i].target);
      if (path[i].isRootOfClosed && --level < lowest) lowest = level;
    }
    return result;
  }
  stopPropagation() {
    stateOf(this).stopped = true;
  }
  get cancelBubble() {
    return stateOf(this).stopped;
  }
  set cancelBubble(value) {
    if (value) stateOf(this).stopped = true;
  }
  stopImmediatePropagation() {
    const state = stateOf(this);
    state.stopped = state.stoppedNow = true;
  }
  get bubbles() {
    return stateOf(this).bubbles;
  }
  get cancelable() {
    return stateOf(this).cancelable;
  }
  get returnValue() {
    return !stateOf(this).canceled;
  }
  set returnValue(value) {
    if (!value) cancel(stateOf(this));
  }
  preventDefault() {
    cancel(stateOf(this));
  }
  get defaultPrevented() {
    return stateOf(this).canceled;
  }
  get composed() {
    return stateOf(this).composed;
  }
  get isTrusted() {
    return stateOf(this).trusted;
  }
  get timeStamp() {
    return stateOf(this).time;
  }
  initEvent(type, bubbles = false, cancelable = false) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("initEvent", "Event"));
    if (state.dispatching) return;
    Object.assign(state, {
      type: idl.DOMString(type),
      bubbles: Boolean(bubbles),
      cancelable: Boolean(cancelable),
      initialized: true,
      stopped: false,
      stoppedNow: false,
      canceled: false,
      trusted: false,
      target: null,
    });
  }
}
const cancel = (state) => {
  if (state.cancelable && !state.passive) state.canceled = true;
};
idl.expose(Event);
idl.constants(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });

// For methods that set the members of an existing event (dom/legacy-events.js).
const membersOf = (shared.eventMembers ??= new WeakMap());
// Makes a subclass of Event whose members, with their defaults, are those of its init dictionary.
const eventClass = (name, members, convert = {}) => {
  const values = new WeakMap();
  const made = {
    [name]: class extends Event {
      constructor(type, init) {
        super(type, init);
        const given = init ?? {};
        const own = {};
        for (const member of Object.keys(members)) {
          const value = given[member];
          own[member] =
            value === undefined ? members[member] : (convert[member] ?? ((x) => x))(value);
        }
        values.set(this, own);
        membersOf.set(this, own);
      }
    },
  }[name];
  for (const member of Object.keys(members)) {
    Object.defineProperty(made.prototype, member, {
      get: Object.getOwnPropertyDescriptor(
        {
          get [member]() {
            const own = values.get(this);
            if (!own) throw new TypeError("Illegal invocation");
            return own[member];
          },
        },
        member
      ).get,
      enumerable: true,
      configurable: true,
    });
  }
  Object.defineProperty(made, "length", { value: 1, configurable: true });
  return idl.expose(made, { name });
};
web.eventClass = eventClass;

// Initializers from before there were constructors: https://dom.spec.whatwg.org/#dom-customevent-initcustomevent and similar
// methods. `members`: the parameters after type, bubbles and cancelable.
const initializer = (constructor, members) => {
  const name = `init${constructor.name}`;
  const method = {
    [name](type, bubbles = false, cancelable = false) {
      const prefix = idl.failed(name, constructor.name);
      const state = stateOf(this);
      const own = membersOf.get(this);
      if (!own) throw new TypeError("Illegal invocation");
      idl.required(arguments.length, 1, prefix);
      if (state.dispatching) return;
      Event.prototype.initEvent.call(this, type, bubbles, cancelable);
      for (const [index, [member, usual]] of members.entries()) own[member] = arguments[index + 3] ?? usual;
    },
  }[name];
  Object.defineProperty(method, "length", { value: 1, configurable: true });
  Object.defineProperty(constructor.prototype, name, { value: method, writable: true, enumerable: true, configurable: true });
};
// Classes of simple events are only created when they are first used.
const lazyEventClass = (name, members, convert, legacy) => {
  web.lazyInterface(name, () => {
    const made = eventClass(name, members, convert);
    if (legacy) initializer(made, legacy);
  });
};
lazyEventClass("CustomEvent", { detail: null }, {}, [["detail", null]]);
lazyEventClass("ErrorEvent",
  { message: "", filename: "", lineno: 0, colno: 0, error: undefined },
  { message: String, filename: String }
);
lazyEventClass("PromiseRejectionEvent", { promise: undefined, reason: undefined });
lazyEventClass("ProgressEvent",
  { lengthComputable: false, loaded: 0, total: 0 },
  { lengthComputable: Boolean, loaded: Number, total: Number }
);
lazyEventClass("MessageEvent",
  { data: null, origin: "", lastEventId: "", source: null, ports: Object.freeze([]) },
  {
    // undefined is a valid message, but in a page's dictionary it means that the member is missing.
    data: (data) => (data === idl.internal ? undefined : data),
    origin: idl.USVString, lastEventId: String, ports: (ports) => Object.freeze([...ports]),
  },
  [["data", null], ["origin", ""], ["lastEventId", ""], ["source", null], ["ports", Object.freeze([])]]
);
lazyEventClass("CloseEvent",
  { wasClean: false, code: 0, reason: "" },
  { wasClean: Boolean, code: (code) => idl.unsigned(code, 16), reason: idl.USVString }
);
lazyEventClass(
  "StorageEvent", { key: null, oldValue: null, newValue: null, url: "", storageArea: null }, {},
  [["key", null], ["oldValue", null], ["newValue", null], ["url", ""], ["storageArea", null]]
);
lazyEventClass("PageTransitionEvent", { persisted: false }, { persisted: Boolean });

// An event that a page creates by name, and can only dispatch after it has initialized it.
web.uninitializedEvent = (constructor) => {
  const event = new constructor("");
  stateOf(event).initialized = false;
  return event;
};

// An event that the browser itself dispatches.
web.event = (constructor, type, init) => {
  const event = new constructor(type, init);
  stateOf(event).trusted = true;
  return event;
};

// Listeners by target. Private fields would not work, because the global object is also an EventTarget.
const lists = (shared.listeners ??= new WeakMap());
const listenersOf = (target) => {
  let list = lists.get(target);
  if (!list) lists.set(target, (list = []));
  return list;
};

// The get-the-parent algorithm of targets that are in a tree: a function of the target and the event.
web.parentOf = Symbol("parent");

const known = (shared.eventTargets ??= new WeakSet());
web.markAsEventTarget = (object) => known.add(object);
// Nodes are recognized by their records (dom/records.js), so they need not be added to a set.
const RECORD = (shared.record ??= Symbol("node"));
const receiver = (value) => {
  if (value === undefined || value === null) return globalThis;
  if (value[RECORD]?.node === value) return value;
  value = web.windowOf(value);
  if (!known.has(value)) throw new TypeError("Illegal invocation");
  return value;
};

const flatten = (options) =>
  typeof options === "object" && options !== null ? Boolean(options.capture) : Boolean(options);

class EventTarget {
  constructor() {
    known.add(this);
  }
  addEventListener(type, callback, options) {
    const target = receiver(this);
    const prefix = idl.failed("addEventListener", "EventTarget");
    idl.required(arguments.length, 2, prefix);
    const isDictionary =
      (typeof options === "object" && options !== null) || typeof options === "function";
    const listener = {
      type: idl.DOMString(type),
      callback,
      capture: flatten(options),
      once: isDictionary ? Boolean(options.once) : false,
      passive: isDictionary ? Boolean(options.passive) : false,
      removed: false,
    };
    const signal = isDictionary ? options.signal : undefined;
    if (signal !== undefined && !web.isAbortSignal?.(signal)) {
      throw new TypeError(
        `${prefix}Failed to read the 'signal' property from 'AddEventListenerOptions': Failed to convert value to 'AbortSignal'.`
      );
    }
    if (callback !== null && callback !== undefined && typeof callback !== "object" && typeof callback !== "function") {
      throw new TypeError(`${prefix}parameter 2 is not of type 'Object'.`);
    }
    if (signal?.aborted || callback === null || callback === undefined) return;
    const list = listenersOf(target);
    const isThere = list.some(
      (other) =>
        other.type === listener.type &&
        other.callback === callback &&
        other.capture === listener.capture
    );
    if (isThere) return;
    list.push(listener);
    if (signal) web.onAbort(signal, () => remove(target, listener));
    target[web.listenersChanged]?.(listener.type);
  }
  removeEventListener(type, callback, options) {
    const target = receiver(this);
    idl.required(arguments.length, 2, idl.failed("removeEventListener", "EventTarget"));
    const [name, capture] = [idl.DOMString(type), flatten(options)];
    const listener = listenersOf(target).find(
      (other) =>
        other.type === name && other.callback === callback && other.capture === capture
    );
    if (listener) remove(target, listener);
  }
  dispatchEvent(event) {
    const target = receiver(this);
    const prefix = idl.failed("dispatchEvent", "EventTarget");
    idl.required(arguments.length, 1, prefix);
    const state = typeof event === "object" && event !== null ? states.get(event) : undefined;
    if (!state) throw new TypeError(`${prefix}parameter 1 is not of type 'Event'.`);
    if (state.dispatching || !state.initialized) {
      throw new web.DOMException(
        `${prefix}The event is already being dispatched.`,
        "InvalidStateError"
      );
    }
    state.trusted = false;
    return dispatch(event, target);
  }
}
idl.expose(EventTarget);
web.listenersChanged = Symbol("listeners changed");

const remove = (target, listener) => {
  listener.removed = true;
  const list = listenersOf(target);
  const index = list.indexOf(listener);
  if (index >= 0) list.splice(index, 1);
  target[web.listenersChanged]?.(listener.type);
};

// Steps that classes of nodes define for certain points, under symbols on their prototypes.
const steps = (shared.steps ??= Object.fromEntries(
  ["inserted", "becameConnected", "removed", "attributeChanged", "childrenChanged", "cloned", "adopted", "activation",
    "legacyPreActivation", "legacyCanceledActivation"].map((name) => [name, Symbol(name)])
));
// True on the prototype of MouseEvent: only a click event of that class has activation behavior. An event's `relatedTarget`
// is in its state (web.stateOf); `shownRelated` is the value for the listener that is running.
shared.isMouse ??= Symbol("mouse");
const recordOf = (target) => {
  const record = target[RECORD];
  return record !== undefined && record.node === target ? record : null;
};
const isShadowRoot = (record) => record !== null && record.mode !== undefined && record.host !== undefined && record.type === 11;

// https://dom.spec.whatwg.org/#retarget; also used by other code that crosses shadow trees
const retarget = (target, against) => {
  if (!shared.trees?.shadowed) return target;
  for (;;) {
    const record = target === null ? null : recordOf(target);
    if (record === null) return target;
    let root = record;
    while (root.parent !== null) root = root.parent;
    if (!isShadowRoot(root)) return target;
    for (let other = recordOf(against); other != null; other = other.parent ?? other.host ?? null) if (other === root) return target;
    target = root.host.node;
  }
};
web.retarget = retarget;

// https://dom.spec.whatwg.org/#get-the-parent
const parentOf = (target, event, state, first) => {
  const own = target[web.parentOf];
  if (own !== undefined) return own.call(target, event) ?? null;
  const record = recordOf(target);
  if (record === null) return null;
  if (record.type === 9) return state.type === "load" || !record.hasWindow ? null : record.realm.view();
  if (isShadowRoot(record)) {
    let root = recordOf(first);
    while (root !== null && root.parent !== null) root = root.parent;
    return !state.composed && root === record ? null : record.host.node;
  }
  const { parent } = record;
  if (parent === null) return null;
  if (parent.shadow !== null && parent.shadow.slots > 0) {
    const slot = record.document.realm.slotOf(record);
    if (slot !== null) return slot.node;
  }
  return parent.node;
};

// https://dom.spec.whatwg.org/#concept-event-dispatch
const dispatch = (event, target, override = target) => {
  const state = stateOf(event);
  state.dispatching = true;
  let relatedTarget = state.relatedTarget ? retarget(state.relatedTarget, target) : null;
  let isClear = false;
  if (target !== relatedTarget || target === state.relatedTarget) {
    const isActivation = state.type === "click" && event[shared.isMouse] === true;
    const path = [];
    const append = (invoked, shadowAdjusted, related) => {
      const record = recordOf(invoked);
      // Only needed if there are shadow trees, and slow in deep trees.
      let root = shared.trees?.shadowed ? record : null;
      while (root !== null && root.parent !== null) root = root.parent;
      path.push({
        target: invoked, adjusted: shadowAdjusted, shown: shadowAdjusted ?? path[path.length - 1].shown, related, isRootOfClosed: isShadowRoot(record) && record.mode === "closed",
        isSlotInClosed: false, isSlot: record !== null && record.localName === "slot", root,
      });
      return path[path.length - 1];
    };
    append(target, override, relatedTarget);
    let activation = isActivation && target[steps.activation] ? target : null;
    let adjusted = target;
    let slottable = recordOf(target);
    for (let parent = parentOf(target, event, state, target); parent !== null; ) {
      const record = recordOf(parent);
      const isAssigned = slottable !== null && slottable.parent !== null && slottable.parent.shadow !== null && record !== null && record !== slottable.parent;
      relatedTarget = state.relatedTarget ? retarget(state.relatedTarget, parent) : null;
      const isWithin = record === null || isIncludingAncestor(adjusted, record);
      let entry;
      if (isWithin) {
        if (isActivation && state.bubbles && activation === null && parent[steps.activation]) activation = parent;
        entry = append(parent, null, relatedTarget);
      } else if (parent === relatedTarget) break;
      else {
        adjusted = parent;
        if (isActivation && activation === null && parent[steps.activation]) activation = parent;
        entry = append(parent, adjusted, relatedTarget);
      }
      if (isAssigned) entry.isSlotInClosed = entry.root?.mode === "closed";
      slottable = record;
      parent = parentOf(parent, event, state, target);
    }
    state.path = path;
    for (let i = path.length - 1; i >= 0; i--) {
      if (path[i].adjusted === null) continue;
      const record = recordOf(path[i].adjusted);
      let root = record;
      while (root !== null && root.parent !== null) root = root.parent;
      isClear = isShadowRoot(root);
      break;
    }
    if (activation !== null) activation[steps.legacyPreActivation]?.(event);
    state.target = override;
    for (let i = path.length - 1; i >= 0; i--) {
      state.phase = path[i].adjusted === null ? 1 : 2;
      invoke(event, state, path, i, "capture");
    }
    for (let i = 0; i < path.length; i++) {
      if (path[i].adjusted === null) {
        if (!state.bubbles) continue;
        state.phase = 3;
      } else state.phase = 2;
      invoke(event, state, path, i, "bubble");
    }
    state.phase = 0;
    state.currentTarget = null;
    state.path = [];
    state.dispatching = state.stopped = state.stoppedNow = false;
    if (isClear) {
      state.target = null;
      if (state.relatedTarget) state.relatedTarget = null;
    }
    if (activation !== null) {
      if (state.canceled) activation[steps.legacyCanceledActivation]?.(event);
      else activation[steps.activation](event);
    }
    return !state.canceled;
  }
  state.phase = 0;
  state.currentTarget = null;
  state.dispatching = state.stopped = state.stoppedNow = false;
  return !state.canceled;
};
// Whether the root of `target` is a shadow-including inclusive ancestor of `record`.
const isIncludingAncestor = (target, record) => {
  if (!shared.trees?.shadowed) return true;
  let root = recordOf(target);
  while (root !== null && root.parent !== null) root = root.parent;
  for (let one = record; one != null; one = one.parent ?? one.host ?? null) if (one === root) return true;
  return false;
};

// https://dom.spec.whatwg.org/#concept-event-listener-invoke
const invoke = (event, state, path, index, phase) => {
  const { target } = path[index];
  if (path.length > 1) {
    state.target = path[index].shown;
    state.shownRelated = path[index].related;
  }
  if (state.stopped) return;
  state.currentTarget = target;
  const list = lists.get(target);
  if (list === undefined) return;
  const { type } = state;
  let hasFound = inner(event, state, target, list, type, phase);
  // https://dom.spec.whatwg.org/#concept-event-listener-invoke, 8: event types from before there was a standard
  if (!hasFound && state.trusted) {
    const legacy = legacyTypes[type];
    if (legacy !== undefined) {
      state.type = legacy;
      hasFound = inner(event, state, target, list, legacy, phase);
      state.type = type;
    }
  }
};
const legacyTypes = {
  animationend: "webkitAnimationEnd", animationiteration: "webkitAnimationIteration", animationstart: "webkitAnimationStart",
  transitionend: "webkitTransitionEnd", __proto__: null,
};
const inner = (event, state, target, list, type, phase) => {
  let hasFound = false;
  let root;
  for (const listener of [...list]) {
    if (listener.removed || listener.type !== type) continue;
    hasFound = true;
    if (listener.capture !== (phase === "capture")) continue;
    if (listener.once) remove(target, listener);
    state.passive = listener.passive;
    // https://dom.spec.whatwg.org/#window-current-event, except for targets in shadow trees
    const current = shared.currentEvent;
    root ??= (shared.trees?.shadowed ? state.path.find((one) => one.target === target)?.root : null) ?? null;
    shared.currentEvent = isShadowRoot(root) ? undefined : event;
    web.enter(listener.callback);
    try {
      if (typeof listener.callback === "function") {
        listener.callback.call(target, event);
      } else {
        const { handleEvent } = listener.callback;
        if (typeof handleEvent !== "function") throw new TypeError("handleEvent is not a function");
        handleEvent.call(listener.callback, event);
      }
    } catch (error) {
      web.report(error);
    } finally {
      shared.currentEvent = current;
      web.leave();
    }
    state.passive = false;
    if (state.stoppedNow) return hasFound;
  }
  return hasFound;
};

// Dispatches one of the browser's own events; returns whether it was not canceled. `options`: {target} overrides the event's
// target.
web.fire = (target, event, options) => dispatch(event, target, options?.target);
web.fireSimple = (target, type, init) => dispatch(web.event(Event, type, init), target);
web.hasListener = (target, type) => (lists.get(target) ?? []).some((one) => one.type === type);

// https://html.spec.whatwg.org/#event-handler-attributes, such as `onload`.
const handlers = (shared.handlers ??= new WeakMap());
// Descriptors by name; those of the window are different.
const attributes = new Map();
web.handlers = (object, names, { isGlobal = false } = {}) => {
  for (const name of names) {
    const key = `on${name}`;
    const known = isGlobal ? undefined : attributes.get(name);
    if (known) {
      Object.defineProperty(object, key, known);
      continue;
    }
    const descriptor = Object.getOwnPropertyDescriptor(
      {
        get [key]() {
          return valueOf(handlers.get(receiver(this))?.get(name)) ?? null;
        },
        set [key](value) {
          setHandler(receiver(this), name, value, isGlobal);
        },
      },
      key
    );
    if (!isGlobal) attributes.set(name, descriptor);
    Object.defineProperty(object, key, descriptor);
  }
};

// A handler from an attribute's text, which is only compiled when it is first needed.
class LazyHandler {
  constructor(compile) {
    this.compile = compile;
  }
}
web.lazyHandler = (compile) => new LazyHandler(compile);
const valueOf = (entry) => {
  if (entry?.value instanceof LazyHandler) entry.value = entry.value.compile();
  return entry?.value;
};

const setHandler = (target, name, value, isGlobal) => {
  const usable = typeof value === "function" || (typeof value === "object" && value !== null);
  let map = handlers.get(target);
  if (!map) handlers.set(target, (map = new Map()));
  const known = map.get(name);
  if (!usable) {
    map.delete(name);
    if (known) remove(target, known.listener);
    else target[web.listenersChanged]?.(name);
    return;
  }
  if (known) {
    known.value = value;
    return;
  }
  const entry = { value };
  map.set(name, entry);
  entry.listener = {
    type: name,
    capture: false,
    once: false,
    passive: false,
    removed: false,
    callback(event) {
      const handler = valueOf(entry);
      if (typeof handler !== "function") return;
      if (shared.depth === 1) shared.entryFunction = handler;
      // https://html.spec.whatwg.org/#the-event-handler-processing-algorithm
      if (isGlobal && name === "error" && event instanceof ErrorEvent) {
        const { message, filename, lineno, colno, error } = event;
        const result = handler.call(target, message, filename, lineno, colno, error);
        if (result === true) event.preventDefault();
        return;
      }
      const result = handler.call(target, event);
      if (name === "beforeunload" && web.uiEvents && event instanceof web.uiEvents.BeforeUnloadEvent) {
        if (result === null || result === undefined) return;
        event.preventDefault();
        if (event.returnValue === "") event.returnValue = result;
      } else if (result === false) event.preventDefault();
    },
  };
  listenersOf(target).push(entry.listener);
  target[web.listenersChanged]?.(name);
};
web.setHandler = setHandler;
web.hasHandler = (target, name) => Boolean(handlers.get(target)?.get(name)?.value);

// https://dom.spec.whatwg.org/#remove-all-event-listeners
web.removeListeners = (target) => {
  for (const listener of [...listenersOf(target)]) remove(target, listener);
  handlers.delete(target);
};
web.stateOf = stateOf;
web.Event = Event;
web.EventTarget = EventTarget;
web.timeOrigin = host.now();
