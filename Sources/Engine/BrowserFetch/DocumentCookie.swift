package import BrowserCookies
package import BrowserInfra
internal import WebOrigin

/// The result of assigning to and reading `document.cookie`, or the reason why it threw.
package struct DocumentCookieReport: Hashable, Sendable {
    /// `nil` if reading throws.
    package var value: String?
    package var setCookies: [SetCookieVerdict]
    /// Every stored cookie of the page's registrable domain, readable or not.
    package var cookies: [CookieVerdict]
    /// Cookies that scripts read although the jar does not have them in this form. No request will
    /// carry them.
    package var unstored: [Cookie] = []
    package var failure: DocumentCookieFailure?
    /// The party that makes the page cross-site; `nil` if there is none.
    package var crossSiteParty: CrossSiteParty?
    /// Set if the browser's storage could not be read; all other values are then meaningless.
    package var storageError: BrowserStorageError?
}

extension DocumentCookieReport {
    /// Creates the report of one cookie that was set in another way.
    package init(setting verdict: SetCookieVerdict) {
        self.init(value: nil, setCookies: [verdict], cookies: [])
    }

    /// Creates the report of a `cookieStore` call, with its result and the cookies that it set.
    package init(value: String?, setting verdicts: [SetCookieVerdict]) {
        self.init(value: value, setCookies: verdicts, cookies: [])
    }
}

package enum DocumentCookieFailure: Error, Hashable, Sendable {
    /// The document is sandboxed or comes from a `data:` URL, so a SecurityError is thrown.
    case opaqueOrigin
}

extension Browser {
    /// Assigns each line to `document.cookie` in turn, then reads it.
    ///
    /// https://html.spec.whatwg.org/#dom-document-cookie
    package func documentCookie(
        setting lines: [ByteString] = [],
        in page: Page
    ) -> DocumentCookieReport {
        // 1. If the document is cookie-averse, return the empty string and assign nothing.
        let isAverse =
            switch page.url.scheme {
            case "data": policy.fetch.dataDocumentCookies == .empty
            case "blob": policy.navigation.blobDocumentCookies == .empty
            default: page.isCookieAverse
            }
        if isAverse {
            return DocumentCookieReport(value: "", setCookies: [], cookies: [])
        }
        // 2. If its origin is opaque, throw a SecurityError.
        if page.origin.isOpaque {
            return DocumentCookieReport(setCookies: [], cookies: [], failure: .opaqueOrigin)
        }
        do throws(BrowserStorageError) {
            return try assignAndRead(lines, in: page)
        } catch {
            return DocumentCookieReport(setCookies: [], cookies: [], storageError: error)
        }
    }

    private func assignAndRead(
        _ lines: [ByteString],
        in page: Page
    ) throws(BrowserStorageError) -> DocumentCookieReport {
        let context = scriptCookieContext(of: page)
        let site = Site(of: page.cookieURL.origin, suffixes: suffixes)
        try ensureProcess(of: page)
        var setCookies: [SetCookieVerdict] = []
        for line in lines {
            setCookies.append(try write(line, from: site, in: context))
        }
        // 3. Return the cookie string for the document's URL for a "non-HTTP" API.
        try loadCookies(at: page.cookieURL)
        let stored = jar.cookies(for: context, policy: policy.cookies, now: now())
        let copy = processes?.copy(of: site)
        let read = copy?.cookies(for: context, policy: policy.cookies, now: now())
        return DocumentCookieReport(
            value: (read ?? stored).documentCookie(policy: policy.cookies),
            setCookies: setCookies,
            cookies: stored,
            unstored: (read ?? []).filter(\.isSent).map(\.cookie).filter { cookie in
                !stored.contains { $0.cookie.isShown(like: cookie) }
            },
            crossSiteParty: crossSiteParty(ofScriptIn: page)
        )
    }

    private func write(
        _ line: ByteString,
        from site: Site,
        in context: CookieContext
    ) throws(BrowserStorageError) -> SetCookieVerdict {
        var copy = processes?.copy(of: site)
        let verdict = try storeCookie(.line(line), responseDate: nil, in: context, through: &copy)
        processes?.write(verdict, from: site, through: copy)
        return verdict
    }

    /// Opens the page's process if necessary: a page that makes a request counts as open even if it
    /// was never navigated to.
    func ensureProcess(of page: Page) throws(BrowserStorageError) {
        try loadProcesses()
        let site = Site(of: page.cookieURL.origin, suffixes: suffixes)
        guard let processes, processes.copy(of: site) == nil else { return }
        try loadCookies(at: page.cookieURL)
        openProcess(of: page)
    }

    /// Opens the process of a new document: if processes keep copies of cookies, the copy receives
    /// those that the jar has for the document. (They are already loaded: the document was fetched
    /// from there.)
    func openProcess(of page: Page) {
        guard processes != nil, !page.origin.isOpaque else { return }
        let context = scriptCookieContext(of: page)
        let cookies = jar.cookiesToCopy(for: context, policy: policy.cookies, now: now())
        processes?.open(Site(of: page.cookieURL.origin, suffixes: suffixes), with: cookies)
    }
}

extension Cookie {
    fileprivate func isShown(like other: Cookie) -> Bool {
        value == other.value && identity == other.identity
    }
}

extension Page {
    /// `about:srcdoc` and `about:blank` use the cookies of the document that created them.
    ///
    /// https://html.spec.whatwg.org/#cookie-averse-document-object
    fileprivate var isCookieAverse: Bool { !cookieURL.isHTTP }
}
