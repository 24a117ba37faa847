// https://html.spec.whatwg.org/#the-workerglobalscope-common-interface
"use strict";

const { idl, DOMException, shared } = web;
const { HREF } = web.urlParts;
const { apply } = Reflect;

web.isWorker = true;

const makeInterface = (name, prototype, parent) => {
  const made = { [name]: function () { throw idl.illegal(); } }[name];
  made.prototype = prototype;
  Object.setPrototypeOf(made, parent);
  Object.setPrototypeOf(prototype, parent.prototype);
  Object.defineProperty(prototype, "constructor", { value: made, writable: true, configurable: true });
  Object.defineProperty(made, "prototype", { writable: false });
  return made;
};
const WorkerGlobalScope = makeInterface("WorkerGlobalScope", {}, EventTarget);
// The global object already has its prototype, which cannot be replaced.
const Scope = makeInterface(host.scope, Object.getPrototypeOf(globalThis), WorkerGlobalScope);
web.markAsEventTarget(globalThis);

// Error messages name the worker instead of a window as the receiver.
const { failed } = idl;
idl.failed = (member, interfaceName) => failed(member, interfaceName === "Window" ? "WorkerGlobalScope" : interfaceName);

// MARK: Members shared with windows

const { performance, requestAnimationFrame, cancelAnimationFrame, requestIdleCallback, cancelIdleCallback, ...functions } = web.global;
delete web.global;
Object.assign(functions, {
  fetch(input) {
    return apply(web.fetch, this, arguments);
  },
  structuredClone(value) {
    return arguments.length === 0 ? web.structuredClone() : web.structuredClone(value, arguments[1]);
  },
  btoa(data) {
    return arguments.length === 0 ? web.btoa() : web.btoa(data);
  },
  atob(data) {
    return arguments.length === 0 ? web.atob() : web.atob(data);
  },
  importScripts(...urls) {
    importScripts(urls.map(idl.USVString));
  },
});
const { prototype } = WorkerGlobalScope;
for (const [name, value] of Object.entries(functions)) {
  Object.defineProperty(prototype, name, { value, writable: true, enumerable: true, configurable: true });
}
// A property that a page can replace by assigning to it.
const attribute = (name, value, isReplaceable) => {
  Object.defineProperty(prototype, name, {
    get: () => value,
    set: isReplaceable ? (other) => Object.defineProperty(globalThis, name, { value: other, writable: true, enumerable: true, configurable: true }) : undefined,
    enumerable: true,
    configurable: true,
  });
};
attribute("self", globalThis, true);
attribute("location", web.location, false);
attribute("navigator", web.navigator, false);
attribute("performance", performance, true);
attribute("crossOriginIsolated", false, false);
web.handlers(prototype, ["error", "languagechange", "offline", "online", "rejectionhandled", "unhandledrejection"], { isGlobal: true });
idl.expose(WorkerGlobalScope);

// Members that only windows have, although other scripts of the layer define them.
const isService = host.scope === "ServiceWorkerGlobalScope";
const windowsOnly = `HashChangeEvent StorageEvent PageTransitionEvent PopStateEvent Storage localStorage sessionStorage CookieChangeEvent \
ServiceWorkerContainer Location ${isService ? "XMLHttpRequestEventTarget XMLHttpRequestUpload XMLHttpRequest Worker" : "CookieStore cookieStore CookieStoreManager ServiceWorker ServiceWorkerRegistration"}`;
for (const name of windowsOnly.split(" ")) delete globalThis[name];
// https://w3c.github.io/FileAPI/#creating-revoking
if (isService) for (const name of ["createObjectURL", "revokeObjectURL"]) delete URL[name];
if (!isService) Object.assign(web, { animation: { requestAnimationFrame, cancelAnimationFrame } });

// MARK: Scripts

