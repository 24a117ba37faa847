// https://drafts.csswg.org/selectors-4/#grammar, on the tokens of https://drafts.csswg.org/css-syntax-3/#tokenization
"use strict";

const { dom } = web;

const NAME = /(?:[-\w\u0080-\uffff]|\\[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|\\[^\r\n\f0-9a-fA-F]|\\$)+/y;
const IDENT = /(?:--|-?(?:[A-Za-z_\u0080-\uffff]|\\[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|\\[^\r\n\f0-9a-fA-F]|\\$))(?:[-\w\u0080-\uffff]|\\[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|\\[^\r\n\f0-9a-fA-F]|\\$)*/y;
const SPACE = /(?:[ \t\r\n\f]|\/\*[\s\S]*?(?:\*\/|$))*/y;
const STRING = /"(?:[^"\\\r\n\f]|\\(?:\r\n|[\s\S]))*(?:"|$)|'(?:[^'\\\r\n\f]|\\(?:\r\n|[\s\S]))*(?:'|$)/y;

const unescaped = (text) =>
  text.includes("\\")
    ? text.replace(/\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|(\r\n|[\r\n\f])|([\s\S])|$)/g, (_, hex, newline, other) => {
        if (newline !== undefined) return "";
        if (hex === undefined) return other ?? "\uFFFD";
        const code = parseInt(hex, 16);
        return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "\uFFFD" : String.fromCodePoint(code);
      })
    : text;

class Invalid extends Error {}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  get isOver() {
    return this.at >= this.text.length;
  }
  get next() {
    return this.text[this.at];
  }
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }
  // Returns whether there was any white space.
  space() {
    const { at } = this;
    this.match(SPACE);
    return this.at > at && /[ \t\r\n\f]/.test(this.text.slice(at, this.at));
  }
  take(text) {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
  expect(text) {
    if (!this.take(text)) throw new Invalid();
  }
  ident() {
    const found = this.match(IDENT);
    if (found === null) throw new Invalid();
    return unescaped(found);
  }
  // Expects the closing parenthesis, which may be missing at the end of the text.
  close() {
    this.space();
    if (!this.isOver) this.expect(")");
  }
}

const legacyElements = ["before", "after", "first-line", "first-letter"];
const simpleClasses = new Set([
  "root", "empty", "first-child", "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type", "scope", "checked", "disabled",
  "enabled", "required", "optional", "read-only", "read-write", "link", "any-link", "visited", "focus", "focus-within", "focus-visible", "target",
  "defined", "placeholder-shown", "indeterminate", "default", "valid", "invalid", "in-range", "out-of-range", "hover", "active", "host",
  "user-valid", "user-invalid", "autofill", "-webkit-autofill", "fullscreen", "modal", "open", "popover-open", "local-link", "target-within", "blank", "playing", "paused",
]);

// https://drafts.csswg.org/css-syntax-3/#anb-microsyntax
const nth = (reader) => {
  reader.space();
  const found = reader.match(/(?:even|odd|[+-]?\d*n(?:\s*[+-]\s*\d+)?(?![\w-])|[+-]?\d+(?![\w-]))/iy);
  if (found === null) throw new Invalid();
  const text = found.replace(/\s+/g, "").toLowerCase();
  if (text === "even") return [2, 0];
  if (text === "odd") return [2, 1];
  const [, a, b] = /^(?:([+-]?\d*)n)?([+-]?\d+)?$/.exec(text);
  return [a === undefined ? 0 : a === "" || a === "+" ? 1 : a === "-" ? -1 : Number(a), b === undefined ? 0 : Number(b)];
};

