// https://streams.spec.whatwg.org/#rs
"use strict";

const { idl, streams } = web;
const { Queue, attempt } = streams;

const states = new WeakMap();
const stateOf = (object) => {
  const state = states.get(object);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
streams.readableState = stateOf;
streams.isReadable = (value) => typeof value === "object" && value !== null && value instanceof ReadableStream && states.has(value);
streams.isLocked = (stream) => stateOf(stream).reader !== undefined;
streams.isDisturbed = (stream) => stateOf(stream).disturbed;

class ReadableStream {
  constructor(source, strategy) {
    const prefix = idl.failed("ReadableStream");
    if (source === idl.internal) {
      states.set(this, newState());
      return;
    }
    if (source === undefined) source = {};
    if (typeof source !== "object" && typeof source !== "function" || source === null) {
      throw new TypeError(`${prefix}The provided value is not of type 'object'.`);
    }
    strategy = idl.dictionary(strategy, prefix, "QueuingStrategy");
    const state = newState();
    states.set(this, state);
    const { autoAllocateChunkSize, type } = source;
    const [cancel, pull, start] = ["cancel", "pull", "start"].map((name) => streams.method(source, name, "UnderlyingSource"));
    if (type !== undefined && idl.DOMString(type) !== "bytes") {
      throw new TypeError(`${prefix}Invalid type is specified`);
    }
    if (type !== undefined) {
      if (strategy.size !== undefined) throw new RangeError(`${prefix}A byte stream has no size function`);
      const mark = streams.highWaterMark(strategy, 0);
      const auto = autoAllocateChunkSize === undefined ? undefined : idl.unsigned(autoAllocateChunkSize, 64, prefix, "EnforceRange");
      if (auto === 0) throw new TypeError(`${prefix}autoAllocateChunkSize must be greater than 0`);
      streams.setUpByteController(this, { start, pull, cancel, auto }, mark);
      return;
    }
    const size = streams.sizeOf(strategy);
    const mark = streams.highWaterMark(strategy, 1);
    setUpDefault(this, { start, pull, cancel }, mark, size);
  }
  static from(iterable) {
    idl.required(arguments.length, 1, idl.failed("from", "ReadableStream"));
    return fromIterable(iterable);
  }
  get locked() {
    return stateOf(this).reader !== undefined;
  }
  cancel(reason) {
    if (!states.has(this)) return idl.rejected(new TypeError("Illegal invocation"));
    if (stateOf(this).reader) {
      return idl.rejected(new TypeError(`${idl.failed("cancel", "ReadableStream")}Cannot cancel a locked stream`));
    }
    return streams.cancel(this, reason);
  }
  getReader(options) {
    stateOf(this);
    const prefix = idl.failed("getReader", "ReadableStream");
    const { mode } = idl.dictionary(options, prefix, "ReadableStreamGetReaderOptions");
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (idl.DOMString(mode) !== "byob") {
      throw new TypeError(`${prefix}Failed to read the 'mode' property from 'ReadableStreamGetReaderOptions': The provided value '${mode}' is not a valid enum value of type ReadableStreamReaderMode.`);
    }
    return new ReadableStreamBYOBReader(this);
  }
  pipeThrough(transform, options) {
    stateOf(this);
    const prefix = idl.failed("pipeThrough", "ReadableStream");
    idl.required(arguments.length, 1, prefix);
    const { readable, writable } = idl.dictionary(transform, prefix, "ReadableWritablePair");
    if (!streams.isReadable(readable) || !streams.isWritable(writable)) {
      throw new TypeError(`${prefix}Failed to read a stream from 'ReadableWritablePair'.`);
    }
    const settings = pipeOptions(options, prefix);
    if (this.locked) throw new TypeError(`${prefix}Cannot pipe a locked stream`);
    if (streams.isWriterLocked(writable)) throw new TypeError(`${prefix}parameter 1's 'writable' is locked`);
    idl.handled(pipe(this, writable, settings));
    return readable;
  }
  pipeTo(destination, options) {
    const prefix = idl.failed("pipeTo", "ReadableStream");
    try {
      stateOf(this);
      idl.required(arguments.length, 1, prefix);
      if (!streams.isWritable(destination)) throw new TypeError(`${prefix}parameter 1 is not of type 'WritableStream'.`);
      const settings = pipeOptions(options, prefix);
      if (this.locked) throw new TypeError(`${prefix}Cannot pipe a locked stream`);
      if (streams.isWriterLocked(destination)) throw new TypeError(`${prefix}Cannot pipe to a locked stream`);
      return pipe(this, destination, settings);
    } catch (error) {
      return idl.rejected(error);
    }
  }
  tee() {
    if (stateOf(this).reader) throw new TypeError(`${idl.failed("tee", "ReadableStream")}Cannot tee a locked stream`);
    return streams.tee(this, false);
  }
  values(options) {
    const prevent = Boolean(idl.dictionary(options, "", "ReadableStreamIteratorOptions").preventCancel);
    const iterator = Object.create(iteratorPrototype);
    iterators.set(iterator, { reader: this.getReader(), prevent, finished: false, last: undefined });
    return iterator;
  }
}
const newState = () => ({ phase: "readable", reader: undefined, controller: undefined, error: undefined, disturbed: false });
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
});
idl.expose(ReadableStream);

