// https://xhr.spec.whatwg.org/#interface-formdata
"use strict";

const { idl } = web;

const states = (web.shared.formData ??= new WeakMap());
const stateOf = (form) => {
  const state = states.get(form);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
web.isFormData = (value) => states.has(value);
web.formEntries = (form) => stateOf(form).list;
web.makeFormData = (list) => {
  const made = new FormData();
  stateOf(made).list = list;
  return made;
};

const entry = (prefix, name, value, filename, count) => {
  name = idl.USVString(name);
  if (web.isBlob(value)) {
    const isFile = value instanceof File;
    if (isFile && filename === undefined) return [name, value];
    const shown = filename === undefined ? "blob" : idl.USVString(filename);
    return [name, web.makeFile(web.blobBytes(value), value.type, shown, isFile ? value.lastModified : undefined)];
  }
  if (count > 2) throw new TypeError(`${prefix}parameter 2 is not of type 'Blob'.`);
  return [name, idl.USVString(value)];
};

class FormData {
  constructor(form, submitter = null) {
    const state = { list: [] };
    states.set(this, state);
    if (form === undefined) return;
    const list = web.formElementEntries?.(form, submitter);
    if (!list) throw new TypeError(`${idl.failed("FormData")}parameter 1 is not of type 'HTMLFormElement'.`);
    state.list = list;
  }
  append(name, value, filename) {
    const prefix = idl.failed("append", "FormData");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    state.list.push(entry(prefix, name, value, filename, arguments.length));
  }
  delete(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("delete", "FormData"));
    name = idl.USVString(name);
    state.list = state.list.filter((pair) => pair[0] !== name);
  }
  get(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("get", "FormData"));
    name = idl.USVString(name);
    return state.list.find((pair) => pair[0] === name)?.[1] ?? null;
  }
  getAll(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("getAll", "FormData"));
    name = idl.USVString(name);
    return state.list.filter((pair) => pair[0] === name).map((pair) => pair[1]);
  }
  has(name) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("has", "FormData"));
    name = idl.USVString(name);
    return state.list.some((pair) => pair[0] === name);
  }
  set(name, value, filename) {
    const prefix = idl.failed("set", "FormData");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    const made = entry(prefix, name, value, filename, arguments.length);
    const index = state.list.findIndex((pair) => pair[0] === made[0]);
    if (index < 0) {
      state.list.push(made);
      return;
    }
    state.list[index] = made;
    state.list = state.list.filter((pair, i) => i <= index || pair[0] !== made[0]);
  }
}
idl.iterable(FormData, "FormData", (form) => stateOf(form).list);
for (const name of ["append", "set"]) Object.defineProperty(FormData.prototype[name], "length", { value: 2, configurable: true });
Object.defineProperty(FormData, "length", { value: 0, configurable: true });
idl.expose(FormData);

// https://html.spec.whatwg.org/#multipart-form-data
web.serializeMultipart = (list, boundary) => {
  const escape = (text) => text.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
  const lines = (text) => text.replace(/\r\n|\r|\n/g, "\r\n");
  const pieces = [];
  for (const [name, value] of list) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(lines(name))}"`;
    if (typeof value === "string") {
      pieces.push(web.utf8Encode(`${head}\r\n\r\n${lines(value)}\r\n`));
      continue;
    }
    head += `; filename="${escape(value.name)}"\r\nContent-Type: ${value.type || "application/octet-stream"}\r\n\r\n`;
    pieces.push(web.utf8Encode(head), web.blobBytes(value), web.utf8Encode("\r\n"));
  }
  pieces.push(web.utf8Encode(`--${boundary}--\r\n`));
  return web.concat(pieces);
};
web.newBoundary = () => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const bytes = new Uint8Array(16);
  host.random(bytes);
  return `----WebKitFormBoundary${[...bytes].map((byte) => letters[byte % letters.length]).join("")}`;
};

const indexOf = (bytes, wanted, from) => {
  outer: for (let i = from; i <= bytes.length - wanted.length; i++) {
    for (let j = 0; j < wanted.length; j++) if (bytes[i + j] !== wanted[j]) continue outer;
    return i;
  }
  return -1;
};

// https://andreubotella.github.io/multipart-form-data/#multipart-form-data-parser; throws on failure
web.parseMultipart = (bytes, boundary) => {
  const fail = () => {
    throw new TypeError("Failed to fetch");
  };
  const dashes = web.latin1Bytes(`--${boundary}`);
  const form = new FormData();
  const starts = (text, at) => web.latin1(bytes.subarray(at, at + text.length)) === text;
  let at = 0;
  while (starts("\r\n", at)) at += 2;
  for (;;) {
    if (indexOf(bytes.subarray(at, at + dashes.length), dashes, 0) !== 0) fail();
    at += dashes.length;
    if (starts("--", at)) return form;
    if (!starts("\r\n", at)) fail();
    at += 2;
    let name;
    let filename;
    let type;
    while (!starts("\r\n", at)) {
      const end = indexOf(bytes, [13, 10], at);
      if (end < 0) fail();
      const line = web.utf8Decode(bytes.subarray(at, end));
      const colon = line.indexOf(":");
      if (colon < 0) fail();
      const header = line.slice(0, colon).toLowerCase();
      const value = line.slice(colon + 1).trim();
      const unescape = (text) => text.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%22", '"');
      if (header === "content-disposition") {
        if (!/^form-data;/i.test(value)) fail();
        const named = /;\s*name="([^"]*)"/.exec(value);
        if (!named) fail();
        name = unescape(named[1]);
        const file = /;\s*filename="([^"]*)"/.exec(value);
        if (file) filename = unescape(file[1]);
      } else if (header === "content-type") type = value;
      at = end + 2;
    }
    at += 2;
    if (name === undefined) fail();
    const end = indexOf(bytes, web.concat([web.latin1Bytes("\r\n"), dashes]), at);
    if (end < 0) fail();
    const body = bytes.slice(at, end);
    if (filename === undefined) form.append(name, web.utf8Decode(body));
    else form.append(name, web.makeFile(body, (type ?? "text/plain").toLowerCase(), filename));
    at = end + 2;
  }
};
