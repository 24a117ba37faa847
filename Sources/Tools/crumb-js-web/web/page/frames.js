// Elements that have a content navigable.
// https://html.spec.whatwg.org/#the-iframe-element, #the-object-element, #the-embed-element, #frames-and-framesets
"use strict";

const { shared, tab, idl } = web;
const { HREF } = web.urlParts;
const { steps } = shared;

// https://html.spec.whatwg.org/#content-navigable, by element.
const contents = (shared.contentNavigables ??= new WeakMap());
web.contentNavigable = (element) => {
  const navigable = contents.get(element);
  return navigable && !navigable.isClosed ? navigable : null;
};

// As in Chromium: the maximum number of frames in a page.
const mostFrames = 1000;
const isFull = (navigable) => web.inclusiveDescendants(web.topOf(navigable)).length > mostFrames;

const urlAttribute = { iframe: "src", frame: "src", embed: "src", object: "data" };
// The properties of a navigable's container that affect its documents.
web.containerOf = (navigable) => {
  const element = navigable.container;
  if (!element) return null;
  const isFrame = element.localName === "iframe";
  const allow = isFrame ? element.getAttribute("allow") : null;
  return {
    element: element.localName, sandbox: isFrame ? element.getAttribute("sandbox") : null, allow,
    credentialless: isFrame && element.hasAttribute("credentialless"), csp: isFrame ? element.getAttribute("csp") : null,
    referrerPolicy: isFrame ? (element.getAttribute("referrerpolicy") ?? "").toLowerCase() : "",
  };
};

// https://html.spec.whatwg.org/#shared-attribute-processing-steps-for-iframe-and-frame-elements: `about:blank` if there is no
// address; undefined if the frame would show one of its ancestors again.
const addressOf = (element) => {
  const url = web.elementURL(element, urlAttribute[element.localName]) ?? "about:blank";
  const bare = (text) => text.replace(/#.*$/s, "");
  // As in Chromium: a page may contain itself once.
  let isThere = false;
  for (let one = web.navigable; one; one = one.parent) {
    if (!one.web || !/^https?:/.test(url) || bare(one.web.page.url[HREF]) !== bare(url)) continue;
    if (isThere) return undefined;
    isThere = true;
  }
  return url;
};

const isNavigable = (element) => {
  if (element.localName === "iframe" || element.localName === "frame") return true;
  const type = (element.getAttribute("type") ?? "").toLowerCase();
  if (!element.hasAttribute(urlAttribute[element.localName]) || element.getAttribute(urlAttribute[element.localName]) === "") return false;
  return !/^(image|video|audio|application\/(pdf|x-))/.test(type) && !/\.(png|jpe?g|gif|webp|svg|ico|avif)([?#]|$)/i.test(element.getAttribute(urlAttribute[element.localName]));
};

const process = (element, isInitial) => {
  const navigable = contents.get(element);
  if (!navigable) return;
  const srcdoc = element.localName === "iframe" ? element.getAttribute("srcdoc") : null;
  if (srcdoc !== null) {
    web.navigateTo(navigable, { url: "about:srcdoc", srcdoc, kind: "frame", replace: true, isInitial }, web);
    return;
  }
  const url = addressOf(element);
  if (url === undefined) return;
  if (isInitial && /^about:blank([?#]|$)/i.test(url)) {
    // The document is already there, so nothing has to wait for it.
    web.fireContainerLoad(navigable);
    return;
  }
  web.navigateTo(navigable, { url, kind: "frame", replace: isInitial ? true : undefined, isInitial, referrerPolicy: web.containerOf(navigable).referrerPolicy }, web);
};

const create = (element) => {
  if (contents.has(element) || !element.isConnected || !web.navigable || web.navigable.isClosed || web.isDiscarded) return;
  if (!isNavigable(element)) return loadPlugin(element);
  if (isFull(web.navigable)) {
    if (!shared.hasToldFrames) {
      shared.hasToldFrames = true;
      web.logConsole("error", `The page has ${mostFrames} frames, which is the limit: no more are loaded.`);
    }
    return;
  }
  const navigable = web.makeNavigable({ parent: web.navigable, container: element, name: element.getAttribute("name") ?? "" });
  contents.set(element, navigable);
  process(element, true);
};
// Loads an <object> or <embed> as an image.
const loadPlugin = (element) => {
  const attribute = urlAttribute[element.localName];
  if (attribute === "data" || element.hasAttribute(attribute)) web.loadOnce(element, element.localName === "object" ? "object-image" : "embed-image", attribute);
};
const remove = (element) => {
  const navigable = contents.get(element);
  if (!navigable) return;
  contents.delete(element);
  // https://html.spec.whatwg.org/#destroy-a-child-navigable: fires unload events in its documents.
  for (const one of web.inclusiveDescendants(navigable)) one.web?.unload();
  web.discard(web.destroy(navigable));
};

// The document that a frame shows; the initial one is only created when it is needed.
web.activeRealm = (navigable) => {
  if (navigable.web || navigable.isClosed) return navigable.web;
  const document = tab.nextDocument();
  const page = web.askForPage(navigable, document, "about:blank");
  const realm = web.makePage(navigable, { nav: navigable.id, document, page, contentType: "text/html", charset: "utf-8" });
  realm.isInitial = true;
  realm.showBlank();
  return realm;
};
// https://html.spec.whatwg.org/#iframe-load-event-steps
web.fireContainerLoad = (navigable) => {
  const { container, parent } = navigable;
  navigable.hasLoaded = true;
  if (!container || !parent?.web || navigable.isClosed) return;
  parent.web.fireSimple(container, "load");
};

const becomeFrames = ({ prototype }) => {
  web.addAllSteps(prototype, {
    [steps.inserted]() {
      web.realmOf(this.ownerDocument)?.createFrame(this);
    },
    [steps.removed]() {
      remove(this);
    },
    [steps.attributeChanged](attribute, before, value, namespace) {
      if (namespace) return;
      const navigable = contents.get(this);
      if (attribute === "name" && navigable) navigable.name = value ?? "";
      if (attribute === urlAttribute[this.localName] && navigable) {
        if (this.localName === "iframe" && this.hasAttribute("srcdoc")) return;
        web.realmOf(this.ownerDocument)?.processFrame(this, false);
      } else if (attribute === urlAttribute[this.localName] && this.isConnected && value !== null) {
        web.realmOf(this.ownerDocument)?.createFrame(this);
      }
      if (attribute === "srcdoc" && navigable && before !== value) web.realmOf(this.ownerDocument)?.processFrame(this, false);
    },
  });
  Object.defineProperties(prototype, {
    contentWindow: {
      get() {
        const navigable = web.contentNavigable(this);
        // Uses the view of the calling script's document, which may not be the element's document.
        return navigable ? web.entryRealm().windowFor(navigable) : null;
      },
      enumerable: true,
      configurable: true,
    },
    contentDocument: {
      get() {
        return contentDocument(this);
      },
      enumerable: true,
      configurable: true,
    },
    getSVGDocument: {
      value: function getSVGDocument() {
        return contentDocument(this);
      },
      writable: true, enumerable: true, configurable: true,
    },
  });
};
const contentDocument = (element) => {
  const navigable = web.contentNavigable(element);
  if (!navigable) return null;
  const realm = web.activeRealm(navigable);
  return realm && web.isSameOrigin(realm) ? realm.document : null;
};
web.createFrame = create;
web.processFrame = process;
for (const name of ["HTMLIFrameElement", "HTMLFrameElement", "HTMLObjectElement", "HTMLEmbedElement"]) web.whenThere(name, becomeFrames);
