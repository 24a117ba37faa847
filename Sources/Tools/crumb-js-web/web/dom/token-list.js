// https://dom.spec.whatwg.org/#interface-domtokenlist
"use strict";

const { idl, dom, shared } = web;

// https://dom.spec.whatwg.org/#concept-ordered-set-parser
dom.tokens = (text) => [...new Set(text.split(/[\t\n\f\r ]+/))].filter((token) => token !== "");
const none = null;
// The classes of an element as a set; null if it has none.
dom.classes = (record) => {
  if (record.classes !== undefined) return record.classes;
  const value = dom.attribute(record, "class");
  return (record.classes = value === null || value === "" ? none : new Set(dom.tokens(value)));
};

const states = (shared.tokenLists ??= new WeakMap());
const stateOf = (list) => {
  const state = states.get(list);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const tokensOf = ({ element, name }) => dom.tokens(dom.attribute(element, name) ?? "");
const update = ({ element, name }, tokens) => {
  if (dom.attribute(element, name) === null && tokens.length === 0) return;
  dom.setAttributeValue(element, name, tokens.join(" "));
};
const checked = (token, prefix) => {
  if (token === "") throw dom.error("SyntaxError", `${prefix}The token provided must not be empty.`);
  if (/[\t\n\f\r ]/.test(token)) {
    throw dom.error("InvalidCharacterError", `${prefix}The token provided ('${token}') contains HTML space characters, which are not valid in tokens.`);
  }
  return token;
};

class DOMTokenList {
  constructor() {
    throw idl.illegal();
  }
  get length() {
    return tokensOf(stateOf(this)).length;
  }
  item(index) {
    idl.required(arguments.length, 1, idl.failed("item", "DOMTokenList"));
    return tokensOf(stateOf(this))[idl.unsigned(index, 32)] ?? null;
  }
  contains(token) {
    idl.required(arguments.length, 1, idl.failed("contains", "DOMTokenList"));
    return tokensOf(stateOf(this)).includes(idl.DOMString(token));
  }
  add(...tokens) {
    const state = stateOf(this);
    const prefix = idl.failed("add", "DOMTokenList");
    tokens = tokens.map(idl.DOMString);
    for (const token of tokens) checked(token, prefix);
    update(state, [...new Set([...tokensOf(state), ...tokens])]);
  }
  remove(...tokens) {
    const state = stateOf(this);
    const prefix = idl.failed("remove", "DOMTokenList");
    tokens = tokens.map(idl.DOMString);
    for (const token of tokens) checked(token, prefix);
    update(state, tokensOf(state).filter((token) => !tokens.includes(token)));
  }
  toggle(token, force) {
    const state = stateOf(this);
    const prefix = idl.failed("toggle", "DOMTokenList");
    idl.required(arguments.length, 1, prefix);
    token = checked(idl.DOMString(token), prefix);
    const tokens = tokensOf(state);
    if (tokens.includes(token)) {
      if (force !== undefined && force) return true;
      update(state, tokens.filter((one) => one !== token));
      return false;
    }
    if (force !== undefined && !force) return false;
    update(state, [...tokens, token]);
    return true;
  }
  replace(token, newToken) {
    const state = stateOf(this);
    const prefix = idl.failed("replace", "DOMTokenList");
    idl.required(arguments.length, 2, prefix);
    [token, newToken] = [idl.DOMString(token), idl.DOMString(newToken)];
    if (token === "" || newToken === "") throw dom.error("SyntaxError", `${prefix}The token provided must not be empty.`);
    checked(token, prefix);
    checked(newToken, prefix);
    const tokens = tokensOf(state);
    if (!tokens.includes(token)) return false;
    update(state, [...new Set(tokens.map((one) => (one === token ? newToken : one)))]);
    return true;
  }
  supports(token) {
    const state = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("supports", "DOMTokenList"));
    if (!state.supported) throw new TypeError(`${idl.failed("supports", "DOMTokenList")}DOMTokenList has no supported tokens.`);
    return state.supported.includes(dom.lower(idl.DOMString(token)));
  }
  get value() {
    const { element, name } = stateOf(this);
    return dom.attribute(element, name) ?? "";
  }
  set value(value) {
    const { element, name } = stateOf(this);
    dom.setAttributeValue(element, name, idl.DOMString(value));
  }
  toString() {
    const { element, name } = stateOf(this);
    return dom.attribute(element, name) ?? "";
  }
}
idl.expose(DOMTokenList);
dom.arrayLike(DOMTokenList);
dom.reactions(DOMTokenList, ["add", "remove", "toggle", "replace", "value"]);

// The token list of an element's attribute: class, rel, sandbox, sizes or for.
dom.tokenList = (element, name, supported) => {
  const lists = ((element.extras ??= {}).tokenLists ??= {});
  if (lists[name]) return lists[name];
  const state = { element, name, supported };
  const list = dom.collection(DOMTokenList.prototype, { list: () => tokensOf(state) });
  states.set(list, state);
  return (lists[name] = list);
};
