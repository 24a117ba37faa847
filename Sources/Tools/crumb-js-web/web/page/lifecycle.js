// The life of a document from its first byte to its load event, and its unloading.
// https://html.spec.whatwg.org/#the-end, https://html.spec.whatwg.org/#unloading-documents
"use strict";

// "parsing", then "deferred" scripts, "content" loaded, "loading" what delays the load event, and "complete".
let stage = "none";
let blockers = 0;
// Deferred scripts in order, and the number of other scripts that run as soon as they are available.
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

// Called at the end of the parser's input. After document.close(), loading completes at once unless something is pending.
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
      // A task in between may have started to load something.
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
// The target is the document, but the event is only dispatched to the window.
web.fireLoad = () => web.fire(globalThis, web.event(Event, "load"), { target: web.document });

// Stops loading, because the document is unloaded or window.stop() was called.
web.stopLoading = () => {
  web.stopParser?.();
  pendingLoad?.();
  pendingLoad = undefined;
  // The containing document no longer waits for it.
  web.unblockContainer?.();
};

// https://html.spec.whatwg.org/#checking-if-unloading-is-canceled: browsers only prompt users who have interacted with the
// page, and the user is assumed to leave.
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
