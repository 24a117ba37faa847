// https://encoding.spec.whatwg.org/#interface-textdecoder and the corresponding streams
"use strict";

const { idl } = web;

// [AllowShared]: shared memory is copied, because it may change in the meantime.
const isShared = (buffer) => Object.prototype.toString.call(buffer) === "[object SharedArrayBuffer]";
const isReadable = (value) => idl.isBufferSource(value) || isShared(value);
const readBytes = (value) => {
  const bytes = idl.view(value);
  return isShared(bytes.buffer) ? Uint8Array.from(bytes) : bytes;
};

// The common base of TextDecoder and TextDecoderStream.
class Decoding {
  constructor(prefix, label, options) {
    label = idl.DOMString(label);
    const name = web.encodingName(label);
    options = idl.dictionary(options, prefix, "TextDecoderOptions");
    if (!name || name === "replacement") {
      throw new RangeError(`${prefix}The encoding label provided ('${label}') is invalid.`);
    }
    this.name = name;
    this.fatal = Boolean(options.fatal);
    this.ignoreBOM = Boolean(options.ignoreBOM);
  }
  decode(bytes, isLast, prefix) {
    if (!this.decoder) {
      this.decoder = web.makeDecoder(this.name);
      this.isAtStart = true;
    }
    const { decoder } = this;
    let text = decoder.decode(bytes, isLast);
    if (isLast || (this.fatal && decoder.hasError)) this.decoder = undefined;
    if (this.fatal && decoder.hasError) throw new TypeError(`${prefix}The encoded data was not valid.`);
    // https://encoding.spec.whatwg.org/#concept-td-serialize
    if (this.isAtStart && text.length > 0) {
      this.isAtStart = false;
      const hasBOM = text.charCodeAt(0) === 0xfeff && this.name.startsWith("utf-");
      if (hasBOM && !this.ignoreBOM) text = text.slice(1);
    }
    return text;
  }
}

class TextDecoder {
  #decoding;
  constructor(label = "utf-8", options) {
    this.#decoding = new Decoding(idl.failed("TextDecoder"), label, options);
  }
  get encoding() {
    return this.#decoding.name;
  }
  get fatal() {
    return this.#decoding.fatal;
  }
  get ignoreBOM() {
    return this.#decoding.ignoreBOM;
  }
  decode(input, options) {
    const prefix = idl.failed("decode", "TextDecoder");
    if (input !== undefined && !isReadable(input)) {
      throw new TypeError(`${prefix}parameter 1 is not of type 'ArrayBuffer' or 'ArrayBufferView'.`);
    }
    const { stream } = idl.dictionary(options, prefix, "TextDecodeOptions");
    const bytes = input === undefined ? new Uint8Array(0) : readBytes(input);
    return this.#decoding.decode(bytes, !stream, prefix);
  }
}
Object.defineProperty(TextDecoder.prototype.decode, "length", { value: 0, configurable: true });
idl.expose(TextDecoder);

// https://encoding.spec.whatwg.org/#interface-textdecoderstream
class TextDecoderStream {
  #decoding;
  #transform;
  constructor(label = "utf-8", options) {
    const prefix = idl.failed("TextDecoderStream");
    const decoding = new Decoding(prefix, label, options);
    const put = (controller, bytes, isLast) => {
      const text = decoding.decode(bytes, isLast, "");
      if (text) controller.enqueue(text);
    };
    this.#decoding = decoding;
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        if (!isReadable(chunk)) {
          throw new TypeError(`${prefix}The provided value is not of type '(ArrayBuffer or ArrayBufferView)'.`);
        }
        put(controller, readBytes(chunk), false);
      },
      flush: (controller) => put(controller, new Uint8Array(0), true),
    });
  }
  get encoding() {
    return this.#decoding.name;
  }
  get fatal() {
    return this.#decoding.fatal;
  }
  get ignoreBOM() {
    return this.#decoding.ignoreBOM;
  }
  get readable() {
    return this.#transform.readable;
  }
  get writable() {
    return this.#transform.writable;
  }
}
idl.expose(TextDecoderStream);

// https://encoding.spec.whatwg.org/#interface-textencoderstream
class TextEncoderStream {
  #transform;
  constructor() {
    // A high surrogate whose low surrogate may be in the next chunk.
    let rest = "";
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        let text = rest + idl.DOMString(chunk);
        const last = text.charCodeAt(text.length - 1);
        rest = last >= 0xd800 && last <= 0xdbff ? text[text.length - 1] : "";
        if (rest) text = text.slice(0, -1);
        if (text) controller.enqueue(web.utf8Encode(text.toWellFormed()));
      },
      flush(controller) {
        if (rest) controller.enqueue(web.utf8Encode("\uFFFD"));
      },
    });
  }
  get encoding() {
    if (!(#transform in this)) throw new TypeError("Illegal invocation");
    return "utf-8";
  }
  get readable() {
    return this.#transform.readable;
  }
  get writable() {
    return this.#transform.writable;
  }
}
idl.expose(TextEncoderStream);
