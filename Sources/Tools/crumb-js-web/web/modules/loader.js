// https://html.spec.whatwg.org/#fetching-scripts: each module URL is fetched once.
"use strict";

const { idl } = web;

// https://html.spec.whatwg.org/#module-map: by type and URL.
const loaded = new Map();

const isJSON = (essence) => /^(application|text)\/json$|\+json$/.test(essence);

// Makes a module: `name` is shown in stacks, and `source` determines how it resolves and fetches imports.
const makeModule = (bytes, name, source) => {
  const { baseURL } = source;
  const [code, json, failure] = host.rewriteModule(bytes);
  const told = JSON.parse(json);
  if (failure) {
    const error = new SyntaxError(told.message);
    web.places.set(error, { name: "", url: name, line: told.line, column: told.column });
    throw error;
  }
  web.noteScript(name, 1, source, told.columns);
  // https://html.spec.whatwg.org/#creating-a-javascript-module-script: a specifier that does not resolve is like a syntax
  // error, and all importers of the module get the same error object.
  for (const request of told.requests) {
    try {
      request.type = typeOf(request.attributes);
      request.url = web.resolveSpecifier(request.specifier, baseURL);
    } catch (error) {
      web.places.set(error, { name: "", url: name, line: request.line, column: request.column });
      throw error;
    }
  }
  const make = host.evaluate(code, name);
  const module = {
    ...told, name, source, make, requested: [], isLinked: false, exports: new Map(), stars: [], indirect: [],
  };
  for (const entry of told.exports) {
    if (entry.name === undefined) module.stars.push(entry.request);
    else module.exports.set(entry.name, entry);
    if (entry.name !== undefined && entry.binding === undefined) module.indirect.push(entry);
  }
  return module;
};

// https://tc39.es/ecma262/#sec-create-default-export-synthetic-module
const makeJSONModule = (bytes, url) => {
  const value = JSON.parse(web.utf8Decode(bytes));
  return {
    name: url, source: { baseURL: url }, isSynthetic: true, isLinked: false, requests: [], requested: [], imports: [], indirect: [],
    stars: [], exports: new Map([["default", { name: "default", binding: "default" }]]), readers: { default: () => value },
  };
};

// `options`: the request options from an element's attributes.
const fetchModule = (url, type, referrer, isDynamic = false, options = {}) => {
  const key = `${type} ${url}`;
  if (!loaded.has(key)) loaded.set(key, idl.handled(load(url, type, referrer, isDynamic, options)));
  return loaded.get(key);
};
// https://html.spec.whatwg.org/#descendant-script-fetch-options
const importedBy = ({ nonce = "", crossorigin = null, referrerPolicy = "" }) => ({ nonce, crossorigin, referrerPolicy, integrity: "", parserInserted: false });

