// https://streams.spec.whatwg.org/#rbs-controller-class
"use strict";

const { idl, streams } = web;
const { attempt } = streams;
const stateOf = streams.readableState;

const controllers = new WeakMap();
const controllerOf = (controller) => {
  const state = controllers.get(controller);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};

class ReadableByteStreamController {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get byobRequest() {
    return controllerOf(this).request();
  }
  get desiredSize() {
    return controllerOf(this).desiredSize();
  }
  close() {
    const controller = controllerOf(this);
    if (!controller.canClose()) throw new TypeError("Failed to execute 'close' on 'ReadableByteStreamController': The stream is closed or has been requested to be closed");
    controller.close();
  }
  enqueue(chunk) {
    const prefix = idl.failed("enqueue", "ReadableByteStreamController");
    const controller = controllerOf(this);
    idl.required(arguments.length, 1, prefix);
    if (!ArrayBuffer.isView(chunk)) throw new TypeError(`${prefix}parameter 1 is not of type 'ArrayBufferView'.`);
    if (chunk.byteLength === 0) throw new TypeError(`${prefix}chunk is empty`);
    if (!controller.canClose()) throw new TypeError(`${prefix}The stream is closed or has been requested to be closed`);
    controller.enqueue(chunk);
  }
  error() {
    controllerOf(this).error(arguments[0]);
  }
}
idl.expose(ReadableByteStreamController);

const requests = new WeakMap();
class ReadableStreamBYOBRequest {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get view() {
    return requests.get(this)?.view ?? null;
  }
  respond(count) {
    idl.required(arguments.length, 1, idl.failed("respond", "ReadableStreamBYOBRequest"));
    const own = requests.get(this);
    if (!own?.controller) throw new TypeError("This BYOB request has been invalidated");
    own.controller.respond(idl.unsigned(count, 64, "", "EnforceRange"));
  }
  respondWithNewView(view) {
    const own = requests.get(this);
    if (!ArrayBuffer.isView(view)) throw new TypeError("parameter 1 is not of type 'ArrayBufferView'.");
    if (!own?.controller) throw new TypeError("This BYOB request has been invalidated");
    own.controller.respondWithNewView(view);
  }
}
idl.expose(ReadableStreamBYOBRequest);

