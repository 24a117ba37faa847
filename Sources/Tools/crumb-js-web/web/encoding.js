// https://encoding.spec.whatwg.org/#api
"use strict";

const { idl } = web;

class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(input = "") {
    return new Uint8Array(host.encode(idl.DOMString(input).toWellFormed()));
  }
  encodeInto(source, destination) {
    const prefix = idl.failed("encodeInto", "TextEncoder");
    idl.required(arguments.length, 2, prefix);
    const text = idl.USVString(source);
    if (!(destination instanceof Uint8Array)) {
      throw new TypeError(`${prefix}parameter 2 is not of type 'Uint8Array'.`);
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

// Labels of what is decoded here.
// https://encoding.spec.whatwg.org/#names-and-labels
const names = new Map();
for (const [name, labels] of Object.entries({
  "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
  "windows-1252":
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
  "utf-16le":
    "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
  "utf-16be": "unicodefffe utf-16be",
  "x-user-defined": "x-user-defined",
})) {
  for (const label of labels.split(" ")) names.set(label, name);
}
web.encodingName = (label) => names.get(label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "").toLowerCase());

// What windows-1252 has between 0x80 and 0x9F.
const windows1252 =
  "\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F" +
  "\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178";

// How many bytes at the end begin a sequence of UTF-8 that may go on.
const unfinished = (bytes) => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc2) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (byte > 0xf4 || back >= wanted) return 0;
      const second = bytes[bytes.length - back + 1];
      if (back > 1) {
        const low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
        const high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) return 0;
      }
      return back;
    }
  }
  return 0;
};

const isValidUTF8 = (bytes, text) => {
  if (!text.includes("\uFFFD")) return true;
  const again = new Uint8Array(host.encode(text));
  if (again.length !== bytes.length) return false;
  for (let i = 0; i < bytes.length; i++) if (again[i] !== bytes[i]) return false;
  return true;
};

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #rest = new Uint8Array(0);
  #sawBOM = false;
  #isStreaming = false;
  constructor(label = "utf-8", options) {
    const prefix = idl.failed("TextDecoder");
    const name = web.encodingName(idl.DOMString(label));
    options = idl.dictionary(options, prefix, "TextDecoderOptions");
    if (!name) throw new RangeError(`${prefix}The encoding label provided ('${label}') is invalid.`);
    this.#encoding = name;
    this.#fatal = Boolean(options.fatal);
    this.#ignoreBOM = Boolean(options.ignoreBOM);
  }
  get encoding() {
    return this.#encoding;
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }
  decode(input, options) {
    const prefix = idl.failed("decode", "TextDecoder");
    if (input !== undefined && !idl.isBufferSource(input)) {
      throw new TypeError(
        `${prefix}parameter 1 is not of type 'ArrayBuffer' or 'ArrayBufferView'.`
      );
    }
    const stream = Boolean(idl.dictionary(options, prefix, "TextDecodeOptions").stream);
    if (!this.#isStreaming) {
      this.#rest = new Uint8Array(0);
      this.#sawBOM = false;
    }
    this.#isStreaming = stream;
    let bytes = input === undefined ? new Uint8Array(0) : idl.view(input);
    if (this.#rest.length) {
      const joined = new Uint8Array(this.#rest.length + bytes.length);
      joined.set(this.#rest);
      joined.set(bytes, this.#rest.length);
      bytes = joined;
    }
    let text = this.#convert(bytes, stream, prefix);
    if (!this.#sawBOM && text.length > 0 && !this.#ignoreBOM) {
      if (text[0] === "\uFEFF" && this.#encoding.startsWith("utf-")) text = text.slice(1);
    }
    if (text.length > 0 || bytes.length > 0) this.#sawBOM ||= text.length > 0 || !stream || bytes.length > 3;
    return text;
  }
  #convert(bytes, stream, prefix) {
    switch (this.#encoding) {
      case "utf-8": {
        const count = stream ? unfinished(bytes) : 0;
        this.#rest = bytes.slice(bytes.length - count);
        const whole = bytes.subarray(0, bytes.length - count);
        const text = host.decode(whole);
        if (this.#fatal && !isValidUTF8(whole, text)) {
          throw new TypeError(`${prefix}The encoded data was not valid.`);
        }
        return text;
      }
      case "windows-1252":
        this.#rest = new Uint8Array(0);
        return web.latin1(bytes).replace(/[\x80-\x9F]/g, (c) => windows1252[c.charCodeAt(0) - 0x80]);
      case "x-user-defined":
        this.#rest = new Uint8Array(0);
        return web
          .latin1(bytes)
          .replace(/[\x80-\xFF]/g, (c) => String.fromCharCode(0xf700 + c.charCodeAt(0)));
      default:
        return this.#utf16(bytes, stream, prefix);
    }
  }
  #utf16(bytes, stream, prefix) {
    const isBig = this.#encoding === "utf-16be";
    let count = bytes.length - (bytes.length % 2);
    const unit = (i) => (isBig ? (bytes[i] << 8) | bytes[i + 1] : bytes[i] | (bytes[i + 1] << 8));
    if (stream && count >= 2 && (unit(count - 2) & 0xfc00) === 0xd800) count -= 2;
    const codes = [];
    for (let i = 0; i < count; i += 2) codes.push(unit(i));
    let raw = "";
    for (let i = 0; i < codes.length; i += 8192) {
      raw += String.fromCharCode(...codes.slice(i, i + 8192));
    }
    this.#rest = stream ? bytes.slice(count) : new Uint8Array(0);
    if (!stream && count < bytes.length) raw += "\uFFFD";
    if (this.#fatal && (!raw.isWellFormed() || (!stream && count < bytes.length))) {
      throw new TypeError(`${prefix}The encoded data was not valid.`);
    }
    return raw.toWellFormed();
  }
}
idl.expose(TextDecoder);

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
