// https://fetch.spec.whatwg.org/#request-class
"use strict";

const { idl } = web;

const states = new WeakMap();
const stateOf = (request) => {
  const state = states.get(request);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
web.requestState = stateOf;
// One that follows no other nothing aborts, and most requests are never asked for it.
const signalOf = (state) => (state.signal ??= web.dependentSignal([]));

const referrerPolicies = [
  "", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
  "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
];
const enumerations = {
  referrerPolicy: [referrerPolicies, "ReferrerPolicy"],
  mode: [["navigate", "same-origin", "no-cors", "cors"], "RequestMode"],
  credentials: [["omit", "same-origin", "include"], "RequestCredentials"],
  cache: [["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"], "RequestCache"],
  redirect: [["follow", "error", "manual"], "RequestRedirect"],
  duplex: [["half"], "RequestDuplex"],
  priority: [["high", "low", "auto"], "RequestPriority"],
};

// The members in the order in which Web IDL reads them.
const readInit = (init, prefix) => {
  init = idl.dictionary(init, prefix, "RequestInit");
  const read = {};
  const enumerated = (name) => {
    const value = init[name];
    if (value === undefined) return;
    const [values, type] = enumerations[name];
    read[name] = idl.enumeration(value, values, [name, "RequestInit", type], prefix);
  };
  if (init.body !== undefined) read.body = init.body === null ? null : web.extractable(init.body);
  enumerated("cache");
  enumerated("credentials");
  enumerated("duplex");
  if (init.headers !== undefined) read.headers = init.headers;
  if (init.integrity !== undefined) read.integrity = idl.DOMString(init.integrity);
  if (init.keepalive !== undefined) read.keepalive = Boolean(init.keepalive);
  if (init.method !== undefined) read.method = idl.ByteString(init.method, prefix);
  enumerated("mode");
  enumerated("priority");
  enumerated("redirect");
  if (init.referrer !== undefined) read.referrer = idl.USVString(init.referrer);
  enumerated("referrerPolicy");
  const { signal } = init;
  if (signal !== undefined) {
    if (signal !== null && !web.isAbortSignal(signal)) {
      throw new TypeError(`${prefix}Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.`);
    }
    read.signal = signal;
  }
  if (init.window !== undefined) read.window = init.window;
  if (init.targetAddressSpace !== undefined) read.targetAddressSpace = idl.DOMString(init.targetAddressSpace);
  return read;
};
// What is no object becomes a string when it is read.
web.extractable = (value) => {
  const isObject = typeof value === "object" || typeof value === "function";
  const isKnown = isObject && (idl.isBufferSource(value) || web.isBlob(value) || web.isFormData(value) || web.isSearchParams(value) || web.streams.isReadable(value));
  return isKnown ? value : idl.USVString(value);
};

const forbiddenMethods = ["CONNECT", "TRACE", "TRACK"];
const normalized = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
web.checkMethod = (method, prefix) => {
  if (!web.isToken(method)) throw new TypeError(`${prefix}'${method}' is not a valid HTTP method.`);
  if (forbiddenMethods.includes(method.toUpperCase())) {
    throw new TypeError(`${prefix}'${method}' HTTP method is unsupported.`);
  }
  return normalized.includes(method.toUpperCase()) ? method.toUpperCase() : method;
};

class Request {
  constructor(input, init = undefined) {
    const prefix = idl.failed("Request");
    idl.required(arguments.length, 1, prefix);
    construct(this, input, init, prefix);
  }
  get method() {
    return stateOf(this).method;
  }
  get url() {
    return stateOf(this).url;
  }
  get headers() {
    return stateOf(this).headers;
  }
  get destination() {
    return stateOf(this).destination;
  }
  get referrer() {
    return stateOf(this).referrer;
  }
  get referrerPolicy() {
    return stateOf(this).referrerPolicy;
  }
  get mode() {
    return stateOf(this).mode;
  }
  get credentials() {
    return stateOf(this).credentials;
  }
  get cache() {
    return stateOf(this).cache;
  }
  get redirect() {
    return stateOf(this).redirect;
  }
  get integrity() {
    return stateOf(this).integrity;
  }
  get keepalive() {
    return stateOf(this).keepalive;
  }
  get signal() {
    return signalOf(stateOf(this));
  }
  get duplex() {
    stateOf(this);
    return "half";
  }
  get isReloadNavigation() {
    stateOf(this);
    return false;
  }
  get isHistoryNavigation() {
    stateOf(this);
    return false;
  }
  clone() {
    const state = stateOf(this);
    if (state.body?.isUnusable) {
      throw new TypeError(`${idl.failed("clone", "Request")}Request body is already used`);
    }
    const copy = Object.create(Request.prototype);
    states.set(copy, {
      ...state,
      headers: web.makeHeaders(web.headerList(state.headers).map((pair) => [...pair]), web.headerGuard(state.headers)),
      body: state.body?.clone() ?? null,
      signal: web.dependentSignal([signalOf(state)]),
    });
    return copy;
  }
}
web.bodyMixin(Request, "Request", stateOf);
idl.expose(Request);

// https://fetch.spec.whatwg.org/#dom-request; `prefix` is fetch()'s where that constructs it
const construct = (object, input, init, prefix) => {
  let state;
  let from;
  if (states.has(input)) {
    from = stateOf(input);
    init = readInit(init, prefix);
  } else {
    const text = idl.USVString(input);
    init = readInit(init, prefix);
    const parts = web.parseURL(text, web.page.baseURL);
    if (!parts) throw new TypeError(`${prefix}Failed to parse URL from ${text}`);
    if (parts[3] || parts[4]) {
      throw new TypeError(`${prefix}Request cannot be constructed from a URL that includes credentials: ${text}`);
    }
    from = {
      method: "GET", url: parts[0], body: null, referrer: "about:client", referrerPolicy: "",
      mode: "cors", credentials: "same-origin", cache: "default", redirect: "follow", integrity: "",
      keepalive: false, targetAddressSpace: undefined,
    };
  }
  if (init.window !== undefined && init.window !== null) {
    throw new TypeError(`${prefix}The 'window' property can only be null.`);
  }
  state = { ...from, destination: "", signal: undefined };
  const hasInit = Object.keys(init).length > 0;
  if (hasInit) {
    if (state.mode === "navigate") state.mode = "same-origin";
    state.referrer = "about:client";
    state.referrerPolicy = "";
  }
  if (init.referrer !== undefined) {
    if (init.referrer === "") state.referrer = "";
    else {
      const parts = web.parseURL(init.referrer, web.page.baseURL);
      if (!parts) throw new TypeError(`${prefix}Referrer '${init.referrer}' is not a valid URL.`);
      const isClient = (parts[2] === "about:" && parts[8] === "client") || parts[1] !== web.page.origin;
      state.referrer = isClient ? "about:client" : parts[0];
    }
  }
  if (init.referrerPolicy !== undefined) state.referrerPolicy = init.referrerPolicy;
  if (init.mode === "navigate") {
    throw new TypeError(`${prefix}Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.`);
  }
  if (init.mode !== undefined) state.mode = init.mode;
  if (init.credentials !== undefined) state.credentials = init.credentials;
  if (init.cache !== undefined) state.cache = init.cache;
  if (state.cache === "only-if-cached" && state.mode !== "same-origin") {
    throw new TypeError(`${prefix}'only-if-cached' can be set only with 'same-origin' mode`);
  }
  if (init.redirect !== undefined) state.redirect = init.redirect;
  if (init.integrity !== undefined) state.integrity = init.integrity;
  if (init.keepalive !== undefined) state.keepalive = init.keepalive;
  if (init.targetAddressSpace !== undefined) state.targetAddressSpace = init.targetAddressSpace;
  if (init.method !== undefined) state.method = web.checkMethod(init.method, prefix);
  let signal = states.has(input) ? stateOf(input).signal : undefined;
  if (init.signal !== undefined) signal = init.signal ?? undefined;
  if (signal) state.signal = web.dependentSignal([signal]);
  if (state.mode === "no-cors") {
    if (!["GET", "HEAD", "POST"].includes(state.method)) {
      throw new TypeError(`${prefix}'${state.method}' is unsupported in no-cors mode.`);
    }
  }
  state.headers = web.makeHeaders([], state.mode === "no-cors" ? "request-no-cors" : "request");
  const headers = init.headers ?? (states.has(input) ? stateOf(input).headers : undefined);
  if (init.headers !== undefined) {
    web.fillHeaders(state.headers, init.headers, prefix);
  } else if (headers) {
    for (const [name, value] of web.headerList(headers)) state.headers.append(name, value);
  }
  const inputBody = states.has(input) ? stateOf(input).body : null;
  const hasBody = init.body !== undefined && init.body !== null;
  if ((hasBody || inputBody) && (state.method === "GET" || state.method === "HEAD")) {
    throw new TypeError(`${prefix}Request with GET/HEAD method cannot have body.`);
  }
  state.body = null;
  let isStream = false;
  if (hasBody) {
    isStream = web.streams.isReadable(init.body);
    const [body, type] = web.extractBody(init.body, state.keepalive, prefix);
    state.body = body;
    if (type !== null && !web.hasHeader(state.headers, "Content-Type")) {
      state.headers.append("Content-Type", type);
    }
  }
  if (isStream) {
    if (init.duplex === undefined) throw new TypeError(`${prefix}The \`duplex\` member must be specified for a request with a streaming body`);
    if (state.mode !== "same-origin" && state.mode !== "cors") {
      throw new TypeError(`${prefix}If request is made from ReadableStream, mode should be "same-origin" or "cors"`);
    }
    state.isStream = true;
  } else if (hasBody) {
    state.isStream = false;
  }
  if (!hasBody && inputBody) {
    if (inputBody.isUnusable) {
      throw new TypeError(`${prefix}Cannot construct a Request with a Request object that has already been used.`);
    }
    state.isStream = stateOf(input).isStream;
    // The other request's body is this one's from now on.
    if (inputBody.stream) {
      const { readable, writable } = new TransformStream();
      idl.handled(inputBody.stream.pipeTo(writable));
      state.body = new web.Body(inputBody.bytes, readable);
    } else {
      state.body = new web.Body(inputBody.bytes);
      inputBody.used = true;
    }
  }
  states.set(object, state);
};
web.constructRequest = (input, init, prefix) => {
  const request = Object.create(Request.prototype);
  construct(request, input, init, prefix);
  return request;
};
