// https://drafts.csswg.org/selectors-4/#match-a-selector-against-an-element
"use strict";

const { dom } = web;
const { ELEMENT, DOCUMENT } = dom.kinds;

const previousElement = (one) => {
  for (one = one.previous; one !== null; one = one.previous) if (one.type === ELEMENT) return one;
  return null;
};
const nextElement = (one) => {
  for (one = one.next; one !== null; one = one.next) if (one.type === ELEMENT) return one;
  return null;
};
const parentElement = ({ parent }) => (parent !== null && parent.type === ELEMENT ? parent : null);
const sameType = (a, b) => a.localName === b.localName && a.namespace === b.namespace;
const isHTMLDocument = (one) => one.document.isHTML;

// The values of these attributes are compared case-insensitively in HTML.
// https://html.spec.whatwg.org/#case-sensitivity-of-selectors
const caseless = new Set([
  "accept", "accept-charset", "align", "alink", "axis", "bgcolor", "charset", "checked", "clear", "codetype", "color", "compact", "declare",
  "defer", "dir", "direction", "disabled", "enctype", "face", "frame", "hreflang", "http-equiv", "lang", "language", "link", "media", "method",
  "multiple", "nohref", "noresize", "noshade", "nowrap", "readonly", "rel", "rev", "rules", "scope", "scrolling", "selected", "shape",
  "target", "text", "type", "valign", "valuetype", "vlink",
]);
const matchesAttribute = (one, test) => {
  const { attributes } = one;
  if (attributes === null) return false;
  const isHTML = one.namespace === dom.HTML && isHTMLDocument(one);
  const name = isHTML ? test.lower : test.name;
  for (const { localName, namespace, value } of attributes) {
    if (localName !== name || (namespace !== null && !test.anyNamespace)) continue;
    if (test.operator === null) return true;
    let [actual, wanted] = [value, test.value];
    if (test.flag === "i" || (test.flag === null && isHTML && caseless.has(name))) {
      actual = dom.lower(actual);
      wanted = dom.lower(wanted);
    }
    if (compare(test.operator, actual, wanted)) return true;
  }
  return false;
};
const compare = (operator, actual, wanted) => {
  switch (operator) {
    case "=": return actual === wanted;
    case "~": return wanted !== "" && !/[\t\n\f\r ]/.test(wanted) && actual.split(/[\t\n\f\r ]+/).includes(wanted);
    case "|": return actual === wanted || actual.startsWith(`${wanted}-`);
    case "^": return wanted !== "" && actual.startsWith(wanted);
    case "$": return wanted !== "" && actual.endsWith(wanted);
    default: return wanted !== "" && actual.includes(wanted);
  }
};

// Whether `index` matches an+b.
const isNth = (index, a, b) => (a === 0 ? index === b : (index - b) / a >= 0 && (index - b) % a === 0);
// Child positions are cached until a tree changes, so that a list of thousands is counted only once.
const places = new WeakMap();
const { trees } = web.shared;
const matchesNth = (one, test, scope) => {
  if (test.of !== null && !dom.matches(one, test.of, scope)) return false;
  const { parent } = one;
  if (parent === null) return isNth(1, test.a, test.b);
  let known = places.get(parent);
  if (known === undefined || known.version !== trees.version) places.set(parent, (known = { version: trees.version, lists: new Map() }));
  const key = test.isOfType ? `${one.namespace} ${one.localName}` : test.of ?? "";
  let list = known.lists.get(key);
  if (list === undefined) {
    list = new Map();
    for (let other = parent.first; other !== null; other = other.next) {
      if (other.type !== ELEMENT || (test.isOfType && !sameType(one, other))) continue;
      if (test.of !== null && !dom.matches(other, test.of, scope)) continue;
      list.set(other, list.size + 1);
    }
    known.lists.set(key, list);
  }
  const place = list.get(one);
  return isNth(test.isLast ? list.size + 1 - place : place, test.a, test.b);
};