const iterators = new WeakMap();
const asyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
const iteratorPrototype = Object.create(asyncIteratorPrototype, {
  next: {
    value: function next() {
      const state = iterators.get(this);
      const step = async () => {
        if (state.finished) return { value: undefined, done: true };
        let result;
        try {
          result = await state.reader.read();
        } catch (error) {
          state.finished = true;
          state.reader.releaseLock();
          throw error;
        }
        if (result.done) {
          state.finished = true;
          state.reader.releaseLock();
        }
        return result;
      };
      state.last = state.last ? state.last.then(step, step) : step();
      return state.last;
    },
    writable: true,
    enumerable: true,
    configurable: true,
  },
  return: {
    value: function (value) {
      const state = iterators.get(this);
      const step = async () => {
        if (!state.finished) {
          state.finished = true;
          const cancelled = state.prevent ? undefined : state.reader.cancel(value);
          state.reader.releaseLock();
          await cancelled;
        }
        return { value, done: true };
      };
      state.last = state.last ? state.last.then(step, step) : step();
      return state.last;
    },
    writable: true,
    enumerable: true,
    configurable: true,
  },
});

const fromIterable = (iterable) => {
  const method = iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator];
  if (typeof method !== "function") throw new TypeError(`${idl.failed("from", "ReadableStream")}The provided value is not iterable.`);
  const iterator = method.call(iterable);
  if (typeof iterator !== "object" || iterator === null) throw new TypeError("The iterator is not an object.");
  const { next } = iterator;
  return streams.make({
    pull: async (controller) => {
      const result = await next.call(iterator);
      if (typeof result !== "object" || result === null) throw new TypeError("The iterator's result is not an object.");
      if (result.done) controller.close();
      else controller.enqueue(await result.value);
    },
    cancel: async (reason) => {
      const method = iterator.return;
      if (method === undefined) return;
      const result = await method.call(iterator, reason);
      if (typeof result !== "object" || result === null) throw new TypeError("The iterator's result is not an object.");
    },
  }, 0);
};

// Makes a stream for the layer's own use.
streams.make = ({ start, pull, cancel }, mark = 1, size = () => 1) => {
  const stream = new ReadableStream(idl.internal);
  setUpDefault(stream, { start, pull, cancel }, mark, size);
  return stream;
};
streams.makeBytes = ({ start, pull, cancel }, mark = 0) => {
  const stream = new ReadableStream(idl.internal);
  streams.setUpByteController(stream, { start, pull, cancel }, mark);
  return stream;
};

// MARK: The stream's own algorithms

