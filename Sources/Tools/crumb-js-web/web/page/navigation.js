// https://html.spec.whatwg.org/#navigating-across-documents, begun here, and continued by the browser, which fetches
// and answers with a document.
"use strict";

const { shared, idl, DOMException, tab } = web;
const { HREF, ORIGIN, PROTOCOL, HASH } = web.urlParts;

const bare = (url) => url.replace(/#.*$/s, "");

// Where a document is about to go; a later wish takes the place of an earlier one.
// `request`: {url, kind, method, body, contentType, target, noopener, referrerPolicy, replace, element, …}.
web.navigate = (request) => {
  const parts = web.parseURL(request.url, web.page.baseURL);
  if (!parts || web.isDiscarded) return;
  const isDownload = request.kind === "download" || request.download !== undefined;
  const found = isDownload ? web.navigable : web.chooseNavigable(request.target ?? "", request);
  if (!found) return;
  if (request.kind === "form" && web.page.hasCSP && !web.askPolicy({ check: "form-action", url: parts[HREF] }).allowed) return;
  web.navigateTo(found, { ...request, url: parts[HREF] }, web);
};

// `source`: the realm of who wants it.
web.navigateTo = (navigable, request, source) => {
  const parts = web.parseURL(request.url);
  if (parts[PROTOCOL] === "javascript:") {
    web.queueTask(() => runURL(navigable, parts[HREF], source, request));
    return;
  }
  const active = navigable.web;
  if (active && !request.body && request.kind !== "reload" && request.kind !== "history" && request.kind !== "refresh" && !request.srcdoc
    && request.url.includes("#") && bare(request.url) === bare(active.page.url[HREF]) && (request.method ?? "GET") === "GET") {
    active.goToFragment(parts, request.replace ?? false);
    return;
  }
  // What a page does while it loads takes the place of its entry in the history.
  const replace = request.replace
    ?? (active === undefined || active.isInitial || !active.isCompletelyLoaded() || request.url === active.page.url[HREF]);
  // What a document does of its own accord, and what was done before, is not of the user's doing now.
  const isOwn = request.kind !== "refresh" && request.kind !== "history";
  const wish = { ...request, replace, userActivation: request.userActivation ?? (isOwn && source.activation?.isActive()) };
  cancel(navigable);
  if (active && !active.isInitial && !request.isInitial) {
    for (const one of web.inclusiveDescendants(navigable)) one.web?.fireBeforeUnload();
    if (navigable.wish || navigable.isClosed) return;
  }
  const done = source.begin();
  navigable.wish = { cancel: done };
  const mine = navigable.wish;
  source.queueTask(() => {
    done();
    if (navigable.wish !== mine || navigable.isClosed) return;
    navigable.wish = undefined;
    start(navigable, wish, source.isDiscarded ? web.liveRealm() : source);
  });
};
web.liveRealm = () => [...shared.realms.values()].find((realm) => !realm.isWorker);

const cancel = (navigable) => {
  navigable.wish?.cancel();
  navigable.wish = undefined;
  const { ongoing } = navigable;
  if (!ongoing) return;
  navigable.ongoing = undefined;
  ongoing.done();
  web.liveRealm().send({ t: "stopnavigation", nav: navigable.id, document: ongoing.document });
};
web.cancelNavigation = cancel;
web.stopNavigation = () => web.navigable && cancel(web.navigable);

const start = (navigable, request, source) => {
  const document = tab.nextDocument();
  const isFrame = navigable.parent !== null;
  // A frame holds up the load event of the page that it is in, and all is waited for.
  const keeper = navigable.parent?.web ?? source;
  const over = keeper.begin();
  const unblock = isFrame ? keeper.delayLoad() : () => {};
  navigable.ongoing = { document, request, done: () => { over(); unblock(); }, over, unblock };
  const { url } = request;
  const local = localDocument(url, request, source);
  if (local) {
    source.queueTask(() => {
      if (navigable.ongoing?.document !== document) return;
      const page = source.askForPage(navigable, document, url, request);
      web.receiveDocument({ nav: navigable.id, document, page, ...local.head }, local.body);
    });
    return;
  }
  source.send({
    t: "navigate", nav: navigable.id, document, url, kind: request.kind ?? "location", method: request.method ?? "GET",
    contentType: request.contentType, hasBody: request.body !== undefined, userActivation: Boolean(request.userActivation),
    referrerPolicy: request.referrerPolicy ?? "", noreferrer: Boolean(request.noreferrer), replace: request.replace,
    download: request.download, initial: Boolean(navigable.web === undefined || navigable.web.isInitial),
    parent: navigable.parent?.web?.number, opener: navigable.opener?.web?.number, container: request.container ?? web.containerOf(navigable),
  }, request.body);
};

// A document that no request is made for: its head and its body. The browser is asked for the rest.
const localDocument = (url, request, source) => {
  if (request.srcdoc !== undefined) {
    return { head: { contentType: "text/html", charset: "utf-8", status: 200 }, body: host.encode(request.srcdoc.toWellFormed()) };
  }
  if (/^about:/i.test(url)) return { head: { contentType: "text/html", charset: "utf-8", status: 200, isBlank: true }, body: undefined };
  if (/^blob:/i.test(url)) {
    const blob = source.blobAt(url);
    if (!blob) return { head: { isError: true }, body: undefined };
    return { head: { contentType: blob.type, charset: null, status: 200 }, body: source.blobBytes(blob).slice().buffer };
  }
  return undefined;
};
// https://html.spec.whatwg.org/#creating-a-new-browsing-context and the like: what the browser knows of a document
// that it did not fetch.
web.askForPage = (navigable, document, url, request = {}) => web.ask({
  t: "realm", nav: navigable.id, document, url, parent: navigable.parent?.web?.number ?? null,
  opener: navigable.opener?.web?.number ?? null, isError: Boolean(request.isError), container: request.container ?? web.containerOf(navigable),
})[0].page;

// https://html.spec.whatwg.org/#the-javascript:-url-special-case
const runURL = (navigable, url, source, request) => {
  const target = web.activeRealm(navigable);
  if (navigable.isClosed || source.isDiscarded || !source.isSameOrigin(target)) return;
  const code = host.decode(percentDecode(url.slice("javascript:".length)));
  if (target.page.isScriptingDisabled || !target.allowsInline("javascript-url", undefined, url)) return;
  const value = target.runClassic(code, url);
  if (navigable.isClosed || target !== navigable.web) return;
  if (typeof value !== "string") {
    // The frame stays with what it has, and that is there.
    if (request.isInitial) web.fireContainerLoad(navigable);
    return;
  }
  const document = tab.nextDocument();
  const page = target.askForPage(navigable, document, target.page.url[HREF], { container: web.containerOf(navigable) });
  navigable.ongoing = { document, request: { replace: true }, done() {}, over() {}, unblock() {} };
  web.receiveDocument({ nav: navigable.id, document, page, contentType: "text/html", charset: "utf-8", status: 200 }, host.encode(value.toWellFormed()));
};
const percentDecode = (text) => {
  const bytes = new Uint8Array(host.encode(text.toWellFormed()));
  const result = [];
  for (let i = 0; i < bytes.length; i++) {
    const digits = bytes[i] === 0x25 ? String.fromCharCode(bytes[i + 1], bytes[i + 2]) : "";
    if (/^[0-9a-f]{2}$/i.test(digits)) {
      result.push(parseInt(digits, 16));
      i += 2;
    } else {
      result.push(bytes[i]);
    }
  }
  return new Uint8Array(result);
};

// MARK: What comes of it

// The page's first document is in the realm that is there; each other has one of its own.
web.receiveDocument = (message, bytes) => {
  const navigable = tab.navigables.get(message.nav);
  if (!navigable || navigable.isClosed || navigable.ongoing?.document !== message.document) return;
  const { request, over, unblock } = navigable.ongoing;
  navigable.ongoing = undefined;
  const before = navigable.web;
  const gone = [];
  if (before) {
    for (const one of web.inclusiveDescendants(navigable)) one.web?.unload();
    for (const child of [...navigable.children]) gone.push(...web.destroy(child));
    gone.push(before);
  }
  const realm = web.makePage(navigable, message);
  web.recordEntry(navigable, realm, request, before);
  realm.unblockContainer = unblock;
  realm.containerLoaded = () => {
    unblock();
    web.fireContainerLoad(navigable);
  };
  realm.beginDocument(message, bytes);
  over();
  if (gone.length) (web.isDiscarded ? web.liveRealm() : web).discard(gone);
};
web.makePage = (navigable, message) => {
  const realm = host.makeRealm(message.document);
  realm.startPage(message);
  web.setActive(navigable, realm);
  return realm;
};
// All of a navigable that is no more; the documents that are gone with it.
web.destroy = (navigable) => {
  const gone = [];
  for (const one of web.inclusiveDescendants(navigable)) {
    cancel(one);
    one.isClosed = true;
    tab.navigables.delete(one.id);
    if (one.web) gone.push(one.web);
    // Who holds its window still reads it.
    one.last = one.web;
    one.web = undefined;
  }
  navigable.parent?.children.delete(navigable);
  return gone;
};

Object.assign(web.messages, {
  document: (message, bytes) => web.receiveDocument(message, bytes),
  notdocument(message) {
    const navigable = tab.navigables.get(message.nav);
    if (!navigable || navigable.ongoing?.document !== message.document) return;
    const { request, done } = navigable.ongoing;
    const isFrame = navigable.parent !== null;
    if (message.why === "download" || message.why === "noContent" || (!isFrame && message.why === "blocked")) {
      navigable.ongoing = undefined;
      done();
      return;
    }
    // https://html.spec.whatwg.org/#navigate-fetch: an error page, of an origin of its own.
    const page = message.page ?? web.askForPage(navigable, message.document, request.url, { isError: true });
    web.receiveDocument({ ...message, page: { ...page, origin: "null", originKey: `error ${message.document}`, ancestorOrigins: page.ancestorOrigins }, isError: true, contentType: "text/html", charset: "utf-8" }, undefined);
  },
});

// MARK: Within a document

const { HashChangeEvent, PopStateEvent } = web;
// https://html.spec.whatwg.org/#navigate-fragid
web.goToFragment = (parts, replace) => {
  const old = web.page.url[HREF];
  web.setURL(parts);
  web.recordSameDocument(replace || parts[HREF] === old, null);
  web.fire(globalThis, web.event(PopStateEvent, "popstate", { state: null }));
  if (parts[HREF] !== old) {
    web.queueTask(() => web.fire(globalThis, web.event(HashChangeEvent, "hashchange", { oldURL: old, newURL: parts[HREF] })));
  }
};
web.setURL = (parts) => {
  web.page.url = parts;
  web.updateBaseURL();
  web.send({ t: "url", url: parts[HREF], baseURL: web.page.baseURL });
};
