// Ongoing transfers in the browser: a request is sent, and its response arrives in pieces.
"use strict";

const transfers = new Map();
let lastID = 0;

// WebSockets and event sources use the same number space.
web.nextTransferID = () => ++lastID;

// An open connection does not keep the page busy, except for a second after each event on it, because the page may react to
// it. `state`: the state of the connection.
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

// The number of bytes that the browser may send before the page has read them.
const windowSize = 1 << 20;

// `listener` has head(message, bytes), data(bytes), end(error) and failed(error). `message` belongs to the transfer from here
// on.
web.startTransfer = (message, bytes, listener) =>
  web.controller?.handlesFetch ? web.startThroughWorker(message, bytes, listener, start) : start(message, bytes, listener);
const start = (message, bytes, listener) => {
  const transfer = new Transfer(++lastID, listener);
  transfers.set(transfer.id, transfer);
  message.t = "fetch";
  message.id = transfer.id;
  message.window = windowSize;
  web.sendOwn(message, bytes);
  return transfer;
};
class Transfer {
  hasHead = false;
  #isOver = false;
  constructor(id, listener) {
    this.id = id;
    this.listener = listener;
    web.pending++;
  }
  done() {
    if (!this.#isOver) web.pending--;
    this.#isOver = true;
  }
  // Reports that the page has read this many bytes.
  read(count) {
    if (transfers.has(this.id)) web.send({ t: "more", id: this.id, count });
  }
  // `isTimeout`: whether a timeout signal aborted it.
  cancel(isTimeout) {
    if (!transfers.delete(this.id)) return;
    this.done();
    web.send({ t: "abort", id: this.id, timeout: isTimeout });
  }
}
// Loads the source of a module as a whole: `listener` has head(message, bytes) and failed(isDenied).
web.startModuleTransfer = (message, listener) => {
  const id = ++lastID;
  transfers.set(id, new Transfer(id, { ...listener, end() {}, stopped: () => listener.failed(false) }));
  web.send({ t: "import", id, ...message });
};
// https://html.spec.whatwg.org/#abort-a-document: requests by scripts are aborted.
web.stopTransfers = () => {
  for (const [id, transfer] of transfers) {
    const { listener, hasHead } = transfer;
    transfers.delete(id);
    transfer.done();
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
    const { done } = message;
    if (done) {
      transfers.delete(message.id);
      transfer.done();
    }
    transfer.hasHead = true;
    transfer.listener.head(message, bytes ? new Uint8Array(bytes) : undefined);
    if (done) transfer.listener.end(message.error);
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

// Creates the error that a page sees for a failure in the browser.
web.makeError = ({ name, message }) =>
  name === "TypeError" ? new TypeError(message) : new web.DOMException(message, name);
