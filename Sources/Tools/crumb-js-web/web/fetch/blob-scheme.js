// https://fetch.spec.whatwg.org/#scheme-fetch, "blob"
"use strict";

// The first and last byte that a Range header requests; undefined if it is rejected.
// https://fetch.spec.whatwg.org/#simple-range-header-value
const parseRange = (range, length) => {
  const match = /^bytes[\t ]*=[\t ]*(\d*)[\t ]*-[\t ]*(\d*)$/.exec(range);
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  let start = match[1] === "" ? null : Number(match[1]);
  let end = match[2] === "" ? null : Number(match[2]);
  if (start !== null && end !== null && start > end) return undefined;
  if (start === null) {
    start = Math.max(0, length - end);
    end = length - 1;
  } else if (end === null || end >= length) {
    end = length - 1;
  }
  return start < length ? [start, end] : undefined;
};

// The response for a blob URL: { status, statusText, headers, bytes }; undefined for a network error.
web.blobResponse = (blob, url, method, range) => {
  if (!blob || method !== "GET" || web.parseURL(url)?.[1] !== web.page.origin) return undefined;
  const whole = web.blobBytes(blob);
  // Browsers omit a type that is not valid, because the page itself may have set it.
  const type = ["Content-Type", web.parseMIME(blob.type) ? blob.type : ""];
  if (range === null) {
    const headers = [["Content-Length", String(whole.length)], type];
    return { status: 200, statusText: "OK", headers, bytes: whole };
  }
  const found = parseRange(range, whole.length);
  if (!found) return undefined;
  const [start, end] = found;
  const bytes = whole.slice(start, end + 1);
  const headers = [
    ["Content-Length", String(bytes.length)], ["Content-Range", `bytes ${start}-${end}/${whole.length}`], type,
  ];
  return { status: 206, statusText: "Partial Content", headers, bytes };
};

// Works like a transfer (transfers.js), with the same listener.
web.startBlobTransfer = (blob, message, listener) => {
  const done = web.begin();
  let isCancelled = false;
  web.queueTask(() => {
    done();
    if (isCancelled) return;
    const found = web.blobHead(blob, message);
    if (!found) return listener.failed();
    listener.head(found, found.bytes);
    if (!isCancelled) listener.end();
  });
  return {
    read() {},
    cancel() {
      isCancelled = true;
    },
  };
};
web.blobHead = (blob, { url, method, headers }) => {
  const range = headers.find((pair) => pair[0].toLowerCase() === "range")?.[1] ?? null;
  const found = web.blobResponse(blob, url, method, range);
  return found && { url, redirected: false, ...found };
};
