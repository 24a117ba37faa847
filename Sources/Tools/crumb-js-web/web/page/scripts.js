// https://html.spec.whatwg.org/#script-processing-model
"use strict";

const { idl, shared } = web;
const { HREF } = web.urlParts;

// The state of a script element: the standard's flags.
const states = (shared.scriptStates ??= new WeakMap());
const stateOf = (element) => {
  let state = states.get(element);
  if (!state) states.set(element, (state = { parser: undefined, isStarted: false, isForcedAsync: true }));
  return state;
};
web.scriptState = stateOf;
// Marks an element of the parser, which runs it at its end tag.
web.markAsParserInserted = (element) => {
  const state = stateOf(element);
  state.parser = web.document;
  state.isForcedAsync = false;
};

const javaScriptTypes = new Set([
  "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
  "text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
  "text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
  "text/x-ecmascript", "text/x-javascript",
]);
const typeOf = (element) => {
  const type = element.getAttribute("type");
  const language = element.getAttribute("language");
  let text;
  if (type === "" || (type === null && (language === null || language === ""))) text = "text/javascript";
  else if (type !== null) text = type.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
  else text = `text/${language}`;
  text = text.toLowerCase();
  if (javaScriptTypes.has(text)) return "classic";
  return text === "module" || text === "importmap" ? text : undefined;
};
// An SVG script uses another attribute.
const sourceOf = (element) => {
  if (element.namespaceURI === web.dom.HTML) return element.getAttribute("src");
  return element.getAttribute("href") ?? element.getAttributeNS(web.dom.XLINK, "href");
};
const isForWindowLoad = (element) => {
  const [event, target] = [element.getAttribute("event"), element.getAttribute("for")];
  if (event === null || target === null) return true;
  return target.trim().toLowerCase() === "window" && /^onload(\(\))?$/.test(event.trim().toLowerCase());
};
const fireLater = (element, type) => {
  const done = web.delayLoad();
  web.queueTask(() => {
    web.fireSimple(element, type);
    done();
  });
};

// https://html.spec.whatwg.org/#prepare-the-script-element. Returns a script that the parser must wait for.
web.prepareScript = (element) => {
  const state = stateOf(element);
  // Scripts inserted with innerHTML and the like never run.
  if (state.isStarted || web.dom.record(element).alreadyStarted) return undefined;
  const { parser } = state;
  state.parser = undefined;
  if (parser && !element.hasAttribute("async")) state.isForcedAsync = true;
  const text = [...element.childNodes].filter((node) => node.nodeType === 3 || node.nodeType === 4).map((node) => node.data).join("");
  const source = sourceOf(element);
  const hasSource = source !== null;
  if ((!hasSource && text === "") || !element.isConnected) return undefined;
  const type = typeOf(element);
  if (!type) return undefined;
  if (parser) {
    state.parser = parser;
    state.isForcedAsync = false;
  }
  state.isStarted = true;
  if ((parser && parser !== element.ownerDocument) || !web.hasBrowsingContext()) return undefined;
  if (web.page.isScriptingDisabled) return undefined;
  if (type === "classic" && element.hasAttribute("nomodule")) return undefined;
  if (!hasSource && !web.allowsInline("inline-script", element, text)) return undefined;
  if (type === "classic" && !isForWindowLoad(element)) return undefined;
  const script = { element, type, document: element.ownerDocument, isExternal: hasSource, isReady: false, line: state.line ?? 1 };
  if (hasSource) {
    const url = source.trim() === "" ? undefined : web.parseURL(source.trim().toWellFormed(), web.page.baseURL)?.[HREF];
    if (type === "importmap" || !url) {
      fireLater(element, "error");
      return undefined;
    }
    script.url = url;
    if (type === "classic") fetchClassic(script, Boolean(parser));
    else fetchModule(script, Boolean(parser));
  } else if (type === "classic") {
    Object.assign(script, { text, isReady: true, name: web.page.url[HREF], source: web.sourceOf(web.page.baseURL, web.requestOf(element)) });
  } else if (type === "module") {
    makeInlineModule(script, text);
  } else {
    registerImportMap(text);
    return undefined;
  }
  if (type === "module" || hasSource) {
    if (element.hasAttribute("async") || state.isForcedAsync) {
      whenReady(script, web.delayLoad(), (done) => {
        web.executeScript(script);
        done();
      });
    } else if (!parser) {
      inOrder.push(script);
      whenReady(script, web.delayLoad(), (done) => {
        while (inOrder[0]?.isReady) web.executeScript(inOrder.shift());
        done();
      });
    } else if (type === "module" || element.hasAttribute("defer")) {
      web.addDeferredScript(script);
      whenReady(script, undefined, web.advanceLoading);
    } else {
      return script;
    }
    return undefined;
  }
  if (parser && web.hasScriptBlockingStyle()) return script;
  web.executeScript(script);
  return undefined;
};
const inOrder = [];
const whenReady = (script, done, run) => {
  if (script.isReady) web.queueTask(() => run(done));
  else script.whenReady = () => run(done);
};
const ready = (script) => {
  script.isReady = true;
  const { whenReady } = script;
  script.whenReady = undefined;
  whenReady?.();
};