const hasSibling = (one, next, isSuch = () => true) => {
  for (let other = next(one); other !== null; other = next(other)) if (isSuch(other)) return true;
  return false;
};

const languageOf = (one) => {
  for (; one !== null; one = one.parent ?? one.host ?? null) {
    if (one.type !== ELEMENT) continue;
    const own = dom.findAttributeNS(one, dom.XML, "lang")?.value ?? dom.attribute(one, "lang");
    if (own !== null) return dom.lower(own);
  }
  return "";
};
// https://datatracker.ietf.org/doc/html/rfc4647#section-3.3.2
const matchesLanguage = (language, range) => {
  if (range === "") return language === "";
  const [parts, wanted] = [language.split("-"), range.split("-")];
  if (language === "" || (wanted[0] !== "*" && wanted[0] !== parts[0])) return false;
  let i = 1;
  for (let j = 1; j < wanted.length; ) {
    if (wanted[j] === "*") j++;
    else if (i >= parts.length) return false;
    else if (parts[i] === wanted[j]) {
      i++;
      j++;
    } else if (parts[i].length === 1) return false;
    else i++;
  }
  return true;
};
const directionOf = (one) => {
  for (; one !== null; one = one.parent ?? one.host ?? null) {
    const value = one.type === ELEMENT ? dom.lower(dom.attribute(one, "dir") ?? "") : "";
    if (value === "ltr" || value === "rtl") return value;
    if (value === "auto" || (value === "" && one.type === ELEMENT && one.localName === "bdi")) {
      const strong = /[\u0591-\u07ff\ufb1d-\ufdfd\ufe70-\ufefc]|([A-Za-z\u00c0-\u02b8\u0370-\u058f])/.exec(dom.textOf(one));
      return strong && strong[1] === undefined ? "rtl" : "ltr";
    }
  }
  return "ltr";
};

// State of HTML elements, read from their attributes and members; their interfaces are in html/.
const disableable = new Set(["button", "input", "select", "textarea", "optgroup", "option", "fieldset"]);
const isDisabled = (one) => {
  if (!dom.isHTML(one)) return false;
  if (!disableable.has(one.localName)) return Boolean(one.definition?.isFormAssociated) && dom.attribute(one, "disabled") !== null;
  if (dom.attribute(one, "disabled") !== null) return true;
  if (one.localName === "option") return one.parent !== null && dom.isHTML(one.parent, "optgroup") && dom.attribute(one.parent, "disabled") !== null;
  if (one.localName === "optgroup") return false;
  // https://html.spec.whatwg.org/#concept-fe-disabled
  for (let child = one, parent = one.parent; parent !== null; child = parent, parent = parent.parent) {
    if (!dom.isHTML(parent, "fieldset") || dom.attribute(parent, "disabled") === null) continue;
    const legend = dom.children(parent).find((other) => dom.isHTML(other, "legend"));
    if (legend !== child) return true;
  }
  return false;
};
dom.isDisabled = isDisabled;
const isEnabled = (one) => dom.isHTML(one) && (disableable.has(one.localName) || Boolean(one.definition?.isFormAssociated)) && !isDisabled(one);
const typeOf = (one) => dom.lower(dom.attribute(one, "type") ?? "text");
const isChecked = (one) => {
  if (dom.isHTML(one, "option")) return one.node.selected ?? dom.attribute(one, "selected") !== null;
  if (!dom.isHTML(one, "input") || !["checkbox", "radio"].includes(typeOf(one))) return false;
  return Boolean(one.node.checked ?? dom.attribute(one, "checked") !== null);
};
const canBeRequired = (one) =>
  dom.isHTML(one, "select") || dom.isHTML(one, "textarea") ||
  (dom.isHTML(one, "input") && !["hidden", "range", "color", "submit", "image", "reset", "button"].includes(typeOf(one)));
