package import Redaction
package import Terminal
internal import WebOrigin

/// Finished layouts are redacted by searching their text.
extension Layout: Redactable {
    package func collectSecrets(_ redaction: inout Redaction) {}

    package func redacted(by redaction: Redaction) -> Layout {
        redaction.hasSecrets ? mappingTexts(redaction.text) : self
    }

    /// The layout without the userinfo of any URL, which no explanation shows, whether or not anything
    /// is redacted.
    package var withoutUserinfo: Layout {
        mappingTexts(\.withoutUserinfoOfURLs)
    }
}
