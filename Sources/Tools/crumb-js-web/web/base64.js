// https://infra.spec.whatwg.org/#forgiving-base64
"use strict";

const { idl } = web;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
web.btoa = function (data) {
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
web.atob = function (data) {
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
