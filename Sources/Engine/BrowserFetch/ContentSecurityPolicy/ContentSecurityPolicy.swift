internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// A document's policy, as far as it applies to requests.
///
/// Left out: the parts of the standard for resource hints, WebRTC and trusted types.
///
/// https://www.w3.org/TR/CSP3/#framework-policy
package struct ContentSecurityPolicy: Hashable, Sendable {
    package struct Directive: Hashable, Sendable {
        /// The name in lowercase.
        package var name: String
        /// The value as written, without surrounding white space.
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        package var values: [String] {
            value.split(whereSeparator: { $0.isASCII && $0.isWhitespace }).map(String.init)
        }

        /// The directive as the console quotes it.
        package var text: String { "\(name) \(value)" }
    }

    package var directives: [Directive] {
        didSet { written = text }
    }
    /// The policy as received, without surrounding white space; reports contain it in this form.
    package private(set) var written: String
    /// The names of directives that are ignored because an earlier one has the same name.
    package private(set) var ignoredNames: [String] = []

    /// Returns the policies in all headers of one name: `Content-Security-Policy`, or its
    /// report-only variant.
    ///
    /// https://www.w3.org/TR/CSP3/#parse-response-csp
    static func list(
        from headers: HeaderList,
        _ name: String = "Content-Security-Policy"
    ) -> [ContentSecurityPolicy] {
        headers.values(of: name).flatMap { value in
            value.isomorphicDecoded.split(separator: ",").map { Self(parsing: String($0)) }
        }.filter { !$0.directives.isEmpty }
    }

    /// https://www.w3.org/TR/CSP3/#parse-serialized-policy
    package init(parsing text: String) {
        directives = []
        written = String(text[...].trimmingSpace)
        var names: Set<String> = []
        for token in text.split(separator: ";") {
            let trimmed = token.trimmingSpace
            let name = trimmed.prefix { !($0.isASCII && $0.isWhitespace) }
            let lower = String(name).asciiLowercased
            if name.isEmpty { continue }
            // A directive that already exists is not changed.
            guard names.insert(lower).inserted else {
                ignoredNames.append(lower)
                continue
            }
            let value = trimmed[name.endIndex...].trimmingSpace
            directives.append(Directive(name: lower, value: String(value)))
        }
    }

    package func directive(_ name: String) -> Directive? {
        directives.first { $0.name == name }
    }

    /// The policy as the value of a header.
    package var text: String { directives.map(\.text).joined(separator: "; ") }

    /// https://www.w3.org/TR/CSP3/#directive-report-uri
    package var reportURIs: [String] { directive("report-uri")?.values ?? [] }

    /// https://www.w3.org/TR/CSP3/#directive-report-to
    package var reportGroup: String? { directive("report-to")?.values.first }

    package var upgradesInsecureRequests: Bool { directive("upgrade-insecure-requests") != nil }

    /// The sandbox flags that it sets; `nil` if it has no `sandbox` directive.
    ///
    /// https://www.w3.org/TR/CSP3/#directive-sandbox
    package var sandbox: SandboxFlags? {
        directive("sandbox").map { SandboxFlags(keywords: $0.values) }
    }
}

extension Substring {
    fileprivate var trimmingSpace: Substring {
        let isSpace = { (character: Character) in character.isASCII && character.isWhitespace }
        guard let end = lastIndex(where: { !isSpace($0) }) else { return "" }
        return self[...end].drop(while: isSpace)
    }
}