streams.cancel = (stream, reason) => {
  const state = stateOf(stream);
  state.disturbed = true;
  if (state.phase === "closed") return idl.resolved();
  if (state.phase === "errored") return idl.rejected(state.error);
  streams.close(stream);
  if (state.reader && readers.get(state.reader).byob) {
    for (const request of readers.get(state.reader).requests.splice(0)) request.close(undefined);
  }
  return idl.then(state.controller.cancelSteps(reason), () => undefined);
};
streams.close = (stream) => {
  const state = stateOf(stream);
  state.phase = "closed";
  const reader = state.reader && readers.get(state.reader);
  if (!reader) return;
  reader.closed.resolve();
  if (!reader.byob) for (const request of reader.requests.splice(0)) request.close();
};
streams.error = (stream, error) => {
  const state = stateOf(stream);
  if (state.phase !== "readable") return;
  state.phase = "errored";
  state.error = error;
  const reader = state.reader && readers.get(state.reader);
  if (!reader) return;
  reader.closed.reject(error);
  idl.handled(reader.closed.promise);
  for (const request of reader.requests.splice(0)) request.error(error);
};
streams.requestsOf = (stream) => {
  const { reader } = stateOf(stream);
  return reader ? readers.get(reader).requests : [];
};
streams.hasDefaultReader = (stream) => {
  const { reader } = stateOf(stream);
  return reader !== undefined && !readers.get(reader).byob;
};
streams.hasBYOBReader = (stream) => {
  const { reader } = stateOf(stream);
  return reader !== undefined && readers.get(reader).byob;
};

// MARK: Readers

const readers = new WeakMap();
const readerOf = (reader, byob) => {
  const state = readers.get(reader);
  if (!state || state.byob !== byob) throw new TypeError("Illegal invocation");
  return state;
};
const setUpReader = (reader, stream, byob) => {
  const state = stateOf(stream);
  const own = { stream, byob, requests: [], closed: idl.deferred() };
  readers.set(reader, own);
  state.reader = reader;
  if (state.phase === "closed") own.closed.resolve();
  if (state.phase === "errored") {
    own.closed.reject(state.error);
    idl.handled(own.closed.promise);
  }
};
const release = (reader) => {
  const own = readers.get(reader);
  if (!own.stream) return;
  const state = stateOf(own.stream);
  const error = new TypeError("Releasing the reader's lock on the stream.");
  if (state.phase === "readable") own.closed.reject(error);
  else {
    own.closed = idl.deferred();
    own.closed.reject(error);
  }
  idl.handled(own.closed.promise);
  state.controller.releaseSteps?.();
  state.reader = undefined;
  own.stream = undefined;
  for (const request of own.requests.splice(0)) request.error(error);
};
const noStream = (what) => new TypeError(`This readable stream reader has been released and cannot be used to ${what} its previous owner stream`);

// Members of both kinds of readers.
const readerMembers = (byob) => ({
  closed() {
    try {
      return readerOf(this, byob).closed.promise;
    } catch (error) {
      return idl.rejected(error);
    }
  },
  cancel(reason) {
    try {
      const { stream } = readerOf(this, byob);
      if (!stream) throw noStream("cancel");
      return streams.cancel(stream, reason);
    } catch (error) {
      return idl.rejected(error);
    }
  },
  releaseLock() {
    readerOf(this, byob);
    release(this);
  },
});

class ReadableStreamDefaultReader {
  constructor(stream) {
    const prefix = idl.failed("ReadableStreamDefaultReader");
    idl.required(arguments.length, 1, prefix);
    if (!streams.isReadable(stream)) throw new TypeError(`${prefix}parameter 1 is not of type 'ReadableStream'.`);
    if (stateOf(stream).reader) throw new TypeError(`${prefix}ReadableStreamDefaultReader constructor can only accept readable streams that are not yet locked to a reader`);
    setUpReader(this, stream, false);
  }
  get closed() {
    return members.closed.call(this);
  }
  cancel() {
    return members.cancel.call(this, arguments[0]);
  }
  read() {
    const result = idl.deferred();
    try {
      streams.read(this, {
        chunk: (value) => result.resolve({ value, done: false }),
        close: () => result.resolve({ value: undefined, done: true }),
        error: result.reject,
      });
    } catch (error) {
      result.reject(error);
    }
    return result.promise;
  }
  releaseLock() {
    members.releaseLock.call(this);
  }
}
const members = readerMembers(false);
idl.expose(ReadableStreamDefaultReader);

