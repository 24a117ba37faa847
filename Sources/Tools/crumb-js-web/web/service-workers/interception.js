// Requests through a service worker: those by fetch() and XMLHttpRequest in a document that it controls.
// https://w3c.github.io/ServiceWorker/#handle-fetch
"use strict";

const { idl } = web;

// Works like web.startTransfer; `start` sends a request to the network.
web.startThroughWorker = (message, bytes, listener, start) => {
  const { realm } = web.controller;
  const done = web.begin();
  let isOver = false;
  let transfer;
  const end = () => {
    done();
    const wasOver = isOver;
    isOver = true;
    return !wasOver;
  };
  const fail = () => {
    if (end()) listener.failed({ name: "TypeError", message: web.page.networkError });
  };
  const respond = (answer) => {
    if (isOver) return;
    if (answer === null) {
      if (end()) transfer = start(message, bytes, listener);
      return;
    }
    if (answer === undefined) return fail();
    const { type, url, redirected, status, statusText, headers, body } = answer;
    listener.head({
      type: type === "default" ? "basic" : type, url: url || message.url, redirected, status, statusText, headers: [...headers].map(([name, value]) => [name, value]), hasBody: body !== null, done: false,
    });
    idl.then(realm.readResponse(answer, (chunk) => isOver || listener.data(new Uint8Array(chunk))), () => end() && listener.end(), () => {
      if (end()) listener.end({ name: "TypeError", message: web.page.bodyError });
    });
  };
  // Runs as a task of the worker.
  realm.queueTask(() => {
    if (!isOver) idl.then(realm.handleFetch(message, bytes, web), respond, fail);
  });
  return {
    read: (count) => transfer?.read(count),
    cancel: (isTimeout) => {
      end();
      transfer?.cancel(isTimeout);
    },
  };
};
