// Window names, window.open() and close(), and the window's members about the tree of navigables.
// https://html.spec.whatwg.org/#apis-for-creating-and-navigating-browsing-contexts-by-name
"use strict";

const { shared, idl, DOMException, tab } = web;
const { HREF } = web.urlParts;

// The number of windows a page may open; browsers prompt the user long before.
const mostWindows = 100;

// https://html.spec.whatwg.org/#allowed-to-navigate, for sandboxed documents
const sandboxed = (flag) => (web.page.sandbox ?? []).includes(flag);
web.mayNavigate = (target) => {
  const source = web.navigable;
  if (!target || target === source) return true;
  if (!web.page.sandbox?.length) return true;
  let isAncestor = false;
  for (let one = target; one; one = one.parent) if (one === source) isAncestor = true;
  if (isAncestor) return true;
  const isTop = target === web.topOf(source);
  if (target.parent === null && !isTop) return target.opener === source;
  if (isTop) {
    const isAllowed = !sandboxed("top-navigation") || (web.activation?.isActive() && !sandboxed("top-navigation-by-user-activation"));
    if (!isAllowed) web.logConsole("error", `Unsafe attempt to initiate navigation for frame with URL '${target.web?.page.url[HREF] ?? ""}' from frame with URL '${web.page.url[HREF]}'. The frame attempting navigation of the top-level window is sandboxed, but the flag of 'allow-top-navigation' or 'allow-top-navigation-by-user-activation' is not set.`);
    return isAllowed;
  }
  return false;
};

// https://html.spec.whatwg.org/#find-a-navigable-by-target-name
const find = (name) => {
  const { navigable } = web;
  const named = (list) => list.find((one) => one.name === name && !one.isClosed);
  return named(web.inclusiveDescendants(navigable)) ?? named(web.inclusiveDescendants(web.topOf(navigable)))
    ?? named([...tab.navigables.values()].filter((one) => one.parent === null && (one.group === web.topOf(navigable).group)));
};
// https://html.spec.whatwg.org/#the-rules-for-choosing-a-navigable; null if there is none
web.chooseNavigable = (name, { noopener, userActivation } = {}) => {
  const { navigable } = web;
  const lower = name.toLowerCase();
  let chosen;
  if (name === "" || lower === "_self") chosen = navigable;
  else if (lower === "_parent") chosen = navigable.parent ?? navigable;
  else if (lower === "_top") chosen = web.topOf(navigable);
  else if (lower !== "_blank" && !noopener) chosen = find(name);
  if (chosen) return web.mayNavigate(chosen) ? chosen : null;
  if (sandboxed("popups")) {
    web.logConsole("error", `Blocked opening a new window because the request was made in a sandboxed frame whose 'allow-popups' permission is not set.`);
    return null;
  }
  const isActive = shared.allowsPopUps || userActivation || web.activation === undefined || web.activation.isActive();
  if (!isActive) {
    web.logConsole("warn", "A window was not opened, because there was no user activation that would allow the page to open one.");
    return null;
  }
  web.activation?.consume?.();
  if ([...tab.navigables.values()].filter((one) => one.parent === null).length > mostWindows) {
    if (!shared.hasToldWindows) {
      shared.hasToldWindows = true;
      web.logConsole("error", `The page has opened ${mostWindows} windows, which is the limit: no more are opened.`);
    }
    return null;
  }
  const made = web.makeNavigable({ name: lower === "_blank" ? "" : name, opener: noopener ? null : navigable });
  // Windows find each other by name if they are related.
  const top = web.topOf(navigable);
  top.group ??= { of: top.id };
  made.group = noopener ? undefined : top.group;
  made.isAuxiliary = true;
  web.send({ t: "window", nav: made.id, opener: noopener ? null : web.number, name: made.name, noopener: Boolean(noopener) });
  return made;
};

// https://html.spec.whatwg.org/#window-open-steps
const open = (url, target, features) => {
  const tokens = features.toLowerCase().split(/[\s,]+/).map((part) => part.split("="));
  const isOn = (name) => tokens.some(([key, value]) => key === name && (value === undefined || value === "" || value === "yes" || value === "true" || parseInt(value, 10) > 0));
  const noreferrer = isOn("noreferrer");
  const noopener = noreferrer || isOn("noopener");
  let parts;
  if (url !== "") {
    parts = web.parseURL(url, web.page.baseURL);
    if (!parts) throw new DOMException(`${idl.failed("open", "Window")}Unable to open a window with invalid URL '${url}'.`, "SyntaxError");
  }
  const known = tab.lastNavigable;
  // Read first, because opening a window consumes it.
  const userActivation = web.activation?.isActive();
  const chosen = web.chooseNavigable(target === "" ? "_blank" : target, { noopener });
  if (!chosen) return null;
  const isNew = chosen.id > known;
  if (parts || isNew) {
    const href = parts?.[HREF] ?? "about:blank";
    if (isNew && /^about:blank$/i.test(href)) {
      const realm = web.activeRealm(chosen);
      web.queueTask(() => realm.isDiscarded || realm.window.dispatchEvent(new realm.window.Event("load")));
    } else {
      web.navigateTo(chosen, { url: href, kind: isNew ? "open" : "location", noreferrer, userActivation, replace: isNew ? true : undefined, isInitial: isNew }, web);
    }
  }
  return noopener ? null : web.windowFor(chosen);
};
// https://html.spec.whatwg.org/#dom-window-close
web.closeNavigable = (navigable) => {
  if (navigable.parent !== null || navigable.isClosed || navigable.isClosing) return;
  if (!navigable.isAuxiliary && (web.historyLength?.() ?? 1) > 1) {
    web.logConsole("warn", "Scripts may close only the windows that were opened by them.");
    return;
  }
  navigable.isClosing = true;
  const done = web.begin();
  web.queueTask(() => {
    done();
    if (!navigable.isAuxiliary) return;
    for (const one of web.inclusiveDescendants(navigable)) one.web?.unload();
    const live = [...shared.realms.values()].find((realm) => !realm.isWorker && !web.inclusiveDescendants(navigable).includes(realm.navigable)) ?? web;
    live.discard(web.destroy(navigable));
  });
};

