// Until html/ has them: the classes of elements that load something.
"use strict";
for (const [name, tag] of Object.entries({HTMLScriptElement:"script",HTMLStyleElement:"style",HTMLLinkElement:"link",HTMLImageElement:"img",HTMLInputElement:"input",HTMLMetaElement:"meta",HTMLBaseElement:"base",HTMLSourceElement:"source",HTMLTrackElement:"track",HTMLIFrameElement:"iframe",HTMLFrameElement:"frame",HTMLObjectElement:"object",HTMLEmbedElement:"embed",HTMLMediaElement:"",HTMLVideoElement:"video"})) {
  if (globalThis[name]) continue;
  const base = name === "HTMLVideoElement" ? HTMLMediaElement : HTMLElement;
  const C = ({[name]: class extends base {}})[name];
  for (const a of ["src","href","rel"]) Object.defineProperty(C.prototype, a, {get(){const t=this.getAttribute(a); return t===null?"":a==="rel"?t:web.parseURL(t,web.page.baseURL)?.[0]??t}, set(v){this.setAttribute(a,v)}, configurable:true, enumerable:true});
  for (const a of ["load","error"]) if(!("onload" in HTMLElement.prototype)) {}
  web.idl.expose(C);
  if (tag) web.defineElement(tag, C);
}
if(!("onload" in HTMLElement.prototype)) { web.handlers(HTMLElement.prototype, ["load","error","click"]);
web.addSteps(HTMLElement.prototype, web.shared.steps.attributeChanged, function(n,b,v){ if(/^on/.test(n)&&v!==null) this[n]=new Function("event",v)}); }
