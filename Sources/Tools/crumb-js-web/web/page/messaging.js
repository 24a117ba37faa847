// https://html.spec.whatwg.org/#web-messaging, between the windows of the process
"use strict";

const { idl, DOMException, shared, tab } = web;
const { ORIGIN } = web.urlParts;

// `values`: the arguments of a postMessage() call by this document on the window of `navigable`.
web.postTo = (navigable, values) => {
  const prefix = idl.failed("postMessage", "Window");
  idl.required(values.length, 1, prefix);
  const [message, second, third] = values;
  const isOptions = typeof second === "object" && second !== null;
  const options = isOptions ? second : { targetOrigin: second, transfer: third };
  const wanted = options.targetOrigin === undefined ? "/" : idl.USVString(options.targetOrigin);
  let origin = wanted;
  if (wanted === "/") {
    origin = web.page.originKey;
  } else if (wanted !== "*") {
    const parts = web.parseURL(wanted);
    if (!parts) throw new DOMException(`${prefix}Invalid target origin '${wanted}' in a call to 'postMessage'.`, "SyntaxError");
    origin = parts[ORIGIN];
  }
  const packed = web.pack(message, web.transferList(options.transfer, prefix), prefix);
  const source = web.navigable;
  const sender = web.page.origin;
  const target = web.activeRealm(navigable);
  if (!target) return;
  target.queueTask(() => {
    const realm = navigable.web;
    if (!realm || realm !== target || realm.isDiscarded) return;
    const isWanted = wanted === "*" || (wanted === "/" ? realm.page.originKey === origin : realm.page.origin === origin && origin !== "null");
    if (!isWanted) {
      realm.logConsole("error", `Failed to execute 'postMessage' on 'DOMWindow': The target origin provided ('${wanted === "/" ? sender : origin}') does not match the recipient window's origin ('${realm.page.origin}').`);
      return;
    }
    realm.receiveMessage(packed, sender, source);
  });
};
web.receiveMessage = (packed, origin, source) => {
  let data, ports;
  try {
    ({ data, ports } = web.unpack(packed));
  } catch {
    web.fire(globalThis, web.event(MessageEvent, "messageerror", { origin, source: web.windowFor(source) }));
    return;
  }
  web.fire(globalThis, web.event(MessageEvent, "message", { data, origin, source: web.windowFor(source), ports }));
};
web.installMessaging = () => {
  const { postMessage } = { postMessage(...values) { web.postTo(web.navigable, values); } };
  Object.defineProperty(globalThis, "postMessage", { value: postMessage, writable: true, enumerable: true, configurable: true });
  shared.pristine.add(postMessage);
};
