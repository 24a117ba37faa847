// https://html.spec.whatwg.org/#import-maps and the resolution of specifiers to URLs
"use strict";

let map = { imports: {}, scopes: {} };

// A specifier as a URL: an absolute one, or one that starts with /, ./ or ../.
// https://html.spec.whatwg.org/#resolving-a-url-like-module-specifier
const asURL = (specifier, base) => {
  if (/^(\/|\.\/|\.\.\/)/.test(specifier)) return web.parseURL(specifier, base)?.[0];
  return web.parseURL(specifier)?.[0];
};
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const longestFirst = (object) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)));

// https://html.spec.whatwg.org/#sorting-and-normalizing-a-module-specifier-map
const normalize = (imports, base) => {
  const normalized = {};
  for (const [key, value] of Object.entries(imports)) {
    if (key === "") continue;
    const url = typeof value === "string" ? asURL(value, base) : undefined;
    const isFolder = !key.endsWith("/") || url?.endsWith("/");
    normalized[asURL(key, base) ?? key] = isFolder ? (url ?? null) : null;
  }
  return longestFirst(normalized);
};

// https://html.spec.whatwg.org/#parse-an-import-map-string; throws if the map is invalid.
web.setImportMap = (text, base) => {
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Failed to parse import map: ${error.message}`);
  }
  if (!isObject(parsed)) throw new TypeError("Failed to parse import map: not an object");
  const { imports = {}, scopes = {} } = parsed;
  for (const [name, value] of [["imports", imports], ["scopes", scopes]]) {
    if (!isObject(value)) throw new TypeError(`Failed to parse import map: "${name}" top-level key must be a JSON object.`);
  }
  const normalized = {};
  for (const [prefix, value] of Object.entries(scopes)) {
    if (!isObject(value)) throw new TypeError("Failed to parse import map: the value of a scope must be a JSON object.");
    const url = web.parseURL(prefix, base)?.[0];
    if (url) normalized[url] = normalize(value, base);
  }
  // https://html.spec.whatwg.org/#merge-existing-and-new-import-maps: existing entries are kept.
  for (const [prefix, rules] of Object.entries(map.scopes)) normalized[prefix] = longestFirst({ ...normalized[prefix], ...rules });
  map = { imports: longestFirst({ ...normalize(imports, base), ...map.imports }), scopes: longestFirst(normalized) };
};

const unresolved = (specifier) => new TypeError(web.page.words.bareSpecifier.replace("{specifier}", () => specifier));

// https://html.spec.whatwg.org/#resolving-an-imports-match
const match = (specifier, url, imports) => {
  for (const [key, value] of Object.entries(imports)) {
    if (key === specifier) {
      if (value === null) throw unresolved(specifier);
      return value;
    }
    if (key.endsWith("/") && specifier.startsWith(key) && (url === undefined || /^(https?|wss?|ftp|file):/.test(url))) {
      if (value === null) throw unresolved(specifier);
      const found = web.parseURL(specifier.slice(key.length), value)?.[0];
      if (!found?.startsWith(value)) throw unresolved(specifier);
      return found;
    }
  }
  return undefined;
};

// https://html.spec.whatwg.org/#resolve-a-module-specifier
web.resolveSpecifier = (specifier, base) => {
  const url = asURL(specifier, base);
  const normalized = url ?? specifier;
  for (const [prefix, imports] of Object.entries(map.scopes)) {
    if (prefix === base || (prefix.endsWith("/") && base.startsWith(prefix))) {
      const found = match(normalized, url, imports);
      if (found) return found;
    }
  }
  const found = match(normalized, url, map.imports) ?? url;
  if (!found) throw unresolved(specifier);
  return found;
};
