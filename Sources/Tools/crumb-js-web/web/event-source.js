// https://html.spec.whatwg.org/#server-sent-events
"use strict";

const { idl, DOMException } = web;
const { HREF } = web.urlParts;
const [CONNECTING, OPEN, CLOSED] = [0, 1, 2];

const states = new WeakMap();
const stateOf = (source) => {
  const state = states.get(source);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const sources = new Map();

class EventSource extends web.EventTarget {
  constructor(url, init = {}) {
    const prefix = idl.failed("EventSource");
    idl.required(arguments.length, 1, prefix);
    super();
    const text = idl.USVString(url);
    const withCredentials = Boolean(idl.dictionary(init, prefix, "EventSourceInit").withCredentials);
    const parsed = web.parseURL(text, web.page.baseURL);
    if (!parsed) throw new DOMException(`${prefix}Cannot open an EventSource to '${text}'. The URL is invalid.`, "SyntaxError");
    const id = web.nextTransferID();
    const state = { id, url: parsed[HREF], withCredentials, readyState: CONNECTING, done: web.begin() };
    states.set(this, state);
    sources.set(id, this);
    web.send({ t: "source", id, url: parsed[HREF], withCredentials });
  }
  get url() {
    return stateOf(this).url;
  }
  get withCredentials() {
    return stateOf(this).withCredentials;
  }
  get readyState() {
    return stateOf(this).readyState;
  }
  close() {
    const state = stateOf(this);
    if (state.readyState === CLOSED) return;
    web.send({ t: "sourceclose", id: state.id });
    end(state);
  }
}
idl.constants(EventSource, { CONNECTING, OPEN, CLOSED });
Object.defineProperty(EventSource, "length", { value: 1, configurable: true });
web.handlers(EventSource.prototype, ["open", "message", "error"]);
idl.expose(EventSource);

const settle = (state) => {
  state.done?.();
  state.done = undefined;
};
const end = (state) => {
  state.readyState = CLOSED;
  sources.delete(state.id);
  settle(state);
  state.calm?.();
  state.calm = undefined;
};

web.stopEventSources = () => {
  for (const source of [...sources.values()]) {
    EventSource.prototype.close.call(source);
    web.fireSimple(source, "error");
  }
};

Object.assign(web.messages, {
  sourceopen({ id }) {
    const source = sources.get(id);
    if (!source) return;
    const state = stateOf(source);
    state.readyState = OPEN;
    settle(state);
    web.stirs(state);
    web.fireSimple(source, "open");
  },
  sourcemessage({ id, type, lastEventID, origin }, bytes) {
    const source = sources.get(id);
    if (!source) return;
    web.stirs(stateOf(source));
    const data = bytes ? host.decode(bytes) : "";
    web.fire(source, web.event(MessageEvent, type, { data, origin, lastEventId: lastEventID }));
  },
  sourceerror({ id, readyState }) {
    const source = sources.get(id);
    if (!source) return;
    const state = stateOf(source);
    if (readyState === CLOSED) {
      end(state);
    } else {
      state.readyState = CONNECTING;
      // The page does not count as busy while it waits to reconnect.
      settle(state);
    }
    web.fireSimple(source, "error");
  },
});
