// A worker from its URL to its realm. The browser fetches the script, by the rules of its destination, and says what
// the worker is to it; the realm is made when the script is there.
// https://html.spec.whatwg.org/#run-a-worker
"use strict";

const { shared } = web;

// Those that this one has started, each until it has ended.
const running = new Set();
web.endWorkers = () => {
  for (const worker of [...running]) worker.end();
};

// Documents and workers are numbered together (page/navigables.js).
const tab = (shared.tab ??= { navigables: new Map(), lastDocument: 1, lastNavigable: 0 });

// By the number of their request.
const waiting = new Map();
let lastID = 0;

// `scope`: what its global object is of; `url`, `type` and `credentials`: of its script. `received` has the script: {page,
// url, contentType, status, bytes}, or {error: word}; what it returns begins the worker, and undefined ends it.
// `began` is told of its realm. The result ends it: `end()`.
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
  // What the page has made itself is here, as it is now.
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
// One that does not end with whatever has started it.
web.letWorkerGo = (worker) => running.delete(worker);
// Whether the type that a server has given it is that of a script; else the console says so.
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
