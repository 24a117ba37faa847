// https://w3c.github.io/webcrypto/: random numbers and digests.
"use strict";

const { idl, DOMException } = web;

const integerViews = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  BigInt64Array, BigUint64Array,
];

web.randomUUID = () => {
  const bytes = new Uint8Array(16);
  host.random(bytes);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

class Crypto {
  #subtle = new SubtleCrypto(idl.internal);
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get subtle() {
    return this.#subtle;
  }
  getRandomValues(array) {
    const prefix = idl.failed("getRandomValues", "Crypto");
    idl.required(arguments.length, 1, prefix);
    if (!integerViews.some((view) => array instanceof view)) {
      if (!ArrayBuffer.isView(array)) {
        throw new TypeError(`${prefix}parameter 1 is not of type 'ArrayBufferView'.`);
      }
      throw new DOMException(
        `${prefix}The provided ArrayBufferView is of type '${array.constructor.name}', which is not an integer array type.`,
        "TypeMismatchError"
      );
    }
    if (array.byteLength > 65536) {
      throw new DOMException(
        `${prefix}The ArrayBufferView's byte length (${array.byteLength}) exceeds the number of bytes of entropy available via this API (65536).`,
        "QuotaExceededError"
      );
    }
    host.random(array);
    return array;
  }
  randomUUID() {
    return web.randomUUID();
  }
}

class SubtleCrypto {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  async digest(algorithm, data) {
    const prefix = idl.failed("digest", "SubtleCrypto");
    idl.required(arguments.length, 2, prefix);
    const name = typeof algorithm === "object" && algorithm !== null ? algorithm.name : algorithm;
    if (!idl.isBufferSource(data)) {
      throw new TypeError(`${prefix}The provided value is not of type '(ArrayBuffer or ArrayBufferView)'.`);
    }
    const known = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };
    const wanted = known[String(name).toUpperCase()];
    if (!wanted) throw new DOMException("Unrecognized algorithm name", "NotSupportedError");
    return host.digest(wanted, data);
  }
}
idl.expose(SubtleCrypto);
idl.expose(Crypto);
if (!web.page.isSecure) {
  delete Crypto.prototype.randomUUID;
  delete Crypto.prototype.subtle;
}
idl.attribute("crypto", new Crypto(idl.internal));