let isModule = false;
// For a service worker: scripts imported during installation, which are the only ones that it may import later.
// https://w3c.github.io/ServiceWorker/#importscripts
const imported = isService ? new Map() : undefined;
let areImportsOver = false;
web.endImports = () => (areImportsOver = true);
// https://html.spec.whatwg.org/#import-scripts-into-worker-global-scope
const importScripts = (urls) => {
  const prefix = idl.failed("importScripts", "WorkerGlobalScope");
  if (isModule) throw new TypeError(`${prefix}Module scripts don't support importScripts().`);
  const parsed = urls.map((text) => {
    const parts = web.parseURL(text, web.page.baseURL);
    if (!parts) throw new DOMException(`${prefix}The URL '${text}' is invalid.`, "SyntaxError");
    return parts[HREF];
  });
  for (const url of parsed) {
    const script = imported?.get(url) ?? (areImportsOver ? undefined : fetchImported(url));
    imported?.set(url, script);
    const isUsable = script && !script.error && script.status >= 200 && script.status <= 299 && web.isWorkerScript(script.contentType, url);
    if (!isUsable) throw new DOMException(`${prefix}The script at '${url}' failed to load.`, "NetworkError");
    run(script, url);
  }
};
const fetchImported = (url) => {
  if (/^blob:/i.test(url)) {
    const found = web.blobResponse(web.blobAt(url), url, "GET", null);
    return found && { url, bytes: found.bytes, status: 200, contentType: "" };
  }
  const [answer, bytes] = web.ask({ t: "importscript", url });
  return { ...answer, bytes: new Uint8Array(bytes ?? 0) };
};
// Exceptions go to the caller; for a muted script, only the fact that it threw.
const run = ({ bytes, url, isMuted }, name) => {
  const source = web.sourceOf(isMuted ? "about:blank" : url);
  const text = web.scriptText(web.utf8Decode(bytes), source, { name });
  try {
    host.evaluate(text, name);
  } catch (error) {
    if (isMuted) throw new DOMException("Script error.", "NetworkError");
    throw error;
  }
};

// A module's imports are requested with the destination of the worker's own script.
// https://html.spec.whatwg.org/#fetch-a-module-worker-script-tree
web.moduleDestination = isService ? "serviceworker" : "worker";
const crossoriginOf = { "same-origin": "anonymous", include: "use-credentials", omit: "omit" };

// Runs the worker's main script. `ready` is called when its synchronous part has run; `failed`, if an import could not be
// fetched. Returns whether it completed; for a module, a promise of that.
web.runWorkerScript = ({ script, bytes, type, credentials = "same-origin" }, { ready, failed: notFetched }) => {
  const { url } = script;
  const source = web.sourceOf(url, { crossorigin: crossoriginOf[credentials] });
  if (type !== "module") {
    let ran = true;
    web.enter();
    try {
      host.evaluate(web.scriptText(web.utf8Decode(bytes), source, { name: url }), url);
    } catch (error) {
      ran = false;
      web.report(error);
    } finally {
      web.leave();
    }
    ready();
    return ran;
  }
  isModule = true;
  const done = web.begin();
  const outcome = idl.deferred();
  const end = (ran) => {
    outcome.resolve(ran);
    done();
  };
  idl.then(web.modules.adoptGraph(bytes, url, source), (module) => {
    web.enter();
    const running = web.evaluateModule(module);
    web.leave();
    ready();
    idl.then(running, () => end(true), (error) => {
      web.report(error);
      end(false);
    });
  }, (error) => {
    if (web.modules.isFetchFailure(error)) notFetched();
    else web.report(error);
    ready();
    end(false);
  });
  return outcome.promise;
};

// MARK: Termination

// https://html.spec.whatwg.org/#terminate-a-worker
web.endWorker = () => {
  if (web.isDiscarded) return;
  web.endWorkers();
  web.ended?.();
  for (const channel of shared.broadcastChannels ?? []) if (channel.realm === web) shared.broadcastChannels.delete(channel);
  web.send({ t: "discard", documents: [host.document] });
  web.isDiscarded = true;
  shared.realms.delete(host.document);
  host.discardRealm(host.document);
};

// Called once the scope has all its members.
web.exposeScope = () => idl.expose(Scope);