streams.read = (reader, request) => {
  const { stream } = readerOf(reader, false);
  if (!stream) throw noStream("read from");
  const state = stateOf(stream);
  state.disturbed = true;
  if (state.phase === "closed") request.close();
  else if (state.phase === "errored") request.error(state.error);
  else state.controller.pullSteps(request);
};

class ReadableStreamBYOBReader {
  constructor(stream) {
    const prefix = idl.failed("ReadableStreamBYOBReader");
    idl.required(arguments.length, 1, prefix);
    if (!streams.isReadable(stream)) throw new TypeError(`${prefix}parameter 1 is not of type 'ReadableStream'.`);
    if (stateOf(stream).reader) throw new TypeError(`${prefix}ReadableStreamBYOBReader constructor can only accept readable streams that are not yet locked to a reader`);
    if (!stateOf(stream).controller.isBytes) throw new TypeError(`${prefix}Cannot use a BYOB reader with a non-byte stream`);
    setUpReader(this, stream, true);
  }
  get closed() {
    return byobMembers.closed.call(this);
  }
  cancel() {
    return byobMembers.cancel.call(this, arguments[0]);
  }
  read(view) {
    const result = idl.deferred();
    try {
      const own = readerOf(this, true);
      if (!ArrayBuffer.isView(view)) throw new TypeError("Failed to execute 'read' on 'ReadableStreamBYOBReader': parameter 1 is not of type 'ArrayBufferView'.");
      if (view.byteLength === 0) throw new TypeError("view must have non-zero byteLength");
      if (view.buffer.detached) throw new TypeError("view's buffer has been detached");
      const min = arguments[1]?.min === undefined ? 1 : idl.unsigned(arguments[1].min, 64, "", "EnforceRange");
      if (min === 0) throw new TypeError("min must be greater than 0");
      if (min > (view instanceof DataView ? view.byteLength : view.length)) throw new RangeError("min must be less than or equal to view's length");
      if (!own.stream) throw noStream("read from");
      const state = stateOf(own.stream);
      state.disturbed = true;
      if (state.phase === "errored") throw state.error;
      state.controller.pullInto(view, min, {
        chunk: (value) => result.resolve({ value, done: false }),
        close: (value) => result.resolve({ value, done: true }),
        error: result.reject,
      });
    } catch (error) {
      result.reject(error);
    }
    return result.promise;
  }
  releaseLock() {
    byobMembers.releaseLock.call(this);
  }
}
const byobMembers = readerMembers(true);
idl.expose(ReadableStreamBYOBReader);

// MARK: The default controller

