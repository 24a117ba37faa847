package import BrowserJSON
internal import WebOrigin

/// What can be shown to somebody: it knows which secrets it tells, and how it looks without those that
/// are known.
///
/// What leaves the process is one, so that nothing is shown that has not been asked.
package protocol Redactable {
    /// Lets `redaction` learn every secret in it.
    func collectSecrets(_ redaction: inout Redaction)

    /// Without what `redaction` hides; URLs are without userinfo in any case.
    func redacted(by redaction: Redaction) -> Self
}

extension Redaction {
    package mutating func learn(fromAll value: some Redactable) {
        if hidesAnything { value.collectSecrets(&self) }
    }

    /// A sentence, in which a URL may stand.
    package func sentence(_ text: String) -> String {
        self.text(text.withoutUserinfoOfURLs)
    }
}

/// A sentence.
extension String: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    package func redacted(by redaction: Redaction) -> String { redaction.sentence(self) }
}

extension Array: Redactable where Element: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {
        for element in self { element.collectSecrets(&redaction) }
    }

    /// What one of them tells is hidden in all.
    package func redacted(by redaction: Redaction) -> [Element] {
        var redaction = redaction
        redaction.learn(fromAll: self)
        return map { $0.redacted(by: redaction) }
    }
}

/// Facts that were put together already: their texts are searched.
extension JSONValue: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    package func redacted(by redaction: Redaction) -> JSONValue {
        redaction.hasSecrets ? mappingTexts(redaction.text) : self
    }

    /// Every text in it that is no name of a member.
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
