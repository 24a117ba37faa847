// How a form's entries are serialized: the three encoding types, in any character encoding.
// https://html.spec.whatwg.org/#form-submission-2
"use strict";

const { html } = web;

// https://encoding.spec.whatwg.org/#get-an-encoder: the bytes of each character. Multi-byte sequences are found by decoding
// all possible ones.
const encoders = new Map();
const tableOf = (name) => {
  let table = encoders.get(name);
  if (table) return table;
  table = new Map();
  const decode = (bytes) => {
    try {
      return new TextDecoder(name, { fatal: true }).decode(new Uint8Array(bytes));
    } catch {
      return "";
    }
  };
  const put = (bytes, isLast) => {
    const text = decode(bytes);
    if (text === "" || text.includes("\uFFFD") || [...text].length !== 1 || (table.has(text) && !isLast)) return;
    table.set(text, bytes);
  };
  for (let byte = 0x80; byte <= 0xff; byte++) put([byte]);
  if (web.singleByteIndex(name) === undefined && name !== "x-user-defined") {
    for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) put([lead, trail]);
  }
  encoders.set(name, table);
  return table;
};
// ISO-2022-JP has the double-byte characters of Shift_JIS, as rows and cells.
const jis = (text) => {
  const table = tableOf("shift_jis");
  const out = [];
  let isDouble = false;
  for (const character of text) {
    const code = character.codePointAt(0);
    const bytes = code < 0x80 ? undefined : table.get(character);
    if (bytes?.length === 2) {
      const [lead, trail] = bytes;
      const row = (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 2 + (trail >= 0x9f ? 1 : 0);
      const cell = trail >= 0x9f ? trail - 0x9f : trail - (trail < 0x7f ? 0x40 : 0x41);
      if (!isDouble) out.push(0x1b, 0x24, 0x42);
      isDouble = true;
      out.push(row + 0x21, cell + 0x21);
      continue;
    }
    if (isDouble) out.push(0x1b, 0x28, 0x42);
    isDouble = false;
    if (code < 0x80) out.push(code);
    else out.push(...web.latin1Bytes(`&#${code};`));
  }
  if (isDouble) out.push(0x1b, 0x28, 0x42);
  return new Uint8Array(out);
};
// Replaces characters that the encoding lacks by numeric references, as for forms.
html.encode = (text, encoding) => {
  if (encoding === "utf-8") return web.utf8Encode(text.toWellFormed());
  if (encoding === "iso-2022-jp") return jis(text.toWellFormed());
  const table = tableOf(encoding);
  const out = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0);
    if (code < 0x80) out.push(code);
    else out.push(...(table.get(character) ?? web.latin1Bytes(`&#${code};`)));
  }
  return new Uint8Array(out);
};

// https://html.spec.whatwg.org/#picking-an-encoding-for-the-form, in lower case
html.formEncoding = (form) => {
  let encoding = web.encodingName(html.documentOf(form).characterSet) ?? "utf-8";
  const wanted = html.getAttribute(form, "accept-charset");
  if (wanted !== null) {
    encoding = "utf-8";
    for (const label of html.collapse(wanted).split(" ")) {
      const found = web.encodingName(label);
      if (found) {
        encoding = found;
        break;
      }
    }
  }
  // https://encoding.spec.whatwg.org/#get-an-output-encoding
  return /^(replacement|utf-16(le|be))$/.test(encoding) ? "utf-8" : encoding;
};
// The name of an encoding in the standard's spelling.
html.encodingTitle = (name) => {
  if (/^(windows|mac|x-|gb18030)/.test(name)) return name;
  return { shift_jis: "Shift_JIS", big5: "Big5" }[name] ?? name.toUpperCase();
};

const newlines = (text) => text.replace(/\r\n|\r|\n/g, "\r\n");
const textOf = (value) => (typeof value === "string" ? value : value.name);

// https://url.spec.whatwg.org/#concept-urlencoded-serializer
html.urlencoded = (list, encoding) => {
  const part = (text) => {
    let out = "";
    for (const byte of html.encode(newlines(text), encoding)) {
      const letter = String.fromCharCode(byte);
      if (byte === 0x20) out += "+";
      else if (/[A-Za-z0-9*\-._]/.test(letter)) out += letter;
      else out += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    }
    return out;
  };
  return list.map(([name, value]) => `${part(name)}=${part(textOf(value))}`).join("&");
};

// https://html.spec.whatwg.org/#multipart/form-data-encoding-algorithm
html.multipart = (list, encoding, boundary) => {
  const escape = (text) => text.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
  const pieces = [];
  for (const [name, value] of list) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(newlines(name))}"`;
    if (typeof value === "string") {
      pieces.push(html.encode(`${head}\r\n\r\n${newlines(value)}\r\n`, encoding));
      continue;
    }
    head += `; filename="${escape(value.name)}"\r\nContent-Type: ${value.type || "application/octet-stream"}\r\n\r\n`;
    pieces.push(html.encode(head, encoding), web.blobBytes(value), web.utf8Encode("\r\n"));
  }
  pieces.push(web.utf8Encode(`--${boundary}--\r\n`));
  return web.concat(pieces);
};

// https://html.spec.whatwg.org/#text/plain-encoding-algorithm
html.plainText = (list) => list.map(([name, value]) => `${newlines(name)}=${newlines(textOf(value))}\r\n`).join("");
