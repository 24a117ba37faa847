// https://html.spec.whatwg.org/#dedicated-workers-and-the-worker-interface
"use strict";

const { idl, DOMException } = web;
const { HREF, ORIGIN } = web.urlParts;

const states = new WeakMap();
const stateOf = (worker) => {
  const state = states.get(worker);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

class Worker extends web.EventTarget {
  constructor(scriptURL, options) {
    const prefix = idl.failed("Worker");
    idl.required(arguments.length, 1, prefix);
    const text = idl.USVString(scriptURL);
    const given = idl.dictionary(options, prefix, "WorkerOptions");
    const read = (name, values, type) =>
      given[name] === undefined ? values[0] : idl.enumeration(given[name], values, [name, "WorkerOptions", type], prefix);
    const credentials = read("credentials", ["same-origin", "omit", "include"], "RequestCredentials");
    const name = given.name === undefined ? "" : idl.DOMString(given.name);
    const type = read("type", ["classic", "module"], "WorkerType");
    const parts = web.parseURL(text, web.page.baseURL);
    if (!parts) throw new DOMException(`${prefix}'${text}' is not a valid URL.`, "SyntaxError");
    const url = parts[HREF];
    const { foreignWorker } = web.page.words;
    // Some browsers throw at once, and others fire an event.
    if (foreignWorker && !isOwn(parts)) {
      throw new DOMException(foreignWorker.replace("{url}", () => url).replace("{origin}", () => web.page.origin), "SecurityError");
    }
    super();
    const [port, inside] = web.entangledPorts();
    const state = { port, worker: undefined };
    states.set(this, state);
    Object.assign(port, { port: this, realm: web, isOn: true });
    const fail = () => {
      web.fireSimple(this, "error", { cancelable: true });
    };
    state.worker = web.startWorker({ scope: "DedicatedWorkerGlobalScope", url, type, credentials }, (script, bytes) => {
      if (!isUsable(script, type)) {
        fail();
        return undefined;
      }
      return (realm, page) => realm.beginDedicated({ owner: web, worker: this, page, name, type, credentials, inside, script, bytes, fail });
    });
  }
  postMessage(message, second = undefined) {
    const prefix = idl.failed("postMessage", "Worker");
    const { port } = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    web.postOver(port, message, web.transferOf(second), prefix);
  }
  // https://html.spec.whatwg.org/#terminate-a-worker
  terminate() {
    const { port, worker } = stateOf(this);
    Object.assign(port, { isOn: false, isClosed: true, queue: [] });
    worker.end();
  }
}
web.handlers(Worker.prototype, ["message", "messageerror", "error"]);
idl.expose(Worker);

const isOwn = (parts) =>
  /^data:/i.test(parts[HREF]) || (web.page.origin !== "null" && parts[ORIGIN] === web.page.origin) || Boolean(web.blobAt(parts[HREF]));

// https://html.spec.whatwg.org/#fetch-a-classic-worker-script. In the standard, the MIME type of classic scripts also
// matters; in Chromium 156, only with "nosniff" and for modules.
const isUsable = ({ error, status, contentType, url, isTypeStrict }, type) =>
  !error && status >= 200 && status <= 299 && ((type === "classic" && !isTypeStrict) || web.isWorkerScript(contentType, url));

// Passes an uncaught error in a worker to its object, and then to the page; `report` is for the console.
web.hearWorkerError = (worker, facts, report) => {
  if (web.isDiscarded) return;
  const init = { ...facts, error: null };
  if (!web.fire(worker, web.event(ErrorEvent, "error", { cancelable: true, ...init })) || !web.fireError(init)) return;
  if (web.passErrorOn) web.passErrorOn(facts, report);
  else web.send(...report);
};
