// https://tc39.es/ecma262/#sec-cyclic-module-records, with functions instead of environments: a module is a generator whose
// first step declares its functions and reports how to read its bindings.
"use strict";

const { idl } = web;

const ambiguous = Symbol("ambiguous");

// Resolves the export `name` of a module: { module, binding }, whose binding is undefined for the module's namespace,
// `ambiguous`, or null.
// https://tc39.es/ecma262/#sec-resolveexport
const resolveExport = (module, name, seen = []) => {
  if (seen.some((entry) => entry.module === module && entry.name === name)) return null;
  seen.push({ module, name });
  const known = module.exports.get(name);
  if (known) {
    if (known.binding !== undefined) return { module, binding: known.binding };
    const imported = module.requested[known.request];
    return known.imported === null ? { module: imported, binding: undefined } : resolveExport(imported, known.imported, seen);
  }
  if (name === "default") return null;
  let found = null;
  for (const request of module.stars) {
    const other = resolveExport(module.requested[request], name, seen);
    if (other === ambiguous) return ambiguous;
    if (!other) continue;
    if (!found) found = other;
    else if (found.module !== other.module || found.binding !== other.binding) return ambiguous;
  }
  return found;
};

// https://tc39.es/ecma262/#sec-getexportednames
const exportedNames = (module, seen = new Set()) => {
  if (seen.has(module)) return [];
  seen.add(module);
  const names = new Set(module.exports.keys());
  for (const request of module.stars) {
    for (const name of exportedNames(module.requested[request], seen)) if (name !== "default") names.add(name);
  }
  return [...names];
};

const readerOf = ({ module, binding }) =>
  binding === undefined ? () => namespaceOf(module) : module.readers[binding];

// https://tc39.es/ecma262/#sec-module-namespace-exotic-objects
const namespaceOf = (module) => {
  if (!module.namespace) {
    const namespace = Object.create(null);
    module.namespace = namespace;
    for (const name of exportedNames(module).sort()) {
      const found = resolveExport(module, name);
      if (!found || found === ambiguous) continue;
      Object.defineProperty(namespace, name, { get: readerOf(found), enumerable: true });
    }
    Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
    Object.preventExtensions(namespace);
  }
  return module.namespace;
};
web.namespaceOf = namespaceOf;

const cannotAssign = () => {
  throw new TypeError("Assignment to constant variable.");
};

// The object through which a module's own text accesses its metadata.
const makeOwn = (module) => {
  const meta = Object.create(null);
  meta.url = module.source.baseURL;
  meta.resolve = function resolve(specifier) {
    return web.resolveSpecifier(String(specifier), module.source.baseURL);
  };
  return {
    meta,
    import: (specifier, options) => web.importDynamically(specifier, options, module.source),
    text: web.evaluatedText(module.source),
    init(readers, defaultFunction) {
      module.readers = readers;
      if (defaultFunction) Object.defineProperty(defaultFunction, "name", { value: "default", configurable: true });
    },
  };
};

const fail = (module, entry, words, values) => {
  let text = web.page.words[words];
  for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, () => value);
  const error = new SyntaxError(text);
  web.places.set(error, { name: "", url: module.name, line: entry.line, column: entry.column });
  throw error;
};

const check = (module, entry, name) => {
  const found = resolveExport(module.requested[entry.request], name);
  const { specifier } = module.requests[entry.request];
  if (found === ambiguous) fail(module, entry, "ambiguousExport", { specifier, name });
  if (!found) fail(module, entry, "missingExport", { specifier, name });
  return found;
};

// https://tc39.es/ecma262/#sec-moduledeclarationlinking for all modules reachable from `root`.
web.linkModules = (root) => {
  const fresh = [];
  const seen = new Set();
  // In evaluation order; not recursive, because chains can be long.
  const stack = [[root, 0]];
  seen.add(root);
  while (stack.length) {
    const top = stack[stack.length - 1];
    const [module, next] = top;
    if (module.isLinked || next === module.requested.length) {
      if (!module.isLinked) fresh.push(module);
      stack.pop();
      continue;
    }
    top[1]++;
    const other = module.requested[next];
    if (!seen.has(other)) {
      seen.add(other);
      stack.push([other, 0]);
    }
  }
  for (const module of fresh) {
    if (module.isSynthetic) continue;
    for (const entry of module.indirect) if (entry.imported !== null) check(module, entry, entry.imported);
    module.found = module.imports.map((entry) => (entry.name === null ? undefined : check(module, entry, entry.name)));
  }
  for (const module of fresh) {
    if (module.isSynthetic) continue;
    module.bindings = Object.create(null);
    module.generator = module.make.call(undefined, makeOwn(module), module.bindings);
    const first = module.generator.next();
    if (module.isAsync) idl.handled(first);
  }
  for (const module of fresh) {
    if (module.isSynthetic) continue;
    module.imports.forEach((entry, index) => {
      const found = module.found[index];
      const namespace = module.requested[entry.request];
      const get = found ? readerOf(found) : () => namespaceOf(namespace);
      Object.defineProperty(module.bindings, entry.local, { get, set: cannotAssign, enumerable: true });
    });
    module.found = undefined;
  }
  for (const module of fresh) module.isLinked = true;
};