const controllers = new WeakMap();
const controllerOf = (controller) => {
  const state = controllers.get(controller);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

class ReadableStreamDefaultController {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get desiredSize() {
    return controllerOf(this).desiredSize();
  }
  close() {
    controllerOf(this).close(true);
  }
  enqueue() {
    controllerOf(this).enqueue(arguments[0], true);
  }
  error() {
    controllerOf(this).error(arguments[0]);
  }
}
idl.expose(ReadableStreamDefaultController);

// The common base of both kinds of controllers: when to pull from the source. Subclasses have queuedSize() and
// error().
streams.PullingController = class {
  started = false;
  pulling = false;
  pullAgain = false;
  closeRequested = false;
  desiredSize() {
    const { phase } = stateOf(this.stream);
    return phase === "errored" ? null : phase === "closed" ? 0 : this.mark - this.queuedSize();
  }
  canClose() {
    return !this.closeRequested && stateOf(this.stream).phase === "readable";
  }
  shouldPull() {
    if (!this.canClose() || !this.started) return false;
    return streams.requestsOf(this.stream).length > 0 || this.desiredSize() > 0;
  }
  callPull() {
    if (!this.shouldPull()) return;
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    this.pulling = true;
    idl.then(
      attempt(this.source.pull, this.page),
      () => {
        this.pulling = false;
        if (this.pullAgain) {
          this.pullAgain = false;
          this.callPull();
        }
      },
      (error) => this.error(error)
    );
  }
};

class DefaultController extends streams.PullingController {
  isBytes = false;
  queue = new Queue();
  constructor(stream, source, mark, size) {
    super();
    Object.assign(this, { stream, source, mark, size });
  }
  queuedSize() {
    return this.queue.size;
  }
  close(isOfPage) {
    if (!this.canClose()) {
      if (isOfPage) throw new TypeError("Failed to execute 'close' on 'ReadableStreamDefaultController': Cannot close a stream that has already been requested to be closed or is errored");
      return;
    }
    this.closeRequested = true;
    if (this.queue.length === 0) {
      this.clear();
      streams.close(this.stream);
    }
  }
  enqueue(chunk, isOfPage) {
    if (!this.canClose()) {
      if (isOfPage) throw new TypeError("Failed to execute 'enqueue' on 'ReadableStreamDefaultController': Cannot enqueue a chunk into a readable stream that is closed, has been requested to be closed or is errored");
      return;
    }
    const requests = streams.requestsOf(this.stream);
    if (requests.length) {
      requests.shift().chunk(chunk);
    } else {
      try {
        this.queue.enqueue(chunk, this.size(chunk));
      } catch (error) {
        this.error(error);
        throw error;
      }
    }
    this.callPull();
  }
  error(error) {
    if (stateOf(this.stream).phase !== "readable") return;
    this.queue.reset();
    this.clear();
    streams.error(this.stream, error);
  }
  clear() {
    this.source = {};
  }
  cancelSteps(reason) {
    this.queue.reset();
    const result = attempt(this.source.cancel, reason);
    this.clear();
    return result;
  }
  pullSteps(request) {
    if (this.queue.length > 0) {
      const chunk = this.queue.dequeue();
      if (this.closeRequested && this.queue.length === 0) {
        this.clear();
        streams.close(this.stream);
      } else this.callPull();
      request.chunk(chunk);
      return;
    }
    streams.requestsOf(this.stream).push(request);
    this.callPull();
  }
}

const setUpDefault = (stream, source, mark, size) => {
  const controller = new DefaultController(stream, source, mark, size);
  controller.page = new ReadableStreamDefaultController(idl.internal);
  controllers.set(controller.page, controller);
  stateOf(stream).controller = controller;
  const result = source.start?.(controller.page);
  idl.then(
    idl.resolved(result),
    () => {
      controller.started = true;
      controller.callPull();
    },
    (error) => controller.error(error)
  );
};

// MARK: Two branches

// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee
streams.tee = (stream, clones) => {
  const isBytes = stateOf(stream).controller.isBytes;
  const reader = new ReadableStreamDefaultReader(stream);
  const branches = [];
  const cancelled = [false, false];
  const reasons = [undefined, undefined];
  const cancelling = idl.deferred();
  let reading = false;
  let again = false;
  const each = (action) => {
    for (const i of [0, 1]) if (!cancelled[i]) action(stateOf(branches[i]).controller);
  };
  const pull = () => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    streams.read(reader, {
      chunk: (value) =>
        queueMicrotask(() => {
          again = false;
          let second = value;
          if (isBytes || clones) {
            if (!cancelled[0] && !cancelled[1]) {
              try {
                second = isBytes ? new Uint8Array(idl.view(value)) : web.clone(value);
              } catch (error) {
                each((controller) => controller.error(error));
                cancelling.resolve(streams.cancel(stream, error));
                return;
              }
            }
          }
          const chunks = [value, second];
          for (const i of [0, 1]) if (!cancelled[i]) stateOf(branches[i]).controller.enqueue(chunks[i]);
          reading = false;
          if (again) pull();
        }),
      close: () => {
        reading = false;
        each((controller) => controller.close());
        if (!cancelled[0] || !cancelled[1]) cancelling.resolve();
      },
      error: () => {
        reading = false;
      },
    });
  };
  const queueMicrotask = (task) => idl.then(idl.resolved(), task);
  const make = isBytes ? streams.makeBytes : streams.make;
  for (const i of [0, 1]) {
    branches[i] = make({
      pull: () => {
        pull();
        return idl.resolved();
      },
      cancel: (reason) => {
        cancelled[i] = true;
        reasons[i] = reason;
        if (cancelled[1 - i]) cancelling.resolve(streams.cancel(stream, reasons));
        return cancelling.promise;
      },
    }, isBytes ? 0 : 1);
  }
  idl.then(readers.get(reader).closed.promise, undefined, (error) => {
    each((controller) => controller.error(error));
    if (!cancelled[0] || !cancelled[1]) cancelling.resolve();
  });
  return branches;
};

