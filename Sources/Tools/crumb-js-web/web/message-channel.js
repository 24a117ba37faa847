// https://html.spec.whatwg.org/#message-channels
"use strict";

const { idl, shared } = web;

// The state of a port, wherever it is: {other, queue, port, realm, isOn, isClosed}. After a transfer, the old object has no
// state.
const states = (shared.portStates ??= new WeakMap());
const stateOf = (port) => {
  const state = states.get(port);
  if (state === undefined) throw new TypeError("Illegal invocation");
  return state;
};
web.isPort = (value) => {
  const state = typeof value === "object" && value !== null ? states.get(value) : undefined;
  return Boolean(state) && !state.isClosed;
};

class MessagePort extends web.EventTarget {
  constructor(key, state) {
    if (key !== idl.internal) throw idl.illegal();
    super();
    states.set(this, state);
    state.port = this;
    state.realm = web;
  }
  postMessage(message, second) {
    const prefix = idl.failed("postMessage", "MessagePort");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    const transfer = transferOf(second);
    if (transfer.includes(this)) {
      throw new web.DOMException(`${prefix}Port at index ${transfer.indexOf(this)} contains the source port.`, "DataCloneError");
    }
    post(state, message, transfer, prefix);
  }
  start() {
    const state = stateOf(this);
    if (state && !state.isOn) open(state);
  }
  close() {
    const state = stateOf(this);
    if (!state || state.isClosed) return;
    state.isClosed = true;
    if (state.other) {
      const { other } = state;
      other.other = state.other = undefined;
      other.realm?.queueTask(() => other.port && other.realm.fireSimple(other.port, "close"));
    }
  }
}
web.handlers(MessagePort.prototype, ["message", "messageerror", "close"]);
// Setting `onmessage` also enables the port's message queue.
const { get, set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
Object.defineProperty(MessagePort.prototype, "onmessage", {
  get,
  set(value) {
    set.call(this, value);
    this.start();
  },
  enumerable: true,
  configurable: true,
});
idl.expose(MessagePort);

// The second argument of a postMessage(): a transfer list, or options that contain one.
const transferOf = (second) => {
  const isList = typeof second === "object" && second !== null && typeof second[Symbol.iterator] === "function";
  return [...(isList ? second : (second?.transfer ?? []))];
};
const post = (state, message, transfer, prefix) => {
  const packed = web.pack(message, transfer, prefix);
  if (!state?.other || state.isClosed) return;
  state.other.queue.push(packed);
  deliver(state.other);
};
const open = (state) => {
  state.isOn = true;
  deliver(state);
};
web.transferOf = transferOf;
web.postOver = post;
web.openPort = open;

// Queues a task for each message, in the realm that has the port by then.
const deliver = (state) => {
  if (!state.isOn || !state.realm || state.isBusy || state.queue.length === 0) return;
  state.isBusy = true;
  const { realm } = state;
  realm.queueTask(() => {
    state.isBusy = false;
    if (state.realm !== realm) return deliver(state);
    const packed = state.isOn ? state.queue.shift() : undefined;
    if (packed) realm.deliverMessage(state.port, packed);
    deliver(state);
  });
};
web.deliverMessage = (port, packed) => {
  let data, ports;
  try {
    ({ data, ports } = web.unpack(packed));
  } catch {
    web.fire(port, web.event(MessageEvent, "messageerror"));
    return;
  }
  web.fire(port, web.event(MessageEvent, "message", { data, ports }));
};
web.detachPort = (port) => {
  const state = stateOf(port);
  states.set(port, null);
  Object.assign(state, { port: undefined, realm: undefined, isOn: false });
  return state;
};
web.makePort = (state) => new MessagePort(idl.internal, state);

// The states of two ports; a message posted to one is received by the other.
web.entangledPorts = () => {
  const [first, second] = [0, 1].map(() => ({ other: undefined, queue: [], isOn: false, isClosed: false, isBusy: false }));
  first.other = second;
  second.other = first;
  return [first, second];
};

class MessageChannel {
  #ports;
  constructor() {
    this.#ports = web.entangledPorts().map(web.makePort);
  }
  get port1() {
    return this.#ports[0];
  }
  get port2() {
    return this.#ports[1];
  }
}
idl.expose(MessageChannel);

// https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts
const channels = (shared.broadcastChannels ??= new Set());
class BroadcastChannel extends web.EventTarget {
  #state;
  constructor(name) {
    idl.required(arguments.length, 1, idl.failed("BroadcastChannel"));
    super();
    this.#state = { name: idl.DOMString(name), realm: web, channel: this, key: web.page.originKey ?? web.page.origin };
    channels.add(this.#state);
  }
  get name() {
    return this.#state.name;
  }
  postMessage(message) {
    const prefix = idl.failed("postMessage", "BroadcastChannel");
    idl.required(arguments.length, 1, prefix);
    const own = this.#state;
    if (!channels.has(own)) throw new web.DOMException(`${prefix}Channel is closed`, "InvalidStateError");
    const packed = web.pack(message, [], prefix);
    for (const other of [...channels]) {
      if (other === own || other.name !== own.name || other.key !== own.key) continue;
      if (other.realm.isDiscarded) {
        channels.delete(other);
        continue;
      }
      other.realm.queueTask(() => channels.has(other) && other.realm.deliverBroadcast(other.channel, packed));
    }
  }
  close() {
    channels.delete(this.#state);
  }
}
web.deliverBroadcast = (channel, packed) => {
  web.fire(channel, web.event(MessageEvent, "message", { data: web.unpack(packed).data, origin: web.page.origin }));
};
web.handlers(BroadcastChannel.prototype, ["message", "messageerror"]);
idl.expose(BroadcastChannel);
