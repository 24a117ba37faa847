// https://fetch.spec.whatwg.org/#fetch-method
"use strict";

const { idl } = web;

const prefix = idl.failed("fetch", "Window");
web.fetch = function (input) {
  let request;
  try {
    if (!idl.isWindow(this)) throw new TypeError(`${prefix}Illegal invocation`);
    idl.required(arguments.length, 1, prefix);
    request = web.constructRequest(input, arguments[1], prefix);
  } catch (error) {
    return idl.rejected(error);
  }
  const result = idl.deferred();
  const call = new Call(request, result);
  const { signal } = request;
  if (signal) {
    const abort = () => call.abort(web.abortReason(signal));
    if (web.isAborted(signal)) {
      abort();
      return result.promise;
    }
    web.onAbort(signal, abort);
  }
  if (request.url.startsWith("blob:")) {
    fetchBlob(request, result);
    return result.promise;
  }
  const { body } = request;
  if (body && !request.isStream) body.used = true;
  call.transfer = web.startTransfer(messageOf(request), body?.bytes, call);
  return result.promise;
};

// Omits default values, which the browser assumes.
const messageOf = (request) => {
  const message = {
    url: request.url,
    method: request.method,
    headers: request.headerState.list,
    mode: request.mode,
    credentials: request.credentials,
  };
  if (request.redirect !== "follow") message.redirect = request.redirect;
  if (request.referrer !== "about:client") message.referrer = request.referrer;
  if (request.referrerPolicy !== "") message.referrerPolicy = request.referrerPolicy;
  if (request.cache !== "default") message.cache = request.cache;
  if (request.integrity !== "") message.integrity = request.integrity;
  if (request.keepalive) message.keepalive = true;
  if (request.targetAddressSpace !== undefined) message.targetAddressSpace = request.targetAddressSpace;
  if (request.body) message.hasBody = true;
  if (request.isStream) message.isStream = true;
  return message;
};

// A pending fetch(): a listener for its transfer and its signal.
class Call {
  transfer;
  #request;
  #result;
  #body = null;
  #controller;
  #isOver = false;
  #isWhole = false;
  constructor(request, result) {
    this.#request = request;
    this.#result = result;
  }
  abort(reason) {
    this.#isOver = true;
    this.#result.reject(reason);
    const { body } = this.#request;
    if (body?.stream && web.streams.readableState(body.stream).phase === "readable" && !web.streams.isLocked(body.stream)) {
      idl.handled(web.streams.cancel(body.stream, reason));
    }
    if (this.#body && !this.#isWhole) {
      this.#body.aborted = { reason };
      this.#controller?.error(reason);
    }
    this.transfer?.cancel(reason instanceof web.DOMException && reason.name === "TimeoutError");
  }
  head(message, whole) {
    if (message.hasBody) {
      if (message.done && !message.error) {
        this.#body = new web.Body(whole ?? new Uint8Array(0));
        // A page that has the response may still abort the body; in browsers, even a short body arrives later.
        if (this.#request.signal) web.queueTask(() => (this.#isWhole = true));
      } else {
        const stream = incoming((c) => (this.#controller = c), () => this.transfer, () => (this.#isOver = true));
        this.#body = new web.Body(undefined, stream);
        if (whole) this.#controller.enqueue(whole);
      }
    }
    this.#result.resolve(
      web.responseOf({
        type: message.type,
        url: message.url,
        redirected: message.redirected,
        status: message.status,
        statusText: message.statusText,
        body: this.#body,
        headers: undefined,
        headerState: web.headerState(message.headers, "immutable"),
      })
    );
  }
  data(chunk) {
    if (!this.#isOver) this.#controller?.enqueue(chunk);
  }
  end(error) {
    if (this.#isOver || !this.#controller) return;
    this.#isOver = this.#isWhole = true;
    if (error) this.#controller.error(web.makeError(error));
    else close(this.#controller);
  }
  failed(error) {
    this.#isOver = true;
    this.#result.reject(web.makeError(error));
  }
}

const close = (controller) => {
  try {
    controller.close();
    controller.byobRequest?.respond(0);
  } catch {
    // The page has closed it already.
  }
};

// The stream of a body that is arriving. As the page reads, the browser may send more.
const incoming = (setController, transfer, cancelled) => {
  let unread = 0;
  const stream = web.streams.makeBytes({
    start(controller) {
      setController({
        enqueue(chunk) {
          unread += chunk.byteLength;
          controller.enqueue(chunk);
          acknowledge();
        },
        close: () => controller.close(),
        get byobRequest() {
          return controller.byobRequest;
        },
        error: (error) => controller.error(error),
      });
    },
    pull() {
      acknowledge();
    },
    cancel() {
      cancelled();
      transfer()?.cancel();
    },
  });
  // Called when the stream wants more, and when a chunk went directly to a reader.
  const acknowledge = () => {
    const queued = web.streams.readableState(stream).controller.size;
    const read = unread - queued;
    if (read > 0 && (queued === 0 || read > 1 << 18)) {
      unread = queued;
      transfer()?.read(read);
    }
  };
  return stream;
};
web.incomingStream = incoming;

// https://fetch.spec.whatwg.org/#scheme-fetch, "blob"
const fetchBlob = (request, result) => {
  const done = web.begin();
  web.queueTask(() => {
    done();
    const range = web.getHeader(request.headerState, "Range");
    const found = web.blobResponse(web.blobAt(request.url), request.url, request.method, range);
    if (!found) {
      result.reject(new TypeError(web.page.networkError));
      return;
    }
    const { status, statusText, headers, bytes } = found;
    result.resolve(
      web.makeResponse({ type: "basic", url: request.url, status, statusText, headerState: web.headerState(headers, "immutable"), body: new web.Body(bytes) })
    );
  });
};
