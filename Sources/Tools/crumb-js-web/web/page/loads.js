// What elements ask the browser for; it answers with the event that they hear, and where they run or apply it,
// with the body.
// https://html.spec.whatwg.org/#fetching-resources
"use strict";

const { HREF } = web.urlParts;
const loads = new Map();

// `message`: `as` is the engine's name of the kind, `url` is absolute. `done` has the answer: {event, url, status,
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

// An attribute of an element as an absolute URL; undefined where it is empty or not valid.
web.elementURL = (element, attribute) => {
  const text = element.getAttribute(attribute)?.trim();
  if (!text) return undefined;
  return web.parseURL(text.toWellFormed(), web.page.baseURL)?.[HREF];
};

// What the attributes of an element say of its request.
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
