// The attributes of elements that load something. The loading itself is in page/.
// https://html.spec.whatwg.org/#document-metadata, #scripting-3 and #embedded-content
"use strict";

const { html, idl } = web;

const crossOrigin = ["crossOrigin", { known: ["anonymous", "use-credentials"], missing: null, invalid: "anonymous", aliases: { "": "anonymous" }, isNullable: true }];
const referrerPolicy = ["referrerPolicy", html.referrerPolicies];
const fetchPriority = ["fetchPriority", { known: ["high", "low", "auto"], missing: "auto" }];
const loading = ["loading", { known: ["eager", "lazy"], missing: "eager" }];

html.defineReflecting = (name, elements, members) => {
  const constructor = { [name]: class extends HTMLElement {} }[name];
  html.reflect(constructor, members);
  return html.define(constructor, ...elements.split(" "));
};
const define = html.defineReflecting;
html.crossOrigin = crossOrigin;
define("HTMLScriptElement", "script", {
  url: "src", text: "type charset integrity event htmlFor=for", boolean: "noModule defer async",
  enumerated: [crossOrigin, referrerPolicy, fetchPriority], tokens: [["blocking", { supported: ["render"] }]],
});
html.extend(HTMLScriptElement, {
  get text() {
    return html.childText(html.brand(this, "script"));
  },
  set text(value) {
    html.brand(this, "script").textContent = value;
  },
});
HTMLScriptElement.supports = {
  supports(type) {
    return ["classic", "module", "importmap"].includes(String(type));
  },
}.supports;

define("HTMLLinkElement", "link", {
  url: "href", text: "rel media integrity hreflang type imageSrcset imageSizes charset rev target", boolean: "disabled",
  enumerated: [
    crossOrigin, referrerPolicy, fetchPriority,
    ["as", { known: ["fetch", "audio", "document", "embed", "font", "image", "manifest", "object", "report", "script", "sharedworker", "style", "track", "video", "worker", "xslt", "json"] }],
  ],
  tokens: [
    ["relList=rel", { supported: ["alternate", "apple-touch-icon", "apple-touch-icon-precomposed", "canonical", "dns-prefetch", "icon", "manifest", "modulepreload", "next", "preconnect", "prefetch", "preload", "search", "stylesheet"] }],
    "sizes", ["blocking", { supported: ["render"] }],
  ],
});
html.extend(HTMLLinkElement, {
  get sheet() {
    return html.state(html.brand(this, "link")).sheet ?? null;
  },
});
define("HTMLStyleElement", "style", { text: "media type", tokens: [["blocking", { supported: ["render"] }]] });
html.extend(HTMLStyleElement, {
  get disabled() {
    return html.state(html.brand(this, "style")).isSheetDisabled ?? false;
  },
  set disabled(value) {
    html.state(html.brand(this, "style")).isSheetDisabled = Boolean(value);
  },
  // Libraries add rules with `insertRule`: they are stored but never applied.
  get sheet() {
    const state = html.state(html.brand(this, "style"));
    return html.isConnected(this) ? (state.sheet ??= html.styleSheet(this)) : null;
  },
});
define("HTMLMetaElement", "meta", { text: "name httpEquiv=http-equiv content media scheme" });
define("HTMLBaseElement", "base", { text: "target" });
html.extend(HTMLBaseElement, {
  get href() {
    const text = html.getAttribute(html.brand(this, "base"), "href") ?? "";
    const document = html.documentOf(this);
    return web.parseURL(text.toWellFormed(), web.dom.fallbackBaseURL?.(document[web.shared.record]) ?? document.URL)?.[0] ?? text;
  },
  set href(value) {
    html.setAttribute(html.brand(this, "base"), "href", idl.USVString(value));
  },
});

define("HTMLImageElement", "img", {
  text: "alt srcset sizes useMap name align border", url: "src longDesc lowsrc", boolean: "isMap", unsigned: "hspace vspace",
  enumerated: [crossOrigin, referrerPolicy, fetchPriority, loading, ["decoding", { known: ["sync", "async", "auto"], missing: "auto" }]],
});
const sizes = (constructor) => {
  for (const name of ["width", "height"]) {
    html.extend(constructor, {
      get [name]() {
        return Math.max(0, html.parseInteger(html.getAttribute(html.brand(this), name) ?? "") ?? 0);
      },
      set [name](value) {
        html.setAttribute(html.brand(this), name, String(idl.unsigned(value, 32)));
      },
    });
  }
};
sizes(HTMLImageElement);
html.extend(HTMLImageElement, {
  get naturalWidth() {
    return html.state(html.brand(this, "img")).size?.[0] ?? 0;
  },
  get naturalHeight() {
    return html.state(html.brand(this, "img")).size?.[1] ?? 0;
  },
  get complete() {
    return html.state(html.brand(this, "img")).isComplete ?? !html.hasAttribute(this, "src");
  },
  get currentSrc() {
    return html.state(html.brand(this, "img")).currentSrc ?? "";
  },
  get x() {
    return 0;
  },
  get y() {
    return 0;
  },
  decode() {
    return html.state(html.brand(this, "img")).isBroken
      ? idl.rejected(new web.DOMException("The source image cannot be decoded.", "EncodingError")) : idl.resolved(undefined);
  },
});
// https://html.spec.whatwg.org/#dom-image
const Image = function Image(width, height) {
  if (!new.target) throw new TypeError("Failed to construct 'Image': Please use the 'new' operator, this DOM object constructor cannot be called as a function.");
  const image = web.document.createElement("img");
  if (width !== undefined) image.width = width;
  if (height !== undefined) image.height = height;
  return image;
};
web.namedConstructor(Image, HTMLImageElement);

define("HTMLIFrameElement", "iframe", {
  url: "src longDesc", text: "srcdoc name allow width height align frameBorder scrolling marginHeight marginWidth csp", boolean: "allowFullscreen credentialless",
  enumerated: [referrerPolicy, loading],
  tokens: [["sandbox", { supported: ["allow-downloads", "allow-forms", "allow-modals", "allow-orientation-lock", "allow-pointer-lock", "allow-popups", "allow-popups-to-escape-sandbox", "allow-presentation", "allow-same-origin", "allow-scripts", "allow-storage-access-by-user-activation", "allow-top-navigation", "allow-top-navigation-by-user-activation", "allow-top-navigation-to-custom-protocols"] }]],
});
if (!globalThis.HTMLTemplateElement) define("HTMLTemplateElement", "template", {});
html.reflect(HTMLTemplateElement, { text: "shadowRootMode=shadowrootmode", boolean: "shadowRootDelegatesFocus=shadowrootdelegatesfocus shadowRootClonable=shadowrootclonable shadowRootSerializable=shadowrootserializable" });
if (!globalThis.HTMLSlotElement) define("HTMLSlotElement", "slot", {});
html.reflect(HTMLSlotElement, { text: "name" });
