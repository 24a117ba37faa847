// https://html.spec.whatwg.org/#the-navigator-object
"use strict";

const { idl } = web;

class Navigator {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get userAgent() {
    return web.page.userAgent;
  }
  get appVersion() {
    return web.page.userAgent.replace(/^Mozilla\//, "");
  }
  get appName() {
    return "Netscape";
  }
  get appCodeName() {
    return "Mozilla";
  }
  get product() {
    return "Gecko";
  }
  get platform() {
    return "Linux x86_64";
  }
  get vendor() {
    return "";
  }
  get language() {
    return "en-US";
  }
  get languages() {
    return Object.freeze(["en-US", "en"]);
  }
  get onLine() {
    return true;
  }
  get cookieEnabled() {
    return true;
  }
  get hardwareConcurrency() {
    return 4;
  }
  get maxTouchPoints() {
    return 0;
  }
  get webdriver() {
    return false;
  }
  // https://w3c.github.io/ServiceWorker/#navigator-serviceworker
  get serviceWorker() {
    if (web.page.origin !== "null") return web.serviceWorkerContainer;
    const why = web.page.sandbox?.includes("origin")
      ? "Service worker is disabled because the context is sandboxed and lacks the 'allow-same-origin' flag."
      : "Access to service workers is denied in this document origin.";
    throw new web.DOMException(`Failed to read the 'serviceWorker' property from 'Navigator': ${why}`, "SecurityError");
  }
  // https://w3c.github.io/beacon/#sec-sendBeacon-method
  sendBeacon(url, data = null) {
    const prefix = idl.failed("sendBeacon", "Navigator");
    idl.required(arguments.length, 1, prefix);
    const message = { t: "beacon", url: idl.USVString(url), kind: null };
    let bytes;
    if (data !== null) {
      const value = web.extractable(data);
      if (typeof value === "string") [message.kind, bytes] = ["text", web.utf8Encode(value)];
      else if (web.streams.isReadable(value)) message.kind = "stream";
      else if (idl.isBufferSource(value)) [message.kind, bytes] = ["buffer", idl.copy(value)];
      else if (web.isBlob(value)) [message.kind, message.type, bytes] = ["blob", value.type, web.blobBytes(value)];
      else {
        const [body, type] = web.extractBody(value, false, prefix);
        [message.kind, message.type, bytes] = ["form", type, body.bytes];
      }
    }
    const [answer] = web.ask(message, bytes);
    if (answer.error) throw new TypeError(prefix + answer.error.message);
    return answer.returned;
  }
}
idl.expose(Navigator);
web.navigator = new Navigator(idl.internal);
