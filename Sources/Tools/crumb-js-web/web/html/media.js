// https://drafts.csswg.org/cssom-view/#dom-window-matchmedia, for a window of 1280 by 720 on a screen
"use strict";

const { idl } = web;

const pixels = (text) => {
  const match = /^([\d.]+)\s*(px|em|rem)?$/.exec(text);
  return match ? Number(match[1]) * (match[2] && match[2] !== "px" ? 16 : 1) : NaN;
};
const words = {
  orientation: "landscape", "prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference", "prefers-contrast": "no-preference", "prefers-reduced-transparency": "no-preference",
  hover: "hover", "any-hover": "hover", pointer: "fine", "any-pointer": "fine", "display-mode": "browser", scripting: "enabled", update: "fast", "forced-colors": "none",
  "inverted-colors": "none", "color-gamut": "srgb", "dynamic-range": "standard",
};
const sizes = () => ({ width: globalThis.innerWidth, height: globalThis.innerHeight, "device-width": globalThis.innerWidth, "device-height": globalThis.innerHeight });
const compare = { "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b, "=": (a, b) => a === b };

const feature = (text) => {
  const given = sizes();
  const range = /^([\w-]+)\s*(<=|>=|<|>|=)\s*([^<>=]+)$/.exec(text);
  if (range && range[1] in given) return compare[range[2]](given[range[1]], pixels(range[3].trim()));
  const between = /^([^<>=]+?)\s*(<=|<)\s*([\w-]+)\s*(<=|<)\s*([^<>=]+)$/.exec(text);
  if (between && between[3] in given) {
    return compare[between[2]](pixels(between[1].trim()), given[between[3]]) && compare[between[4]](given[between[3]], pixels(between[5].trim()));
  }
  const [name, value] = text.split(":").map((part) => part.trim());
  const limit = /^(min|max)-(.+)$/.exec(name);
  if (limit && limit[2] in given && value !== undefined) {
    return limit[1] === "min" ? given[limit[2]] >= pixels(value) : given[limit[2]] <= pixels(value);
  }
  if (limit && limit[2] === "resolution") return limit[1] === "min" ? parseFloat(value) <= 1 : parseFloat(value) >= 1;
  if (name in given) return value === undefined || given[name] === pixels(value);
  if (name in words) return value === undefined ? !["none", "no-preference"].includes(words[name]) : words[name] === value;
  return name === "color" && value === undefined;
};
const condition = (text) => {
  text = text.trim();
  if (/^not\s+\(/.test(text)) return !condition(text.slice(3));
  const parts = top(text, /^\s+or\s+/);
  if (parts.length > 1) return parts.some(condition);
  const all = top(text, /^\s+and\s+/);
  if (all.length > 1) return all.every(condition);
  if (text.startsWith("(") && text.endsWith(")")) {
    const inner = text.slice(1, -1).trim();
    return inner.startsWith("(") || /^not\s/.test(inner) ? condition(inner) : feature(inner);
  }
  const type = /^(only\s+|not\s+)?([a-z-]+)$/.exec(text);
  if (!type) return false;
  const is = ["all", "screen"].includes(type[2]);
  return type[1]?.startsWith("not") ? !is : is;
};
// Splits a text at a word, except inside brackets.
const top = (text, word) => {
  const parts = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (depth === 0) {
      const match = word.exec(text.slice(i));
      if (!match) continue;
      parts.push(text.slice(start, i));
      start = i + match[0].length;
      i = start - 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
};
const query = (text) => {
  const negated = /^not\s+([a-z-]+)(\s+and\s+(.*))?$/.exec(text);
  if (negated) return !condition(negated[1] + (negated[2] ?? ""));
  return condition(text);
};
const matches = (text) => text === "" || top(text, /^,/).some((one) => query(one.trim()));

const states = new WeakMap();
class MediaQueryList extends web.EventTarget {
  constructor(key, media) {
    super();
    if (key !== idl.internal) throw idl.illegal();
    states.set(this, media);
  }
  get media() {
    return states.get(this);
  }
  get matches() {
    return matches(states.get(this));
  }
  addListener(callback) {
    this.addEventListener("change", callback);
  }
  removeListener(callback) {
    this.removeEventListener("change", callback);
  }
}
web.handlers(MediaQueryList.prototype, ["change"]);
idl.expose(MediaQueryList);
web.eventClass("MediaQueryListEvent", { media: "", matches: false }, { media: String, matches: Boolean });
web.mediaMatches = (text) => matches(text.replace(/[\t\n\f\r ]+/g, " ").trim().toLowerCase());

web.matchMedia = (text) => new MediaQueryList(idl.internal, idl.DOMString(text).replace(/[\t\n\f\r ]+/g, " ").trim().toLowerCase());
