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
// A signal that follows no other is never aborted, and most requests never need one.
const signalOf = (state) => (state.signal ??= web.dependentSignal([]));

const referrerPolicies = [
  "", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
  "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
];
// For each member, its valid values, and how error messages name it.
const enumerations = {
  referrerPolicy: [referrerPolicies, ["referrerPolicy", "RequestInit", "ReferrerPolicy"]],
  mode: [["navigate", "same-origin", "no-cors", "cors"], ["mode", "RequestInit", "RequestMode"]],
  credentials: [["omit", "same-origin", "include"], ["credentials", "RequestInit", "RequestCredentials"]],
  cache: [["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"], ["cache", "RequestInit", "RequestCache"]],
  redirect: [["follow", "error", "manual"], ["redirect", "RequestInit", "RequestRedirect"]],
  duplex: [["half"], ["duplex", "RequestInit", "RequestDuplex"]],
  priority: [["high", "low", "auto"], ["priority", "RequestInit", "RequestPriority"]],
};
const readEnumeration = (value, name, prefix) =>
  value === undefined ? undefined : idl.enumeration(value, enumerations[name][0], enumerations[name][1], prefix);

// Reads each member once, in the order that Web IDL prescribes.
const readInit = (init, prefix) => {
  if (init === undefined || init === null) return noInit;
  init = idl.dictionary(init, prefix, "RequestInit");
  let { body } = init;
  if (body !== undefined && body !== null) body = web.extractable(body);
  const cache = readEnumeration(init.cache, "cache", prefix);
  const credentials = readEnumeration(init.credentials, "credentials", prefix);
  const duplex = readEnumeration(init.duplex, "duplex", prefix);
  const { headers } = init;
  let { integrity } = init;
  if (integrity !== undefined) integrity = idl.DOMString(integrity);
  let { keepalive } = init;
  if (keepalive !== undefined) keepalive = Boolean(keepalive);
  let { method } = init;
  if (method !== undefined) method = idl.ByteString(method, prefix);
  const mode = readEnumeration(init.mode, "mode", prefix);
  const priority = readEnumeration(init.priority, "priority", prefix);
  const redirect = readEnumeration(init.redirect, "redirect", prefix);
  let { referrer } = init;
  if (referrer !== undefined) referrer = idl.USVString(referrer);
  const referrerPolicy = readEnumeration(init.referrerPolicy, "referrerPolicy", prefix);
  const { signal } = init;
  if (signal !== undefined && signal !== null && !web.isAbortSignal(signal)) {
    throw new TypeError(`${prefix}Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.`);
  }
  const { window } = init;
  let { targetAddressSpace } = init;
  if (targetAddressSpace !== undefined) targetAddressSpace = idl.DOMString(targetAddressSpace);
  const isEmpty =
    body === undefined && cache === undefined && credentials === undefined && duplex === undefined && headers === undefined &&
    integrity === undefined && keepalive === undefined && method === undefined && mode === undefined && priority === undefined &&
    redirect === undefined && referrer === undefined && referrerPolicy === undefined && signal === undefined &&
    window === undefined && targetAddressSpace === undefined;
  return {
    body, cache, credentials, duplex, headers, integrity, keepalive, method, mode, redirect, referrer, referrerPolicy, signal,
    window, targetAddressSpace, isEmpty,
  };
};
const noInit = readInit({ __proto__: null }, "");
// A value that is not an object is converted to a string when it is read.
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
    states.set(this, construct(input, init, prefix));
  }
  get method() {
    return stateOf(this).method;
  }
  get url() {
    return stateOf(this).url;
  }
  get headers() {
    return web.headersOf(stateOf(this));
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
      headers: undefined,
      headerState: web.copyHeaders(state.headerState),
      body: state.body?.clone() ?? null,
      signal: web.dependentSignal([signalOf(state)]),
    });
    return copy;
  }
}
web.bodyMixin(Request, "Request", stateOf);
idl.expose(Request);

// https://fetch.spec.whatwg.org/#dom-request; `prefix` is that of fetch() when fetch() constructs the request
const construct = (input, init, prefix) => {
  let state;
  const from = states.get(input);
  if (from) {
    init = readInit(init, prefix);
    state = { ...from, destination: "", signal: undefined, headers: undefined, headerState: undefined };
  } else {
    const text = idl.USVString(input);
    init = readInit(init, prefix);
    const url = web.resolveURL(text, web.page.baseURL);
    if (url === undefined) throw new TypeError(`${prefix}Failed to parse URL from ${text}`);
    if (web.hasCredentials(url)) {
      throw new TypeError(`${prefix}Request cannot be constructed from a URL that includes credentials: ${text}`);
    }
    state = {
      method: "GET", url, body: null, referrer: "about:client", referrerPolicy: "",
      mode: "cors", credentials: "same-origin", cache: "default", redirect: "follow", integrity: "",
      keepalive: false, targetAddressSpace: undefined, isStream: false,
      destination: "", signal: undefined, headers: undefined, headerState: undefined,
    };
  }
  if (init.window !== undefined && init.window !== null) {
    throw new TypeError(`${prefix}The 'window' property can only be null.`);
  }
  if (!init.isEmpty) {
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
  let signal = from?.signal;
  if (init.signal !== undefined) signal = init.signal ?? undefined;
  if (signal) state.signal = web.dependentSignal([signal]);
  if (state.mode === "no-cors") {
    if (!["GET", "HEAD", "POST"].includes(state.method)) {
      throw new TypeError(`${prefix}'${state.method}' is unsupported in no-cors mode.`);
    }
  }
  state.headerState = web.headerState([], state.mode === "no-cors" ? "request-no-cors" : "request");
  if (init.headers !== undefined) {
    web.fillHeaders(state.headerState, init.headers, prefix);
  } else if (from) {
    for (const pair of from.headerState.list) web.checkedAppend(state.headerState, pair[0], pair[1]);
  }
  const inputBody = from ? from.body : null;
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
    if (type !== null && !web.hasHeader(state.headerState, "Content-Type")) {
      web.checkedAppend(state.headerState, "Content-Type", type);
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
    state.isStream = from.isStream;
    // Takes over the other request's body.
    if (inputBody.stream) {
      const { readable, writable } = new TransformStream();
      idl.handled(inputBody.stream.pipeTo(writable));
      state.body = new web.Body(inputBody.bytes, readable);
    } else {
      state.body = new web.Body(inputBody.bytes);
      inputBody.used = true;
    }
  }
  return state;
};
// fetch() uses this directly, without a Request object.
web.constructRequest = construct;
