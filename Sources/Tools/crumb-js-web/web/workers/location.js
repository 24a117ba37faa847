// https://html.spec.whatwg.org/#worker-locations
"use strict";

const { idl } = web;
const { HREF, ORIGIN, PROTOCOL, HOST, HOSTNAME, PORT, PATHNAME, SEARCH, HASH } = web.urlParts;

class WorkerLocation {
  constructor() {
    if (arguments[0] !== idl.internal) throw idl.illegal();
  }
  toString() {
    return web.page.url[HREF];
  }
}
const parts = { href: HREF, origin: ORIGIN, protocol: PROTOCOL, host: HOST, hostname: HOSTNAME, port: PORT, pathname: PATHNAME, search: SEARCH, hash: HASH };
for (const [name, index] of Object.entries(parts)) {
  const { get } = Object.getOwnPropertyDescriptor({ get [name]() { return web.page.url[index]; } }, name);
  Object.defineProperty(WorkerLocation.prototype, name, { get, set: undefined, enumerable: true, configurable: true });
}
idl.expose(WorkerLocation);
web.location = new WorkerLocation(idl.internal);
