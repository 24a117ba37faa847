// https://w3c.github.io/FileAPI/. The bytes of blobs are kept in memory.
"use strict";

const { idl } = web;

const states = (web.shared.blobStates ??= new WeakMap());
const stateOf = (blob) => {
  const state = states.get(blob);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
web.isBlob = (value) => typeof value === "object" && value !== null && states.has(value);
web.blobBytes = (blob) => stateOf(blob).bytes;

web.concat = (pieces) => {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(pieces.reduce((count, piece) => count + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
};

const typeOf = (text) => (/[^\x20-\x7E]/.test(text) ? "" : text.toLowerCase());

class Blob {
  constructor(parts, options) {
    const prefix = idl.failed(new.target === Blob ? "Blob" : "File");
    if (parts === idl.internal) {
      states.set(this, options);
      return;
    }
    let pieces = [];
    if (parts !== undefined) {
      const isObject = (typeof parts === "object" && parts !== null) || typeof parts === "function";
      const method = isObject ? parts[Symbol.iterator] : undefined;
      if (typeof method !== "function") {
        throw new TypeError(`${prefix}The provided value cannot be converted to a sequence.`);
      }
      pieces = idl.sequence(parts, method, (part) => {
        if (idl.isBufferSource(part)) return part;
        if (web.isBlob(part)) return part;
        return idl.USVString(part);
      });
    }
    options = idl.dictionary(options, prefix, "BlobPropertyBag");
    const endings = options.endings === undefined ? "transparent" : idl.enumeration(options.endings, ["transparent", "native"], ["endings", "BlobPropertyBag", "EndingType"], prefix);
    const type = options.type === undefined ? "" : typeOf(idl.DOMString(options.type));
    const bytes = web.concat(
      pieces.map((piece) => {
        if (typeof piece === "string") {
          return web.utf8Encode(endings === "native" ? piece.replace(/\r\n?/g, "\n") : piece);
        }
        return web.isBlob(piece) ? web.blobBytes(piece) : idl.copy(piece);
      })
    );
    states.set(this, { bytes, type });
  }
  get size() {
    return stateOf(this).bytes.byteLength;
  }
  get type() {
    return stateOf(this).type;
  }
  slice(start = 0, end, type = "") {
    const { bytes } = stateOf(this);
    const size = bytes.byteLength;
    const clamp = (value, usual) => {
      if (value === undefined) return usual;
      const number = Math.trunc(Number(value)) || 0;
      return number < 0 ? Math.max(size + number, 0) : Math.min(number, size);
    };
    const from = clamp(start, 0);
    const to = Math.max(from, clamp(end, size));
    return web.makeBlob(bytes.subarray(from, to), typeOf(idl.DOMString(type)));
  }
  stream() {
    return streamOf(stateOf(this).bytes);
  }
  async text() {
    return web.utf8Decode(stateOf(this).bytes);
  }
  async arrayBuffer() {
    return stateOf(this).bytes.slice().buffer;
  }
  async bytes() {
    return stateOf(this).bytes.slice();
  }
}
idl.expose(Blob);
web.makeBlob = (bytes, type = "") => new Blob(idl.internal, { bytes, type });

// A byte stream of existing bytes.
const streamOf = (bytes) => {
  let at = 0;
  return web.streams.makeBytes({
    pull(controller) {
      const chunk = bytes.slice(at, at + 65536);
      at += chunk.length;
      if (chunk.length) controller.enqueue(chunk);
      if (at >= bytes.length) {
        controller.close();
        controller.byobRequest?.respond(0);
      }
    },
  });
};
web.streamOf = streamOf;

const fileStates = (web.shared.fileStates ??= new WeakMap());
const fileOf = (file) => {
  const state = fileStates.get(file);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
class File extends Blob {
  constructor(bits, name, options) {
    const prefix = idl.failed("File");
    if (bits !== idl.internal) idl.required(arguments.length, 2, prefix);
    super(bits, bits === idl.internal ? name : options);
    if (bits === idl.internal) {
      fileStates.set(this, { name: name.name, lastModified: name.lastModified ?? Date.now() });
      return;
    }
    name = idl.USVString(name);
    const time = options?.lastModified;
    fileStates.set(this, { name, lastModified: time === undefined ? Date.now() : Math.trunc(Number(time)) || 0 });
  }
  get name() {
    return fileOf(this).name;
  }
  get lastModified() {
    return fileOf(this).lastModified;
  }
  get webkitRelativePath() {
    return "";
  }
}
idl.expose(File);
web.makeFile = (bytes, type, name, lastModified) => new File(idl.internal, { bytes, type, name, lastModified });
web.cloners.set((value) => fileStates.has(value), (file) => {
  const { bytes, type } = stateOf(file);
  const { name, lastModified } = fileOf(file);
  return web.makeFile(bytes, type, name, lastModified);
});
web.cloners.set(web.isBlob, (blob) => web.makeBlob(stateOf(blob).bytes, stateOf(blob).type));

class FileReader extends web.EventTarget {
  #state = 0;
  #result = null;
  #error = null;
  #turn = 0;
  get readyState() {
    return this.#state;
  }
  get result() {
    return this.#result;
  }
  get error() {
    return this.#error;
  }
  #read(blob, method, convert) {
    const prefix = idl.failed(method, "FileReader");
    if (!web.isBlob(blob)) throw new TypeError(`${prefix}parameter 1 is not of type 'Blob'.`);
    if (this.#state === 1) throw new web.DOMException(`${prefix}The object is already busy reading Blobs.`, "InvalidStateError");
    this.#state = 1;
    this.#result = this.#error = null;
    const turn = ++this.#turn;
    const bytes = web.blobBytes(blob);
    const fire = (type) =>
      web.fire(this, web.event(ProgressEvent, type, { lengthComputable: true, loaded: type === "loadstart" ? 0 : bytes.length, total: bytes.length }));
    web.queueTask(() => {
      if (turn !== this.#turn) return;
      fire("loadstart");
      web.queueTask(() => {
        if (turn !== this.#turn) return;
        if (bytes.length) fire("progress");
        this.#state = 2;
        this.#result = convert(bytes);
        fire("load");
        if (this.#state !== 1) fire("loadend");
      });
    });
  }
  readAsArrayBuffer(blob) {
    this.#read(blob, "readAsArrayBuffer", (bytes) => bytes.slice().buffer);
  }
  readAsBinaryString(blob) {
    this.#read(blob, "readAsBinaryString", web.latin1);
  }
  readAsText(blob, label) {
    const name = label === undefined ? undefined : web.encodingName(idl.DOMString(label));
    // https://w3c.github.io/FileAPI/#blob-package-data
    this.#read(blob, "readAsText", (bytes) => {
      const charset = web.parseMIME(blob.type)?.parameters.get("charset");
      return web.decodeText(bytes, name ?? (charset && web.encodingName(charset)) ?? "utf-8");
    });
  }
  readAsDataURL(blob) {
    this.#read(blob, "readAsDataURL", (bytes) => `data:${blob.type || "application/octet-stream"};base64,${btoa(web.latin1(bytes))}`);
  }
  abort() {
    if (this.#state !== 1) {
      this.#result = null;
      return;
    }
    this.#turn++;
    this.#state = 2;
    this.#result = null;
    web.fire(this, web.event(ProgressEvent, "abort"));
    web.fire(this, web.event(ProgressEvent, "loadend"));
  }
}
idl.constants(FileReader, { EMPTY: 0, LOADING: 1, DONE: 2 });
web.handlers(FileReader.prototype, ["loadstart", "progress", "load", "abort", "error", "loadend"]);
idl.expose(FileReader);

// https://w3c.github.io/FileAPI/#url
// Shared by all documents of an origin.
const urls = (web.shared.blobURLs ??= new Map());
web.createObjectURL = (object) => {
  if (!web.isBlob(object)) {
    throw new TypeError(`${idl.failed("createObjectURL", "URL")}Overload resolution failed.`);
  }
  const url = `blob:${web.page.origin}/${web.randomUUID()}`;
  urls.set(url, object);
  return url;
};
web.revokeObjectURL = (url) => urls.delete(url);
web.blobAt = (url) => urls.get(url.replace(/#.*/s, ""));
