// What becomes of a document from its first byte to its load event, and how it goes away.
// https://html.spec.whatwg.org/#the-end, https://html.spec.whatwg.org/#unloading-documents
"use strict";

// "parsing", then "deferred" scripts, then "content" is loaded, "loading" what delays the load event, "complete".
let stage = "none";
let blockers = 0;
// Deferred scripts in their order; and how many others will run as soon as they are there.
const deferred = [];
let pendingLoad;

web.beginLoading = () => {
  stage = "parsing";
  web.page.readyState = "loading";
  pendingLoad ??= web.begin();
};
// https://html.spec.whatwg.org/#delay-the-load-event
web.delayLoad = () => {
  blockers++;
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    blockers--;
    web.advanceLoading();
  };
};
web.completeAtOnce = () => {
  stage = "complete";
  web.page.readyState = "complete";
};
web.addDeferredScript = (script) => deferred.push(script);
web.isCompletelyLoaded = () => stage === "complete";
web.hasParsed = () => stage !== "parsing";

const setReadyState = (state) => {
  web.page.readyState = state;
  web.fireSimple(web.document, "readystatechange");
};

// The parser has no more input. What document.close() ends is loaded at once, unless something is waited for.
web.endParsing = (isWritten = false) => {
  if (stage !== "parsing") return;
  stage = "deferred";
  setReadyState("interactive");
  if (!isWritten || deferred.length > 0 || blockers > 0) return web.advanceLoading();
  web.fireSimple(web.document, "DOMContentLoaded", { bubbles: true });
  if (blockers === 0) return complete();
  stage = "loading";
};

web.advanceLoading = () => {
  if (web.isDiscarded) return;
  if (stage === "deferred") {
    while (deferred.length) {
      if (!deferred[0].isReady || web.hasScriptBlockingStyle()) return;
      web.executeScript(deferred.shift());
      if (stage !== "deferred") return;
    }
    stage = "content";
    web.queueTask(() => {
      if (web.isDiscarded) return;
      web.fireSimple(web.document, "DOMContentLoaded", { bubbles: true });
      stage = "loading";
      web.advanceLoading();
    });
  } else if (stage === "loading" && blockers === 0) {
    stage = "completing";
    web.queueTask(() => {
      // A task in between may have begun to load something.
      if (blockers > 0) {
        stage = "loading";
        return;
      }
      complete();
    });
  }
};

const complete = () => {
  if (web.isDiscarded) return;
  web.page.readyState = "complete";
  web.fireSimple(web.document, "readystatechange");
  if (web.isDiscarded) return;
  web.fireLoad();
  if (web.isDiscarded) return;
  stage = "complete";
  web.fire(globalThis, web.event(PageTransitionEvent, "pageshow"));
  pendingLoad?.();
  pendingLoad = undefined;
  web.afterLoad?.();
  web.containerLoaded?.();
};
// Its target is the document, and yet it goes to the window alone.
web.fireLoad = () => web.fire(globalThis, web.event(Event, "load"), { target: web.document });

// Nothing more comes of loading: the document goes away, or window.stop() was called.
web.stopLoading = () => {
  web.stopParser?.();
  pendingLoad?.();
  pendingLoad = undefined;
  // The document that it is in waits no longer for it.
  web.unblockContainer?.();
};

// https://html.spec.whatwg.org/#checking-if-unloading-is-canceled: the user is asked only where the page was used,
// and then leaves.
web.fireBeforeUnload = () => {
  web.fire(globalThis, web.event(web.uiEvents.BeforeUnloadEvent, "beforeunload", { cancelable: true }));
};
// https://html.spec.whatwg.org/#unload-a-document
web.unload = () => {
  if (web.hasUnloaded || stage === "none") return;
  web.hasUnloaded = true;
  web.fire(globalThis, web.event(PageTransitionEvent, "pagehide"));
  web.page.isHidden = true;
  web.fireSimple(web.document, "visibilitychange", { bubbles: true });
  web.fireSimple(globalThis, "unload");
  web.stopLoading();
};
