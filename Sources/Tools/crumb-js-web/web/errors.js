// Errors that a page does not catch.
// https://html.spec.whatwg.org/#runtime-script-errors
"use strict";

const { idl } = web;

// The frames of a stack that belong to the page, as "    at name (url:line:column)".
web.frames = (stack) => {
  if (typeof stack !== "string") return [];
  const frames = [];
  for (const line of stack.split("\n")) {
    const match = /^(?:(.*?)@)?(.*?):(\d+):(\d+)$/.exec(line);
    if (!match || match[2].startsWith("crumb:") || match[2] === "") continue;
    const name = ["global code", "eval code", "module code", "anonymous"].includes(match[1]) ? "" : match[1] ?? "";
    frames.push(web.placeInScript({ name, url: match[2], line: Number(match[3]), column: Number(match[4]) }));
  }
  return frames;
};
const place = (frame) => `${frame.url}:${frame.line}:${frame.column}`;
// The frames of an error. As in browsers, the place of an undefined name is where it starts, not where it ends.
const framesOf = (error) => {
  const frames = web.frames(error.stack);
  const [first] = frames;
  const name = first && /^Can't find variable: (.+)$/.exec(error.message)?.[1];
  if (name && first.column > name.length) frames[0] = { ...first, column: first.column - name.length };
  return frames;
};
web.stackText = (stack) => textOf(web.frames(stack));
const textOf = (frames) =>
  frames
    .map((frame) => (frame.name ? `\n    at ${frame.name} (${place(frame)})` : `\n    at ${place(frame)}`))
    .join("");

web.isError = (value) => value instanceof Error || Error.isError?.(value);

// Places of errors that record it themselves: syntax errors in modules.
web.places = new WeakMap();

// Where an exception was thrown. A SyntaxError only has this in its own properties.
web.originOf = (error) => {
  if (typeof error !== "object" || error === null) return undefined;
  if (web.places.has(error)) return web.places.get(error);
  const [first] = framesOf(error);
  if (first) return first;
  if (typeof error.line === "number" && typeof error.sourceURL === "string" && !error.sourceURL.startsWith("crumb:")) {
    return web.placeInScript({ name: "", url: error.sourceURL, line: error.line, column: error.column ?? 0 });
  }
  return undefined;
};

web.describeError = (error) => {
  if (!web.isError(error)) return web.inspect(error);
  let head;
  try {
    head = web.unrewritten(String(error));
  } catch {
    head = "an error";
  }
  const stack = textOf(framesOf(error));
  if (stack) return head + stack;
  const origin = web.originOf(error);
  return origin ? `${head}\n    at ${place(origin)}` : head;
};

// The report for the browser: a message and its bytes.
web.errorReport = (kind, error) => {
  const origin = web.originOf(error);
  const text = `Uncaught ${kind === "rejection" ? "(in promise) " : ""}${web.describeError(error)}`;
  return [{ t: "error", kind, source: origin ? place(origin) : "" }, host.encode(text.toWellFormed())];
};
web.tellError = (kind, error) => web.send(...web.errorReport(kind, error));

// https://html.spec.whatwg.org/#report-an-exception
let isReporting = false;
// `isMuted`: whether the script is cross-origin without CORS, so that the page learns nothing about the error.
web.report = (error, isMuted = false) => {
  const origin = isMuted ? undefined : web.originOf(error);
  let text;
  try {
    text = web.isError(error) ? web.unrewritten(String(error)) : web.inspect(error);
  } catch {
    text = "an error";
  }
  const facts = {
    message: isMuted ? "Script error." : `Uncaught ${text}`,
    filename: origin?.url ?? "",
    lineno: origin?.line ?? 0,
    colno: origin?.column ?? 0,
  };
  if (!web.fireError({ ...facts, error: isMuted ? null : error })) return;
  const report = web.errorReport("error", error);
  // An error in a worker is passed on to the document or worker that started it.
  if (web.passErrorOn) web.passErrorOn(facts, report);
  else web.send(...report);
};
// Returns whether the error was not handled.
web.fireError = (init) => {
  if (isReporting) return true;
  isReporting = true;
  try {
    return web.fire(globalThis, web.event(ErrorEvent, "error", { cancelable: true, ...init }));
  } finally {
    isReporting = false;
  }
};

// https://html.spec.whatwg.org/#unhandled-promise-rejections
web.unhandledRejection = (promise, reason) => {
  const event = web.event(PromiseRejectionEvent, "unhandledrejection", {
    cancelable: true,
    promise,
    reason,
  });
  if (web.fire(globalThis, event)) web.tellError("rejection", reason);
};

// https://html.spec.whatwg.org/#dom-reporterror
web.global = {
  reportError(error) {
    idl.required(arguments.length, 1, idl.failed("reportError", "Window"));
    web.report(error);
  },
};

// The number of pending operations of the page, not counting timers.
web.pending = 0;
web.begin = () => {
  web.pending++;
  let isOver = false;
  return () => {
    if (!isOver) web.pending--;
    isOver = true;
  };
};
// Whether any document has pending operations.
web.isPending = () => {
  for (const realm of web.shared.realms.values()) if (realm.pending > 0) return true;
  return false;
};

// https://html.spec.whatwg.org/#clean-up-after-running-script: `enter` is called before a page's function, and `leave` after
// it. `leave` runs the microtasks unless more of the page's code is on the stack.
const { shared } = web;
shared.depth ??= 0;
// Relative URLs are resolved against the document whose script was called first. `callee`: the function, which may belong to
// another document than the one it is called for.
web.enter = (callee) => {
  if (shared.depth++ > 0) return;
  shared.entry = web;
  shared.entryFunction = callee;
};
// https://html.spec.whatwg.org/#concept-entry-everything
web.entryRealm = () => {
  const { entry, entryFunction } = shared;
  const number = typeof entryFunction === "function" ? host.documentOf(entryFunction) : undefined;
  const realm = (number && shared.realms.get(number)) ?? entry ?? web;
  return realm.isDiscarded ? web : realm;
};
web.leave = () => {
  if (--shared.depth > 0) return;
  web.checkpoint();
  shared.entry = shared.entryFunction = undefined;
};
web.checkpoint = () => {
  if (shared.depth > 0 || shared.isCheckpoint) return;
  shared.isCheckpoint = true;
  try {
    host.checkpoint();
  } finally {
    shared.isCheckpoint = false;
  }
};

// Messages to the browser; `ask` waits for the reply.
const withDocument = (message) => JSON.stringify({ d: host.document, ...message });
// Sends a message object that may be modified: the document's number is added.
web.sendOwn = (message, bytes) => {
  message.d = host.document;
  host.send(JSON.stringify(message), bytes);
};
web.send = (message, bytes) => host.send(withDocument(message), bytes);
web.ask = (message, bytes) => {
  // The browser would never reply.
  if (web.isDiscarded) throw new web.DOMException("The document is not in a window any more.", "InvalidStateError");
  const answer = host.call(withDocument(message), bytes);
  if (!answer) throw new Error("the browser is gone");
  return [JSON.parse(answer[0]), answer[1]];
};
