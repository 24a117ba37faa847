internal import BrowserInfra
package import WebOrigin

/// https://w3c.github.io/webappsec-referrer-policy/#referrer-policies
package enum ReferrerPolicy: String, Hashable, Sendable, CaseIterable {
    case noReferrer = "no-referrer"
    case noReferrerWhenDowngrade = "no-referrer-when-downgrade"
    case sameOrigin = "same-origin"
    case origin
    case strictOrigin = "strict-origin"
    case originWhenCrossOrigin = "origin-when-cross-origin"
    case strictOriginWhenCrossOrigin = "strict-origin-when-cross-origin"
    case unsafeURL = "unsafe-url"

    /// https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy
    package static let `default` = ReferrerPolicy.strictOriginWhenCrossOrigin

    /// Creates the policy given by the last token of a `Referrer-Policy` header that is a policy.
    ///
    /// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
    package init?(parsingHeader tokens: [String]) {
        let known = tokens.compactMap { ReferrerPolicy(rawValue: $0.asciiLowercased) }
        guard let last = known.last else { return nil }
        self = last
    }
}

/// Returns the URL to send as `Referer`; `nil` if none is sent.
///
/// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
package func determineReferrer(
    source: WebURL?,
    policy: ReferrerPolicy,
    currentURL: WebURL,
    downgrade: FetchPolicy.ReferrerDowngrade
) -> WebURL? {
    // 3. Let referrerURL be the source, stripped for use as a referrer.
    guard let source, let referrerURL = strippedForReferrer(source) else { return nil }
    // 4. Let referrerOrigin be the source, stripped with the origin-only flag.
    let referrerOrigin = referrerURL.strippingAllButOrigin()
    // 5. If the serialization of referrerURL is longer than 4096, set it to referrerOrigin.
    let full = referrerURL.href.utf8.count > 4096 ? referrerOrigin : referrerURL
    // 7-8. The user agent may alter it; then apply the statement of the policy:
    let isSameOrigin = referrerURL.origin.isSameOrigin(as: currentURL.origin)
    let isDowngrade =
        switch downgrade {
        case .byTrustworthiness:
            referrerURL.isPotentiallyTrustworthy && !currentURL.isPotentiallyTrustworthy
        case .byScheme: referrerURL.scheme == "https" && currentURL.scheme != "https"
        }
    switch policy {
    case .noReferrer: return nil
    case .origin: return referrerOrigin
    case .unsafeURL: return full
    case .strictOrigin: return isDowngrade ? nil : referrerOrigin
    case .strictOriginWhenCrossOrigin:
        if isSameOrigin { return full }
        return isDowngrade ? nil : referrerOrigin
    case .sameOrigin: return isSameOrigin ? full : nil
    case .originWhenCrossOrigin: return isSameOrigin ? full : referrerOrigin
    case .noReferrerWhenDowngrade: return isDowngrade ? nil : full
    }
}

/// https://w3c.github.io/webappsec-referrer-policy/#strip-url
private func strippedForReferrer(_ url: WebURL) -> WebURL? {
    url.isHTTP ? url.strippingCredentialsAndFragment() : nil
}