const attribute = (reader) => {
  reader.space();
  let prefix = null;
  let name;
  const hasStar = reader.take("*|") || reader.take("|");
  if (hasStar) {
    prefix = reader.text[reader.at - 2] === "*" ? "*" : null;
    name = reader.ident();
  } else {
    name = reader.ident();
    if (reader.next === "|" && reader.text[reader.at + 1] !== "=") throw new Invalid();
  }
  reader.space();
  const test = { kind: "attribute", name, lower: dom.lower(name), anyNamespace: prefix === "*", operator: null, value: null, flag: null };
  if (!reader.take("]") && !reader.isOver) {
    const operator = reader.match(/[~|^$*]?=/y);
    if (operator === null) throw new Invalid();
    reader.space();
    const string = reader.match(STRING);
    let value;
    if (string === null) value = reader.ident();
    else value = unescaped(string.slice(1, string.length > 1 && string.at(-1) === string[0] ? -1 : undefined));
    reader.space();
    const flag = reader.match(/[isIS](?![\w-])/y);
    if (flag !== null) reader.space();
    if (!reader.isOver) reader.expect("]");
    Object.assign(test, { operator: operator[0] === "=" ? "=" : operator[0], value, flag: flag?.toLowerCase() ?? null });
  }
  return test;
};

// https://drafts.csswg.org/selectors-4/#typedef-pseudo-class-selector
const pseudo = (reader) => {
  if (reader.take(":")) {
    const name = dom.lower(reader.ident());
    if (reader.take("(")) {
      if (!["slotted", "part", "highlight", "cue"].includes(name)) throw new Invalid();
      skip(reader);
    } else if (!/^-webkit-/.test(name) && ![...legacyElements, "placeholder", "selection", "marker", "backdrop", "file-selector-button", "cue", "grammar-error", "spelling-error", "target-text", "details-content"].includes(name)) {
      throw new Invalid();
    }
    return { kind: "never", isPseudoElement: true };
  }
  const name = dom.lower(reader.ident());
  if (!reader.take("(")) {
    if (legacyElements.includes(name)) return { kind: "never", isPseudoElement: true };
    if (!simpleClasses.has(name)) throw new Invalid();
    return { kind: "class", name };
  }
  switch (name) {
    case "is":
    case "where":
    case "matches":
    case "-webkit-any": {
      const list = listOf(reader, { isForgiving: true });
      reader.close();
      return { kind: "is", list };
    }
    case "not": {
      const list = listOf(reader, {});
      reader.close();
      return { kind: "not", list };
    }
    case "has": {
      const list = listOf(reader, { isRelative: true });
      reader.close();
      return { kind: "has", list };
    }
    case "nth-child":
    case "nth-last-child":
    case "nth-of-type":
    case "nth-last-of-type": {
      const [a, b] = nth(reader);
      let of = null;
      if (reader.space() && name.endsWith("child") && reader.match(/of(?![\w-])/iy) !== null) of = listOf(reader, {});
      reader.close();
      return { kind: "nth", a, b, of, isLast: name.includes("last"), isOfType: name.endsWith("type") };
    }
    case "lang": {
      const ranges = [];
      do {
        reader.space();
        const string = reader.match(STRING);
        ranges.push(dom.lower(string === null ? reader.match(/[\w*\\-]+/y) ?? reader.ident() : unescaped(string.slice(1, -1))));
        reader.space();
      } while (reader.take(","));
      reader.close();
      return { kind: "lang", ranges };
    }
    case "dir": {
      reader.space();
      const direction = dom.lower(reader.ident());
      reader.close();
      return { kind: "dir", direction };
    }
    case "host":
    case "host-context": {
      const list = listOf(reader, {});
      reader.close();
      return { kind: "host", list };
    }
    case "state":
      reader.space();
      return [{ kind: "state", name: reader.ident() }, reader.close()][0];
    default: throw new Invalid();
  }
};
const skip = (reader) => {
  for (let depth = 1; depth > 0 && !reader.isOver; reader.at++) {
    if (reader.next === "(") depth++;
    else if (reader.next === ")") depth--;
  }
};