const fetchClassic = (script, parserInserted) => {
  const { element, url } = script;
  const charset = element.getAttribute("charset");
  web.load({ as: "script", url, ...web.requestOf(element), parserInserted, wantsBody: true }, (answer, bytes) => {
    if (answer.event === "load") {
      // https://html.spec.whatwg.org/#fetch-a-classic-script: from the type, the attribute, or the document
      const label = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(answer.contentType ?? "")?.[1] ?? charset ?? web.page.charset ?? "utf-8";
      script.text = web.decodeText(bytes, web.encodingName(label) ?? "utf-8");
      script.name = url;
      script.isMuted = answer.hasCORS === false;
      // https://html.spec.whatwg.org/#creating-a-classic-script
      script.source = web.sourceOf(script.isMuted ? "about:blank" : answer.url, web.requestOf(element));
    }
    ready(script);
  });
};
const settleModule = (script, promise) => {
  // A module runs in a separate task, so that its microtasks run before the element's event. Modules that are available at
  // once run in the order of preparation.
  let isSettled = false;
  let isLate = false;
  web.queueTask(() => {
    isLate = true;
    if (isSettled) ready(script);
  });
  const done = () => {
    isSettled = true;
    if (isLate) web.queueTask(() => ready(script));
  };
  idl.then(promise, (module) => {
    script.module = module;
    done();
  }, (error) => {
    // If fetching failed, the element gets an error event; errors in the text are thrown when the script would run.
    if (!web.modules.isFetchFailure(error)) script.thrown = { error };
    done();
  });
};
const fetchModule = (script, parserInserted) => {
  settleModule(script, web.modules.fetchGraph(script.url, { ...web.requestOf(script.element), parserInserted }));
};
const makeInlineModule = (script, text) => {
  settleModule(script, web.modules.makeGraph(host.encode(text), web.page.url[HREF], web.sourceOf(web.page.baseURL, web.requestOf(script.element))));
};
const registerImportMap = (text) => {
  try {
    web.setImportMap(text, web.page.baseURL);
  } catch (error) {
    web.report(error);
  }
};

