// Turns a realm into a page's document; its content type determines what becomes of the response.
// https://html.spec.whatwg.org/#loading-a-document
"use strict";

const { tab } = web;
const { HREF } = web.urlParts;

web.preparePage = (message) => {
  const { page } = web;
  web.dom.record(web.document).origin = page.origin;
  page.contentType = web.parseMIME?.(message.contentType ?? "")?.essence ?? "text/html";
  page.readyState = "loading";
  page.isHidden = false;
  page.isScriptingDisabled = (page.sandbox ?? []).includes("scripts");
  page.fallbackBaseURL = page.url[HREF] === page.baseURL ? undefined : page.baseURL;
  web.installWindowTree();
  web.installMessaging();
  web.installNamedAccess();
};
// Shows the first document of the tab.
web.showFirstPage = (message, bytes) => {
  const navigable = web.makeNavigable();
  web.setActive(navigable, web);
  web.recordEntry(navigable, web);
  web.beginDocument(message, bytes);
};

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const isXML = (type) => /^(text|application)\/xml$|\+xml$/.test(type);

web.beginDocument = (message, bytes) => {
  const { page } = web;
  if (message.isError || message.isBlank) page.contentType = "text/html";
  const body = bytes ? new Uint8Array(bytes) : new Uint8Array(0);
  const [text, charset] = web.decodeDocument(body, message.charset);
  page.charset = charset;
  if (message.refresh) web.refresh(message.refresh, false);
  const type = page.contentType;
  if (type === "text/html" || type === "") web.parseDocument(text);
  else if (isXML(type)) web.parseXMLDocument(text);
  else if (/^(image|video|audio)\//.test(type)) web.parseDocument("");
  else web.parseDocument(`<!doctype html><pre>${escape(text)}</pre>`);
};
// https://html.spec.whatwg.org/#is-initial-about:blank: complete from the start.
web.showBlank = () => {
  web.parseQuietly("");
  web.completeAtOnce();
};
web.parseXMLDocument = (text) => {
  web.beginLoading();
  web.dom.parseXMLInto?.(web.document, text);
  web.endParsing();
};
