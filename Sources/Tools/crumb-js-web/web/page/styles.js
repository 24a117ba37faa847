// Style sheets are fetched for their cookies, events and imports, and block scripts; their rules are not applied. Images
// and fonts in rules are not fetched, because which of them a browser fetches depends on the elements that a rule
// matches.
// https://html.spec.whatwg.org/#update-a-style-block, https://html.spec.whatwg.org/#link-type-stylesheet
"use strict";

const { shared } = web;
const { HREF } = web.urlParts;

// https://html.spec.whatwg.org/#script-blocking-style-sheet
let blocking = 0;
web.hasScriptBlockingStyle = () => blocking > 0;
// Returns a function to call when the sheet is available; that takes what to do once scripts are no longer blocked.
const block = () => {
  blocking++;
  const done = web.delayLoad();
  return (after) => {
    web.queueTask(() => {
      after();
      done();
    });
    if (--blocking > 0) return;
    web.resumeParser();
    web.advanceLoading();
  };
};
const delay = () => {
  const done = web.delayLoad();
  return (after) => {
    web.queueTask(() => {
      after();
      done();
    });
  };
};

// https://drafts.csswg.org/css-cascade/#at-import: only @charset and @layer may come before.
const importsOf = (text, base) => {
  const found = [];
  let rest = text.replace(/\/\*[\s\S]*?(\*\/|$)/g, " ").replace(/<!--|-->/g, " ");
  for (;;) {
    const match = /^\s*@import\s+(?:url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)|"([^"]*)"|'([^']*)')[^;]*(?:;|$)/i.exec(rest);
    if (match) {
      const url = web.parseURL(match.slice(1).find((part) => part !== undefined) ?? "", base)?.[HREF];
      if (url) found.push(url);
      rest = rest.slice(match[0].length);
      continue;
    }
    const other = /^\s*@(charset|layer)\b[^;{]*;/i.exec(rest);
    if (!other) return found;
    rest = rest.slice(other[0].length);
  }
};
// Loads all imports of a style sheet, each once; `done` receives whether all of them loaded.
const loadImports = (text, base, request, done, seen = new Set()) => {
  let left = 1, isWhole = true;
  const end = () => {
    if (--left === 0) done(isWhole);
  };
  for (const url of importsOf(text, base)) {
    if (seen.has(url) || seen.size > 100) continue;
    seen.add(url);
    left++;
    web.load({ as: "css-import", url, ...request, referrer: base, wantsBody: true }, (answer, bytes) => {
      if (answer.event !== "load") {
        isWhole = false;
        end();
        return;
      }
      loadImports(web.utf8Decode(bytes), answer.url ?? url, request, end, seen);
    });
  }
  end();
};

// The latest request of each element; replies to earlier ones are ignored.
const turns = new WeakMap();
const nextTurn = (element) => {
  const turn = {};
  turns.set(element, turn);
  return () => turns.get(element) === turn;
};

web.loadStyleSheet = (element, parserInserted) => {
  const isCurrent = nextTurn(element);
  const url = web.elementURL(element, "href");
  if (!url) return;
  const done = parserInserted ? block() : delay();
  const request = web.requestOf(element);
  web.load({ as: "style", url, ...request, parserInserted, wantsBody: true }, (answer, bytes) => {
    const finish = (type) => done(() => isCurrent() && web.fireSimple(element, type));
    if (answer.event !== "load") return finish("error");
    loadImports(web.utf8Decode(bytes), answer.url ?? url, { referrerPolicy: request.referrerPolicy, nonce: request.nonce }, () => finish("load"));
  });
};

const isCSS = (element) => ["", "text/css"].includes((element.getAttribute("type") ?? "").toLowerCase());
const updateStyle = (element, parserInserted) => {
  const isCurrent = nextTurn(element);
  if (!element.isConnected || !isCSS(element)) return;
  const text = element.textContent;
  if (!web.allowsInline("inline-style", element, text)) {
    web.queueTask(() => web.fireSimple(element, "error"));
    return;
  }
  const hasImports = /@import/i.test(text);
  const done = hasImports && parserInserted ? block() : delay();
  const request = { referrerPolicy: "", nonce: web.requestOf(element).nonce };
  loadImports(text, web.page.baseURL, request, (isWhole) => {
    done(() => isCurrent() && web.fireSimple(element, isWhole ? "load" : "error"));
  });
};
const open = new WeakSet();
const { steps } = shared;
web.beforeParsed = (element) => open.add(element);
web.addAllSteps(HTMLStyleElement.prototype, {
  [steps.inserted]() {
    if (!open.has(this)) updateStyle(this, false);
  },
  [steps.childrenChanged]() {
    if (!open.has(this)) updateStyle(this, false);
  },
  [steps.popped]() {
    open.delete(this);
    updateStyle(this, true);
  },
});
