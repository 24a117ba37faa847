// https://streams.spec.whatwg.org/#ws
"use strict";

const { idl, streams } = web;
const { Queue, attempt } = streams;

const states = new WeakMap();
const stateOf = (object) => {
  const state = states.get(object);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
streams.isWritable = (value) => typeof value === "object" && value !== null && states.has(value) && value instanceof WritableStream;

class WritableStream {
  constructor(sink, strategy) {
    const prefix = idl.failed("WritableStream");
    if (sink === undefined || sink === idl.internal) sink = {};
    if (typeof sink !== "object" && typeof sink !== "function" || sink === null) {
      throw new TypeError(`${prefix}The provided value is not of type 'object'.`);
    }
    strategy = idl.dictionary(strategy, prefix, "QueuingStrategy");
    const [abort, close, start, write] = ["abort", "close", "start", "write"].map((name) => streams.method(sink, name, "UnderlyingSink"));
    if (sink.type !== undefined) throw new RangeError(`${prefix}Invalid type is specified`);
    const size = streams.sizeOf(strategy);
    const mark = streams.highWaterMark(strategy, 1);
    setUp(this, { abort, close, start, write }, mark, size);
  }
  get locked() {
    return stateOf(this).writer !== undefined;
  }
  abort(reason) {
    if (!states.has(this)) return idl.rejected(new TypeError("Illegal invocation"));
    if (this.locked) return idl.rejected(new TypeError(`${idl.failed("abort", "WritableStream")}Cannot abort a stream that already has a writer`));
    return abort(stateOf(this), reason);
  }
  close() {
    if (!states.has(this)) return idl.rejected(new TypeError("Illegal invocation"));
    const state = stateOf(this);
    const prefix = idl.failed("close", "WritableStream");
    if (state.writer) return idl.rejected(new TypeError(`${prefix}Cannot close a stream that already has a writer`));
    if (isClosing(state)) return idl.rejected(new TypeError(`${prefix}Cannot close an already-closing stream`));
    return close(state);
  }
  getWriter() {
    stateOf(this);
    return new WritableStreamDefaultWriter(this);
  }
}
idl.expose(WritableStream);

class WritableStreamDefaultController {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get signal() {
    return stateOf(this).signal.signal;
  }
  error() {
    const state = stateOf(this);
    if (state.phase === "writable") startErroring(state, arguments[0]);
  }
}
idl.expose(WritableStreamDefaultController);

const setUp = (stream, sink, mark, size) => {
  const state = {
    phase: "writable", error: undefined, writer: undefined, sink, mark, size, queue: new Queue(),
    requests: [], inFlight: undefined, closeRequest: undefined, closeInFlight: undefined,
    pendingAbort: undefined, backpressure: false, started: false, signal: new AbortController(),
  };
  states.set(stream, state);
  const page = new WritableStreamDefaultController(idl.internal);
  states.set(page, state);
  state.page = page;
  updateBackpressure(state);
  const result = sink.start?.(page);
  idl.then(
    idl.resolved(result),
    () => {
      state.started = true;
      advance(state);
    },
    (error) => {
      state.started = true;
      dealWithRejection(state, error);
    }
  );
};

const closeMark = Symbol("close");
const isClosing = (state) => state.closeRequest !== undefined || state.closeInFlight !== undefined;
const desiredSize = (state) => state.mark - state.queue.size;
const updateBackpressure = (state) => {
  const pressure = desiredSize(state) <= 0;
  if (state.phase !== "writable" || isClosing(state)) return;
  if (state.writer && pressure !== state.backpressure) {
    const writer = writers.get(state.writer);
    if (pressure) writer.ready = idl.deferred();
    else resolveReady(writer);
  }
  state.backpressure = pressure;
};

const abort = (state, reason) => {
  if (state.phase === "closed" || state.phase === "errored") return idl.resolved();
  state.signal.abort(reason);
  if (state.phase === "closed" || state.phase === "errored") return idl.resolved();
  if (state.pendingAbort) return state.pendingAbort.promise;
  const wasErroring = state.phase === "erroring";
  state.pendingAbort = { ...idl.deferred(), reason: wasErroring ? undefined : reason, wasErroring };
  const { promise } = state.pendingAbort;
  if (!wasErroring) startErroring(state, reason);
  return promise;
};

const close = (state) => {
  if (state.phase === "closed" || state.phase === "errored") {
    return idl.rejected(new TypeError(`Cannot close a ${state.phase} writable stream`));
  }
  state.closeRequest = idl.deferred();
  const { promise } = state.closeRequest;
  if (state.writer && state.backpressure && state.phase === "writable") resolveReady(writers.get(state.writer));
  state.queue.enqueue(closeMark, 0);
  advance(state);
  return promise;
};

const startErroring = (state, reason) => {
  state.phase = "erroring";
  state.error = reason;
  if (state.writer) rejectReady(writers.get(state.writer), reason);
  if (!state.inFlight && !state.closeInFlight && state.started) finishErroring(state);
};
const dealWithRejection = (state, error) => {
  if (state.phase === "writable") startErroring(state, error);
  else if (state.phase === "erroring") finishErroring(state);
};
const finishErroring = (state) => {
  state.phase = "errored";
  state.queue.reset();
  for (const request of state.requests.splice(0)) request.reject(state.error);
  const pending = state.pendingAbort;
  if (!pending) return rejectClosed(state);
  state.pendingAbort = undefined;
  if (pending.wasErroring) {
    pending.reject(state.error);
    return rejectClosed(state);
  }
  const result = attempt(state.sink.abort, pending.reason);
  state.sink = {};
  idl.then(
    result,
    () => {
      pending.resolve();
      rejectClosed(state);
    },
    (error) => {
      pending.reject(error);
      rejectClosed(state);
    }
  );
};
const rejectClosed = (state) => {
  if (state.closeRequest) {
    state.closeRequest.reject(state.error);
    state.closeRequest = undefined;
  }
  if (state.writer) {
    const writer = writers.get(state.writer);
    writer.closed.reject(state.error);
    idl.handled(writer.closed.promise);
  }
};

const advance = (state) => {
  if (!state.started || state.inFlight) return;
  if (state.phase === "erroring") return finishErroring(state);
  if (state.phase !== "writable" || state.queue.length === 0 || state.closeInFlight) return;
  const chunk = state.queue.peek();
  if (chunk === closeMark) return processClose(state);
  state.inFlight = state.requests.shift();
  idl.then(
    attempt(state.sink.write, chunk, state.page),
    () => {
      state.inFlight.resolve();
      state.inFlight = undefined;
      state.queue.dequeue();
      if (!isClosing(state) && state.phase === "writable") updateBackpressure(state);
      advance(state);
    },
    (error) => {
      if (state.phase === "writable") state.sink = {};
      state.inFlight.reject(error);
      state.inFlight = undefined;
      dealWithRejection(state, error);
    }
  );
};
const processClose = (state) => {
  state.closeInFlight = state.closeRequest;
  state.closeRequest = undefined;
  state.queue.dequeue();
  const result = attempt(state.sink.close);
  state.sink = {};
  idl.then(
    result,
    () => {
      state.closeInFlight.resolve();
      state.closeInFlight = undefined;
      if (state.phase === "erroring") {
        state.error = undefined;
        state.pendingAbort?.resolve();
        state.pendingAbort = undefined;
      }
      state.phase = "closed";
      if (state.writer) writers.get(state.writer).closed.resolve();
    },
    (error) => {
      state.closeInFlight.reject(error);
      state.closeInFlight = undefined;
      state.pendingAbort?.reject(error);
      state.pendingAbort = undefined;
      dealWithRejection(state, error);
    }
  );
};

// MARK: Writers

const writers = new WeakMap();
const writerOf = (writer) => {
  const own = writers.get(writer);
  if (!own) throw new TypeError("Illegal invocation");
  return own;
};
// https://streams.spec.whatwg.org/#writable-stream-default-writer-ensure-ready-promise-rejected
const rejectReady = (writer, error) => {
  if (writer.ready.isResolved) writer.ready = idl.deferred();
  writer.ready.reject(error);
  idl.handled(writer.ready.promise);
};
const resolveReady = (writer) => {
  writer.ready.isResolved = true;
  writer.ready.resolve();
};
const released = () => new TypeError("This writable stream writer has been released and cannot be used");

class WritableStreamDefaultWriter {
  constructor(stream) {
    const prefix = idl.failed("WritableStreamDefaultWriter");
    idl.required(arguments.length, 1, prefix);
    if (!streams.isWritable(stream)) throw new TypeError(`${prefix}parameter 1 is not of type 'WritableStream'.`);
    const state = stateOf(stream);
    if (state.writer) throw new TypeError(`${prefix}Cannot create writer when WritableStream is locked`);
    const own = { state, ready: idl.deferred(), closed: idl.deferred() };
    state.writer = this;
    writers.set(this, own);
    if (state.phase === "writable") {
      if (isClosing(state) || !state.backpressure) resolveReady(own);
    } else if (state.phase === "erroring") {
      own.ready.reject(state.error);
    } else if (state.phase === "closed") {
      resolveReady(own);
      own.closed.resolve();
    } else {
      own.ready.reject(state.error);
      own.closed.reject(state.error);
    }
    idl.handled(own.ready.promise);
    idl.handled(own.closed.promise);
  }
  get closed() {
    return writers.has(this) ? writers.get(this).closed.promise : idl.rejected(new TypeError("Illegal invocation"));
  }
  get desiredSize() {
    const { state } = writerOf(this);
    if (!state) throw released();
    if (state.phase === "errored" || state.phase === "erroring") return null;
    return state.phase === "closed" ? 0 : desiredSize(state);
  }
  get ready() {
    return writers.has(this) ? writers.get(this).ready.promise : idl.rejected(new TypeError("Illegal invocation"));
  }
  abort(reason) {
    return asked(this, ({ state }) => abort(state, reason));
  }
  close() {
    return asked(this, ({ state }) => {
      if (isClosing(state)) throw new TypeError("Cannot close an already-closing stream");
      return close(state);
    });
  }
  releaseLock() {
    if (writerOf(this).state) streams.releaseWriter(this);
  }
  write(chunk) {
    return asked(this, () => streams.write(this, chunk));
  }
}
idl.expose(WritableStreamDefaultWriter);
const asked = (writer, action) => {
  try {
    const own = writerOf(writer);
    if (!own.state) throw released();
    return action(own);
  } catch (error) {
    return idl.rejected(error);
  }
};

streams.makeWriter = (stream) => new WritableStreamDefaultWriter(stream);
streams.releaseWriter = (writer) => {
  const own = writers.get(writer);
  const error = released();
  const { state } = own;
  rejectReady(own, error);
  const fresh = idl.deferred();
  own.closed.reject(error);
  fresh.reject(error);
  own.closed = fresh;
  idl.handled(fresh.promise);
  state.writer = undefined;
  own.state = undefined;
};
streams.write = (writer, chunk) => {
  const { state } = writers.get(writer);
  let size;
  try {
    size = state.phase === "writable" ? state.size(chunk) : 1;
  } catch (error) {
    if (state.phase === "writable") startErroring(state, error);
    size = 1;
  }
  if (writers.get(writer).state !== state) return idl.rejected(released());
  if (state.phase === "errored") return idl.rejected(state.error);
  if (isClosing(state) || state.phase === "closed") return idl.rejected(new TypeError("Cannot write to a closing or closed stream"));
  if (state.phase === "erroring") return idl.rejected(state.error);
  const request = idl.deferred();
  state.requests.push(request);
  try {
    state.queue.enqueue(chunk, size);
  } catch (error) {
    startErroring(state, error);
    return request.promise;
  }
  updateBackpressure(state);
  advance(state);
  return request.promise;
};
streams.closeWriter = (writer) => {
  const { state } = writers.get(writer);
  if (isClosing(state) || state.phase === "closed") return idl.resolved();
  if (state.phase === "errored") return idl.rejected(state.error);
  return close(state);
};
streams.isWriterLocked = (stream) => stateOf(stream).writer !== undefined;
streams.writablePhase = (stream) => stateOf(stream).phase;
streams.writableError = (stream) => stateOf(stream).error;
streams.isClosing = (stream) => isClosing(stateOf(stream));
streams.abortWritable = (stream, reason) => abort(stateOf(stream), reason);
streams.writerClosed = (writer) => writers.get(writer).closed.promise;
streams.writerReady = (writer) => writers.get(writer).ready.promise;
streams.errorWritable = (stream, error) => {
  const state = stateOf(stream);
  if (state.phase === "writable") startErroring(state, error);
};
