// The parts of the layer that load on first use, and what triggers that.
"use strict";

const { part } = web;

part("encoding/labels.js", { web: "encodingName" });
part("encoding/indexes.js encoding/decoders.js", {
  web: "encodingIndex gb18030Ranges singleByteIndex decodeText makeDecoder sniffEncoding startDecoding",
});
part("encoding/text-decoder.js", { interfaces: "TextDecoder TextDecoderStream TextEncoderStream" });
part("base64.js", { web: "atob btoa" });
part("search-params.js", {
  web: "makeSearchParams parseForm serializeForm setSearch",
  interfaces: "URLSearchParams",
  until: { isSearchParams: () => false },
});
part("abort.js", {
  web: "abortReason dependentSignal isAborted onAbort",
  interfaces: "AbortSignal AbortController",
  until: { isAbortSignal: () => false },
});
part("console.js", { web: "inspect logConsole", interfaces: "console" });
part("structured-clone.js", { web: "clone cloners pack structuredClone transferList unpack" });
part("message-channel.js", {
  web: "detachPort entangledPorts isPort makePort openPort postOver transferOf",
  interfaces: "MessagePort MessageChannel BroadcastChannel",
});
part("crypto.js", { web: "randomUUID", interfaces: "SubtleCrypto Crypto", attributes: "crypto" });
// Members that pipes use on their destination.
web.lazyWritable = (streams) => {
  const names = `isWritable makeWriter releaseWriter write closeWriter isWriterLocked writablePhase writableError isClosing \
abortWritable writerClosed writerReady errorWritable`;
  web.lazily(streams, names.split(" "), writable);
};
part("streams/strategies.js streams/readable.js streams/bytes.js", {
  web: "streams",
  interfaces: `CountQueuingStrategy ByteLengthQueuingStrategy ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader \
ReadableStreamDefaultController ReadableByteStreamController ReadableStreamBYOBRequest`,
});
const writable = part("streams/writable.js", { interfaces: "WritableStream WritableStreamDefaultController WritableStreamDefaultWriter" });
part("streams/transform.js", { interfaces: "TransformStreamDefaultController TransformStream" });
part("blob.js", {
  web: "blobAt blobBytes concat createObjectURL makeBlob makeFile revokeObjectURL streamOf",
  interfaces: "Blob File FileReader",
  // Recognizes blobs of any document.
  until: { isBlob: (value) => web.shared.blobStates?.has(value) ?? false },
});
part("form-data.js", {
  web: "formEntries makeFormData newBoundary parseMultipart serializeMultipart",
  interfaces: "FormData",
  until: { isFormData: () => false },
});
part("mime.js", { web: "extractMIME isJavaScriptType parseMIME serializeMIME splitHeader" });
part("fetch/headers.js", {
  web: `appendHeader checkedAppend copyHeaders fillHeaders getHeader hasHeader headerState headersOf isForbiddenHeader isToken \
normalizeHeader pairsOf`,
  interfaces: "Headers",
});
part("fetch/body.js", { web: "Body bodyMixin extractBody jsonMessage" });
part("fetch/request.js", { web: "checkMethod constructRequest extractable requestState", interfaces: "Request" });
part("fetch/response.js", { web: "makeResponse responseOf responseState", interfaces: "Response" });
part("fetch/transfers.js", {
  web: "makeError nextTransferID startModuleTransfer startTransfer stirs",
  until: { stopTransfers() {} },
});
part("fetch/blob-scheme.js", { web: "blobHead blobResponse startBlobTransfer" });
part("fetch/fetch.js", { web: "fetch" });
part("storage.js", { interfaces: "Storage", attributes: "localStorage sessionStorage" });
part("cookie-store.js", { interfaces: "CookieStore CookieChangeEvent", attributes: "cookieStore" });
part("websocket.js", { interfaces: "WebSocket" });
part("event-source.js", { interfaces: "EventSource", until: { stopEventSources() {} } });
part("workers/parts.js", {
  web: "beginDedicated beginService clientHasGone isWorkerScript serviceWorkerContainer serviceWorkers startThroughWorker",
  interfaces: "Worker ServiceWorker ServiceWorkerContainer ServiceWorkerRegistration CookieStoreManager Cache CacheStorage",
  attributes: "caches",
  until: { endWorkers() {} },
});
part("xhr.js", { interfaces: "XMLHttpRequestEventTarget XMLHttpRequestUpload XMLHttpRequest" });
part("modules/import-map.js modules/linking.js modules/evaluation.js modules/loader.js", {
  web: `resolveSpecifier setImportMap linkModules namespaceOf evaluateModule importDynamically modules modulesAreDone \
runModule tellLoadFailure`,
  messages: "importmap module",
  // Until there is a module.
  until: { hasModules: () => false },
});