const textTypes = ["text", "search", "url", "tel", "email", "password", "date", "month", "week", "time", "datetime-local", "number"];
const isReadWrite = (one) => {
  if (!dom.isHTML(one)) return false;
  const isText = one.localName === "textarea" || (one.localName === "input" && (textTypes.includes(typeOf(one)) || !["hidden", "range", "color", "checkbox", "radio", "file", "submit", "image", "reset", "button"].includes(typeOf(one))));
  if (isText) return dom.attribute(one, "readonly") === null && !isDisabled(one);
  if (one.localName === "input") return false;
  for (let other = one; other !== null; other = other.parent) {
    if (other.type === DOCUMENT) return other.node.designMode === "on";
    const value = other.type === ELEMENT && dom.isHTML(other) ? dom.attribute(other, "contenteditable") : null;
    if (value !== null && dom.lower(value) !== "inherit") return dom.lower(value) !== "false";
  }
  return false;
};
const isLink = (one) => (dom.isHTML(one, "a") || dom.isHTML(one, "area")) ? dom.attribute(one, "href") !== null : one.namespace === dom.SVG && one.localName === "a" && (one.attributes ?? []).some(({ localName }) => localName === "href");
const focused = (one) => {
  const active = dom.recordOrNull(dom.root(one).node.activeElement ?? one.document.node.activeElement);
  return active !== null && !(dom.isHTML(active, "body") || dom.isHTML(active, "html")) ? active : null;
};
const validity = (one) => {
  const { node } = one;
  if (dom.isHTML(one, "form") || dom.isHTML(one, "fieldset")) {
    return dom.elementsBelow(one, (other) => other.node.willValidate === true).every((other) => other.node.validity?.valid !== false);
  }
  return node.willValidate === true ? node.validity.valid : undefined;
};
const range = (one) => {
  const { validity: state, willValidate } = one.node;
  if (!dom.isHTML(one, "input") || !willValidate || (dom.attribute(one, "min") === null && dom.attribute(one, "max") === null)) return undefined;
  return !(state.rangeUnderflow || state.rangeOverflow);
};
const isDefaultButton = (one) => {
  const { form } = one.node;
  const isSubmit = (other) => (dom.isHTML(other, "button") && !["button", "reset"].includes(typeOf(other))) || (dom.isHTML(other, "input") && ["submit", "image"].includes(typeOf(other)));
  if (!form || !isSubmit(one)) return false;
  const first = dom.elementsBelow(dom.root(one), (other) => isSubmit(other) && other.node.form === form)[0];
  return first === one;
};

