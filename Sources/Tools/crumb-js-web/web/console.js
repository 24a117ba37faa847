// https://console.spec.whatwg.org/. Messages are sent to the browser, which prints them.
"use strict";

const { idl } = web;

const isPlain = (value) => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || prototype.constructor?.name === "Object";
};
const quote = (text) =>
  (text.includes("'") && !text.includes('"') ? JSON.stringify(text) : `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`);
const key = (name) =>
  typeof name === "symbol" ? `[${String(name)}]` : /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);

// Formats a value as a console does.
web.inspect = (value, depth = 2, seen = []) => {
  switch (typeof value) {
    case "string":
      return seen.length === 0 && depth === 2 ? value : quote(value);
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "symbol":
      return String(value);
    case "function": {
      const isClass = /^class\b/.test(Function.prototype.toString.call(value));
      return `[${isClass ? "class" : "Function"}${value.name ? (isClass ? " " : ": ") + value.name : " (anonymous)"}]`;
    }
    case "object":
      break;
    default:
      return String(value);
  }
  if (value === null) return "null";
  if (seen.includes(value)) return "[Circular]";
  if (web.isError(value)) return inspectError(value, depth, seen);
  const inner = (other) => web.inspect(other, depth - 1, [...seen, value]);
  if (Array.isArray(value)) return inspectList(value, "", depth, inner);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return inspectList([...value], `${value.constructor.name}(${value.length}) `, depth, inner);
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  }
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return "Promise {}";
  if (value instanceof Map) {
    const items = [...value].map(([name, item]) => `${inner(name)} => ${inner(item)}`);
    return wrap(`Map(${value.size}) {`, items, "}");
  }
  if (value instanceof Set) return wrap(`Set(${value.size}) {`, [...value].map(inner), "}");
  if (value instanceof ArrayBuffer) return `ArrayBuffer { byteLength: ${value.byteLength} }`;
  for (const primitive of [String, Number, Boolean]) {
    if (value instanceof primitive) return `[${primitive.name}: ${inner(value.valueOf())}]`;
  }
  return inspectObject(value, depth, inner);
};

const limit = 100;
const wrap = (open, items, close) => {
  if (items.length === 0) return open + close;
  const line = `${open} ${items.join(", ")} ${close}`;
  if (line.length <= 76 && !line.includes("\n")) return line;
  return `${open}\n${items.map((item) => "  " + item.replaceAll("\n", "\n  ")).join(",\n")}\n${close}`;
};
const inspectList = (list, name, depth, inner) => {
  if (depth < 0) return `${name}[Array]`;
  const items = [];
  for (let i = 0; i < Math.min(list.length, limit); i++) {
    items.push(i in list ? inner(list[i]) : "<empty>");
  }
  if (list.length > limit) items.push(`... ${list.length - limit} more items`);
  return wrap(`${name}[`, items, "]");
};
const inspectObject = (value, depth, inner) => {
  const prototype = Object.getPrototypeOf(value);
  const tag = isPlain(value) ? "" : `${prototype?.constructor?.name || value[Symbol.toStringTag] || "Object"} `;
  const start = prototype === null ? "[Object: null prototype] " : tag;
  if (depth < 0) return `[${start.trim() || "Object"}]`;
  const items = [];
  const add = (name, descriptor) => {
    if (!descriptor) return;
    const shown = "value" in descriptor
      ? inner(descriptor.value)
      : descriptor.get && descriptor.set ? "[Getter/Setter]" : descriptor.get ? "[Getter]" : "[Setter]";
    items.push(`${key(name)}: ${shown}`);
  };
  for (const name of Reflect.ownKeys(value).slice(0, limit)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    if (descriptor?.enumerable) add(name, descriptor);
  }
  // For platform objects, show the values of their accessors.
  if (items.length === 0 && prototype && web.isPlatformObject(value)) {
    for (const name of Object.keys(Object.getOwnPropertyDescriptors(prototype))) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
      if (!descriptor.get || name.startsWith("on")) continue;
      try {
        add(name, { value: value[name] });
      } catch {
        // The accessor does not apply to this object.
      }
    }
    const pairs = web.pairsOf?.(value);
    if (pairs) for (const [name, item] of pairs) add(name, { value: item });
  }
  return wrap(`${start}{`, items, "}");
};
const inspectError = (error, depth, seen) => {
  let text = web.describeError(error);
  if (seen.length) text = `[${text.split("\n")[0]}]`;
  const extra = Object.keys(error).filter((name) => !["line", "column", "sourceURL", "stack"].includes(name));
  if (extra.length && depth >= 0) {
    const items = extra.map((name) => `${key(name)}: ${web.inspect(error[name], depth - 1, [...seen, error])}`);
    text += ` ${wrap("{", items, "}")}`;
  }
  if (error.cause !== undefined && Object.hasOwn(error, "cause") && depth >= 0) {
    text += `\n  [cause]: ${web.inspect(error.cause, depth - 1, [...seen, error])}`;
  }
  return text;
};

