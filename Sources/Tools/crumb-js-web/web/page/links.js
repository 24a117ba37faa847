// https://html.spec.whatwg.org/#the-link-element
"use strict";

const { shared } = web;
const { steps } = shared;

const relations = (link) => new Set((link.getAttribute("rel") ?? "").toLowerCase().split(/[\t\n\f\r ]+/).filter(Boolean));
// https://html.spec.whatwg.org/#translate-a-preload-destination
const preloads = new Map([
  ["fetch", "preload-fetch"], ["font", "preload-font"], ["image", "preload-image"], ["script", "preload-script"],
  ["style", "preload-style"], ["track", "preload-track"],
]);
const matches = (media) => media === null || media === "" || (globalThis.matchMedia?.(media).matches ?? true);
const started = new WeakMap();

const fetchLink = (link, parserInserted) => {
  if (!link.isConnected || link.ownerDocument !== web.document) return;
  const rels = relations(link);
  const href = link.getAttribute("href");
  if (!href && !(rels.has("preload") && link.hasAttribute("imagesrcset"))) return;
  if (rels.has("stylesheet")) {
    if (link.hasAttribute("disabled") || !["", "text/css"].includes((link.getAttribute("type") ?? "").toLowerCase().split(";")[0].trim())) return;
    // A style sheet whose media do not match is fetched as well, but blocks nothing.
    web.loadStyleSheet(link, parserInserted && !rels.has("alternate") && matches(link.getAttribute("media")));
    return;
  }
  let as;
  if (rels.has("preload")) {
    as = preloads.get((link.getAttribute("as") ?? "").toLowerCase());
    if (!matches(link.getAttribute("media"))) return;
  } else if (rels.has("modulepreload")) {
    as = "modulepreload";
  } else if (rels.has("prefetch")) {
    as = (link.getAttribute("as") ?? "").toLowerCase() === "document" ? "prefetch-document" : "prefetch";
  } else if (rels.has("icon")) {
    as = web.navigable?.parent ? undefined : "icon";
  }
  const url = as === "preload-image" && link.hasAttribute("imagesrcset")
    ? web.chooseImage(link.getAttribute("imagesrcset"), link.getAttribute("imagesizes"), href)
    : web.elementURL(link, "href");
  if (!as || !url) return;
  const key = `${as} ${url} ${link.getAttribute("crossorigin")}`;
  if (started.get(link) === key) return;
  started.set(link, key);
  const start = () => {
    web.load({ as, url, ...web.requestOf(link), parserInserted, rel: link.getAttribute("rel") }, (answer) => {
      web.fireSimple(link, answer.event);
      done?.();
    });
  };
  // Icons load last and delay nothing.
  const done = as === "icon" || as.startsWith("prefetch") ? undefined : web.delayLoad();
  if (as === "icon" && !web.isCompletelyLoaded()) web.whenLoaded(start);
  else start();
};

const waiting = [];
web.whenLoaded = (task) => {
  if (web.isCompletelyLoaded()) task();
  else waiting.push(task);
};
web.afterLoad = () => {
  for (const task of waiting.splice(0)) task();
};

web.addAllSteps(HTMLLinkElement.prototype, {
  [steps.inserted]() {
    fetchLink(this, web.isParsing());
  },
  [steps.attributeChanged](name, before, value) {
    if (["href", "rel", "crossorigin", "as", "type", "media", "disabled"].includes(name) && before !== value) fetchLink(this, false);
  },
});