const classes = {
  root: (one) => one.parent !== null && one.parent.type === DOCUMENT,
  empty(one) {
    for (let child = one.first; child !== null; child = child.next) {
      if (child.type === ELEMENT || (dom.isText(child) && child.data !== "")) return false;
    }
    return true;
  },
  "first-child": (one) => previousElement(one) === null,
  "last-child": (one) => nextElement(one) === null,
  "only-child": (one) => previousElement(one) === null && nextElement(one) === null,
  "first-of-type": (one) => !hasSibling(one, previousElement, (other) => sameType(one, other)),
  "last-of-type": (one) => !hasSibling(one, nextElement, (other) => sameType(one, other)),
  "only-of-type": (one) => classes["first-of-type"](one) && classes["last-of-type"](one),
  scope: (one, scope) => (scope !== null && scope.type === ELEMENT ? one === scope : classes.root(one)),
  checked: isChecked,
  disabled: isDisabled,
  enabled: isEnabled,
  required: (one) => canBeRequired(one) && dom.attribute(one, "required") !== null,
  optional: (one) => (canBeRequired(one) || dom.isHTML(one, "input")) && !(canBeRequired(one) && dom.attribute(one, "required") !== null),
  "read-write": isReadWrite,
  "read-only": (one) => !isReadWrite(one),
  link: isLink,
  "any-link": isLink,
  focus: (one) => focused(one) === one,
  "focus-visible": (one) => focused(one) === one,
  "focus-within"(one) {
    const active = focused(one);
    return active !== null && dom.isShadowIncludingInclusiveAncestor(one, active);
  },
  target(one) {
    const fragment = one.connected && one.document.node === web.document ? web.page.url[10] : "";
    if (fragment.length < 2) return false;
    let id = fragment.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Use it undecoded.
    }
    return dom.byID(one.document, id) === one || dom.byID(one.document, fragment.slice(1)) === one;
  },
  defined: (one) => one.custom === "uncustomized" || one.custom === "custom" || one.custom === "precustomized",
  "placeholder-shown": (one) => (dom.isHTML(one, "input") || dom.isHTML(one, "textarea")) && dom.attribute(one, "placeholder") !== null && (one.node.value ?? "") === "",
  indeterminate(one) {
    if (dom.isHTML(one, "progress")) return dom.attribute(one, "value") === null;
    if (!dom.isHTML(one, "input")) return false;
    if (typeOf(one) === "checkbox") return one.node.indeterminate === true;
    const name = dom.attribute(one, "name");
    if (typeOf(one) !== "radio" || !name) return false;
    const form = one.node.form ?? null;
    return !dom.elementsBelow(dom.root(one), (other) => dom.isHTML(other, "input") && typeOf(other) === "radio" && dom.attribute(other, "name") === name && (other.node.form ?? null) === form).some(isChecked);
  },
  default(one) {
    if (dom.isHTML(one, "option")) return dom.attribute(one, "selected") !== null;
    if (dom.isHTML(one, "input") && ["checkbox", "radio"].includes(typeOf(one))) return dom.attribute(one, "checked") !== null;
    return isDefaultButton(one);
  },
  valid: (one) => validity(one) === true,
  invalid: (one) => validity(one) === false,
  "user-valid": (one) => validity(one) === true && one.node[web.shared.userInteracted] === true,
  "user-invalid": (one) => validity(one) === false && one.node[web.shared.userInteracted] === true,
  "in-range": (one) => range(one) === true,
  "out-of-range": (one) => range(one) === false,
  open: (one) => ["details", "dialog", "select"].some((name) => dom.isHTML(one, name)) && dom.attribute(one, "open") !== null,
  modal: (one) => dom.isHTML(one, "dialog") && one.isModal === true,
  "popover-open": (one) => one.isPopoverOpen === true,
  host: (one, scope) => one.shadow !== null && scope !== null && dom.root(scope) === one.shadow,
  paused: (one) => (dom.isHTML(one, "video") || dom.isHTML(one, "audio")) && one.node.paused !== false,
};

const passes = (one, test, scope) => {
  switch (test.kind) {
    case "any": return true;
    case "none": return one.namespace === null;
    case "type": {
      if (test.hasNoNamespace && one.namespace !== null) return false;
      return one.localName === (one.namespace === dom.HTML && isHTMLDocument(one) ? test.lower : test.name);
    }
    case "id":
      return one.id === test.value || (one.id !== undefined && one.document.mode === "quirks" && dom.lower(one.id) === dom.lower(test.value));
    case "className": {
      const own = dom.classes(one);
      if (own === null) return false;
      if (own.has(test.value)) return true;
      return one.document.mode === "quirks" && [...own].some((name) => dom.lower(name) === test.lower);
    }
    case "attribute": return matchesAttribute(one, test);
    case "class": return classes[test.name]?.(one, scope) ?? false;
    case "is": return dom.matches(one, test.list, scope);
    case "not": return !dom.matches(one, test.list, scope);
    case "has": return test.list.some((relative) => hasRelative(one, relative, scope));
    case "nth": return matchesNth(one, test, scope);
    case "lang": {
      const language = languageOf(one);
      return test.ranges.some((one) => matchesLanguage(language, one));
    }
    case "dir": return directionOf(one) === test.direction;
    case "host": return classes.host(one, scope) && dom.matches(one, test.list, scope);
    case "state": return one.states?.has(test.name) ?? false;
    default: return false;
  }
};