// https://console.spec.whatwg.org/#formatter
const format = (values) => {
  values = [...values];
  const parts = [];
  if (typeof values[0] === "string" && values.length > 1) {
    const text = values.shift().replace(/%[sdifoOc%]/g, (directive) => {
      if (directive === "%%") return "%";
      if (values.length === 0) return directive;
      const value = values.shift();
      switch (directive) {
        case "%s":
          return typeof value === "string" ? value : web.inspect(value, 0, [undefined]);
        case "%d":
        case "%i":
          return typeof value === "symbol" ? "NaN" : String(parseInt(value, 10));
        case "%f":
          return typeof value === "symbol" ? "NaN" : String(parseFloat(value));
        case "%c":
          return "";
        default:
          return web.inspect(value, directive === "%o" ? 4 : 2, [undefined]);
      }
    });
    parts.push(text);
  }
  for (const value of values) parts.push(web.inspect(value));
  return parts.join(" ");
};

let indent = "";
const counts = new Map();
const times = new Map();
const log = (level, values) => {
  const text = format(values);
  const shown = indent ? indent + text.replaceAll("\n", "\n" + indent) : text;
  const [frame] = web.frames(new Error().stack);
  const source = frame ? `${frame.url}:${frame.line}:${frame.column}` : "";
  web.send({ t: "log", level, source }, host.encode(shown.toWellFormed()));
};

web.logConsole = (level, text) => web.send({ t: "log", level, source: "" }, host.encode(text.toWellFormed()));

const table = (data, columns) => {
  if (typeof data !== "object" || data === null) return log("log", [data]);
  const rows = data instanceof Map ? [...data] : Object.keys(data).map((name) => [name, data[name]]);
  const names = [];
  let hasValues = false;
  for (const [, row] of rows) {
    if (typeof row === "object" && row !== null) {
      for (const name of Object.keys(row)) if (!names.includes(name)) names.push(name);
    } else hasValues = true;
  }
  const shown = columns ? columns.map(String) : names;
  const show = (value) => (value === undefined ? "" : web.inspect(value, 0, [undefined]));
  const header = ["(index)", ...shown, ...(hasValues ? ["Values"] : [])];
  const lines = rows.map(([name, row]) => {
    const isObject = typeof row === "object" && row !== null;
    return [
      String(name),
      ...shown.map((column) => (isObject && column in row ? show(row[column]) : "")),
      ...(hasValues ? [isObject ? "" : show(row)] : []),
    ];
  });
  const widths = header.map((name, i) => Math.max(name.length, ...lines.map((line) => line[i].length)));
  const rule = (a, b, c) => a + widths.map((width) => "─".repeat(width + 2)).join(b) + c;
  const line = (cells) => "│" + cells.map((cell, i) => ` ${cell.padEnd(widths[i])} `).join("│") + "│";
  const text = [rule("┌", "┬", "┐"), line(header), rule("├", "┼", "┤"), ...lines.map(line), rule("└", "┴", "┘")];
  log("log", ["%s", text.join("\n")]);
};

const elapsed = (label) => {
  const spent = host.now() - times.get(label);
  return `${label}: ${spent < 1000 ? `${Number(spent.toFixed(3))} ms` : `${Number((spent / 1000).toFixed(3))} s`}`;
};
const labelOf = (label) => (label === undefined ? "default" : String(label));

const methods = {
  assert(condition, ...data) {
    if (condition) return;
    if (typeof data[0] === "string") data[0] = `Assertion failed: ${data[0]}`;
    else data.unshift("Assertion failed");
    log("error", data);
  },
  clear() {
    indent = "";
  },
  debug: (...data) => log("debug", data),
  error: (...data) => log("error", data),
  info: (...data) => log("info", data),
  log: (...data) => log("log", data),
  warn: (...data) => log("warn", data),
  table(data, columns) {
    table(data, columns);
  },
  trace(...data) {
    const stack = web.stackText(new Error().stack);
    log("log", [`Trace${data.length ? ": " + format(data) : ""}${stack}`]);
  },
  dir: (value) => log("log", ["%o", value]),
  dirxml: (...data) => log("log", data),
  count(label) {
    label = labelOf(label);
    counts.set(label, (counts.get(label) ?? 0) + 1);
    log("log", [`${label}: ${counts.get(label)}`]);
  },
  countReset(label) {
    counts.delete(labelOf(label));
  },
  group(...data) {
    if (data.length) log("log", data);
    indent += "  ";
  },
  groupCollapsed: (...data) => methods.group(...data),
  groupEnd() {
    indent = indent.slice(2);
  },
  time(label) {
    times.set(labelOf(label), host.now());
  },
  timeLog(label, ...data) {
    label = labelOf(label);
    if (times.has(label)) log("log", [elapsed(label), ...data]);
  },
  timeEnd(label) {
    label = labelOf(label);
    if (!times.has(label)) return;
    log("log", [elapsed(label)]);
    times.delete(label);
  },
};
const console = Object.create({});
Object.assign(console, methods);
Object.defineProperty(console, Symbol.toStringTag, { value: "console", configurable: true });
idl.define("console", console);
