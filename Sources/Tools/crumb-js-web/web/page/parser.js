// The parser of a page: gumbo builds a tree of the whole text, which is revealed node by node, up to each script that must
// run first. What a script writes is spliced into the text, which is then parsed again; existing nodes are recognized by
// their offset in the text.
// https://html.spec.whatwg.org/#parsing, https://html.spec.whatwg.org/#dynamic-markup-insertion
"use strict";

const { idl, DOMException, shared } = web;
// For elements: their end tag has been parsed.
shared.steps.popped ??= Symbol("popped");

const modes = ["no-quirks", "quirks", "limited-quirks"];
const attributeNamespaces = [null, web.dom.XLINK, web.dom.XML, web.dom.XMLNS];
const attributePrefixes = [null, "xlink", "xml", "xmlns"];
const ELEMENT = 1, END = 2, TEXT = 3, COMMENT = 4, DOCTYPE = 5;

// Whether the parser itself is inserting an element.
let isInserting = false;
web.isParsing = () => isInserting;

class Parser {
  // The whole text, and the insertion point for document.write(); undefined if that would open a new document.
  source = "";
  point = undefined;
  // The tree of the text as last parsed, and the position in it.
  #words = new Int32Array(1);
  #text = "";
  #names = [];
  #at = 1;
  // Open nodes, and how often each key has occurred in this walk.
  #stack = [];
  #seen = new Map();
  // Existing nodes by their place in the text.
  #known = new Map();
  #closed = new Set();
  #isStale = true;
  #parsed = "";
  #blocking;
  #nesting = 0;
  // Whether more text can only come from document.write().
  isOpen = false;
  isOver = false;
  // Whether the end of parsing has no effects.
  isQuiet = false;
  // Whether scripts have written the whole text.
  isWritten = false;

  constructor(document) {
    this.document = document;
  }

