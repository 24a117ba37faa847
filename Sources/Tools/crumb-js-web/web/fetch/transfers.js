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
// `message` is the transfer's own from then on.
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
  // The page has read so many bytes.
  read(count) {
    if (transfers.has(this.id)) web.send({ t: "more", id: this.id, count });
  }
  // `isTimeout`: because a signal's time was up.
  cancel(isTimeout) {
    if (!transfers.delete(this.id)) return;
    this.done();
    web.send({ t: "abort", id: this.id, timeout: isTimeout });
  }
}
// A module's source, whole: `listener` has head(message, bytes) and failed(isDenied).
web.startModuleTransfer = (message, listener) => {
  const id = ++lastID;
  transfers.set(id, new Transfer(id, { ...listener, end() {}, stopped: () => listener.failed(false) }));
  web.send({ t: "import", id, ...message });
};
// https://html.spec.whatwg.org/#abort-a-document: what scripts have asked for does not come to its end.
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

// What a failure of the browser is to a page.
web.makeError = ({ name, message }) =>
  name === "TypeError" ? new TypeError(message) : new web.DOMException(message, name);
