// https://html.spec.whatwg.org/#navigating-across-documents, which starts here and continues in the browser: that fetches and
// sends back a document.
"use strict";

const { shared, idl, DOMException, tab } = web;
const { HREF, ORIGIN, PROTOCOL, HASH } = web.urlParts;

const bare = (url) => url.replace(/#.*$/s, "");

// Starts a navigation from this document; a later one replaces an earlier one.
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

// `source`: the layer of the initiator.
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
  // Navigations while a page is loading replace its history entry.
  const replace = request.replace
    ?? (active === undefined || active.isInitial || !active.isCompletelyLoaded() || request.url === active.page.url[HREF]);
  // Refreshes and history traversals are not attributed to the current user activation.
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
  // A frame delays the load event of the containing page; every navigation counts as pending.
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

// The head and body of a document that needs no request; undefined for all others, which the browser fetches.
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
// https://html.spec.whatwg.org/#creating-a-new-browsing-context and similar algorithms: the browser's properties of a
// document that it did not fetch.
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
    // The frame keeps its document, which is complete.
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

// MARK: Results

// The first document of a page gets the existing realm; later ones get new realms.
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
// Destroys a navigable with its descendants; returns the documents that are to be discarded.
web.destroy = (navigable) => {
  const gone = [];
  for (const one of web.inclusiveDescendants(navigable)) {
    cancel(one);
    one.isClosed = true;
    tab.navigables.delete(one.id);
    if (one.web) gone.push(one.web);
    // Scripts that still hold the window can read from it.
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
    // https://html.spec.whatwg.org/#navigate-fetch: an error page with an opaque origin.
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