  // Reveals the text up to `limit`, or all of it if there is no limit.
  run(limit) {
    if (this.#blocking || this.isOver) return;
    for (;;) {
      if (this.#isStale) this.#parse(limit === undefined ? this.source : this.source.slice(0, limit));
      const length = this.source.length;
      const result = this.#walk(limit !== undefined);
      if (this.isOver) return;
      if (limit !== undefined) limit += this.source.length - length;
      if (result === "blocked") {
        if (limit !== undefined) this.#isStale = true;
        return;
      }
      if (result === "end") break;
    }
    // Written text is only revealed up to its end; the rest is parsed along with it.
    if (limit !== undefined) {
      this.#isStale = true;
      return;
    }
    if (!this.isOpen && this.#nesting === 0) this.#finish();
  }

  write(text) {
    this.source = this.source.slice(0, this.point) + text + this.source.slice(this.point);
    this.point += text.length;
    this.#isStale = true;
    if (!this.#blocking) this.run(this.point);
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.#nesting === 0) this.run();
  }

  stop() {
    this.isOver = true;
    this.point = undefined;
  }

  // Continues, because a pending script or the style sheets before it may now be available.
  resume() {
    const script = this.#blocking;
    if (!script || !script.isReady || web.hasScriptBlockingStyle() || this.isOver) return;
    this.#blocking = undefined;
    this.#runAt(script.end, () => web.executeScript(script));
    this.run(this.isOpen ? this.point : undefined);
  }

  #finish() {
    this.isOver = true;
    this.point = undefined;
    if (!this.isQuiet) web.endParsing(this.isWritten);
  }

  #parse(source) {
    const [text, buffer, names] = host.parseHTML(source, undefined, web.page.isScriptingDisabled ? 0 : 1);
    this.#parsed = source;
    this.#words = new Int32Array(buffer);
    this.#text = text;
    this.#names = names;
    this.#at = 1;
    this.#stack = [{ node: this.document, key: "" }];
    this.#seen = new Map();
    this.#isStale = false;
    web.dom.setMode(this.document, modes[this.#words[0]]);
  }

  #walk(isPart) {
    const words = this.#words;
    while (this.#at < words.length) {
      const parent = this.#stack.at(-1);
      const kind = words[this.#at];
      if (kind === ELEMENT) {
        const [, namespace, name, start, count] = words.subarray(this.#at, this.#at + 5);
        const attributes = this.#at + 5;
        this.#at = attributes + 4 * count;
        const known = this.#find(start, this.#names[name], parent);
        if (!known.node) {
          known.node = web.dom.make(this.document, {
            kind: 1, name: this.#names[name], namespace: web.dom.namespaces[namespace], attributes: this.#attributesAt(attributes, count),
          });
          if (known.node.localName === "script" && namespace !== 2) web.markAsParserInserted(known.node);
          if (known.node.localName === "style") web.beforeParsed(known.node);
          isInserting = true;
          web.dom.append(parent.node, known.node);
          isInserting = false;
          if (this.isOver) return "end";
        } else if (known.count !== count && known.node.localName.match(/^(html|body)$/)) {
          // A later <html> or <body> adds its attributes to the existing element.
          for (const [, , attribute, value] of this.#attributesAt(attributes, count)) {
            if (!known.node.hasAttribute(attribute)) known.node.setAttribute(attribute, value);
          }
        }
        known.count = count;
        this.#stack.push({ node: known.node, key: known.key });
        if (this.#isStale) return "again";
      } else if (kind === END) {
        const end = words[this.#at + 1];
        this.#at += 2;
        this.#stack.pop();
        const { node } = parent;
        if (this.#closed.has(node) || (end < 0 && isPart)) continue;
        this.#closed.add(node);
        const result = this.#end(node, end);
        if (this.isOver) return "end";
        if (result) {
          result.end = end;
          this.#blocking = result;
          if (!result.isReady) result.whenReady = () => this.resume();
          return "blocked";
        }
        // A script in written text.
        if (this.#blocking) return "blocked";
        if (this.#isStale) return "again";
      } else if (kind === DOCTYPE) {
        const texts = [1, 3, 5].map((offset) => this.#textAt(this.#at + offset));
        this.#at += 7;
        const known = this.#find(0, "!doctype", parent);
        if (!known.node) {
          const [doctype, publicId, systemId] = texts;
          known.node = web.dom.make(this.document, { kind: 10, name: doctype, publicId, systemId });
          web.dom.append(parent.node, known.node);
        }
      } else {
        const start = words[this.#at + 1];
        const text = this.#textAt(this.#at + 2);
        this.#at += 4;
        const known = this.#find(start, kind === TEXT ? "#text" : "#comment", parent);
        if (!known.node) {
          known.node = web.dom.make(this.document, { kind: kind === TEXT ? 3 : 8, data: text });
          web.dom.append(parent.node, known.node);
          if (kind === TEXT && parent.node.localName === "script") web.scriptState(parent.node).line = this.#lineOf(start);
        } else if (text.length > known.length) {
          known.node.appendData(text.slice(known.length));
        }
        known.length = text.length;
      }
    }
    return "end";
  }

  // Finds a node by its offset or, for an implied one, by its parent.
  #find(start, name, parent) {
    const base = start >= 0 ? `${start} ${name}` : `${parent.key}/${name}`;
    const count = this.#seen.get(base) ?? 0;
    this.#seen.set(base, count + 1);
    const key = count ? `${base} ${count}` : base;
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, (known = { key, node: undefined, length: 0, count: 0 }));
    return known;
  }

  #textAt(index) {
    const offset = this.#words[index];
    return this.#text.slice(offset, offset + this.#words[index + 1]);
  }

  #attributesAt(index, count) {
    const attributes = [];
    for (let i = 0; i < count; i++, index += 4) {
      const kind = this.#words[index];
      const name = this.#names[this.#words[index + 1]];
      const prefix = kind === 3 && name === "xmlns" ? null : attributePrefixes[kind];
      attributes.push([attributeNamespaces[kind], prefix, name, this.#textAt(index + 2)]);
    }
    return attributes;
  }

  #lineOf(offset) {
    let line = 1;
    for (let at = this.#parsed.indexOf("\n"); at >= 0 && at < offset; at = this.#parsed.indexOf("\n", at + 1)) line++;
    return line;
  }

  // Handles an end tag; returns a script that the parser must wait for.
  #end(node, end) {
    if (node.localName === "script" && node.namespaceURI !== "http://www.w3.org/1998/Math/MathML") {
      // A script without an end tag at the end of the text never runs.
      if (end < 0) {
        web.scriptState(node).isStarted = true;
        return undefined;
      }
      let script;
      this.#runAt(end, () => {
        script = web.prepareScript(node);
      });
      return script;
    }
    node[shared.steps.popped]?.();
    return undefined;
  }

  // Runs `body` with the insertion point at `end`.
  #runAt(end, body) {
    const { point, source: { length } } = this;
    this.point = end;
    this.#nesting++;
    body();
    this.#nesting--;
    if (this.isOver) return;
    this.point = point === undefined ? undefined : point + (this.source.length - length);
    if (this.isOpen && point === undefined) this.point = this.source.length;
  }
}

let parser;
web.resumeParser = () => parser?.resume();
web.stopParser = () => parser?.stop();
web.parseDocument = (text) => {
  web.beginLoading();
  parser = new Parser(web.document);
  // https://html.spec.whatwg.org/#preprocessing-the-input-stream
  parser.source = text.replace(/\r\n?/g, "\n");
  parser.run();
};
// For the initial about:blank.
web.parseQuietly = (text) => {
  const quiet = new Parser(web.document);
  quiet.isQuiet = true;
  quiet.source = text;
  quiet.run();
};

// MARK: What scripts write

const isActive = () => !web.isDiscarded && !web.hasUnloaded;

// https://html.spec.whatwg.org/#document-open-steps
const open = () => {
  if (!isActive()) return;
  if (parser && !parser.isOver && parser.point !== undefined) return;
  parser?.stop();
  web.stopNavigation();
  for (const target of [...web.document.querySelectorAll("*"), web.document, globalThis]) web.removeListeners(target);
  for (const node of [...web.document.childNodes]) web.document.removeChild(node);
  web.beginLoading();
  parser = new Parser(web.document);
  parser.isOpen = parser.isWritten = true;
  parser.point = 0;
};
// https://html.spec.whatwg.org/#document-write-steps
const write = (texts, newline) => {
  const text = texts.map((one) => idl.DOMString(one)).join("") + newline;
  if (!isActive()) return;
  if (!parser || parser.isOver || parser.point === undefined) {
    if (web.ignoresWrites > 0) return;
    open();
  }
  parser.write(text.replace(/\r\n?/g, "\n"));
};
// Documents that are not in a window do not change.
const isShown = (document, method) => {
  if (document.contentType !== "text/html") {
    throw new DOMException(`${idl.failed(method, "Document")}Only HTML documents support ${method}().`, "InvalidStateError");
  }
  return document === web.document;
};
Object.assign(Document.prototype, {
  open(...args) {
    if (args.length > 2) return globalThis.open(...args);
    if (isShown(this, "open")) open();
    return this;
  },
  write(...texts) {
    if (isShown(this, "write")) write(texts, "");
  },
  writeln(...texts) {
    if (isShown(this, "writeln")) write(texts, "\n");
  },
  close() {
    if (isShown(this, "close") && parser?.isOpen) parser.close();
  },
});
