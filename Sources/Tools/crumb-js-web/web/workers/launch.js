// A worker from its URL to its realm. The browser fetches the script under the rules of its destination, and sends the
// worker's properties; the realm is created when the script has arrived.
// https://html.spec.whatwg.org/#run-a-worker
"use strict";

const { shared } = web;

// Workers that this realm has started and that have not ended.
const running = new Set();
web.endWorkers = () => {
  for (const worker of [...running]) worker.end();
};

// Documents and workers share one number space (page/navigables.js).
const tab = (shared.tab ??= { navigables: new Map(), lastDocument: 1, lastNavigable: 0 });

// By request number.
const waiting = new Map();
let lastID = 0;

// `scope`: the type of its global object; `url`, `type` and `credentials`: for its script. `received` is called with {page,
// url, contentType, status, bytes} or {error: word}; it returns a function that starts the worker in its realm, or undefined
// to end it. The result has `end()`.
web.startWorker = ({ scope, url, type = "classic", credentials = "same-origin", purpose = "worker" }, received) => {
  const number = ++tab.lastDocument;
  const worker = { number, scope, realm: undefined, isOver: false, end };
  running.add(worker);
  const done = web.begin();
  const begin = (answer, bytes) => {
    done();
    if (worker.isOver) return forget(number);
    const start = received(answer, bytes ? new Uint8Array(bytes) : new Uint8Array(0));
    if (!start || worker.isOver) return end();
    worker.realm = host.makeRealm(number, scope);
    worker.realm.ended = () => {
      running.delete(worker);
      worker.isOver = true;
      worker.realm = undefined;
    };
    start(worker.realm, answer.page);
  };
  function end() {
    if (worker.isOver) return;
    worker.isOver = true;
    running.delete(worker);
    done();
    if (worker.realm) worker.realm.endWorker();
    else forget(number);
  }
  // A blob of the page is already available.
  if (/^blob:/i.test(url)) {
    const blob = web.blobAt(url);
    const found = blob && web.blobResponse(blob, url, "GET", null);
    const page = found && web.ask({ t: "worker", isLocal: true, document: number, url })[0].page;
    web.queueTask(() => {
      begin(found ? { page, url, status: 200, contentType: found.headers.find((pair) => pair[0] === "Content-Type")?.[1] ?? "" } : { error: "network" }, found?.bytes);
    });
  } else {
    const id = ++lastID;
    waiting.set(id, begin);
    web.send({ t: "worker", id, document: number, url, type, credentials, purpose });
  }
  return worker;
};
// Lets a worker outlive the document that started it.
web.letWorkerGo = (worker) => running.delete(worker);
// Whether the response has a JavaScript MIME type; if not, logs that to the console.
web.isWorkerScript = (contentType, url) => {
  const essence = web.extractMIME(contentType ?? "")?.essence ?? "";
  if (!/^https?:/i.test(url) || web.isJavaScriptType(essence)) return true;
  web.logConsole("error", `Refused to execute script from '${url}' because its MIME type ('${essence}') is not executable.`);
  return false;
};
const forget = (number) => web.send({ t: "discard", documents: [number] });

web.messages.worker = (message, bytes) => {
  const begin = waiting.get(message.id);
  waiting.delete(message.id);
  begin?.(message, bytes);
};
