// https://w3c.github.io/FileAPI/#filelist-section and https://html.spec.whatwg.org/#the-datatransfer-interface
"use strict";

const { html, idl } = web;

const lists = (web.shared.fileLists ??= new WeakMap());
const filesOf = (list) => {
  const files = lists.get(list);
  if (!files) throw new TypeError("Illegal invocation");
  return files;
};
class FileList {
  constructor() {
    throw idl.illegal();
  }
  get length() {
    return filesOf(this).length;
  }
  item(index) {
    idl.required(arguments.length, 1, idl.failed("item", "FileList"));
    return filesOf(this)[idl.unsigned(index, 32)] ?? null;
  }
}
Object.defineProperty(FileList.prototype, Symbol.iterator, { value: Array.prototype.values, writable: true, configurable: true });
idl.expose(FileList);
html.fileList = (files) => {
  const list = Object.create(FileList.prototype);
  files.forEach((file, index) => Object.defineProperty(list, index, { value: file, enumerable: true, configurable: true }));
  lists.set(list, files);
  return list;
};
html.isFileList = (value) => lists.has(value);

const states = (web.shared.transfers ??= new WeakMap());
const stateOf = (object) => {
  const state = states.get(object);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const formatOf = (text) => {
  const format = html.lower(idl.DOMString(text));
  return { text: "text/plain", url: "text/uri-list" }[format] ?? format;
};

class DataTransferItem {
  constructor() {
    throw idl.illegal();
  }
  get kind() {
    return stateOf(this).file ? "file" : "string";
  }
  get type() {
    return stateOf(this).type;
  }
  getAsFile() {
    return stateOf(this).file ?? null;
  }
  getAsString(callback) {
    const { text } = stateOf(this);
    if (callback && text !== undefined) web.queueTask(() => callback(text));
  }
}
idl.expose(DataTransferItem);
const item = (state) => {
  const made = Object.create(DataTransferItem.prototype);
  states.set(made, state);
  return made;
};

class DataTransferItemList {
  constructor() {
    throw idl.illegal();
  }
  get length() {
    return stateOf(this).items.length;
  }
  add(data, type) {
    const state = stateOf(this);
    const prefix = idl.failed("add", "DataTransferItemList");
    idl.required(arguments.length, 1, prefix);
    const isFile = web.isBlob(data);
    if (!isFile) idl.required(arguments.length, 2, prefix);
    const format = isFile ? data.type : formatOf(type);
    if (!isFile && state.items.some((one) => !stateOf(one).file && stateOf(one).type === format)) {
      throw new web.DOMException(`${prefix}An item already exists for type '${format}'.`, "NotSupportedError");
    }
    const made = item(isFile ? { file: data, type: format } : { text: idl.DOMString(data), type: format });
    state.items.push(made);
    number(this, state);
    return made;
  }
  remove(index) {
    const state = stateOf(this);
    state.items.splice(idl.unsigned(index, 32), 1);
    number(this, state);
  }
  clear() {
    const state = stateOf(this);
    state.items.length = 0;
    number(this, state);
  }
}
// Updates the indexed properties to the current items.
const number = (list, state) => {
  for (const key of Object.keys(list)) delete list[key];
  state.items.forEach((one, index) => Object.defineProperty(list, index, { value: one, enumerable: true, configurable: true }));
  state.files = undefined;
};
Object.defineProperty(DataTransferItemList.prototype, Symbol.iterator, { value: Array.prototype.values, writable: true, configurable: true });
idl.expose(DataTransferItemList);

class DataTransfer {
  constructor() {
    const state = { items: [], dropEffect: "none", effectAllowed: "none" };
    states.set(this, state);
    state.list = Object.create(DataTransferItemList.prototype);
    states.set(state.list, state);
  }
  get items() {
    return stateOf(this).list;
  }
  get files() {
    const state = stateOf(this);
    return (state.files ??= html.fileList(state.items.map((one) => stateOf(one).file).filter((file) => file !== undefined)));
  }
  get types() {
    const { items } = stateOf(this);
    const types = items.filter((one) => !stateOf(one).file).map((one) => stateOf(one).type);
    return Object.freeze(items.some((one) => stateOf(one).file) ? [...types, "Files"] : types);
  }
  getData(format) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("getData", "DataTransfer"));
    const wanted = formatOf(format);
    return state.items.map(stateOf).find((one) => !one.file && one.type === wanted)?.text ?? "";
  }
  setData(format, data) {
    const state = stateOf(this);
    idl.required(arguments.length, 2, idl.failed("setData", "DataTransfer"));
    this.clearData(format);
    state.list.add(data, format);
  }
  clearData(format) {
    const state = stateOf(this);
    state.items = state.items.filter((one) => stateOf(one).file || (format !== undefined && stateOf(one).type !== formatOf(format)));
    number(state.list, state);
  }
  setDragImage() {}
}
for (const [name, values] of [["dropEffect", ["none", "copy", "link", "move"]], ["effectAllowed", ["none", "copy", "copyLink", "copyMove", "link", "linkMove", "move", "all", "uninitialized"]]]) {
  html.extend(DataTransfer, {
    get [name]() {
      return stateOf(this)[name];
    },
    set [name](value) {
      if (values.includes(String(value))) stateOf(this)[name] = String(value);
    },
  });
}
idl.expose(DataTransfer);
