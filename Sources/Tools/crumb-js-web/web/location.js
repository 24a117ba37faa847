// https://html.spec.whatwg.org/#the-location-interface
"use strict";

const { idl } = web;
const { HREF, ORIGIN, PROTOCOL, HOST, HOSTNAME, PORT, PATHNAME, SEARCH, HASH } = web.urlParts;

class Location {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get href() {
    return web.page.url[HREF];
  }
  set href(value) {
    navigate(idl.USVString(value));
  }
  get origin() {
    return web.page.origin === "null" ? "null" : web.page.url[ORIGIN];
  }
  assign(url) {
    idl.required(arguments.length, 1, idl.failed("assign", "Location"));
    navigate(idl.USVString(url));
  }
  replace(url) {
    idl.required(arguments.length, 1, idl.failed("replace", "Location"));
    navigate(idl.USVString(url));
  }
  reload() {
    navigate(web.page.url[HREF]);
  }
  get ancestorOrigins() {
    return web.page.ancestorOrigins;
  }
  toString() {
    return web.page.url[HREF];
  }
}
for (const [name, index] of Object.entries({ protocol: PROTOCOL, host: HOST, hostname: HOSTNAME, port: PORT, pathname: PATHNAME, search: SEARCH, hash: HASH })) {
  Object.defineProperty(
    Location.prototype,
    name,
    Object.getOwnPropertyDescriptor(
      {
        get [name]() {
          return web.page.url[index];
        },
        set [name](value) {
          const parts = host.setURL(web.page.url[HREF], name, idl.USVString(value));
          if (parts) navigate(parts[HREF]);
        },
      },
      name
    )
  );
}
idl.expose(Location);

// Another fragment is the same page; all else would be another one, which is not run here.
const navigate = (text) => {
  const parts = web.parseURL(text, web.page.baseURL);
  if (!parts) {
    throw new web.DOMException(`'${text}' is not a valid URL.`, "SyntaxError");
  }
  const old = web.page.url;
  const bare = (url) => url[HREF].replace(/#.*$/s, "");
  if (bare(parts) === bare(old) && parts[HREF].includes("#")) {
    web.page.url = parts;
    if (parts[HREF] !== old[HREF]) {
      web.queueTask(() => web.fire(globalThis, web.event(web.HashChangeEvent, "hashchange", { oldURL: old[HREF], newURL: parts[HREF] })));
    }
    return;
  }
  web.send({ t: "navigate", url: parts[HREF] });
};
web.navigate = navigate;
web.HashChangeEvent = web.eventClass("HashChangeEvent", { oldURL: "", newURL: "" });
web.PopStateEvent = web.eventClass("PopStateEvent", { state: null });

class History {
  #state = null;
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get length() {
    return 1;
  }
  get state() {
    return this.#state;
  }
  get scrollRestoration() {
    return "auto";
  }
  #change(method, data, url) {
    if (url !== undefined && url !== null) {
      const parts = web.parseURL(idl.USVString(url), web.page.baseURL);
      if (!parts || parts[ORIGIN] !== web.page.url[ORIGIN]) {
        throw new web.DOMException(`${idl.failed(method, "History")}A history state object with URL '${url}' cannot be created in a document with origin '${web.page.origin}'.`, "SecurityError");
      }
      web.page.url = parts;
      web.page.baseURL = parts[HREF];
    }
    this.#state = web.clone(data);
  }
  pushState(data, unused, url) {
    idl.required(arguments.length, 2, idl.failed("pushState", "History"));
    this.#change("pushState", data, url);
  }
  replaceState(data, unused, url) {
    idl.required(arguments.length, 2, idl.failed("replaceState", "History"));
    this.#change("replaceState", data, url);
  }
  back() {}
  forward() {}
  go() {}
}
idl.expose(History);
web.location = new Location(idl.internal);
web.history = new History(idl.internal);
