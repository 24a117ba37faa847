// https://html.spec.whatwg.org/#the-history-interface
"use strict";

const { idl, DOMException } = web;
const { HREF, ORIGIN, PATHNAME, SEARCH } = web.urlParts;

// In `crumb js`, there is only one entry.
let state = null;
let scrollRestoration = "auto";
// This document's copy of the state, and the state that it was copied from.
let shown = { of: undefined, value: null };

// https://html.spec.whatwg.org/#can-have-its-url-rewritten
const canBecome = (from, to) => {
  const same = (parts) => parts.every((part) => from[part] === to[part]);
  // Everything before the path: scheme, credentials, host and port.
  if (!same([2, 3, 4, 5])) return false;
  if (/^https?:$/.test(to[2])) return true;
  if (to[2] === "file:") return same([PATHNAME]);
  return same([PATHNAME, SEARCH]);
};
const change = (method, data, url, replace) => {
  const prefix = idl.failed(method, "History");
  const copy = web.clone(data, [], prefix);
  let parts = web.page.url;
  if (url !== undefined && url !== null) {
    const text = idl.USVString(url);
    parts = web.parseURL(text, web.page.baseURL);
    const refuse = (what) => {
      throw new DOMException(`${prefix}A history state object with URL '${what}' cannot be created in a document with origin '${web.page.origin}' and URL '${web.page.url[HREF]}'.`, "SecurityError");
    };
    if (!parts) refuse(text);
    if (!canBecome(web.page.url, parts)) refuse(parts[HREF]);
  }
  if (web.isPage) {
    if (parts !== web.page.url) web.setURL(parts);
    web.recordSameDocument(replace, copy);
    return;
  }
  web.page.url = parts;
  if (url !== undefined && url !== null) web.page.baseURL = parts[HREF];
  state = copy;
};

class History {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get length() {
    return web.isPage ? web.historyLength() : 1;
  }
  get state() {
    if (!web.isPage) return state;
    if (shown.of !== web.page.state) shown = { of: web.page.state, value: web.historyState() };
    return shown.value;
  }
  get scrollRestoration() {
    return scrollRestoration;
  }
  set scrollRestoration(value) {
    if (value === "auto" || value === "manual") scrollRestoration = value;
  }
  pushState(data, unused, url) {
    idl.required(arguments.length, 2, idl.failed("pushState", "History"));
    change("pushState", data, url, false);
  }
  replaceState(data, unused, url) {
    idl.required(arguments.length, 2, idl.failed("replaceState", "History"));
    change("replaceState", data, url, true);
  }
  go(delta = 0) {
    if (!web.isPage) return;
    const count = idl.long(delta);
    const done = web.begin();
    web.queueTask(() => {
      done();
      if (!web.isDiscarded) web.traverse(count);
    });
  }
  back() {
    this.go(-1);
  }
  forward() {
    this.go(1);
  }
}
idl.expose(History);
web.history = new History(idl.internal);
