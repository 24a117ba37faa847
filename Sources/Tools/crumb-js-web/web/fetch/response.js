// https://fetch.spec.whatwg.org/#response-class
"use strict";

const { idl } = web;

const states = new WeakMap();
const stateOf = (response) => {
  const state = states.get(response);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
web.responseState = stateOf;
web.responseOf = (state) => {
  const response = Object.create(Response.prototype);
  states.set(response, state);
  return response;
};
web.makeResponse = (state) =>
  web.responseOf({ type: "default", url: "", redirected: false, status: 200, statusText: "", body: null, headers: undefined, ...state });

const nullBodyStatuses = [101, 103, 204, 205, 304];

const initialize = (response, init, body, prefix) => {
  init = idl.dictionary(init, prefix, "ResponseInit");
  const headers = init.headers;
  const status = init.status === undefined ? 200 : idl.unsigned(init.status, 16);
  const statusText = init.statusText === undefined ? "" : idl.ByteString(init.statusText, prefix);
  if (status < 200 || status > 599) {
    throw new RangeError(`${prefix}The status provided (${status}) is outside the range [200, 599].`);
  }
  if (/[^\t\x20-\x7E\x80-\xFF]/.test(statusText)) throw new TypeError(`${prefix}Invalid statusText`);
  const state = {
    type: "default", url: "", redirected: false, status, statusText, body: null,
    headers: undefined, headerState: web.headerState([], "response"),
  };
  if (headers !== undefined) web.fillHeaders(state.headerState, headers, prefix);
  if (body) {
    if (nullBodyStatuses.includes(status)) {
      throw new TypeError(`${prefix}Response with null body status cannot have body`);
    }
    state.body = body[0];
    if (body[1] !== null && !web.hasHeader(state.headerState, "Content-Type")) {
      web.appendHeader(state.headerState, "Content-Type", body[1]);
    }
  }
  states.set(response, state);
};

class Response {
  constructor(body = null, init) {
    const prefix = idl.failed("Response");
    const value = body === null ? null : web.extractable(body);
    initialize(this, init, value === null ? null : web.extractBody(value, false, prefix), prefix);
  }
  static error() {
    return web.makeResponse({ type: "error", status: 0, headerState: web.headerState([], "immutable") });
  }
  static json(data, init = undefined) {
    const prefix = idl.failed("json", "Response");
    idl.required(arguments.length, 1, prefix);
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError(`${prefix}The data is not JSON serializable`);
    const response = Object.create(Response.prototype);
    initialize(response, init, [new web.Body(web.utf8Encode(text.toWellFormed())), "application/json"], prefix);
    return response;
  }
  static redirect(url, status = 302) {
    const prefix = idl.failed("redirect", "Response");
    idl.required(arguments.length, 1, prefix);
    const text = idl.USVString(url);
    const code = idl.unsigned(status, 16);
    const parts = web.parseURL(text, web.page.baseURL);
    if (!parts) throw new TypeError(`${prefix}Failed to parse URL from ${text}`);
    if (![301, 302, 303, 307, 308].includes(code)) throw new RangeError(`${prefix}Invalid status code`);
    return web.makeResponse({ status: code, headerState: web.headerState([["Location", parts[0]]], "immutable") });
  }
  get type() {
    return stateOf(this).type;
  }
  get url() {
    return stateOf(this).url;
  }
  get redirected() {
    return stateOf(this).redirected;
  }
  get status() {
    return stateOf(this).status;
  }
  get ok() {
    const { status } = stateOf(this);
    return status >= 200 && status <= 299;
  }
  get statusText() {
    return stateOf(this).statusText;
  }
  get headers() {
    return web.headersOf(stateOf(this));
  }
  clone() {
    const state = stateOf(this);
    if (state.body?.isUnusable) {
      throw new TypeError(`${idl.failed("clone", "Response")}Response body is already used`);
    }
    return web.makeResponse({
      ...state,
      headers: undefined,
      headerState: web.copyHeaders(state.headerState),
      body: state.body?.clone() ?? null,
    });
  }
}
web.bodyMixin(Response, "Response", stateOf);
Object.defineProperty(Response, "length", { value: 0, configurable: true });
idl.expose(Response);
