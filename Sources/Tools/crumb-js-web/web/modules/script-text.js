// Prepares the texts of scripts for JavaScriptCore, which does not support import(): calls use another name, shared by all
// scripts with the same import settings. This includes the text passed to eval(), Function and timers.
"use strict";

const { idl, shared } = web;

const [importName, evalName] = host.scriptNames();

// Import settings: { baseURL, nonce, crossorigin, referrerPolicy }. https://html.spec.whatwg.org/#script-fetch-options.
// Without a script, the document's current settings apply.
web.noScript = {};
// The settings of a script with these request options.
web.sourceOf = (baseURL, { nonce, crossorigin, referrerPolicy } = {}) => ({ baseURL, nonce, crossorigin, referrerPolicy });

// MARK: Names

// Letters that look like those of `import`; the first of each make up the name that crumb-js itself uses.
const letters = ["іｉⅰ", "mｍⅿ", "pрｐ", "oоοｏ", "rｒ", "tｔ"];
const nameOf = (number) => {
  let rest = number;
  const name = letters.map((choices) => {
    const letter = choices[rest % choices.length];
    rest = Math.floor(rest / choices.length);
    return letter;
  });
  return name.join("") + (rest ? `_${rest}` : "");
};
const ownName = new RegExp(`${letters.map((choices) => `[${choices}]`).join("")}(?:_\\d+)?`, "g");

const names = new Map();
const nameFor = (source) => {
  const key = JSON.stringify([source.baseURL, source.nonce, source.crossorigin, source.referrerPolicy]);
  let name = names.get(key);
  if (name === undefined) {
    // The first name is reserved for code without a script.
    if (names.size === 0 && source !== web.noScript) nameFor(web.noScript);
    name = nameOf(names.size);
    names.set(key, name);
    const call = (...values) => web.importDynamically(values[0], values[1], source);
    call.text = web.evaluatedText(source);
    host.evaluate(`let ${name}; (value) => { ${name} = value; }`, "crumb:import")(call);
  }
  return name;
};

// MARK: Texts

