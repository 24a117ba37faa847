// https://webidl.spec.whatwg.org/#idl-DOMException
"use strict";

const { idl } = web;

const codes = {
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10,
  InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14,
  InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19,
  AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23,
  InvalidNodeTypeError: 24, DataCloneError: 25,
};

class DOMException {
  #name;
  #message;
  constructor(message = "", name = "Error") {
    this.#message = idl.DOMString(message);
    this.#name = idl.DOMString(name);
    const { stack } = new Error(this.#message);
    Object.defineProperty(this, "stack", { value: stack, writable: true, configurable: true });
  }
  get name() {
    return this.#name;
  }
  get message() {
    return this.#message;
  }
  get code() {
    return codes[this.#name] ?? 0;
  }
}
Object.setPrototypeOf(DOMException.prototype, Error.prototype);
idl.expose(DOMException);

const constants = {};
for (const [name, code] of Object.entries(codes)) {
  constants[name.replace(/Error$/, "").replace(/[a-z](?=[A-Z])/g, "$&_").toUpperCase() + "_ERR"] = code;
}
constants.DOMSTRING_SIZE_ERR = 2;
constants.NO_DATA_ALLOWED_ERR = 6;
constants.VALIDATION_ERR = 16;
constants.URL_MISMATCH_ERR = 21;
idl.constants(DOMException, constants);

web.DOMException = DOMException;