// https://html.spec.whatwg.org/#execute-the-script-element
web.executeScript = (script) => {
  const { element } = script;
  if (script.document !== element.ownerDocument || web.isDiscarded) return;
  const hasResult = script.text !== undefined || script.module || script.thrown;
  if (!hasResult) {
    web.fireSimple(element, "error");
    return;
  }
  const isGuarded = script.isExternal || script.type === "module";
  if (isGuarded) web.ignoresWrites++;
  if (script.type === "classic") {
    const before = current;
    current = element.getRootNode() === web.document ? element : null;
    web.runClassic(script.text, script.name, script);
    current = before;
  } else if (script.thrown) {
    web.report(script.thrown.error);
  } else {
    const before = current;
    current = null;
    web.enter();
    idl.then(web.evaluateModule(script.module), undefined, web.report);
    web.leave();
    current = before;
  }
  if (isGuarded) web.ignoresWrites--;
  if (script.isExternal) web.fireSimple(element, "load");
};
web.ignoresWrites = 0;
let current = null;
web.currentScript = () => current;

// https://html.spec.whatwg.org/#run-a-classic-script; returns the value if it completes normally.
web.runClassic = (text, name, { line = 1, isMuted = false, source = web.noScript } = {}) => {
  web.enter();
  try {
    return host.evaluate(web.scriptText(text, source, { name, line }), name, line);
  } catch (error) {
    web.report(error, isMuted);
    return undefined;
  } finally {
    web.leave();
  }
};

// https://w3c.github.io/webappsec-csp/#is-element-nonceable: ignores a nonce that injected markup may have captured.
const nonceThatCounts = (element) => {
  const isSuspicious = element.localName === "script" && [...element.attributes].some(({ name, value }) => /<script|<style/i.test(name + " " + value));
  return isSuspicious ? "" : web.requestOf(element).nonce;
};
// Whether the page's policy allows an inline script.
web.allowsInline = (check, element, text) => {
  if (!web.page.hasCSP) return true;
  const parserInserted = check !== "inline-script" || Boolean(stateOf(element).parser);
  return web.askPolicy({ check, nonce: element ? nonceThatCounts(element) : "", parserInserted }, host.encode(text.toWellFormed()), element).allowed;
};
web.hasBrowsingContext = () => !web.isDiscarded;

const steps = shared.steps;
const { prototype } = HTMLScriptElement;
// Uses the realm of the element's document, which may differ from that of its class.
const prepareUnlessParsed = (element) => {
  if (stateOf(element).parser === undefined && element.isConnected) web.realmOf(element.ownerDocument)?.prepareScript(element);
};
web.addAllSteps(prototype, {
  [steps.inserted]() {
    prepareUnlessParsed(this);
  },
  [steps.childrenChanged]() {
    prepareUnlessParsed(this);
  },
  [steps.attributeChanged](name, before, value, namespace) {
    if (namespace !== null && namespace !== undefined) return;
    if (name === "async" && value !== null) stateOf(this).isForcedAsync = false;
    if (name === "src" && value !== null && before === null) prepareUnlessParsed(this);
  },
  [steps.cloned](copy) {
    stateOf(copy).isStarted = stateOf(this).isStarted || web.dom.record(this).alreadyStarted === true;
  },
});
web.addAllSteps(SVGElement.prototype, {
  [steps.inserted]() {
    if (this.localName === "script") prepareUnlessParsed(this);
  },
  [steps.childrenChanged]() {
    if (this.localName === "script") prepareUnlessParsed(this);
  },
  [steps.attributeChanged](name, before, value) {
    if (this.localName === "script" && name === "href" && value !== null && before === null) prepareUnlessParsed(this);
  },
});
Object.defineProperty(prototype, "async", {
  get() {
    return stateOf(this).isForcedAsync || this.hasAttribute("async");
  },
  set(value) {
    stateOf(this).isForcedAsync = false;
    this.toggleAttribute("async", Boolean(value));
  },
  enumerable: true,
  configurable: true,
});
Object.defineProperty(HTMLScriptElement, "supports", {
  value: function supports(type) {
    return ["classic", "module", "importmap"].includes(idl.DOMString(type));
  },
  writable: true,
  enumerable: true,
  configurable: true,
});
Object.defineProperty(Document.prototype, "currentScript", {
  get() {
    return this === web.document ? current : null;
  },
  enumerable: true,
  configurable: true,
});
