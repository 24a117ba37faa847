// The effects of <meta> and <base> on the document.
// https://html.spec.whatwg.org/#the-meta-element, https://html.spec.whatwg.org/#the-base-element
"use strict";

const { shared } = web;
const { HREF } = web.urlParts;
const { steps } = shared;

// https://html.spec.whatwg.org/#shared-declarative-refresh-steps
web.refresh = (input, isMeta) => {
  if (web.willRefresh) return;
  const match = /^[\t\n\f\r ]*(\d*)(?:\.[\d.]*)?(.*)$/s.exec(input);
  const [, digits, rest] = match;
  if (digits === "" && !/^[\t\n\f\r ]*\./.test(input)) return;
  let url = web.page.url[HREF];
  const tail = /^[\t\n\f\r ]*(?:[;,]?[\t\n\f\r ]*)(?:url[\t\n\f\r ]*=[\t\n\f\r ]*)?(?:"([^"]*)|'([^']*)|(.*))/is.exec(rest);
  if (rest !== "" && !/^[\t\n\f\r ;,]/.test(rest)) return;
  const text = (tail[1] ?? tail[2] ?? tail[3] ?? "").replace(/[\t\n\f\r ]+$/, "");
  if (text !== "") {
    const parts = web.parseURL(text.toWellFormed(), web.page.url[HREF] === "about:srcdoc" ? web.page.baseURL : web.page.baseURL);
    if (!parts || parts[2] === "javascript:") return;
    url = parts[HREF];
  }
  if (isMeta && web.page.isRefreshDisabled) return;
  web.willRefresh = true;
  web.whenLoaded(() => web.after(Math.min(Number(digits || 0), 2 ** 20) * 1000, () => {
    if (!web.isDiscarded) web.navigate({ url, kind: "refresh", replace: true });
  }));
};

const policies = ["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin", "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"];
const legacy = { never: "no-referrer", default: "strict-origin-when-cross-origin", always: "unsafe-url", "origin-when-crossorigin": "origin-when-cross-origin" };
const apply = (meta) => {
  if (!meta.isConnected || meta.ownerDocument !== web.document) return;
  const content = meta.getAttribute("content");
  if (content === null) return;
  const name = (meta.getAttribute("name") ?? "").toLowerCase();
  const pragma = (meta.getAttribute("http-equiv") ?? "").toLowerCase();
  if (name === "referrer") {
    const policy = legacy[content.toLowerCase()] ?? content.toLowerCase();
    if (policy !== "" && policies.includes(policy)) web.send({ t: "policy", referrer: policy });
  }
  if (pragma === "content-security-policy" && content !== "" && meta.parentNode?.localName === "head") {
    web.page.hasCSP = true;
    web.send({ t: "policy", csp: content });
  }
  if (pragma === "refresh" && content !== "") web.refresh(content, true);
};
web.addSteps(HTMLMetaElement.prototype, steps.inserted, function () {
  apply(this);
});
web.addSteps(HTMLMetaElement.prototype, steps.attributeChanged, function (name, before, value) {
  if (before !== null && value !== before && ["content", "name", "http-equiv"].includes(name)) apply(this);
});

// https://html.spec.whatwg.org/#document-base-url
const update = () => {
  const base = web.document.querySelector("base[href]");
  const fallback = web.page.fallbackBaseURL ?? web.page.url[HREF];
  const url = base && web.parseURL(base.getAttribute("href").toWellFormed(), fallback);
  const isUsable = url && !["data:", "javascript:"].includes(url[2]) && (!web.page.hasCSP || web.askPolicy({ check: "base-uri", url: url[HREF] }).allowed);
  const next = isUsable ? url[HREF] : fallback;
  if (next === web.page.baseURL) return;
  web.page.baseURL = next;
  web.send({ t: "url", url: web.page.url[HREF], baseURL: next });
};
web.updateBaseURL = update;
const base = function () {
  if (this.ownerDocument === web.document) update();
};
for (const step of [steps.inserted, steps.removed]) web.addSteps(HTMLBaseElement.prototype, step, base);
web.addSteps(HTMLBaseElement.prototype, steps.attributeChanged, function (name) {
  if (name === "href" && this.isConnected) base.call(this);
});
