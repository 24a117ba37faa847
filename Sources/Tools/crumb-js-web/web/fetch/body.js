// https://fetch.spec.whatwg.org/#bodies
"use strict";

const { idl } = web;

// A body has bytes, or a stream, or both once a page has read its `body`.
web.Body = class {
  bytes;
  stream;
  used = false;
  // { reason } once a signal has aborted it.
  aborted;
  constructor(bytes, stream) {
    this.bytes = bytes;
    this.stream = stream;
  }
  get isUsed() {
    return this.used || (this.stream !== undefined && web.streams.isDisturbed(this.stream));
  }
  get isLocked() {
    return this.stream !== undefined && web.streams.isLocked(this.stream);
  }
  get isUnusable() {
    return this.isUsed || this.isLocked;
  }
  // The stream that a page sees as `body`.
  get readable() {
    if (!this.stream) {
      this.stream = web.streamOf(this.bytes);
      if (this.used) {
        const reader = this.stream.getReader();
        idl.handled(reader.read());
      }
    }
    return this.stream;
  }
  // Returns a promise of the whole body.
  consume() {
    if (!this.stream) {
      this.used = true;
      return idl.resolved(this.bytes);
    }
    return readAll(this.stream);
  }
  clone() {
    if (!this.stream) return new web.Body(this.bytes);
    const [mine, other] = web.streams.tee(this.stream, true);
    this.stream = mine;
    return new web.Body(this.bytes, other);
  }
};

const readAll = (stream) => {
  const result = idl.deferred();
  let reader;
  try {
    reader = new ReadableStreamDefaultReader(stream);
  } catch (error) {
    return idl.rejected(error);
  }
  const pieces = [];
  const next = () =>
    web.streams.read(reader, {
      chunk: (value) => {
        if (!(value instanceof Uint8Array)) {
          const error = new TypeError("Received non-Uint8Array chunk");
          idl.handled(web.streams.cancel(stream, error));
          result.reject(error);
          return;
        }
        pieces.push(value.slice());
        next();
      },
      close: () => result.resolve(web.concat(pieces.length ? pieces : [new Uint8Array(0)])),
      error: result.reject,
    });
  next();
  return result.promise;
};

// https://fetch.spec.whatwg.org/#concept-bodyinit-extract: [body, type]
web.extractBody = (value, keepalive, prefix) => {
  if (web.streams.isReadable(value)) {
    if (keepalive) throw new TypeError(`${prefix}Keepalive request cannot have a ReadableStream body`);
    if (web.streams.isDisturbed(value) || web.streams.isLocked(value)) {
      throw new TypeError(`${prefix}Response body object should not be disturbed or locked`);
    }
    return [new web.Body(undefined, value), null];
  }
  if (web.isBlob(value)) return [new web.Body(web.blobBytes(value)), value.type === "" ? null : value.type];
  if (idl.isBufferSource(value)) return [new web.Body(idl.copy(value)), null];
  if (web.isFormData(value)) {
    const boundary = web.newBoundary();
    const bytes = web.serializeMultipart(web.formEntries(value), boundary);
    return [new web.Body(bytes), `multipart/form-data; boundary=${boundary}`];
  }
  if (web.isSearchParams(value)) {
    return [new web.Body(web.utf8Encode(value.toString())), "application/x-www-form-urlencoded;charset=UTF-8"];
  }
  return [new web.Body(web.utf8Encode(idl.USVString(value))), "text/plain;charset=UTF-8"];
};

// The Body mixin of Request and Response. `read` returns { body, headerState } of `this`.
web.bodyMixin = (constructor, name, read) => {
  const consume = (target, method, convert) => {
    let state;
    try {
      state = read(target);
    } catch (error) {
      return idl.rejected(error);
    }
    const { body } = state;
    const prefix = idl.failed(method, name);
    if (body?.aborted) return idl.rejected(body.aborted.reason);
    if (body?.isUnusable) {
      return idl.rejected(new TypeError(`${prefix}body stream ${body.isLocked && !body.isUsed ? "is locked" : "already read"}`));
    }
    const bytes = body ? body.consume() : idl.resolved(new Uint8Array(0));
    return idl.then(bytes, (whole) => convert(whole, state, prefix));
  };
  const members = {
    get body() {
      return read(this).body?.readable ?? null;
    },
    get bodyUsed() {
      return read(this).body?.isUsed ?? false;
    },
    arrayBuffer() {
      return consume(this, "arrayBuffer", (bytes) => bytes.slice().buffer);
    },
    blob() {
      return consume(this, "blob", (bytes, state) => {
        const type = web.extractMIME(web.getHeader(state.headerState, "Content-Type"));
        return web.makeBlob(bytes.slice(), type ? web.serializeMIME(type).toLowerCase() : "");
      });
    },
    bytes() {
      return consume(this, "bytes", (bytes) => bytes.slice());
    },
    formData() {
      return consume(this, "formData", (bytes, state) => {
        const type = web.extractMIME(web.getHeader(state.headerState, "Content-Type"));
        if (type?.essence === "multipart/form-data") {
          const boundary = type.parameters.get("boundary");
          if (boundary === undefined) throw new TypeError("Failed to fetch");
          return web.parseMultipart(bytes, boundary);
        }
        if (type?.essence === "application/x-www-form-urlencoded") {
          const form = new FormData();
          for (const [key, value] of web.parseForm(web.utf8Decode(bytes))) form.append(key, value);
          return form;
        }
        throw new TypeError("Failed to fetch");
      });
    },
    json() {
      return consume(this, "json", (bytes, state, prefix) => {
        const text = web.utf8Decode(bytes);
        try {
          return JSON.parse(text);
        } catch (error) {
          throw new SyntaxError(web.jsonMessage(text, error, prefix));
        }
      });
    },
    text() {
      return consume(this, "text", (bytes) => web.utf8Decode(bytes));
    },
  };
  for (const key of Object.keys(members)) {
    Object.defineProperty(constructor.prototype, key, Object.getOwnPropertyDescriptor(members, key));
  }
};

// The browser's own message for the most common JSON errors, if known, and otherwise that of JSON.parse.
web.jsonMessage = (text, error, prefix) => {
  const start = text.trimStart();
  if (start === "") return `${prefix}Unexpected end of JSON input`;
  if (/^[^[{"\-0-9tfn]/.test(start)) {
    const shown = start.length > 10 ? `"${start.slice(0, 10)}"...` : `"${start}"`;
    return `Unexpected token '${start[0]}', ${shown} is not valid JSON`;
  }
  return error.message;
};