const mayImport = (text) => /import\s*[(/]|\beval\b/.test(text);
const kinds = { script: 0, function: 1, asyncFunction: 3, generator: 5, asyncGenerator: 7 };

// `source`: the import settings, or a function that returns them, which is only called if the text imports anything.
web.scriptText = (text, source, { kind = "script", name, line = 1 } = {}) => {
  if (!mayImport(text) || !text.isWellFormed()) {
    if (name !== undefined) noteScript(name, line, source);
    return text;
  }
  if (typeof source === "function") source = source();
  const rewritten = host.rewriteScript(host.encode(text), nameFor(source), kinds[kind]);
  if (name !== undefined) noteScript(name, line, source, rewritten && JSON.parse(rewritten[1]));
  return rewritten ? rewritten[0] : text;
};
// Returns a function that is called for eval(text) and returns the text to evaluate instead.
web.evaluatedText = (source) => (callee, text) => {
  if (callee !== evaluate || typeof text !== "string") return text;
  checkCompiling(text, "eval");
  return web.scriptText(text, source);
};

// https://www.w3.org/TR/CSP3/#can-compile-strings
const mayCompile = (text, call) => {
  if (!web.page.hasCSP || web.isDiscarded) return { allowed: true };
  const [answer] = web.ask({ t: "csp", check: "eval", call, nonce: "", url: "" }, host.encode(text.toWellFormed()));
  web.tellViolations?.(answer.violations);
  return answer;
};
const checkCompiling = (text, call) => {
  const { allowed, message } = mayCompile(text, call);
  if (!allowed) throw new EvalError(message);
};
// For timers, which do not throw.
web.mayCompile = (text) => mayCompile(text).allowed;

// For a script that the host evaluates itself.
web.noteRewritten = (name, columns) => {
  nameFor(web.noScript);
  noteScript(name, 1, web.noScript, JSON.parse(columns));
};

// Restores the original text in JavaScriptCore's messages.
web.unrewritten = (text) =>
  text
    .replace(/\(0,\$import_*\.([\w$]+)\)/g, "$1")
    .replace(/\$import_*\.([\w$]+)/g, "$1")
    .replace(ownName, "import")
    .replaceAll(evalName, "eval")
    .replace(/(?:import|\$module_*)\.text\(eval,([^()]*)\)/g, "$1");

// MARK: Which script runs

// Scripts by their name in stacks, and the line on which they start.
const scripts = new Map();
const noteScript = (name, line, source, columns = []) => {
  if (!scripts.has(name)) scripts.set(name, new Map());
  scripts.get(name).set(line, { source, columns });
};
web.noteScript = noteScript;
const scriptAt = (frame) => {
  let best = 0;
  let found;
  for (const [line, script] of scripts.get(frame.url) ?? []) {
    if (line <= frame.line && line >= best) [best, found] = [line, script];
  }
  return found && { ...found, line: best };
};
web.scriptAt = scriptAt;
// Maps a place in the rewritten text to the script's own text.
web.placeInScript = (frame) => {
  const script = scriptAt(frame);
  if (!script) return frame;
  let shift = 0;
  const ownLine = frame.line - script.line + 1;
  for (const [line, column, delta] of script.columns) {
    if (line < ownLine || (line === ownLine && column < frame.column)) shift = line === ownLine ? delta : 0;
    else break;
  }
  return { ...frame, column: Math.max(1, frame.column - shift) };
};

// https://tc39.es/ecma262/#sec-getactivescriptormodule, for scripts of any document
web.activeScript = () => {
  for (const frame of web.frames(new Error().stack)) {
    for (const realm of [web, ...shared.realms.values()]) {
      const script = realm.scriptAt?.(frame);
      if (script) return script.source;
    }
  }
  return web.noScript;
};

// MARK: What takes texts

// https://tc39.es/ecma262/#sec-createdynamicfunction; default values of parameters are not rewritten.
const beginnings = { function: "function", asyncFunction: "async function", generator: "function*", asyncGenerator: "async function*" };
const withImports = (values, kind) => {
  const last = values.length - 1;
  if (web.page.hasCSP) checkCompiling(`(${beginnings[kind]} anonymous(${values.slice(0, -1).join()}\n) {\n${values[last] ?? ""}\n})`, "Function");
  return typeof values[last] === "string" ? values.with(last, web.scriptText(values[last], web.activeScript, { kind })) : values;
};
const wrap = (constructor, kind) => {
  const wrapped = new Proxy(constructor, {
    apply: (target, self, values) => Reflect.apply(target, self, withImports(values, kind)),
    construct: (target, values, newTarget) => Reflect.construct(target, withImports(values, kind), newTarget),
  });
  const { writable } = Object.getOwnPropertyDescriptor(constructor.prototype, "constructor");
  Object.defineProperty(constructor.prototype, "constructor", { value: wrapped, writable, configurable: true });
  return wrapped;
};
web.Function = Function;
const WrappedFunction = wrap(Function, "function");
globalThis.Function = WrappedFunction;
for (const [kind, constructor] of [
  ["asyncFunction", (async () => {}).constructor], ["generator", function* () {}.constructor], ["asyncGenerator", async function* () {}.constructor],
]) {
  wrap(constructor, kind);
  Object.setPrototypeOf(constructor, WrappedFunction);
}

// A direct eval needs the original function under its own name, https://tc39.es/ecma262/#sec-evaluate-call. So scripts
// have that as a local name, and get a wrapper everywhere else. A page's replacement is used for both.
const evaluate = globalThis.eval;
const wrapped = new Proxy(evaluate, {
  apply(target, self, values) {
    if (typeof values[0] !== "string") return values[0];
    checkCompiling(values[0], "eval");
    return Reflect.apply(target, self, [web.scriptText(values[0], web.activeScript)]);
  },
});
const setNames = host.evaluate(`let eval, ${evalName}; (...values) => { [eval, ${evalName}] = values; }`, "crumb:eval");
let evalOfPage;
const setEval = (value) => {
  evalOfPage = value;
  setNames(value === wrapped ? evaluate : value, value);
};
setEval(wrapped);
Object.defineProperty(globalThis, "eval", { get: () => evalOfPage, set: setEval, enumerable: false, configurable: true });
