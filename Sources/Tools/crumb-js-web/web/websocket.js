// https://websockets.spec.whatwg.org/
"use strict";

const { idl, DOMException } = web;
const { HREF, ORIGIN, PROTOCOL, HASH } = web.urlParts;
const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3];

const states = new WeakMap();
const stateOf = (socket) => {
  const state = states.get(socket);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const sockets = new Map();

const syntaxError = (message) => new DOMException(idl.failed("WebSocket") + message, "SyntaxError");

// https://websockets.spec.whatwg.org/#dom-websocket-websocket, steps 1 to 5
const parse = (text) => {
  const url = web.parseURL(text, web.page.baseURL);
  if (!url) throw syntaxError(`The URL '${text}' is invalid.`);
  const scheme = { "http:": "ws:", "https:": "wss:" }[url[PROTOCOL]] ?? url[PROTOCOL];
  const result = scheme === url[PROTOCOL] ? url : web.parseURL(scheme + url[HREF].slice(url[PROTOCOL].length));
  if (scheme !== "ws:" && scheme !== "wss:") {
    throw syntaxError(`The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. '${scheme.slice(0, -1)}' is not allowed.`);
  }
  if (result[HREF].includes("#")) {
    throw syntaxError(`The URL contains a fragment identifier ('${result[HASH].slice(1)}'). Fragment identifiers are not allowed in WebSocket URLs.`);
  }
  return result;
};

class WebSocket extends web.EventTarget {
  constructor(url, protocols = []) {
    idl.required(arguments.length, 1, idl.failed("WebSocket"));
    super();
    const address = idl.USVString(url);
    const offered = isSequence(protocols)
      ? idl.sequence(protocols, protocols[Symbol.iterator], idl.DOMString)
      : [idl.DOMString(protocols)];
    const parsed = parse(address);
    for (const [index, name] of offered.entries()) {
      if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) throw syntaxError(`The subprotocol '${name}' is invalid.`);
      if (offered.indexOf(name) < index) throw syntaxError(`The subprotocol '${name}' is duplicated.`);
    }
    const id = web.nextTransferID();
    const [answer] = web.ask({ t: "socket", id, url: parsed[HREF], protocols: offered });
    if (answer.error) throw web.makeError({ ...answer.error, message: idl.failed("WebSocket") + answer.error.message });
    const state = {
      id, url: answer.url, origin: web.parseURL(answer.url)?.[ORIGIN] ?? "null", protocol: "", extensions: "",
      readyState: CONNECTING, binaryType: "blob", buffered: 0, done: web.begin(),
    };
    states.set(this, state);
    sockets.set(id, this);
  }
  get url() {
    return stateOf(this).url;
  }
  get readyState() {
    return stateOf(this).readyState;
  }
  get bufferedAmount() {
    return stateOf(this).buffered;
  }
  get extensions() {
    return stateOf(this).extensions;
  }
  get protocol() {
    return stateOf(this).protocol;
  }
  get binaryType() {
    return stateOf(this).binaryType;
  }
  set binaryType(value) {
    const state = stateOf(this);
    const text = idl.DOMString(value);
    if (text === "blob" || text === "arraybuffer") state.binaryType = text;
  }
  close() {
    const [code, reason] = arguments;
    const state = stateOf(this);
    const prefix = idl.failed("close", "WebSocket");
    const number = code === undefined ? undefined : clamped(code);
    const text = reason === undefined ? undefined : idl.USVString(reason);
    if (number !== undefined && number !== 1000 && (number < 3000 || number > 4999)) {
      throw new DOMException(`${prefix}The close code must be either 1000, or between 3000 and 4999. ${number} is neither.`, "InvalidAccessError");
    }
    if (text !== undefined && web.utf8Encode(text).length > 123) {
      throw new DOMException(`${prefix}The close reason must not be greater than 123 UTF-8 bytes.`, "SyntaxError");
    }
    if (state.readyState >= CLOSING) return;
    if (state.readyState === CONNECTING) state.failsToOpen = true;
    state.readyState = CLOSING;
    state.done ??= web.begin();
    web.send({ t: "socketclose", id: state.id, code: number ?? null, reason: text ?? "" });
  }
  send(data) {
    const state = stateOf(this);
    const prefix = idl.failed("send", "WebSocket");
    idl.required(arguments.length, 1, prefix);
    let bytes, isText = false;
    if (idl.isBufferSource(data)) bytes = idl.copy(data);
    else if (web.isBlob(data)) bytes = web.blobBytes(data);
    else [bytes, isText] = [web.utf8Encode(idl.USVString(data)), true];
    if (state.readyState === CONNECTING) {
      throw new DOMException(`${prefix}Still in CONNECTING state.`, "InvalidStateError");
    }
    state.buffered += bytes.length;
    if (state.readyState !== OPEN) return;
    web.stirs(state);
    web.send({ t: "socketsend", id: state.id, text: isText, count: bytes.length }, bytes);
  }
}
const isSequence = (value) =>
  typeof value === "object" && value !== null && value[Symbol.iterator] !== undefined && value[Symbol.iterator] !== null;
