// https://html.spec.whatwg.org/#dedicated-workers-and-the-dedicatedworkerglobalscope-interface
"use strict";

const { idl } = web;

// `owner`: the layer of the document or worker that started it; `worker`: its object there; `inside`: the state of the port
// that receives its messages; `fail`: fires an error event if the script is not available.
web.beginDedicated = ({ owner, worker, page, name, type, credentials, inside, script, bytes, fail }) => {
  web.isPage = owner.isPage;
  web.startRealm({ page });
  web.passErrorOn = (facts, report) => owner.queueTask(() => owner.hearWorkerError(worker, facts, report));

  const methods = {
    postMessage(message, second = undefined) {
      const prefix = idl.failed("postMessage", "DedicatedWorkerGlobalScope");
      idl.required(arguments.length, 1, prefix);
      web.postOver(inside, message, web.transferOf(second), prefix);
    },
    // The current task may run to its end.
    close() {
      inside.isOn = false;
      inside.queue = [];
      web.stopTimers();
      owner.queueTask(web.endWorker);
    },
    ...web.animation,
  };
  for (const [key, value] of Object.entries(methods)) {
    Object.defineProperty(globalThis, key, { value, writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(globalThis, "name", {
    get: () => name,
    set: (value) => Object.defineProperty(globalThis, "name", { value, writable: true, enumerable: true, configurable: true }),
    enumerable: true,
    configurable: true,
  });
  web.handlers(globalThis, ["message", "messageerror"]);
  web.exposeScope();

  Object.assign(inside, { port: globalThis, realm: web });
  web.runWorkerScript({ script, bytes, type, credentials }, { ready: () => web.isDiscarded || web.openPort(inside), failed: fail });
};