// Errors for modules that could not be fetched, with the key of their message.
const failures = new WeakMap();
const load = (url, type, referrer, isDynamic, options) => {
  const result = idl.deferred();
  const fail = (words) => {
    const error = new TypeError(web.page.words[words].replace("{url}", () => url));
    failures.set(error, words);
    result.reject(error);
  };
  const listener = {
    head(head, bytes) {
      if (head.status < 200 || head.status > 299) return fail("importFailed");
      const header = head.headers.filter((pair) => pair[0].toLowerCase() === "content-type").map((pair) => pair[1]);
      const mime = header.length ? web.extractMIME(header.join(", ")) : undefined;
      const essence = mime?.essence ?? "";
      if (!(type === "json" ? isJSON(essence) : web.isJavaScriptType(essence))) {
        web.logConsole("error", web.page.words[type === "json" ? "jsonModuleType" : "moduleType"].replace("{type}", () => essence).replace("{url}", () => url));
        return fail("importFailed");
      }
      // The response has the fragment of its request, which the `url` that pages see omits.
      const fragment = /#.*/s.exec(url)?.[0] ?? "";
      try {
        const body = bytes ?? new Uint8Array(0);
        const source = web.sourceOf(head.url.replace(/#.*/s, "") + fragment, options);
        // https://html.spec.whatwg.org/#fetch-a-single-module-script
        if (head.referrerPolicy) source.referrerPolicy = head.referrerPolicy;
        result.resolve(type === "json" ? makeJSONModule(body, head.url) : makeModule(body, url, source));
      } catch (error) {
        result.reject(error);
      }
    },
    failed: (isDenied) => fail(isDenied ? "importDenied" : "importFailed"),
  };
  if (/^blob:/.test(url)) loadBlob(url, listener);
  else web.startModuleTransfer({ ...options, url, type, referrer, isDynamic, destination: isDynamic ? undefined : web.moduleDestination }, listener);
  return result.promise;
};
// Blobs of the page itself need no request to the browser.
const loadBlob = (url, { head, failed }) => {
  const found = web.blobResponse(web.blobAt(url), url, "GET", null);
  const done = web.begin();
  web.queueTask(() => {
    done();
    if (found) head({ ...found, url }, found.bytes);
    else failed(false);
  });
};

const typeOf = (attributes) => {
  for (const [key, value] of Object.entries(attributes)) {
    if (key !== "type") throw new SyntaxError(`Invalid attribute key "${key}".`);
    if (value !== "json") throw new TypeError(`"${value}" is not a valid module type.`);
  }
  return attributes.type === "json" ? "json" : "javascript";
};

// Loads all modules reachable from a root before any of them runs.
const loadGraph = async (root) => {
  const seen = new Set([root]);
  const visit = async (module) => {
    if (module.isGraphLoaded) return;
    const options = importedBy(module.source);
    const dependencies = module.requests.map(({ url, type }) => fetchModule(url, type, module.source.baseURL, false, options));
    module.requested = [];
    const below = [];
    const errors = [];
    for (const [index, dependency] of dependencies.entries()) {
      try {
        const other = await dependency;
        module.requested[index] = other;
        if (!seen.has(other)) {
          seen.add(other);
          below.push(idl.handled(visit(other)));
        }
      } catch (error) {
        errors.push({ error });
      }
    }
    for (const one of below) {
      try {
        await one;
      } catch (error) {
        errors.push({ error });
      }
    }
    // Fetch failures take precedence over errors in modules that did load.
    const failure = errors.find(({ error }) => failures.has(error)) ?? errors[0];
    if (failure) throw failure.error;
  };
  await visit(root);
  for (const module of seen) module.isGraphLoaded = true;
  web.linkModules(root);
};

// https://html.spec.whatwg.org/#hostloadimportedmodule
web.importDynamically = async (specifier, options, source) => {
  const done = web.begin();
  const baseURL = source.baseURL ?? web.page.baseURL;
  let url;
  try {
    specifier = String(specifier);
    if (options !== undefined && (typeof options !== "object" || options === null)) {
      throw new TypeError("The second argument of import() must be an object");
    }
    const type = typeOf({ ...options?.with });
    url = web.resolveSpecifier(specifier, baseURL);
    const module = await fetchModule(url, type, source.baseURL ?? "about:client", true, importedBy(source));
    await loadGraph(module);
    await web.evaluateModule(module);
    return web.namespaceOf(module);
  } catch (error) {
    // Each call rejects with a new error, which names the specifier it was called with.
    const words = failures.get(error);
    throw words ? new TypeError(web.page.words[words].replace("{url}", () => url)) : error;
  } finally {
    done();
  }
};

// Used by <script type=module>: promises of modules with their whole graph.
web.modules = {
  isFetchFailure: (error) => failures.has(error),
  async fetchGraph(url, options) {
    const module = await fetchModule(url, "javascript", "about:client", false, options);
    await loadGraph(module);
    return module;
  },
  // Takes a script that the browser has already fetched, for a worker.
  async adoptGraph(bytes, url, source) {
    const root = idl.handled((async () => makeModule(new Uint8Array(bytes), url, source))());
    loaded.set(`javascript ${url}`, root);
    const module = await root;
    await loadGraph(module);
    return module;
  },
  async makeGraph(bytes, name, source) {
    const module = makeModule(new Uint8Array(bytes), name, source);
    await loadGraph(module);
    return module;
  },
};

// MARK: What the page runs

// An element would fire an error event; here there is no element.
web.tellLoadFailure = (error) => {
  web.send({ t: "error", kind: "error", source: "" }, host.encode(`Failed to load a module: ${error.message}`));
};

let last;
web.hasModules = () => last !== undefined;
// Runs modules one after another, like deferred scripts.
web.runModule = (start) => {
  const done = web.begin();
  const before = last;
  const work = async () => {
    let module;
    try {
      module = await start();
      await loadGraph(module);
    } catch (error) {
      await before;
      if (failures.has(error)) web.tellLoadFailure(error);
      else web.report(error);
      return;
    }
    await before;
    await web.evaluateModule(module);
  };
  last = idl.then(work(), undefined, web.report);
  idl.then(last, done);
};
web.modulesAreDone = () => last;

Object.assign(web.messages, {
  importmap(message, bytes) {
    try {
      web.setImportMap(web.utf8Decode(new Uint8Array(bytes ?? [])), web.page.baseURL);
    } catch (error) {
      web.report(error);
    }
  },
  module({ name, url }, bytes) {
    web.runModule(async () =>
      url === undefined
        ? makeModule(new Uint8Array(bytes ?? []), name, { baseURL: web.page.baseURL })
        : fetchModule(web.parseURL(url, web.page.baseURL)?.[0] ?? url, "javascript", "about:client")
    );
  },
});
