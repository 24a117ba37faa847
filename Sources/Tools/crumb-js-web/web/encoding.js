// https://encoding.spec.whatwg.org/#api: what needs no table.
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

// One code point a byte, both ways.
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

// https://infra.spec.whatwg.org/#forgiving-base64
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
web.global.btoa = function btoa(data) {
  const prefix = idl.failed("btoa", "Window");
  idl.required(arguments.length, 1, prefix);
  const text = idl.DOMString(data);
  let output = "";
  for (let i = 0; i < text.length; i += 3) {
    const bytes = [0, 1, 2].map((j) => text.charCodeAt(i + j));
    if (bytes.some((byte) => byte > 255)) {
      throw new web.DOMException(
        `${prefix}The string to be encoded contains characters outside of the Latin1 range.`,
        "InvalidCharacterError"
      );
    }
    const word = ((bytes[0] || 0) << 16) | ((bytes[1] || 0) << 8) | (bytes[2] || 0);
    output += alphabet[word >> 18] + alphabet[(word >> 12) & 63];
    output += i + 1 < text.length ? alphabet[(word >> 6) & 63] : "=";
    output += i + 2 < text.length ? alphabet[word & 63] : "=";
  }
  return output;
};
web.global.atob = function atob(data) {
  const prefix = idl.failed("atob", "Window");
  idl.required(arguments.length, 1, prefix);
  let text = idl.DOMString(data).replace(/[\t\n\f\r ]/g, "");
  if (text.length % 4 === 0) text = text.replace(/==?$/, "");
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) {
    throw new web.DOMException(
      `${prefix}The string to be decoded is not correctly encoded.`,
      "InvalidCharacterError"
    );
  }
  let output = "";
  for (let i = 0; i < text.length; i += 4) {
    const codes = [0, 1, 2, 3].map((j) => (i + j < text.length ? alphabet.indexOf(text[i + j]) : 0));
    const word = (codes[0] << 18) | (codes[1] << 12) | (codes[2] << 6) | codes[3];
    output += String.fromCharCode(word >> 16);
    if (i + 2 < text.length) output += String.fromCharCode((word >> 8) & 255);
    if (i + 3 < text.length) output += String.fromCharCode(word & 255);
  }
  return output;
};