class ByteController extends streams.PullingController {
  isBytes = true;
  chunks = [];
  size = 0;
  // Views that are waiting for bytes.
  pullIntos = [];
  current = null;
  constructor(stream, source, mark) {
    super();
    Object.assign(this, { stream, source, mark });
  }
  queuedSize() {
    return this.size;
  }
  request() {
    if (this.current === null && this.pullIntos.length) {
      const first = this.pullIntos[0];
      this.current = new ReadableStreamBYOBRequest(idl.internal);
      requests.set(this.current, {
        controller: this,
        view: new Uint8Array(first.buffer, first.offset + first.filled, first.length - first.filled),
      });
    }
    return this.current;
  }
  invalidate() {
    if (this.current === null) return;
    requests.set(this.current, {});
    this.current = null;
  }
  close() {
    if (!this.canClose()) return;
    if (this.size > 0) {
      this.closeRequested = true;
      return;
    }
    const [first] = this.pullIntos;
    if (first && first.filled % first.elementSize !== 0) {
      const error = new TypeError("Insufficient bytes to fill elements in the given buffer");
      this.error(error);
      throw error;
    }
    this.closeRequested = true;
    this.source = {};
    streams.close(this.stream);
  }
  enqueue(chunk) {
    if (!this.canClose()) return;
    const { byteOffset, byteLength } = chunk;
    const bytes = new Uint8Array(chunk.buffer.transfer(), byteOffset, byteLength);
    if (this.pullIntos.length && this.pullIntos[0].buffer.detached) throw new TypeError("The BYOB request's buffer has been detached");
    this.invalidate();
    const first = this.pullIntos[0];
    if (first?.kind === "none") {
      // This one belongs to a released reader.
      if (first.filled > 0) this.add(new Uint8Array(first.buffer.slice(first.offset, first.offset + first.filled)));
      this.pullIntos.shift();
    }
    if (streams.hasDefaultReader(this.stream)) {
      const waiting = streams.requestsOf(this.stream);
      if (waiting.length) {
        if (this.pullIntos.length) this.pullIntos.shift();
        waiting.shift().chunk(bytes);
      } else this.add(bytes);
    } else {
      this.add(bytes);
      if (streams.hasBYOBReader(this.stream)) this.fillAll();
    }
    this.callPull();
  }
  add(bytes) {
    this.chunks.push(bytes);
    this.size += bytes.byteLength;
  }
  error(error) {
    if (stateOf(this.stream).phase !== "readable") return;
    this.invalidate();
    this.pullIntos = [];
    this.chunks = [];
    this.size = 0;
    this.source = {};
    streams.error(this.stream, error);
  }
  drained() {
    if (this.size === 0 && this.closeRequested) {
      this.source = {};
      streams.close(this.stream);
    } else this.callPull();
  }
  cancelSteps(reason) {
    this.invalidate();
    this.pullIntos = [];
    this.chunks = [];
    this.size = 0;
    const result = attempt(this.source.cancel, reason);
    this.source = {};
    return result;
  }
  releaseSteps() {
    if (this.pullIntos.length) {
      this.pullIntos[0].kind = "none";
      this.pullIntos.length = 1;
    }
  }
  pullSteps(request) {
    if (this.size > 0) {
      const chunk = this.chunks.shift();
      this.size -= chunk.byteLength;
      this.drained();
      request.chunk(chunk);
      return;
    }
    if (this.source.auto !== undefined) {
      this.pullIntos.push({
        buffer: new ArrayBuffer(this.source.auto), offset: 0, length: this.source.auto, filled: 0,
        minimum: 1, elementSize: 1, constructor: Uint8Array, kind: "default",
      });
    }
    streams.requestsOf(this.stream).push(request);
    this.callPull();
  }
  pullInto(view, min, request) {
    const elementSize = view instanceof DataView ? 1 : view.BYTES_PER_ELEMENT;
    const { byteOffset, byteLength, constructor } = view;
    const into = {
      buffer: view.buffer.transfer(), offset: byteOffset, length: byteLength, filled: 0,
      minimum: min * elementSize, elementSize, constructor, kind: "byob",
    };
    if (stateOf(this.stream).phase === "closed") {
      request.close(new constructor(into.buffer, byteOffset, 0));
      return;
    }
    if (this.pullIntos.length) {
      this.pullIntos.push(into);
      streams.requestsOf(this.stream).push(request);
      return;
    }
    if (this.size > 0) {
      if (this.fill(into)) {
        const filled = this.converted(into);
        this.drained();
        request.chunk(filled);
        return;
      }
      if (this.closeRequested) {
        const error = new TypeError("Insufficient bytes to fill elements in the given buffer");
        this.error(error);
        request.error(error);
        return;
      }
    }
    this.pullIntos.push(into);
    streams.requestsOf(this.stream).push(request);
    this.callPull();
  }
  // Returns whether the view has enough bytes.
  fill(into) {
    const most = Math.min(this.size, into.length - into.filled);
    const total = into.filled + most;
    const aligned = total - (total % into.elementSize);
    const isReady = aligned >= into.minimum;
    let left = isReady ? aligned - into.filled : most;
    const target = new Uint8Array(into.buffer);
    while (left > 0) {
      const [head] = this.chunks;
      const count = Math.min(left, head.byteLength);
      target.set(head.subarray(0, count), into.offset + into.filled);
      if (count === head.byteLength) this.chunks.shift();
      else this.chunks[0] = head.subarray(count);
      this.size -= count;
      into.filled += count;
      left -= count;
    }
    return isReady;
  }
  fillAll() {
    while (this.pullIntos.length && this.size > 0) {
      const [into] = this.pullIntos;
      if (!this.fill(into)) return;
      this.pullIntos.shift();
      streams.requestsOf(this.stream).shift().chunk(this.converted(into));
    }
  }
  converted(into) {
    return new into.constructor(into.buffer.transfer(), into.offset, into.filled / into.elementSize);
  }
  respond(count) {
    const [into] = this.pullIntos;
    const isClosed = stateOf(this.stream).phase === "closed";
    if (isClosed ? count !== 0 : count === 0) throw new TypeError(isClosed ? "bytesWritten must be 0 when calling respond() on a closed stream" : "bytesWritten must be greater than 0 when calling respond() on a readable stream");
    if (!isClosed && into.filled + count > into.length) throw new RangeError("bytesWritten out of range");
    this.invalidate();
    if (isClosed) {
      while (this.pullIntos.length) {
        const one = this.pullIntos.shift();
        const waiting = streams.requestsOf(this.stream).shift();
        waiting?.close(one.kind === "byob" ? this.converted(one) : undefined);
      }
      return;
    }
    into.filled += count;
    if (into.kind === "none") {
      this.pullIntos.shift();
      this.add(new Uint8Array(into.buffer.slice(into.offset, into.offset + into.filled)));
      this.fillAll();
      this.callPull();
      return;
    }
    if (into.filled < into.minimum) return;
    this.pullIntos.shift();
    const rest = into.filled % into.elementSize;
    if (rest > 0) {
      const end = into.offset + into.filled;
      this.add(new Uint8Array(into.buffer.slice(end - rest, end)));
      into.filled -= rest;
    }
    streams.requestsOf(this.stream).shift()?.chunk(this.converted(into));
    this.fillAll();
    this.callPull();
  }
  respondWithNewView(view) {
    const [into] = this.pullIntos;
    if (into.offset + into.filled !== view.byteOffset) throw new RangeError("The region specified by view does not match byobRequest");
    if (into.filled + view.byteLength > into.length) throw new RangeError("The region specified by view is larger than byobRequest");
    const count = view.byteLength;
    into.buffer = view.buffer.transfer();
    this.respond(count);
  }
}

streams.setUpByteController = (stream, source, mark) => {
  const controller = new ByteController(stream, source, mark);
  controller.page = new ReadableByteStreamController(idl.internal);
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
