// https://mimesniff.spec.whatwg.org/#mime-types
"use strict";

const isToken = (text) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
const isQuotable = (text) => /^[\t\x20-\x7E\x80-\xFF]*$/.test(text);

// Returns undefined if it is not valid.
web.parseMIME = (input) => {
  input = input.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  const slash = input.indexOf("/");
  if (slash < 0) return undefined;
  const type = input.slice(0, slash);
  let semicolon = input.indexOf(";", slash);
  if (semicolon < 0) semicolon = input.length;
  const subtype = input.slice(slash + 1, semicolon).replace(/[\t\n\r ]+$/, "");
  if (!isToken(type) || !isToken(subtype)) return undefined;
  const parameters = new Map();
  let at = semicolon;
  while (at < input.length) {
    at++;
    while (/[\t\n\r ]/.test(input[at] ?? "")) at++;
    let name = "";
    while (at < input.length && input[at] !== ";" && input[at] !== "=") name += input[at++];
    name = name.toLowerCase();
    if (at >= input.length) break;
    if (input[at] === ";") continue;
    at++;
    let value = "";
    if (input[at] === '"') {
      at++;
      while (at < input.length && input[at] !== '"') {
        if (input[at] === "\\" && at + 1 < input.length) at++;
        value += input[at++];
      }
      while (at < input.length && input[at] !== ";") at++;
    } else {
      while (at < input.length && input[at] !== ";") value += input[at++];
      value = value.replace(/[\t\n\r ]+$/, "");
      if (value === "") continue;
    }
    if (isToken(name) && isQuotable(value) && !parameters.has(name)) parameters.set(name, value);
  }
  const essence = `${type}/${subtype}`.toLowerCase();
  return { essence, parameters };
};

web.serializeMIME = ({ essence, parameters }) => {
  let text = essence;
  for (const [name, value] of parameters) {
    text += `;${name}=${isToken(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`}`;
  }
  return text;
};

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
web.splitHeader = (value) => {
  const values = [];
  let current = "";
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const c = value[i];
    if (quoted) {
      current += c;
      if (c === "\\" && i + 1 < value.length) current += value[++i];
      else if (c === '"') quoted = false;
    } else if (c === ",") {
      values.push(current);
      current = "";
    } else {
      if (c === '"') quoted = true;
      current += c;
    }
  }
  values.push(current);
  return values.map((text) => text.replace(/^[\t ]+|[\t ]+$/g, ""));
};

// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
web.extractMIME = (header) => {
  if (header === null) return undefined;
  let charset = null;
  let essence = null;
  let found;
  for (const value of web.splitHeader(header)) {
    const type = web.parseMIME(value);
    if (!type || type.essence === "*/*") continue;
    found = type;
    if (type.essence !== essence) {
      charset = type.parameters.get("charset") ?? null;
      essence = type.essence;
    } else if (!type.parameters.has("charset") && charset !== null) {
      type.parameters.set("charset", charset);
    }
  }
  return found;
};

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
web.isJavaScriptType = (essence) =>
  /^(application|text)\/(x-)?(ecmascript|javascript)$|^text\/(javascript1\.[0-5]|jscript|livescript)$/.test(essence);