// https://webidl.spec.whatwg.org/#Clamp, for an unsigned short
const clamped = (value) => {
  const number = Number(value);
  if (Number.isNaN(number)) return 0;
  const bounded = Math.min(Math.max(number, 0), 65535);
  const low = Math.floor(bounded);
  if (bounded - low === 0.5) return low % 2 === 0 ? low : low + 1;
  return Math.round(bounded);
};
idl.constants(WebSocket, { CONNECTING, OPEN, CLOSING, CLOSED });
Object.defineProperty(WebSocket, "length", { value: 1, configurable: true });
web.handlers(WebSocket.prototype, ["open", "message", "error", "close"]);
idl.expose(WebSocket);

const end = (socket, state) => {
  state.readyState = CLOSED;
  sockets.delete(state.id);
  state.calm?.();
  state.done?.();
  state.done = state.calm = undefined;
};

Object.assign(web.messages, {
  socketopen({ id, protocol }) {
    const socket = sockets.get(id);
    if (!socket) return;
    const state = stateOf(socket);
    // https://websockets.spec.whatwg.org/#feedback-from-the-protocol: it was closed before it opened.
    if (state.readyState !== CONNECTING) return;
    state.readyState = OPEN;
    state.protocol = protocol;
    state.done();
    state.done = undefined;
    web.stirs(state);
    web.fireSimple(socket, "open");
  },
  socketmessage({ id, isText }, bytes) {
    const socket = sockets.get(id);
    const state = socket && stateOf(socket);
    if (state?.readyState !== OPEN) return;
    web.stirs(state);
    const content = bytes ?? new ArrayBuffer(0);
    let data;
    if (isText) data = host.decode(content);
    else data = state.binaryType === "blob" ? new Blob([content]) : content;
    web.fire(socket, web.event(MessageEvent, "message", { data, origin: state.origin }));
  },
  socketsent({ id, count }) {
    const socket = sockets.get(id);
    if (socket) stateOf(socket).buffered -= count;
  },
  // The server has started to close the connection.
  socketclosing({ id }) {
    const socket = sockets.get(id);
    if (socket && stateOf(socket).readyState === OPEN) stateOf(socket).readyState = CLOSING;
  },
  socketclosed({ id, failed, code, reason, wasClean }) {
    const socket = sockets.get(id);
    if (!socket) return;
    const state = stateOf(socket);
    end(socket, state);
    if (failed || state.failsToOpen) web.fireSimple(socket, "error");
    if (code === undefined) return;
    // A socket that the page closed before it opened has failed, whatever the server sent in the meantime.
    const told = state.failsToOpen ? { code: 1006, reason: "", wasClean: false } : { code, reason, wasClean };
    web.fire(socket, web.event(CloseEvent, "close", told));
  },
});
