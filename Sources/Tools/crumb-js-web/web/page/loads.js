// Requests by elements. The browser's reply includes the event to fire and, if the element runs or applies it, the
// body.
// https://html.spec.whatwg.org/#fetching-resources
"use strict";

const { HREF } = web.urlParts;
const loads = new Map();

// `message`: `as` is the engine's name for the kind, `url` is absolute. `done` receives the reply: {event, url, status,
// contentType, hasCORS}, and bytes.
web.load = (message, done) => {
  const id = web.nextTransferID();
  const load = { done, over: web.begin() };
  loads.set(id, load);
  const blob = /^blob:/i.test(message.url) ? web.blobResponse(web.blobAt(message.url), message.url, "GET", null) : undefined;
  if (blob) {
    web.queueTask(() => {
      const contentType = blob.headers.find((pair) => pair[0] === "Content-Type")?.[1] ?? "";
      answer({ id, event: "load", url: message.url, status: 200, contentType, hasCORS: true }, blob.bytes);
    });
  } else {
    web.send({ t: "load", id, ...message });
  }
  return () => {
    if (!loads.delete(id)) return;
    load.over();
    web.send({ t: "abort", id });
  };
};
const answer = (message, bytes) => {
  const load = loads.get(message.id);
  if (!load) return;
  loads.delete(message.id);
  load.over();
  load.done(message, bytes ?? new Uint8Array(0));
};
web.messages.loaded = (message, bytes) => answer(message, bytes ? new Uint8Array(bytes) : undefined);

// An element's attribute as an absolute URL; undefined if it is empty or invalid.
web.elementURL = (element, attribute) => {
  const text = element.getAttribute(attribute)?.trim();
  if (!text) return undefined;
  return web.parseURL(text.toWellFormed(), web.page.baseURL)?.[HREF];
};

// The request options from an element's attributes.
// https://html.spec.whatwg.org/#cors-settings-attributes, #referrer-policy-attributes
web.requestOf = (element) => {
  const crossorigin = element.getAttribute("crossorigin");
  return {
    crossorigin: crossorigin === null ? null : crossorigin.toLowerCase() === "use-credentials" ? "use-credentials" : "anonymous",
    integrity: element.getAttribute("integrity") ?? "",
    referrerPolicy: (element.getAttribute("referrerpolicy") ?? "").toLowerCase(),
    nonce: web.nonceOf?.(element) ?? element.getAttribute("nonce") ?? "",
    fetchPriority: (element.getAttribute("fetchpriority") ?? "").toLowerCase(),
  };
};
