// The response caches of service workers and pages, which exist as long as the process does.
// https://w3c.github.io/ServiceWorker/#cache-objects
"use strict";

const { idl, DOMException, shared } = web;
const { PROTOCOL, PATHNAME, ORIGIN } = web.urlParts;

// By origin and name: lists of requests, {href, url without its fragment, method, headers}, with responses; latest last.
const origins = (shared.caches ??= new Map());
const ofOrigin = () => {
  const { originKey } = web.page;
  if (!origins.has(originKey)) origins.set(originKey, new Map());
  return origins.get(originKey);
};

// A promise-returning operation never throws.
const promising = async (body) => body();
const pairsOf = (headers) => [...headers].map(([name, value]) => [name, value]);

// MARK: Requests and responses

const requestOf = (input) => {
  const request = input instanceof Request ? input : new Request(input);
  const { url: href } = request;
  return { href, url: href.replace(/#.*/s, ""), method: request.method, headers: pairsOf(request.headers) };
};
// A request that may be stored.
const storable = (input, prefix) => {
  const request = requestOf(input);
  const scheme = web.parseURL(request.url)[PROTOCOL].slice(0, -1);
  if (scheme !== "http" && scheme !== "https") throw new TypeError(`${prefix}Request scheme '${scheme}' is unsupported`);
  if (request.method !== "GET") throw new TypeError(`${prefix}Request method '${request.method}' is unsupported`);
  return request;
};
const valueOf = (headers, name) => headers.find((pair) => pair[0] === name)?.[1];
const varyOf = (headers) => (valueOf(headers, "vary") ?? "").split(",").map((name) => name.trim().toLowerCase()).filter(Boolean);

const keep = async (request, response, prefix) => {
  if (response.status === 206) throw new TypeError(`${prefix}Partial response (status code 206) is unsupported`);
  const headers = pairsOf(response.headers);
  if (varyOf(headers).includes("*")) throw new TypeError(`${prefix}Vary header contains *`);
  if (response.body?.locked) throw new TypeError(`${prefix}Response body is already used`);
  if (response.bodyUsed) throw new TypeError(`${prefix}Response body is already used`);
  const { type, url, redirected, status, statusText } = response;
  const bytes = response.body === null ? null : new Uint8Array(await response.arrayBuffer());
  return { request, response: { type, url, redirected, status, statusText, headers, bytes } };
};
const made = ({ response }) => {
  const { headers, bytes, ...rest } = response;
  return web.makeResponse({ ...rest, headerState: web.headerState(headers, "immutable"), body: bytes === null ? null : new web.Body(bytes.slice()) });
};
// Stores an entry in place of those that would match the same request.
const store = (list, entry) => {
  for (let i = list.length - 1; i >= 0; i--) if (isAnswer(list[i], entry.request, {})) list.splice(i, 1);
  list.push(entry);
};

// https://w3c.github.io/ServiceWorker/#request-matches-cached-item-algorithm
const isAnswer = ({ request, response }, query, { ignoreSearch, ignoreMethod, ignoreVary }) => {
  if (!ignoreMethod && query.method !== "GET") return false;
  if (request.url !== query.url) {
    const [ours, theirs] = ignoreSearch ? [web.parseURL(request.url), web.parseURL(query.url)] : [];
    if (!ours || ours[ORIGIN] !== theirs[ORIGIN] || ours[PATHNAME] !== theirs[PATHNAME]) return false;
  }
  return ignoreVary || varyOf(response.headers).every((name) => valueOf(request.headers, name) === valueOf(query.headers, name));
};
const find = (list, input, options, prefix) => {
  const given = idl.dictionary(options, prefix, "CacheQueryOptions");
  const query = input === undefined ? undefined : requestOf(input);
  return query ? list.filter((entry) => isAnswer(entry, query, given)) : [...list];
};

// MARK: Cache

const lists = new WeakMap();
const listOf = (cache) => {
  const list = lists.get(cache);
  if (!list) throw new TypeError("Illegal invocation");
  return list;
};
const illegal = (name) => new TypeError(`${idl.failed(name)}Illegal constructor`);
class Cache {
  constructor() {
    if (arguments[0] !== idl.internal) throw illegal("Cache");
    lists.set(this, arguments[1]);
  }
  match(request, options = {}) {
    const count = arguments.length;
    return promising(() => {
      const prefix = idl.failed("match", "Cache");
      idl.required(count, 1, prefix);
      const [first] = find(listOf(this), request, options, prefix);
      return first && made(first);
    });
  }
  matchAll(request = undefined, options = {}) {
    return promising(() => find(listOf(this), request, options, idl.failed("matchAll", "Cache")).map(made));
  }
  add(request) {
    const count = arguments.length;
    return promising(() => {
      const prefix = idl.failed("add", "Cache");
      idl.required(count, 1, prefix);
      return addAll(listOf(this), [request], "add", prefix);
    });
  }
  addAll(requests) {
    const count = arguments.length;
    return promising(() => {
      const prefix = idl.failed("addAll", "Cache");
      idl.required(count, 1, prefix);
      const method = typeof requests === "object" && requests !== null ? requests[Symbol.iterator] : undefined;
      if (typeof method !== "function") throw new TypeError(`${prefix}The object must have a callable @@iterator property.`);
      return addAll(listOf(this), idl.sequence(requests, method), "addAll", prefix);
    });
  }
  put(request, response) {
    const count = arguments.length;
    return promising(async () => {
      const prefix = idl.failed("put", "Cache");
      const list = listOf(this);
      idl.required(count, 2, prefix);
      if (!(response instanceof Response)) throw new TypeError(`${prefix}parameter 2 is not of type 'Response'.`);
      store(list, await keep(storable(request, prefix), response, prefix));
    });
  }
  delete(request, options = {}) {
    const count = arguments.length;
    return promising(() => {
      const prefix = idl.failed("delete", "Cache");
      const list = listOf(this);
      idl.required(count, 1, prefix);
      const found = find(list, request, options, prefix);
      for (const entry of found) list.splice(list.indexOf(entry), 1);
      return found.length > 0;
    });
  }
  keys(request = undefined, options = {}) {
    return promising(() => {
      const found = find(listOf(this), request, options, idl.failed("keys", "Cache"));
      return found.map(({ request: { href, method, headers } }) => new Request(href, { method, headers }));
    });
  }
}
idl.expose(Cache);

const duplicate = ({ url }, prefix) => new DOMException(`${prefix}Cache.addAll(): duplicate requests (${url})`, "InvalidStateError");
// Adds all of the responses or none.
const addAll = async (list, inputs, name, prefix) => {
  const requests = inputs.map((input) => (input instanceof Request ? input : new Request(input)));
  const wanted = requests.map((request) => storable(request, prefix));
  for (const [index, request] of requests.entries()) if (requests.indexOf(request) < index) throw duplicate(wanted[index], prefix);
  const controller = new AbortController();
  const fetched = requests.map(async (request, index) => {
    const response = await fetch(request, { signal: controller.signal });
    if (!response.ok) {
      web.logConsole("error", `Cache.${name}() failed for '${wanted[index].url}': Response status ${response.status} is not a successful status (200-299).`);
      throw new TypeError(`${prefix}Request failed`);
    }
    return keep(wanted[index], response, prefix);
  });
  try {
    const entries = await Promise.all(fetched);
    for (const [index, { request }] of entries.entries()) {
      if (entries.slice(0, index).some((entry) => isAnswer(entry, request, {}))) throw duplicate(request, prefix);
    }
    for (const entry of entries) store(list, entry);
  } catch (error) {
    controller.abort();
    throw error;
  }
};

// MARK: CacheStorage

class CacheStorage {
  constructor() {
    if (arguments[0] !== idl.internal) throw illegal("CacheStorage");
  }
  open(name) {
    return onNamed(this, "open", arguments, (caches, text) => {
      if (!caches.has(text)) caches.set(text, []);
      return new Cache(idl.internal, caches.get(text));
    });
  }
  has(name) {
    return onNamed(this, "has", arguments, (caches, text) => caches.has(text));
  }
  delete(name) {
    return onNamed(this, "delete", arguments, (caches, text) => caches.delete(text));
  }
  keys() {
    return promising(() => [...access(this).keys()]);
  }
  match(request, options = {}) {
    const count = arguments.length;
    return promising(() => {
      const prefix = idl.failed("match", "CacheStorage");
      const caches = access(this);
      idl.required(count, 1, prefix);
      const { cacheName } = idl.dictionary(options, prefix, "MultiCacheQueryOptions");
      const among = cacheName === undefined ? [...caches.values()] : [caches.get(idl.DOMString(cacheName)) ?? []];
      for (const list of among) {
        const [first] = find(list, request, options, prefix);
        if (first) return made(first);
      }
      return undefined;
    });
  }
}
idl.expose(CacheStorage);
const onNamed = (storage, name, values, action) =>
  promising(() => {
    const prefix = idl.failed(name, "CacheStorage");
    const caches = access(storage);
    idl.required(values.length, 1, prefix);
    return action(caches, idl.DOMString(values[0]));
  });
const access = (storage) => {
  if (storage !== own) throw new TypeError("Illegal invocation");
  return ofOrigin();
};
const own = new CacheStorage(idl.internal);
if (web.mayDefine("caches")) {
  const get = () => {
    if (web.page.origin !== "null") return own;
    const why = web.page.url[PROTOCOL] === "data:" ? "inside 'data:' URLs." : "because the context is sandboxed and lacks the 'allow-same-origin' flag.";
    throw new DOMException(`Failed to read the 'caches' property from '${web.isWorker ? "WorkerGlobalScope" : "Window"}': Cache storage is disabled ${why}`, "SecurityError");
  };
  Object.defineProperty(globalThis, "caches", { get, set: undefined, enumerable: true, configurable: true });
}
