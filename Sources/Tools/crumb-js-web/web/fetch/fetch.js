// https://fetch.spec.whatwg.org/#fetch-method
"use strict";

const { idl } = web;

web.fetch = function (input) {
  const prefix = idl.failed("fetch", "Window");
  let request;
  try {
    if (!idl.isWindow(this)) throw new TypeError(`${prefix}Illegal invocation`);
    idl.required(arguments.length, 1, prefix);
    request = web.requestState(web.constructRequest(input, arguments[1], prefix));
  } catch (error) {
    return idl.rejected(error);
  }
  const { signal } = request;
  const result = idl.deferred();
  let transfer;
  let responseState;
  let controller;
  let isOver = false;
  let isWhole = false;
  const abort = () => {
    const reason = web.abortReason(signal);
    isOver = true;
    result.reject(reason);
    if (request.body?.stream && web.streams.readableState(request.body.stream).phase === "readable" && !web.streams.isLocked(request.body.stream)) {
      idl.handled(web.streams.cancel(request.body.stream, reason));
    }
    if (responseState?.body && !isWhole) {
      responseState.body.aborted = { reason };
      controller?.error(reason);
    }
    transfer?.cancel(reason instanceof web.DOMException && reason.name === "TimeoutError");
  };
  if (signal) {
    if (web.isAborted(signal)) {
      abort();
      return result.promise;
    }
    web.onAbort(signal, abort);
  }
  if (/^blob:/i.test(request.url)) {
    fetchBlob(request, result);
    return result.promise;
  }
  const { bytes } = request.body ?? {};
  if (request.body && !request.isStream) request.body.used = true;
  transfer = web.startTransfer(
    {
      url: request.url,
      method: request.method,
      headers: web.headerList(request.headers),
      mode: request.mode,
      credentials: request.credentials,
      // What is usual the browser knows.
      redirect: unless("follow", request.redirect),
      referrer: unless("about:client", request.referrer),
      referrerPolicy: unless("", request.referrerPolicy),
      cache: unless("default", request.cache),
      integrity: unless("", request.integrity),
      keepalive: unless(false, request.keepalive),
      targetAddressSpace: request.targetAddressSpace,
      hasBody: unless(false, Boolean(request.body)),
      isStream: unless(false, Boolean(request.isStream)),
    },
    bytes,
    {
      head(message, whole) {
        const state = {
          type: message.type,
          url: message.url,
          redirected: message.redirected,
          status: message.status,
          statusText: message.statusText,
          headers: web.makeHeaders(message.headers, "immutable"),
          body: null,
        };
        if (message.hasBody) {
          if (message.done && !message.error) {
            state.body = new web.Body(whole ?? new Uint8Array(0));
            // Who has the response may give up its body, which in browsers comes later, even if it is short.
            web.queueTask(() => (isWhole = true));
          } else {
            const stream = incoming((c) => (controller = c), () => transfer, () => (isOver = true));
            state.body = new web.Body(undefined, stream);
            if (whole) controller.enqueue(whole);
          }
        }
        responseState = state;
        result.resolve(web.makeResponse(state));
      },
      data(chunk) {
        if (isOver) return;
        controller?.enqueue(chunk);
      },
      end(error) {
        if (isOver || !controller) return;
        isOver = isWhole = true;
        if (error) controller.error(web.makeError(error));
        else close(controller);
      },
      failed(error) {
        isOver = true;
        result.reject(web.makeError(error));
      },
    }
  );
  return result.promise;
};

const unless = (usual, value) => (value === usual ? undefined : value);

const close = (controller) => {
  try {
    controller.close();
    controller.byobRequest?.respond(0);
  } catch {
    // It was closed with the page's own hand.
  }
};

// The stream of a body that comes: what the page has read, the browser may send again.
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
  // Called when the stream wants more, and when a chunk went to a reader at once.
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
    const range = web.getHeader(request.headers, "Range");
    const found = web.blobResponse(web.blobAt(request.url), request.url, request.method, range);
    if (!found) {
      result.reject(new TypeError(web.page.networkError));
      return;
    }
    const { status, statusText, headers, bytes } = found;
    result.resolve(
      web.makeResponse({ type: "basic", url: request.url, status, statusText, headers: web.makeHeaders(headers, "immutable"), body: new web.Body(bytes) })
    );
  });
};