// What a search has found out about the ancestors or earlier siblings of elements, by the part of the selector that they must
// match. Without it, deep trees or long lists would have the same nodes tested again for every element.
class Memory {
  constructor() {
    this.known = new Map();
  }
  // Whether any of the nodes reached through `next` matches.
  any(part, one, next, fits) {
    let known = this.known.get(part);
    const walked = [];
    let result = false;
    for (let other = next(one); other !== null; other = next(other)) {
      const before = known?.get(other);
      if (fits(other) || before === true) {
        result = true;
        break;
      }
      if (before === false) break;
      walked.push(other);
    }
    if (walked.length < 16 && known === undefined) return result;
    if (known === undefined) this.known.set(part, (known = new Map()));
    // For each node on the way: whether any later node matches.
    known.set(one, result);
    for (const other of walked) known.set(other, result);
    return result;
  }
}

// Whether all compounds from `index` on match; `anchor` is the node that a relative selector starts from.
const matchesFrom = (one, parts, index, scope, anchor, memory) => {
  const { tests, combinator } = parts[index];
  for (const test of tests) if (!passes(one, test, scope)) return false;
  const isLast = index === parts.length - 1;
  if (isLast && combinator === null) return true;
  const fits = isLast ? (other) => other === anchor : (other) => matchesFrom(other, parts, index + 1, scope, anchor, memory);
  switch (combinator) {
    case " ":
      if (memory !== undefined) return memory.any(parts[index], one, parentElement, fits);
      for (let other = parentElement(one); other !== null; other = parentElement(other)) if (fits(other)) return true;
      // A relative selector can also start from a fragment or a shadow root.
      return isLast && anchor.type !== ELEMENT && dom.isInclusiveAncestor(anchor, one);
    case ">": {
      const parent = parentElement(one);
      return parent !== null && fits(parent);
    }
    case "+": {
      const other = previousElement(one);
      return other !== null && fits(other);
    }
    default:
      if (memory !== undefined) return memory.any(parts[index], one, previousElement, fits);
      for (let other = previousElement(one); other !== null; other = previousElement(other)) if (fits(other)) return true;
      return false;
  }
};
const hasRelative = (one, parts, scope) => {
  const { combinator } = parts[parts.length - 1];
  const isBelow = combinator === " " || combinator === ">";
  if (isBelow) {
    for (let other = one.first; other !== null; other = dom.following(other, one)) {
      if (other.type === ELEMENT && matchesFrom(other, parts, 0, scope, one)) return true;
    }
    return false;
  }
  for (let sibling = nextElement(one); sibling !== null; sibling = nextElement(sibling)) {
    for (let other = sibling; other !== null; other = dom.following(other, sibling)) {
      if (other.type === ELEMENT && matchesFrom(other, parts, 0, scope, one)) return true;
    }
    if (combinator === "+" && parts.length === 1) return false;
  }
  return false;
};

dom.matches = (one, list, scope = null, memory = undefined) => {
  for (const parts of list) if (matchesFrom(one, parts, 0, scope, null, memory)) return true;
  return false;
};

// https://dom.spec.whatwg.org/#scope-match-a-selectors-string
const select = (root, text, prefix, isFirst) => {
  const list = dom.selectors(text, prefix);
  const found = [];
  if (list.length === 1) {
    const [{ tests }] = list[0];
    const [test] = tests;
    // Use the document's index of IDs.
    if (tests.length === 1 && test.kind === "id" && root.connected && root.document.mode !== "quirks") {
      const known = dom.root(root) === root.document ? root.document.ids?.get(test.value) : null;
      if (known === undefined) return found;
      if (known !== null && !(known instanceof Set)) {
        if (known !== root && dom.isInclusiveAncestor(root, known) && matchesFrom(known, list[0], 0, root, null)) found.push(known);
        return found;
      }
    }
  }
  const memory = new Memory();
  for (let one = root.first; one !== null; one = dom.following(one, root)) {
    if (one.type !== ELEMENT || !dom.matches(one, list, root, memory)) continue;
    found.push(one);
    if (isFirst) break;
  }
  return found;
};
dom.selectFirst = (root, text, prefix) => select(root, text, prefix, true)[0] ?? null;
dom.selectAll = (root, text, prefix) => select(root, text, prefix, false);
