internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// The facts of a violation, for the endpoints that its policy names and for the page.
///
/// Left out: source file, line and column.
///
/// https://www.w3.org/TR/CSP3/#deprecated-serialize-violation
package struct ViolationFacts: Hashable, Sendable {
    package var document: String
    package var referrer: String
    package var blocked: String
    package var directive: String
    package var policy: String
    package var disposition: String
    /// The status of the document's response.
    package var status: Int
    /// The sample of inline code; empty if the policy does not request one.
    package var sample: String

    func serialized(_ form: FetchPolicy.ReportBody) -> ByteString {
        let members = members(form).map { JSONValue.Member($0.name, $0.value) }
        var outside = [JSONValue.Member("csp-report", .object(members))]
        if form == .typed {
            outside.insert(JSONValue.Member("url", .string(document)), at: 0)
            outside.insert(JSONValue.Member("type", .string("csp-violation")), at: 0)
        }
        return ByteString(utf8: JSONValue.object(outside).lineText)
    }

    private func members(
        _ form: FetchPolicy.ReportBody
    ) -> [(name: String, value: JSONValue)] {
        let documentURI = ("document-uri", JSONValue.string(document))
        let referrer = ("referrer", JSONValue.string(referrer))
        let blocked = ("blocked-uri", JSONValue.string(blocked))
        let effective = ("effective-directive", JSONValue.string(directive))
        let violated = ("violated-directive", JSONValue.string(directive))
        let policy = ("original-policy", JSONValue.string(policy))
        let disposition = ("disposition", JSONValue.string(disposition))
        let status = ("status-code", JSONValue.integer(Int64(status)))
        let sample = ("script-sample", JSONValue.string(sample))
        return switch form {
        case .standard:
            [
                documentURI, referrer, blocked, effective, violated, policy, disposition, status,
                sample,
            ]
        case .directiveFirst:
            [
                documentURI, referrer, violated, effective, policy, disposition, blocked, status,
                sample,
            ]
        case .alphabetical:
            // (An empty sample is left out.)
            [blocked, disposition, documentURI, effective, policy, referrer]
                + (self.sample.isEmpty ? [] : [sample]) + [status, violated]
        case .typed:
            [documentURI, referrer, violated, effective, policy, disposition, blocked, status]
        }
    }
}

extension WebURL {
    /// https://www.w3.org/TR/CSP3/#strip-url-for-use-in-reports
    func strippedForReports() -> String {
        // 1. If its scheme is not an HTTP(S) scheme (nor that of a WebSocket), return its scheme.
        guard isHTTP || scheme == "ws" || scheme == "wss" else { return scheme }
        // 2.-4. Without fragment, username and password.
        return strippingCredentialsAndFragment().href
    }
}