// MARK: Pipes

const pipeOptions = (options, prefix) => {
  options = idl.dictionary(options, prefix, "StreamPipeOptions");
  const { preventAbort, preventCancel, preventClose, signal } = options;
  if (signal !== undefined && !web.isAbortSignal(signal)) {
    throw new TypeError(`${prefix}Failed to read the 'signal' property from 'StreamPipeOptions': Failed to convert value to 'AbortSignal'.`);
  }
  return { preventAbort: Boolean(preventAbort), preventCancel: Boolean(preventCancel), preventClose: Boolean(preventClose), signal };
};

// https://streams.spec.whatwg.org/#readable-stream-pipe-to
const pipe = (source, destination, { preventAbort, preventCancel, preventClose, signal }) => {
  const reader = new ReadableStreamDefaultReader(source);
  const writer = streams.makeWriter(destination);
  const result = idl.deferred();
  const from = stateOf(source);
  let isOver = false;
  let lastWrite = idl.resolved();
  let forget = () => {};
  from.disturbed = true;

  const finish = (failed, error) => {
    forget();
    streams.releaseWriter(writer);
    release(reader);
    if (failed) result.reject(error);
    else result.resolve();
  };
  const shutdown = (action, failed, error) => {
    if (isOver) return;
    isOver = true;
    const act = () => {
      if (!action) return finish(failed, error);
      idl.then(action(), () => finish(failed, error), (other) => finish(true, other));
    };
    const isWritable = streams.writablePhase(destination) === "writable" && !streams.isClosing(destination);
    if (isWritable) idl.then(lastWrite, act, act);
    else act();
  };
  if (signal) {
    const aborted = () => {
      const reason = web.abortReason(signal);
      shutdown(
        () =>
          Promise.all([
            preventAbort || streams.writablePhase(destination) !== "writable" ? idl.resolved() : streams.abortWritable(destination, reason),
            preventCancel || from.phase !== "readable" ? idl.resolved() : streams.cancel(source, reason),
          ]),
        true,
        reason
      );
    };
    if (web.isAborted(signal)) {
      aborted();
      return result.promise;
    }
    forget = web.onAbort(signal, aborted);
  }
  const errored = (error) =>
    shutdown(preventAbort ? undefined : () => streams.abortWritable(destination, error), true, error);
  const closed = () => shutdown(preventClose ? undefined : () => streams.closeWriter(writer), false);
  const failed = (error) =>
    shutdown(preventCancel ? undefined : () => streams.cancel(source, error), true, error);

  if (from.phase === "errored") errored(from.error);
  else idl.then(readers.get(reader).closed.promise, undefined, errored);
  if (streams.writablePhase(destination) === "errored") failed(streams.writableError(destination));
  else idl.then(streams.writerClosed(writer), undefined, failed);
  if (from.phase === "closed") closed();
  else idl.then(readers.get(reader).closed.promise, closed);
  if (streams.isClosing(destination) || streams.writablePhase(destination) === "closed") {
    failed(new TypeError("The destination has closed"));
  }

  const step = () => {
    if (isOver) return;
    idl.then(streams.writerReady(writer), () => {
      if (isOver) return;
      streams.read(reader, {
        chunk: (value) => {
          lastWrite = idl.handled(streams.write(writer, value));
          step();
        },
        close: () => {},
        error: () => {},
      });
    }, () => {});
  };
  step();
  return result.promise;
};
