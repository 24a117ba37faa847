// https://encoding.spec.whatwg.org/#api: the parts that need no tables.
"use strict";

const { idl } = web;

class TextEncoder {
  #isOne = true;
  static #check(encoder) {
    if (!(#isOne in encoder)) throw new TypeError("Illegal invocation");
  }
  get encoding() {
    TextEncoder.#check(this);
    return "utf-8";
  }
  encode(input = "") {
    TextEncoder.#check(this);
    return new Uint8Array(host.encode(idl.DOMString(input).toWellFormed()));
  }
  encodeInto(source, destination) {
    TextEncoder.#check(this);
    const prefix = idl.failed("encodeInto", "TextEncoder");
    idl.required(arguments.length, 2, prefix);
    const text = idl.USVString(source);
    if (!(destination instanceof Uint8Array)) {
      throw new TypeError(`${prefix}parameter 2 is not of type 'Uint8Array'.`);
    }
    const whole = new Uint8Array(host.encode(text));
    if (whole.length <= destination.length) {
      destination.set(whole);
      return { read: text.length, written: whole.length };
    }
    let read = 0;
    let written = 0;
    for (const character of text) {
      const bytes = new Uint8Array(host.encode(character));
      if (written + bytes.length > destination.length) break;
      destination.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}
idl.expose(TextEncoder);

// One code point per byte, in both directions.
web.latin1 = (bytes) => {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return text;
};
web.latin1Bytes = (text) => {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
};
// https://encoding.spec.whatwg.org/#utf-8-decode
web.utf8Decode = (bytes) => {
  const text = host.decode(bytes);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
};
web.utf8Encode = (text) => new Uint8Array(host.encode(text));
