// What a document's Content-Security-Policy is asked about that is no request, and the events that tell of what violates it.
"use strict";

// https://www.w3.org/TR/CSP3/#report-violation; `target`: the element whose code it is
web.tellViolations = (violations, target) => {
  if (!violations?.length) return;
  web.queueTask(() => {
    for (const violation of violations) {
      if (web.isDiscarded) return;
      const isThere = target?.isConnected && target.ownerDocument === web.document;
      const init = { ...violation, violatedDirective: violation.effectiveDirective, bubbles: true, composed: true };
      web.fire(isThere ? target : web.document, web.event(SecurityPolicyViolationEvent, "securitypolicyviolation", init));
    }
  });
};
// Of requests.
web.messages.violations = ({ list }) => web.tellViolations(list);

web.askPolicy = (question, bytes, target) => {
  const [answer] = web.ask({ t: "csp", nonce: "", url: "", ...question }, bytes);
  web.tellViolations(answer.violations, target);
  return answer;
};
