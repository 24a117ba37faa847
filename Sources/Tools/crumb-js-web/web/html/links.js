// https://html.spec.whatwg.org/#links-created-by-a-and-area-elements
"use strict";

const { html, idl } = web;
const { HREF } = web.urlParts;

const urlOf = (element) => {
  const text = html.getAttribute(element, "href");
  return text === null ? undefined : html.parseURL(element, text);
};
// https://html.spec.whatwg.org/#htmlhyperlinkelementutils
const hyperlink = (constructor) => {
  html.extend(constructor, {
    get href() {
      const text = html.getAttribute(html.brand(this), "href");
      return text === null ? "" : (urlOf(this)?.[HREF] ?? text.toWellFormed());
    },
    set href(value) {
      html.setAttribute(html.brand(this), "href", idl.USVString(value));
    },
    get origin() {
      return urlOf(html.brand(this))?.[web.urlParts.ORIGIN] ?? "";
    },
    toString() {
      return this.href;
    },
  });
  for (const name of ["protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"]) {
    const index = web.urlParts[name.toUpperCase()];
    html.extend(constructor, {
      get [name]() {
        return urlOf(html.brand(this))?.[index] ?? (name === "protocol" ? ":" : "");
      },
      set [name](value) {
        const url = urlOf(html.brand(this));
        const text = idl.USVString(value);
        if (!url) return;
        const parts = host.setURL(url[HREF], name, text);
        html.setAttribute(this, "href", (parts ?? url)[HREF]);
      },
    });
  }
};
const referrerPolicies = {
  known: ["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin", "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"],
};
html.referrerPolicies = referrerPolicies;
const relations = ["noreferrer", "noopener", "opener"];

class HTMLAnchorElement extends HTMLElement {
  get text() {
    return html.textContent(html.brand(this, "a"));
  }
  set text(value) {
    html.brand(this, "a").textContent = value;
  }
}
html.reflect(HTMLAnchorElement, {
  text: "target download ping rel hreflang type coords charset name rev shape",
  enumerated: [["referrerPolicy", referrerPolicies]],
  tokens: [["relList=rel", { supported: relations }]],
});
hyperlink(HTMLAnchorElement);
html.define(HTMLAnchorElement, "a");

class HTMLAreaElement extends HTMLElement {}
html.reflect(HTMLAreaElement, {
  text: "alt coords shape target download ping rel",
  boolean: "noHref",
  enumerated: [["referrerPolicy", referrerPolicies]],
  tokens: [["relList=rel", { supported: relations }]],
});
hyperlink(HTMLAreaElement);
html.define(HTMLAreaElement, "area");

// https://html.spec.whatwg.org/#following-hyperlinks-2
html.followLink = (element, event) => {
  if (!html.isConnected(element) && !html.documentOf(element).defaultView) return;
  const text = html.getAttribute(element, "href");
  if (text === null || html.isEditable(element)) return;
  let suffix = "";
  // https://html.spec.whatwg.org/#the-a-element: the position of a click on an image that is a server-side image map
  const image = html.is(event?.target, "img") && html.hasAttribute(event.target, "ismap") && html.contains(element, event.target);
  if (image) suffix = `?${Math.trunc(event.offsetX ?? 0)},${Math.trunc(event.offsetY ?? 0)}`;
  const url = html.parseURL(element, text);
  if (!url) return;
  const words = html.lower(html.getAttribute(element, "rel") ?? "").split(/[\t\n\f\r ]+/);
  const isDownload = html.hasAttribute(element, "download");
  const modified = event && (event.ctrlKey || event.metaKey || event.shiftKey);
  const target = modified && event.isTrusted ? "_blank" : html.targetOf(element);
  const noreferrer = words.includes("noreferrer");
  ping(element);
  web.navigate({
    url: url[HREF] + suffix,
    method: "GET",
    target: isDownload ? "" : target,
    noopener: noreferrer || words.includes("noopener") || (html.lower(target) === "_blank" && !words.includes("opener")),
    referrerPolicy: noreferrer ? "no-referrer" : html.keyword(element, "referrerpolicy", referrerPolicies),
    kind: isDownload ? "download" : "link",
    element,
    userActivation: web.activation.isActive(),
  });
};
// https://html.spec.whatwg.org/#hyperlink-auditing
const ping = (element) => {
  const urls = html.collapse(html.getAttribute(element, "ping") ?? "").split(" ").filter(Boolean).map((text) => html.parseURL(element, text)?.[HREF]);
  const usable = urls.filter((url) => url !== undefined && /^https?:/.test(url));
  if (usable.length > 0) web.sendPing?.(usable, html.parseURL(element, html.getAttribute(element, "href"))?.[HREF]);
};
const follow = function (event) {
  html.followLink(this, event);
};
for (const constructor of [HTMLAnchorElement, HTMLAreaElement]) {
  // A link without a URL has no activation behavior, so its ancestors may have it.
  Object.defineProperty(constructor.prototype, web.shared.steps.activation, {
    get() {
      return html.hasAttribute(this, "href") ? follow : undefined;
    },
    configurable: true,
  });
}
// https://svgwg.org/svg2-draft/linking.html#AElement
if (web.defineSVGElement && globalThis.SVGElement) {
  class SVGAElement extends SVGElement {}
  idl.expose(SVGAElement);
  web.defineSVGElement("a", SVGAElement);
  html.addStep(SVGAElement, "activation", function (event) {
    html.followLink(this, event);
  });
}
