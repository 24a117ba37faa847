// https://url.spec.whatwg.org/#api. URLs are parsed in Swift, as in the rest of crumb.
"use strict";

const { idl } = web;

const HREF = 0, ORIGIN = 1, PROTOCOL = 2, USERNAME = 3, PASSWORD = 4, HOST = 5, HOSTNAME = 6,
  PORT = 7, PATHNAME = 8, SEARCH = 9, HASH = 10;

// The parts of a URL; undefined if it is invalid.
web.parseURL = (input, base) => host.parseURL(input, base);
// Resolves a URL against a document's base; cached, because pages use the same few URLs again and again.
const resolved = new Map();
let resolvedBase;
web.resolveURL = (input, base) => {
  if (base !== resolvedBase || resolved.size === 64) {
    resolved.clear();
    resolvedBase = base;
  }
  let url = resolved.get(input);
  if (url === undefined) {
    url = host.resolveURL(input, base);
    if (url !== undefined && input.length < 1024) resolved.set(input, url);
  }
  return url;
};
// Credentials come between the scheme and the first slash of the path, where nothing else contains an @.
web.hasCredentials = (url) => url.includes("@") && /^[a-z][a-z0-9+.\-]*:\/\/[^/?#]*@/.test(url);

const parts = new WeakMap();
const partsOf = (url) => {
  const state = parts.get(url);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

class URL {
  constructor(url, base) {
    const prefix = idl.failed("URL");
    idl.required(arguments.length, 1, prefix);
    const record = web.parseURL(
      idl.USVString(url),
      base === undefined ? undefined : idl.USVString(base)
    );
    if (!record) {
      const isBase = base !== undefined && !web.parseURL(idl.USVString(base));
      throw new TypeError(`${prefix}Invalid ${isBase ? "base " : ""}URL`);
    }
    adopt(this, record);
  }
  static canParse(url, base) {
    idl.required(arguments.length, 1, idl.failed("canParse", "URL"));
    return Boolean(
      web.parseURL(idl.USVString(url), base === undefined ? undefined : idl.USVString(base))
    );
  }
  static parse(url, base) {
    idl.required(arguments.length, 1, idl.failed("parse", "URL"));
    const record = web.parseURL(
      idl.USVString(url),
      base === undefined ? undefined : idl.USVString(base)
    );
    return record ? adopt(Object.create(URL.prototype), record) : null;
  }
  static createObjectURL(object) {
    idl.required(arguments.length, 1, idl.failed("createObjectURL", "URL"));
    return web.createObjectURL(object);
  }
  static revokeObjectURL(url) {
    idl.required(arguments.length, 1, idl.failed("revokeObjectURL", "URL"));
    web.revokeObjectURL(idl.DOMString(url));
  }
  get href() {
    return partsOf(this).record[HREF];
  }
  set href(value) {
    const state = partsOf(this);
    const text = idl.USVString(value);
    const record = web.parseURL(text);
    if (!record) {
      throw new TypeError(`Failed to set the 'href' property on 'URL': Invalid URL`);
    }
    state.record = record;
    web.setSearch(state.query, record[SEARCH]);
  }
  get origin() {
    return partsOf(this).record[ORIGIN];
  }
  get searchParams() {
    return partsOf(this).query;
  }
  toString() {
    return partsOf(this).record[HREF];
  }
  toJSON() {
    return partsOf(this).record[HREF];
  }
}
const adopt = (url, record) => {
  const query = web.makeSearchParams(record[SEARCH], (text) => {
    update(partsOf(url), "search", text);
  });
  parts.set(url, { record, query });
  return url;
};
const update = (state, part, value) => {
  const record = host.setURL(state.record[HREF], part, value);
  if (record) state.record = record;
};
for (const [name, index] of Object.entries({
  protocol: PROTOCOL, username: USERNAME, password: PASSWORD, host: HOST, hostname: HOSTNAME,
  port: PORT, pathname: PATHNAME, search: SEARCH, hash: HASH,
})) {
  Object.defineProperty(
    URL.prototype,
    name,
    Object.getOwnPropertyDescriptor(
      {
        get [name]() {
          return partsOf(this).record[index];
        },
        set [name](value) {
          const state = partsOf(this);
          update(state, name, idl.USVString(value));
          if (name === "search") web.setSearch(state.query, state.record[SEARCH]);
        },
      },
      name
    )
  );
}
idl.expose(URL);
Object.defineProperty(globalThis, "webkitURL", { value: URL, writable: true, configurable: true });

// https://html.spec.whatwg.org/#api-for-a-and-area-elements, for other objects with a URL.
web.urlParts = { HREF, ORIGIN, PROTOCOL, USERNAME, PASSWORD, HOST, HOSTNAME, PORT, PATHNAME, SEARCH, HASH };
