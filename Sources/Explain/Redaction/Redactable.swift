package import BrowserJSON
internal import WebOrigin

/// A value that can be output: it can list the secrets that it contains, and return a copy without
/// those that a redaction has learned.
///
/// Whatever leaves the process conforms to it, so that no output escapes redaction.
package protocol Redactable {
    /// Makes `redaction` learn every secret in the value.
    func collectSecrets(_ redaction: inout Redaction)

    /// Returns the value without what `redaction` hides. Userinfo is always removed from URLs.
    func redacted(by redaction: Redaction) -> Self
}

extension Redaction {
    package mutating func learn(fromAll value: some Redactable) {
        if hidesAnything { value.collectSecrets(&self) }
    }

    /// Returns a sentence, which may contain a URL, redacted.
    package func sentence(_ text: String) -> String {
        self.text(text.withoutUserinfoOfURLs)
    }
}

/// A string is redacted as a sentence.
extension String: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    package func redacted(by redaction: Redaction) -> String { redaction.sentence(self) }
}

extension Array: Redactable where Element: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for element in self { element.collectSecrets(&redaction) }
    }

    /// Returns the elements redacted; a secret in one of them is hidden in all.
    package func redacted(by redaction: Redaction) -> [Element] {
        var redaction = redaction
        redaction.learn(fromAll: self)
        return map { $0.redacted(by: redaction) }
    }
}

/// Finished JSON is redacted by searching its strings.
extension JSONValue: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    package func redacted(by redaction: Redaction) -> JSONValue {
        redaction.hasSecrets ? mappingTexts(redaction.text) : self
    }

    /// Returns the value with every string transformed, except the names of members.
    package func mappingTexts(_ transform: (String) -> String) -> JSONValue {
        switch self {
        case .string(let text): .string(transform(text))
        case .array(let elements): .array(elements.map { $0.mappingTexts(transform) })
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.mappingTexts(transform)) })
        case .null, .bool, .integer, .number: self
        }
    }
}
