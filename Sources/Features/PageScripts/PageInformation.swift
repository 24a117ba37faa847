internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// The properties of a document that its process needs from the start.
struct PageInformation {
    let page: Page
    let browser: BrowserPolicy

    var json: JSONValue {
        let wording = ScriptErrorWording.of(browser.name)
        return .object(leavingOutNil: [
            "url": .string(page.url.href),
            "baseURL": .string(page.baseURL.href),
            "origin": .string(page.origin.serialized),
            "originKey": .string(originKey),
            "userAgent": .string(browser.headers.userAgent),
            "isSecure": .bool(page.isSecureContext),
            "networkError": .string(wording.networkErrorText),
            "bodyError": .string(wording.bodyErrorText),
            "words": .object(
                wording.ofPages.map { JSONValue.Member($0.name, .string($0.text)) }
            ),
            "ancestorOrigins": .strings(page.ancestors.reversed().map(\.origin.serialized)),
            "referrer": page.referrer.map { .string($0.href) },
            "sandbox": page.sandbox.isEmpty ? nil : .strings(page.sandbox.blockedKeywords),
            "hasCSP": page.hasContentSecurityPolicies ? .bool(true) : nil,
            "isRefreshDisabled": page.sandbox.contains(.scripts) ? .bool(true) : nil,
        ])
    }

    /// A key that is equal for documents whose scripts can access each other.
    private var originKey: String {
        if case .opaque(let origin) = page.origin { return "opaque \(origin.id)" }
        return page.origin.serialized
    }
}
