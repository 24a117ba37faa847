// https://streams.spec.whatwg.org/#ts
"use strict";

const { idl, streams } = web;

const controllers = new WeakMap();
const controllerOf = (controller) => {
  const own = controllers.get(controller);
  if (!own) throw new TypeError("Illegal invocation");
  return own;
};

class TransformStreamDefaultController {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get desiredSize() {
    return controllerOf(this).readableController.desiredSize();
  }
  enqueue() {
    controllerOf(this).enqueue(arguments[0]);
  }
  error() {
    controllerOf(this).error(arguments[0]);
  }
  terminate() {
    controllerOf(this).terminate();
  }
}
idl.expose(TransformStreamDefaultController);

class TransformStream {
  #readable;
  #writable;
  constructor(transformer, writableStrategy, readableStrategy) {
    const prefix = idl.failed("TransformStream");
    transformer = transformer === undefined ? {} : transformer;
    if (typeof transformer !== "object" && typeof transformer !== "function" || transformer === null) {
      throw new TypeError(`${prefix}The provided value is not of type 'object'.`);
    }
    writableStrategy = idl.dictionary(writableStrategy, prefix, "QueuingStrategy");
    readableStrategy = idl.dictionary(readableStrategy, prefix, "QueuingStrategy");
    const [cancel, flush, start, transform] = ["cancel", "flush", "start", "transform"].map((name) => streams.method(transformer, name, "Transformer"));
    if (transformer.readableType !== undefined || transformer.writableType !== undefined) {
      throw new RangeError(`${prefix}Invalid type is specified`);
    }
    const readableMark = streams.highWaterMark(readableStrategy, 0);
    const readableSize = streams.sizeOf(readableStrategy);
    const writableMark = streams.highWaterMark(writableStrategy, 1);
    const page = new TransformStreamDefaultController(idl.internal);
    const started = idl.deferred();
    let pressure = idl.deferred();
    let hasPressure = true;
    const relieve = () => {
      hasPressure = false;
      pressure.resolve();
    };
    const setPressure = () => {
      if (hasPressure) return;
      hasPressure = true;
      pressure = idl.deferred();
    };
    let readable;
    let writable;
    let readableController;
    const fail = (error) => {
      readableController.error(error);
      streams.errorWritable(writable, error);
      relieve();
    };
    const own = {
      get readableController() {
        return readableController;
      },
      enqueue(chunk) {
        if (!readableController.canClose()) throw new TypeError("Readable side is not in a state that permits enqueue");
        try {
          readableController.enqueue(chunk);
        } catch (error) {
          streams.errorWritable(writable, error);
          relieve();
          throw streams.readableState(readable).error;
        }
        if (!readableController.shouldPull()) setPressure();
      },
      error: fail,
      terminate() {
        readableController.close();
        streams.errorWritable(writable, new TypeError("The transform stream has been terminated"));
        relieve();
      },
    };
    controllers.set(page, own);
    const perform = async (chunk) => {
      try {
        if (transform) await transform(chunk, page);
        else own.enqueue(chunk);
      } catch (error) {
        fail(error);
        throw error;
      }
    };
    writable = new WritableStream(
      {
        start: () => started.promise,
        write: async (chunk) => {
          if (hasPressure) {
            await pressure.promise;
            if (streams.writablePhase(writable) === "erroring") throw streams.writableError(writable);
          }
          await perform(chunk);
        },
        close: async () => {
          try {
            await flush?.(page);
          } catch (error) {
            fail(error);
            throw error;
          }
          if (streams.readableState(readable).phase === "errored") throw streams.readableState(readable).error;
          readableController.close();
        },
        abort: async (reason) => {
          await cancel?.(reason);
          readableController.error(reason);
        },
      },
      { highWaterMark: writableMark, size: writableStrategy.size }
    );
    readable = streams.make(
      {
        start: () => started.promise,
        pull: () => {
          relieve();
          const wait = idl.deferred();
          wait.resolve();
          return wait.promise;
        },
        cancel: async (reason) => {
          await cancel?.(reason);
          streams.errorWritable(writable, reason);
          relieve();
        },
      },
      readableMark,
      readableSize
    );
    readableController = streams.readableState(readable).controller;
    started.resolve(start?.(page));
    this.#readable = readable;
    this.#writable = writable;
  }
  get readable() {
    return this.#readable;
  }
  get writable() {
    return this.#writable;
  }
}
idl.expose(TransformStream);
