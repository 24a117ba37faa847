package import Cookies
package import Infra
internal import WebOrigin

/// What `document.cookie` gave, or why it threw.
package struct DocumentCookieReport: Hashable, Sendable {
    /// `nil` where reading throws.
    package var value: String?
    package var setCookies: [SetCookieVerdict]
    /// Every stored cookie of the page's registrable domain, readable or not.
    package var cookies: [CookieVerdict]
    package var failure: DocumentCookieFailure?
}

package enum DocumentCookieFailure: Error, Hashable, Sendable {
    /// A sandboxed frame, or a `data:` URL: a SecurityError.
    case opaqueOrigin
}

extension Browser {
    /// Assigns each text to `document.cookie` in turn, then reads it.
    ///
    /// https://html.spec.whatwg.org/#dom-document-cookie
    package func documentCookie(
        setting lines: [ByteString] = [],
        in page: Page
    ) throws(CookieStorageError) -> DocumentCookieReport {
        // 1. If the document is cookie-averse, return the empty string, and assign nothing.
        let isData = page.url.scheme == "data"
        if isData ? policy.fetch.dataDocumentCookies == .empty : page.isCookieAverse {
            return DocumentCookieReport(value: "", setCookies: [], cookies: [])
        }
        // 2. If its origin is opaque, throw a SecurityError.
        if page.origin.isOpaque {
            return DocumentCookieReport(
                value: nil,
                setCookies: [],
                cookies: [],
                failure: .opaqueOrigin
            )
        }
        let context = scriptCookieContext(of: page)
        var setCookies: [SetCookieVerdict] = []
        for line in lines {
            setCookies.append(
                try jar.store(
                    line,
                    responseDate: nil,
                    in: context,
                    policy: policy.cookies,
                    now: now()
                )
            )
        }
        // 3. Return the cookie string for the document's URL for a "non-HTTP" API.
        return DocumentCookieReport(
            value: try jar.documentCookie(for: context, policy: policy.cookies, now: now()),
            setCookies: setCookies,
            cookies: try jar.cookies(for: context, policy: policy.cookies, now: now())
        )
    }
}

extension Page {
    /// `about:srcdoc` and `about:blank` take their container's origin.
    private var inheritsOrigin: Bool { url.scheme == "about" && !ancestors.isEmpty }

    /// https://html.spec.whatwg.org/#cookie-averse-document-object
    fileprivate var isCookieAverse: Bool { !url.isHTTP && !inheritsOrigin }
}
