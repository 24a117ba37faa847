// Like parts.js, for the parts of the DOM that are loaded on demand.
"use strict";

const { part, dom, shared } = web;
web.html = {};

part("dom/selectors/parse.js dom/selectors/match.js", { dom: "selectors escapeIdentifier isDisabled matches selectFirst selectAll" });
const range = part("dom/range.js", { dom: "createRange makeRange rangeState", interfaces: "AbstractRange StaticRange Range" });
part("dom/selection.js", { dom: "getSelection", interfaces: "Selection" });
const traversal = part("dom/traversal.js", {
  dom: "createNodeIterator createTreeWalker",
  interfaces: "NodeIterator TreeWalker NodeFilter",
});
part("dom/mutation-observer.js", {
  dom: "queueRecord queueObserverMicrotask addTransientObservers",
  interfaces: "MutationRecord MutationObserver WebKitMutationObserver",
});
part("dom/dom-parser.js dom/xml.js dom/xml-serialize.js", {
  dom: "parseDocument parseXML parseXMLInto parseXMLFragment serializeXML serializeXMLChildren",
  interfaces: "DOMParser XMLSerializer",
});
part("dom/text.js", { dom: "isHidden isShown text shownText" });
part("dom/legacy-events.js", { dom: "createEvent" });

// Once there are ranges or iterators, changes to the tree must update them, including those of other documents' scripts.
for (const name of ["rangesInsert", "rangesRemove", "rangesReplaceData", "rangesSplit", "rangesNormalize"]) {
  dom[name] = (first, second, third, fourth) => {
    if (shared.liveRanges !== undefined && range()) dom[name](first, second, third, fourth);
  };
}
dom.iteratorsRemove = (record) => {
  if (shared.iterators !== undefined && traversal()) dom.iteratorsRemove(record);
};
