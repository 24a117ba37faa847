// https://xhr.spec.whatwg.org/#interface-xmlhttprequest
"use strict";

const { idl, DOMException } = web;

const progressEvents = ["loadstart", "progress", "abort", "error", "load", "timeout", "loadend"];
const states = new WeakMap();
const stateOf = (xhr) => {
  const state = states.get(xhr);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
let mayConstruct = false;

class XMLHttpRequestEventTarget extends web.EventTarget {
  constructor() {
    if (!mayConstruct) throw idl.illegal();
    super();
  }
}
web.handlers(XMLHttpRequestEventTarget.prototype, progressEvents);
idl.expose(XMLHttpRequestEventTarget);

class XMLHttpRequestUpload extends XMLHttpRequestEventTarget {}
idl.expose(XMLHttpRequestUpload);

const makeUpload = () => {
  mayConstruct = true;
  try {
    return new XMLHttpRequestUpload();
  } finally {
    mayConstruct = false;
  }
};

const fresh = () => ({
  readyState: 0, isSent: false, isSync: false, method: "GET", url: "", headers: [], type: "", timeout: 0,
  withCredentials: false, mimeOverride: undefined, response: undefined, pieces: [], received: 0,
  cached: undefined, reading: undefined, isBlob: false, blob: undefined, transfer: undefined, uploadDone: true, hasUploadListener: false, user: undefined, turn: 0,
});

class XMLHttpRequest extends XMLHttpRequestEventTarget {
  constructor() {
    mayConstruct = true;
    try {
      super();
    } finally {
      mayConstruct = false;
    }
    states.set(this, { ...fresh(), upload: makeUpload() });
  }
  get readyState() {
    return stateOf(this).readyState;
  }
  open(method, url, async = true, username, password) {
    const prefix = idl.failed("open", "XMLHttpRequest");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    method = idl.ByteString(method, prefix);
    url = idl.USVString(url);
    const isSync = arguments.length > 2 && !async;
    if (!web.isToken(method)) throw new DOMException(`${prefix}'${method}' is not a valid HTTP method.`, "SyntaxError");
    if (["CONNECT", "TRACE", "TRACK"].includes(method.toUpperCase())) {
      throw new DOMException(`${prefix}'${method}' HTTP method is unsupported.`, "SecurityError");
    }
    const known = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
    if (known.includes(method.toUpperCase())) method = method.toUpperCase();
    let parts = web.parseURL(url, web.page.baseURL);
    if (!parts) throw new DOMException(`${prefix}Invalid URL`, "SyntaxError");
    if (parts[5]) {
      if (username !== undefined && username !== null) parts = host.setURL(parts[0], "username", idl.USVString(username)) ?? parts;
      if (password !== undefined && password !== null) parts = host.setURL(parts[0], "password", idl.USVString(password)) ?? parts;
    }
    if (isSync && !web.isWorker && (state.timeout !== 0 || state.type !== "")) {
      throw new DOMException(`${prefix}Synchronous requests from a document must not set a ${state.timeout !== 0 ? "timeout" : "response type"}.`, "InvalidAccessError");
    }
    terminate(state);
    Object.assign(state, {
      method, url: parts[0], isSync, isSent: false, headers: [], hasUploadListener: false,
      response: undefined, pieces: [], received: 0, cached: undefined, reading: undefined, isBlob: parts[0].startsWith("blob:"), blob: web.blobAt(parts[0]),
    });
    if (state.readyState !== 1) {
      state.readyState = 1;
      web.fireSimple(this, "readystatechange");
    }
  }
  setRequestHeader(name, value) {
    const prefix = idl.failed("setRequestHeader", "XMLHttpRequest");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    name = idl.ByteString(name, prefix);
    value = web.normalizeHeader(idl.ByteString(value, prefix));
    if (state.readyState !== 1 || state.isSent) {
      throw new DOMException(`${prefix}The object's state must be OPENED.`, "InvalidStateError");
    }
    if (!web.isToken(name)) throw new DOMException(`${prefix}'${name}' is not a valid HTTP header field name.`, "SyntaxError");
    if (/[\0\r\n]/.test(value)) throw new DOMException(`${prefix}'${value}' is not a valid HTTP header field value.`, "SyntaxError");
    if (web.isForbiddenHeader(name, value)) return;
    const found = state.headers.find((pair) => pair[0].toLowerCase() === name.toLowerCase());
    if (found) found[1] = `${found[1]}, ${value}`;
    else state.headers.push([name, value]);
  }
  get timeout() {
    return stateOf(this).timeout;
  }
  set timeout(value) {
    const state = stateOf(this);
    if (state.isSync && !web.isWorker && state.readyState !== 0) {
      throw new DOMException("Failed to set the 'timeout' property on 'XMLHttpRequest': Timeouts cannot be set for synchronous requests made from a document.", "InvalidAccessError");
    }
    state.timeout = idl.unsigned(value, 32);
    armTimeout(this, state);
  }
  get withCredentials() {
    return stateOf(this).withCredentials;
  }
  set withCredentials(value) {
    const state = stateOf(this);
    if (state.readyState > 1 || state.isSent) {
      throw new DOMException("Failed to set the 'withCredentials' property on 'XMLHttpRequest': The value may only be set if the object's state is UNSENT or OPENED.", "InvalidStateError");
    }
    state.withCredentials = Boolean(value);
  }
  get upload() {
    return stateOf(this).upload;
  }
  send(body = null) {
    const prefix = idl.failed("send", "XMLHttpRequest");
    const state = stateOf(this);
    if (state.readyState !== 1 || state.isSent) {
      throw new DOMException(`${prefix}The object's state must be OPENED.`, "InvalidStateError");
    }
    let bytes;
    if (body !== null && body !== undefined && state.method !== "GET" && state.method !== "HEAD") {
      const value = web.document && body === web.document ? "" : web.extractable(body);
      const [made, type] = web.extractBody(value, false, prefix);
      bytes = made.bytes ?? new Uint8Array(0);
      const given = state.headers.find((pair) => pair[0].toLowerCase() === "content-type");
      if (!given) {
        if (type !== null) state.headers.push(["Content-Type", type]);
      } else if (typeof value === "string") {
        const parsed = web.parseMIME(given[1]);
        const charset = parsed?.parameters.get("charset");
        if (charset !== undefined && charset.toLowerCase() !== "utf-8") {
          parsed.parameters.set("charset", "UTF-8");
          given[1] = web.serializeMIME(parsed);
        }
      }
    }
    state.hasUploadListener = progressEvents.some((type) => web.hasListener(state.upload, type));
    state.isSent = true;
    state.uploadDone = bytes === undefined;
    state.sentBytes = bytes?.length ?? 0;
    const message = {
      url: state.url, method: state.method, headers: state.headers, mode: "cors",
      credentials: state.withCredentials ? "include" : "same-origin", redirect: "follow", referrer: "about:client",
      referrerPolicy: "", cache: "default", integrity: "", api: "xhr", hasBody: bytes !== undefined,
      usesCORSPreflight: state.hasUploadListener,
    };
    if (state.isSync) return sendAndWait(this, state, message, bytes);
    const turn = ++state.turn;
    progress(this, "loadstart", 0, 0);
    if (!state.uploadDone && state.hasUploadListener) progress(state.upload, "loadstart", 0, state.sentBytes);
    if (state.readyState !== 1 || !state.isSent || state.turn !== turn) return;
    state.started = host.now();
    armTimeout(this, state);
    const start = state.isBlob
      ? (listener) => web.startBlobTransfer(state.blob, message, listener)
      : (listener) => web.startTransfer(message, bytes, listener);
    state.transfer = start({
      head: (head, whole) => state.turn === turn && began(this, state, head, whole),
      data: (chunk) => state.turn === turn && arrived(this, state, chunk),
      end: (error) => state.turn === turn && (error ? failed(this, state, "error") : ended(this, state)),
      failed: () => state.turn === turn && failed(this, state, "error"),
      stopped: () => state.turn === turn && failed(this, state, "abort"),
    });
  }
  abort() {
    const state = stateOf(this);
    terminate(state);
    const isUnderWay = (state.readyState === 1 && state.isSent) || state.readyState === 2 || state.readyState === 3;
    if (isUnderWay) failed(this, state, "abort");
    if (state.readyState === 4) {
      state.readyState = 0;
      state.response = undefined;
    }
  }
  get responseURL() {
    return stateOf(this).response?.url ?? "";
  }
  get status() {
    return stateOf(this).response?.status ?? 0;
  }
  get statusText() {
    return stateOf(this).response?.statusText ?? "";
  }
  getResponseHeader(name) {
    const prefix = idl.failed("getResponseHeader", "XMLHttpRequest");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    const lower = idl.ByteString(name, prefix).toLowerCase();
    const found = (state.response?.headers ?? []).filter((pair) => pair[0].toLowerCase() === lower);
    return found.length ? found.map((pair) => pair[1]).join(", ") : null;
  }
  getAllResponseHeaders() {
    const headers = [...(stateOf(this).response?.headers ?? [])];
    headers.sort(([a], [b]) => (a.toUpperCase() < b.toUpperCase() ? -1 : a.toUpperCase() > b.toUpperCase() ? 1 : 0));
    return headers.map(([name, value]) => `${name.toLowerCase()}: ${value}\r\n`).join("");
  }
  overrideMimeType(mime) {
    const prefix = idl.failed("overrideMimeType", "XMLHttpRequest");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    if (state.readyState > 2) throw new DOMException(`${prefix}MimeType cannot be overridden when the state is LOADING or DONE.`, "InvalidStateError");
    state.mimeOverride = web.parseMIME(idl.DOMString(mime)) ?? { essence: "application/octet-stream", parameters: new Map() };
  }
  get responseType() {
    return stateOf(this).type;
  }
  set responseType(value) {
    const state = stateOf(this);
    const text = idl.DOMString(value);
    if (!["", "arraybuffer", "blob", "document", "json", "text"].includes(text)) return;
    if (text === "document" && web.isWorker) return;
    if (state.readyState > 2) {
      throw new DOMException("Failed to set the 'responseType' property on 'XMLHttpRequest': The response type cannot be set if the object's state is LOADING or DONE.", "InvalidStateError");
    }
    if (state.isSync && !web.isWorker && state.readyState !== 0) {
      throw new DOMException("Failed to set the 'responseType' property on 'XMLHttpRequest': The response type cannot be changed for synchronous requests made from a document.", "InvalidAccessError");
    }
    state.type = text;
  }
  get response() {
    const state = stateOf(this);
    if (state.type === "" || state.type === "text") {
      return state.readyState < 3 || !state.response ? "" : textOf(state);
    }
    if (state.readyState !== 4 || !state.response) return null;
    if (state.cached === undefined) state.cached = convert(state);
    return state.cached;
  }
  get responseText() {
    const state = stateOf(this);
    if (state.type !== "" && state.type !== "text") {
      throw new DOMException(`Failed to read the 'responseText' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or 'text' (was '${state.type}').`, "InvalidStateError");
    }
    return state.readyState < 3 || !state.response ? "" : textOf(state);
  }
  get responseXML() {
    const state = stateOf(this);
    if (state.type !== "" && state.type !== "document") {
      throw new DOMException(`Failed to read the 'responseXML' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or 'document' (was '${state.type}').`, "InvalidStateError");
    }
    return state.readyState === 4 && state.response ? documentOf(state) : null;
  }
}
idl.constants(XMLHttpRequest, { UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 });
web.handlers(XMLHttpRequest.prototype, ["readystatechange"]);
Object.defineProperty(XMLHttpRequest.prototype.open, "length", { value: 2, configurable: true });
idl.expose(XMLHttpRequest);

const progress = (target, type, loaded, total) =>
  web.fire(target, web.event(ProgressEvent, type, { lengthComputable: total > 0, loaded, total }));

const terminate = (state) => {
  state.turn++;
  state.transfer?.cancel();
  state.transfer = undefined;
  state.forgetTimeout?.();
};

const armTimeout = (xhr, state) => {
  state.forgetTimeout?.();
  state.forgetTimeout = undefined;
  if (!state.isSent || state.readyState === 4 || state.timeout === 0 || state.isSync) return;
  const { turn } = state;
  const left = Math.max(0, state.timeout - (host.now() - state.started));
  state.forgetTimeout = web.after(left, () => {
    if (state.turn === turn && state.readyState !== 4) failed(xhr, state, "timeout");
  });
};

const finishUpload = (state) => {
  if (state.uploadDone) return;
  state.uploadDone = true;
  if (!state.hasUploadListener) return;
  progress(state.upload, "progress", state.sentBytes, state.sentBytes);
  progress(state.upload, "load", state.sentBytes, state.sentBytes);
  progress(state.upload, "loadend", state.sentBytes, state.sentBytes);
};

const totalOf = (state) => {
  const header = state.response.headers.find((pair) => pair[0].toLowerCase() === "content-length");
  const isEncoded = state.response.headers.some((pair) => pair[0].toLowerCase() === "content-encoding");
  return header && !isEncoded && /^\d+$/.test(header[1]) ? Number(header[1]) : 0;
};

// https://xhr.spec.whatwg.org/#handle-response-end-of-body and the steps before it
const began = (xhr, state, head, whole) => {
  const { turn } = state;
  finishUpload(state);
  if (state.turn !== turn) return;
  state.response = head;
  state.readyState = 2;
  web.fireSimple(xhr, "readystatechange");
  if (state.turn !== turn) return;
  if (whole) arrived(xhr, state, whole);
};
const arrived = (xhr, state, chunk) => {
  const { turn } = state;
  state.pieces.push(chunk);
  state.received += chunk.byteLength;
  state.transfer?.read(chunk.byteLength);
  state.readyState = 3;
  web.fireSimple(xhr, "readystatechange");
  if (state.turn === turn) progress(xhr, "progress", state.received, totalOf(state));
};
const ended = (xhr, state) => {
  const { turn } = state;
  const total = totalOf(state);
  state.forgetTimeout?.();
  state.transfer = undefined;
  state.isSent = false;
  state.readyState = 4;
  web.fireSimple(xhr, "readystatechange");
  if (state.turn === turn) progress(xhr, "load", state.received, total);
  if (state.turn === turn) progress(xhr, "loadend", state.received, total);
};
const failed = (xhr, state, type) => {
  terminate(state);
  const { turn } = state;
  state.readyState = 4;
  state.isSent = false;
  state.response = undefined;
  state.pieces = [];
  state.reading = undefined;
  state.cached = undefined;
  web.fireSimple(xhr, "readystatechange");
  if (!state.uploadDone) {
    state.uploadDone = true;
    if (state.hasUploadListener) {
      progress(state.upload, type, 0, 0);
      progress(state.upload, "loadend", 0, 0);
    }
  }
  if (state.turn !== turn) return;
  progress(xhr, type, 0, 0);
  if (state.turn === turn) progress(xhr, "loadend", 0, 0);
};

const sendAndWait = (xhr, state, message, bytes) => {
  let answer;
  let body;
  if (state.isBlob) {
    answer = web.blobHead(state.blob, message) ?? { error: true };
    body = answer.bytes;
  } else {
    [answer, body] = web.ask({ t: "sync", id: 0, ...message }, bytes);
  }
  state.isSent = false;
  if (answer.error) {
    state.readyState = 4;
    state.response = undefined;
    const prefix = idl.failed("send", "XMLHttpRequest");
    throw new DOMException(`${prefix}Failed to load '${state.url}'.`, "NetworkError");
  }
  state.uploadDone = true;
  state.response = answer;
  if (body) state.pieces = [new Uint8Array(body)];
  state.received = body?.byteLength ?? 0;
  state.readyState = 4;
  web.fireSimple(xhr, "readystatechange");
  progress(xhr, "load", state.received, totalOf(state));
  progress(xhr, "loadend", state.received, totalOf(state));
};

// MARK: Responses

const whole = (state) => {
  if (state.pieces.length > 1) state.pieces = [web.concat(state.pieces)];
  return state.pieces[0] ?? new Uint8Array(0);
};
// https://xhr.spec.whatwg.org/#response-mime-type
const responseMIME = (state) => {
  const values = state.response.headers.filter((pair) => pair[0].toLowerCase() === "content-type");
  const type = values.length ? web.extractMIME(values.map((pair) => pair[1]).join(", ")) : undefined;
  return type ?? { essence: "text/xml", parameters: new Map() };
};
// https://xhr.spec.whatwg.org/#final-mime-type
const mimeOf = (state) => state.mimeOverride ?? responseMIME(state);
const isXML = ({ essence }) => /^(text|application)\/xml$|\+xml$/.test(essence);
// https://xhr.spec.whatwg.org/#final-charset, with sniffing for text without one
const encodingOf = (state, start) => {
  const charset = state.mimeOverride?.parameters.get("charset") ?? responseMIME(state).parameters.get("charset");
  let name = charset && web.encodingName(charset);
  if (!name && state.type !== "text" && isXML(mimeOf(state))) {
    // https://www.w3.org/TR/xml/#sec-guessing
    const label = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(web.latin1(start))?.[1];
    name = label && web.encodingName(label);
    if (name?.startsWith("utf-16")) name = "utf-8";
  }
  return web.sniffEncoding(start, name || "utf-8");
};
// Received bytes are decoded only once, however often the page reads responseText.
const textOf = (state) => {
  const isLast = state.readyState === 4;
  if (!state.reading) {
    // A byte order mark has three bytes, and an XML declaration is short.
    const start = web.concat(state.pieces.slice(0, 4)).subarray(0, 1024);
    if (!isLast && start.length < 3) return "";
    state.reading = { decoding: web.startDecoding(encodingOf(state, start)), text: "", next: 0 };
  }
  const { reading } = state;
  while (reading.next < state.pieces.length) {
    reading.text += reading.decoding.decode(state.pieces[reading.next++], false);
  }
  if (isLast && !reading.isWhole) {
    reading.isWhole = true;
    reading.text += reading.decoding.decode(new Uint8Array(0), true);
  }
  return reading.text;
};
const convert = (state) => {
  const bytes = whole(state);
  switch (state.type) {
    case "arraybuffer":
      return bytes.slice().buffer;
    case "blob":
      return web.makeBlob(bytes.slice(), web.serializeMIME(mimeOf(state)));
    case "json":
      try {
        return JSON.parse(web.utf8Decode(bytes));
      } catch {
        return null;
      }
    default:
      return documentOf(state);
  }
};
// Returns the same document each time; null if XML is not well-formed.
// https://xhr.spec.whatwg.org/#document-response
const documentOf = (state) => {
  if (state.cached !== undefined) return state.cached;
  const { essence } = mimeOf(state);
  const isHTML = essence === "text/html";
  const isDocument = state.received > 0 && (isHTML ? state.type === "document" : isXML({ essence }));
  state.cached = null;
  if (isDocument) {
    web.loadDocument();
    const { node } = web.dom.parseDocument(textOf(state), essence, state.response.url);
    if (isHTML || !node.getElementsByTagName("parsererror").length) state.cached = node;
  }
  return state.cached;
};