// MARK: Window members

const attribute = (name, get, set) => {
  Object.defineProperty(globalThis, name, { get, set, enumerable: true, configurable: true });
};
// A property that a page can replace by assigning to it.
const replaceable = (name, get) => {
  attribute(name, get, (value) => Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true }));
};
web.installWindowTree = () => {
  replaceable("parent", () => (web.navigable.isClosed ? null : web.windowFor(web.navigable.parent ?? web.navigable)));
  delete globalThis.top;
  Object.defineProperty(globalThis, "top", {
    get: () => (web.navigable.isClosed ? null : web.windowFor(web.topOf(web.navigable))),
    set: undefined, enumerable: true, configurable: false,
  });
  replaceable("length", () => web.childrenOf(web.navigable).length);
  attribute(
    "opener",
    () => (web.navigable.opener && !web.navigable.opener.isClosed ? web.windowFor(web.navigable.opener) : null),
    (value) => {
      if (value === null) web.navigable.opener = null;
      else Object.defineProperty(globalThis, "opener", { value, writable: true, enumerable: true, configurable: true });
    }
  );
  attribute("name", () => web.navigable.name, (value) => (web.navigable.name = idl.DOMString(value)));
  attribute("closed", () => web.navigable.isClosed || Boolean(web.navigable.isClosing) || Boolean(web.isDiscarded));
  attribute("frameElement", () => {
    const { parent, container } = web.navigable;
    return parent?.web && web.isSameOrigin(parent.web) ? container : null;
  });
  const methods = {
    open(url = "", target = "_blank", features = "") {
      return open(idl.USVString(url), idl.DOMString(target), idl.DOMString(features));
    },
    close() {
      web.closeNavigable(web.navigable);
    },
    stop() {
      web.stopNavigation();
      web.stopLoading();
      web.stopTransfers();
      web.stopEventSources();
    },
    // Dismissed at once, as in automated browsers, because there is no user to answer.
    confirm(message = "") {
      console.log(idl.DOMString(message));
      return false;
    },
    prompt(message = "") {
      console.log(idl.DOMString(message));
      return null;
    },
    print() {},
  };
  for (const name of ["locationbar", "menubar", "personalbar", "scrollbars", "statusbar", "toolbar"]) {
    const bar = Object.freeze({ visible: !web.navigable?.isAuxiliary });
    replaceable(name, () => bar);
  }
  if (!("status" in globalThis)) Object.defineProperty(globalThis, "status", { value: "", writable: true, enumerable: true, configurable: true });

  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  }
  for (const name of ["close", "focus", "blur", "postMessage"]) shared.pristine.add(globalThis[name]);
};

// https://html.spec.whatwg.org/#named-access-on-the-window-object
web.installNamedAccess = () => {
  const parent = Object.getPrototypeOf(Window.prototype);
  const lookUp = (name) => {
    if (typeof name !== "string" || web.isDiscarded || !web.navigable) return undefined;
    const children = web.navigable.children.size ? web.childrenOf(web.navigable) : [];
    if (/^(0|[1-9]\d*)$/.test(name)) {
      const child = children[Number(name)];
      return child && { value: web.windowFor(child) };
    }
    const child = name && children.find((one) => one.name === name);
    if (child) return { value: web.windowFor(child) };
    const elements = name ? namedElements(name) : [];
    if (elements.length === 0) return undefined;
    if (elements.length === 1) {
      const navigable = web.contentNavigable(elements[0]);
      const isNamed = navigable && elements[0].localName !== "object" && elements[0].getAttribute("name") === name;
      return { value: isNamed ? web.windowFor(navigable) : elements[0] };
    }
    return { value: web.document.querySelectorAll(`[id="${CSS.escape(name)}"],embed[name="${CSS.escape(name)}"],form[name="${CSS.escape(name)}"],img[name="${CSS.escape(name)}"],object[name="${CSS.escape(name)}"]`) };
  };
  const named = new Set(["embed", "form", "img", "object"]);
  const namedElements = (name) => {
    const first = web.document.getElementById(name);
    const list = web.document.getElementsByName(name);
    if (list.length === 0) return first ? [first] : [];
    const found = [...list].filter((one) => named.has(one.localName));
    return first && !found.includes(first) ? [first, ...found] : found;
  };
  const properties = host.namedProperties((name) => (name in parent ? undefined : lookUp(name)?.value));
  Object.setPrototypeOf(properties, parent);
  Object.setPrototypeOf(Window.prototype, properties);
};
