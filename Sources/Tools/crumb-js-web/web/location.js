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
    navigate(idl.USVString(url), true);
  }
  reload() {
    if (web.isPage) web.reload();
    else navigate(web.page.url[HREF]);
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

// A change of the fragment stays on the page; other navigations leave it, which `crumb js` does not support.
const navigate = (text, replace) => {
  // A URL set by a script of another document is relative to that document's URL.
  const base = web.entryRealm();
  const parts = web.parseURL(text, base.page.baseURL);
  if (!parts) {
    throw new web.DOMException(`'${text}' is not a valid URL.`, "SyntaxError");
  }
  if (web.isPage) {
    if (web.navigable && base.mayNavigate(web.navigable)) web.navigateTo(web.navigable, { url: parts[HREF], kind: "location", replace }, base);
    return;
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
web.HashChangeEvent = web.eventClass("HashChangeEvent", { oldURL: "", newURL: "" });
web.PopStateEvent = web.eventClass("PopStateEvent", { state: null });
web.location = new Location(idl.internal);
