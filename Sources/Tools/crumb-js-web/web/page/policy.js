// Checks of the Content-Security-Policy that do not involve a request, and events for its violations.
"use strict";

// https://www.w3.org/TR/CSP3/#report-violation; `target`: the element whose code violates the policy
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
// Violations by requests.
web.messages.violations = ({ list }) => web.tellViolations(list);

web.askPolicy = (question, bytes, target) => {
  const [answer] = web.ask({ t: "csp", nonce: "", url: "", ...question }, bytes);
  web.tellViolations(answer.violations, target);
  return answer;
};
