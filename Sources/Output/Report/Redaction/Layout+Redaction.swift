package import Redaction
package import Terminal
internal import WebOrigin

/// Sentences that were put together already: their texts are searched.
extension Layout: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    package func redacted(by redaction: Redaction) -> Layout {
        redaction.hasSecrets ? mappingTexts(redaction.text) : self
    }

    /// No explanation shows the userinfo of a URL, whatever is redacted.
    package var withoutUserinfo: Layout {
        mappingTexts(\.withoutUserinfoOfURLs)
    }
}