// A compound selector: its tests, cheapest first where the order does not matter.
const compound = (reader) => {
  const tests = [];
  const begin = reader.at;
  // A type selector, with or without a namespace.
  if (reader.take("*|*") || (reader.take("*") && reader.next !== "|")) tests.push({ kind: "any" });
  else if (reader.text.startsWith("*", begin) && reader.take("|")) {
    const name = reader.ident();
    tests.push({ kind: "type", name, lower: dom.lower(name) });
  } else if (reader.next === "|" && reader.text[reader.at + 1] !== "|") {
    reader.at++;
    if (reader.take("*")) tests.push({ kind: "none" });
    else {
      const name = reader.ident();
      tests.push({ kind: "type", name, lower: dom.lower(name), hasNoNamespace: true });
    }
  } else {
    const name = reader.match(IDENT);
    if (name !== null) {
      if (reader.next === "|") throw new Invalid();
      const text = unescaped(name);
      tests.push({ kind: "type", name: text, lower: dom.lower(text) });
    }
  }
  for (;;) {
    const c = reader.next;
    if (tests.at(-1)?.isPseudoElement && (c === "#" || c === "." || c === "[")) throw new Invalid();
    if (c === "#") {
      reader.at++;
      const id = reader.match(IDENT);
      if (id === null) throw new Invalid();
      tests.push({ kind: "id", value: unescaped(id) });
    } else if (c === ".") {
      reader.at++;
      const value = reader.ident();
      tests.push({ kind: "className", value, lower: dom.lower(value) });
    } else if (c === "[") {
      reader.at++;
      tests.push(attribute(reader));
    } else if (c === ":") {
      reader.at++;
      tests.push(pseudo(reader));
    } else break;
  }
  if (reader.at === begin) throw new Invalid();
  return tests;
};

// A complex selector: compounds from last to first, each with the combinator before it.
const complex = (reader, { isRelative = false } = {}) => {
  const parts = [];
  reader.space();
  let combinator = null;
  if (isRelative) {
    combinator = reader.match(/[>+~]/y) ?? " ";
    reader.space();
  }
  for (;;) {
    parts.push({ combinator, tests: compound(reader) });
    const hasSpace = reader.space();
    const found = reader.match(/>|\+|~|\|\|/y);
    if (found === "||") throw new Invalid();
    if (found !== null) {
      combinator = found;
      reader.space();
    } else if (hasSpace && !reader.isOver && reader.next !== "," && reader.next !== ")") combinator = " ";
    else break;
    if (parts.at(-1).tests.at(-1)?.isPseudoElement) throw new Invalid();
  }
  return parts.reverse();
};
const listOf = (reader, { isForgiving = false, isRelative = false }) => {
  const list = [];
  if (isForgiving) {
    reader.space();
    if (reader.next === ")" || reader.isOver) return list;
  }
  do {
    const { at } = reader;
    try {
      const one = complex(reader, { isRelative });
      if (!reader.isOver && reader.next !== "," && reader.next !== ")") throw new Invalid();
      list.push(one);
    } catch (error) {
      if (!isForgiving || !(error instanceof Invalid)) throw error;
      reader.at = at;
      forgive(reader);
    }
  } while (reader.take(","));
  return list;
};
// Skips an invalid selector, up to the next comma or the end of the list.
const forgive = (reader) => {
  for (let depth = 0; !reader.isOver; reader.at++) {
    const c = reader.next;
    if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") {
      if (depth === 0) return;
      depth--;
    } else if (c === "," && depth === 0) return;
  }
};

const known = new Map();
// The parsed selectors of a text; cached, because loops use the same text repeatedly.
dom.selectors = (text, prefix) => {
  const cached = known.get(text);
  if (cached !== undefined) return cached;
  let list;
  try {
    const reader = new Reader(text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text);
    list = listOf(reader, {});
    if (!reader.isOver) throw new Invalid();
  } catch (error) {
    if (error instanceof Invalid || error instanceof RangeError) {
      throw dom.error("SyntaxError", `${prefix}'${text}' is not a valid selector.`);
    }
    throw error;
  }
  if (known.size > 500) known.clear();
  known.set(text, list);
  return list;
};

// https://drafts.csswg.org/cssom/#serialize-an-identifier
dom.escapeIdentifier = (text) => {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    const code = text.charCodeAt(i);
    if (code === 0) result += "\uFFFD";
    else if (code < 0x20 || code === 0x7f || (/\d/.test(c) && (i === 0 || (i === 1 && text[0] === "-")))) result += `\\${code.toString(16)} `;
    else if (c === "-" && text.length === 1) result += "\\-";
    else if (code >= 0x80 || /[-\w]/.test(c)) result += c;
    else result += `\\${c}`;
  }
  return result;
};
