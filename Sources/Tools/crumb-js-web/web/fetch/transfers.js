// What is under way in the browser: a request goes out, and its response comes in pieces.
"use strict";

const transfers = new Map();
let lastID = 0;

// WebSockets and event sources are told apart by the same numbers.
web.nextTransferID = () => ++lastID;

// A connection that stays open does not keep the page from being quiet, but for a second after each thing
// that happens on it: what is said may be answered. `state` is the connection's own.
web.stirs = (state) => {
  state.calm?.();
  const done = web.begin();
  const cancel = web.after(1000, () => {
    state.calm = undefined;
    done();
  });
  state.calm = () => {
    cancel();
    done();
  };
};

// How many bytes may be on their way here before the browser waits for them to be read.
const windowSize = 1 << 20;

// `listener` has head(message, bytes), data(bytes), end(error) and failed(error).
web.startTransfer = (message, bytes, listener) => {
  const id = ++lastID;
  const done = web.begin();
  transfers.set(id, { listener, done });
  web.send({ t: "fetch", id, window: windowSize, ...message }, bytes);
  return {
    // The page has read so many bytes.
    read: (count) => {
      if (transfers.has(id)) web.send({ t: "more", id, count });
    },
    // `isTimeout`: because a signal's time was up.
    cancel: (isTimeout) => {
      if (!transfers.delete(id)) return;
      done();
      web.send({ t: "abort", id, timeout: isTimeout });
    },
  };
};
// A module's source, whole: `listener` has head(message, bytes) and failed(isDenied).
web.startModuleTransfer = (message, listener) => {
  const id = ++lastID;
  transfers.set(id, { listener: { ...listener, end() {}, stopped: () => listener.failed(false) }, done: web.begin() });
  web.send({ t: "import", id, ...message });
};
// https://html.spec.whatwg.org/#abort-a-document: what scripts have asked for does not come to its end.
web.stopTransfers = () => {
  for (const [id, { listener, done, hasHead }] of transfers) {
    transfers.delete(id);
    done();
    web.send({ t: "abort", id });
    web.queueTask(() => {
      if (listener.stopped) listener.stopped();
      else if (hasHead) listener.end({ name: "TypeError", message: web.page.bodyError });
      else listener.failed({ name: "TypeError", message: web.page.networkError });
    });
  }
};
const finish = (id) => {
  const transfer = transfers.get(id);
  transfers.delete(id);
  transfer?.done();
  return transfer?.listener;
};

Object.assign(web.messages, {
  head(message, bytes) {
    const transfer = transfers.get(message.id);
    if (!transfer) return;
    if (message.done) finish(message.id);
    transfer.hasHead = true;
    transfer.listener.head(message, bytes ? new Uint8Array(bytes) : undefined);
    if (message.done) transfer.listener.end(message.error);
  },
  data(message, bytes) {
    transfers.get(message.id)?.listener.data(new Uint8Array(bytes));
  },
  end(message) {
    finish(message.id)?.end(message.error);
  },
  fail(message) {
    finish(message.id)?.failed(message.error);
  },
});

// What a failure of the browser is to a page.
web.makeError = ({ name, message }) =>
  name === "TypeError" ? new TypeError(message) : new web.DOMException(message, name);
