package import BrowserCookies
package import BrowserInfra
internal import WebOrigin

/// What `document.cookie` gave, or why it threw.
package struct DocumentCookieReport: Hashable, Sendable {
    /// `nil` where reading throws.
    package var value: String?
    package var setCookies: [SetCookieVerdict]
    /// Every stored cookie of the page's registrable domain, readable or not.
    package var cookies: [CookieVerdict]
    /// What script reads although the jar does not have it so, and no request will carry it.
    package var unstored: [Cookie] = []
    package var failure: DocumentCookieFailure?
    /// Who makes the page one of another site; `nil` where nobody does.
    package var crossSiteParty: CrossSiteParty?
    /// What the browser keeps could not be read, and nothing else here means anything.
    package var storageError: BrowserStorageError?
}

extension DocumentCookieReport {
    /// Of one cookie that was set in another way.
    package init(setting verdict: SetCookieVerdict) {
        self.init(value: nil, setCookies: [verdict], cookies: [])
    }

    /// Of a call of `cookieStore`: what it gave, and what it set.
    package init(value: String?, setting verdicts: [SetCookieVerdict]) {
        self.init(value: value, setCookies: verdicts, cookies: [])
    }
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
    ) -> DocumentCookieReport {
        // 1. If the document is cookie-averse, return the empty string, and assign nothing.
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

    /// Whoever asks is open, also a page that nobody navigated to.
    func ensureProcess(of page: Page) throws(BrowserStorageError) {
        try loadProcesses()
        let site = Site(of: page.cookieURL.origin, suffixes: suffixes)
        guard let processes, processes.copy(of: site) == nil else { return }
        try loadCookies(at: page.cookieURL)
        openProcess(of: page)
    }

    /// A document has been opened: where its process has a copy of the cookies, that gets those
    /// which the jar has for it. (They are loaded: the document came from there.)
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
    /// `about:srcdoc` and `about:blank` take the cookies of who made them.
    ///
    /// https://html.spec.whatwg.org/#cookie-averse-document-object
    fileprivate var isCookieAverse: Bool { !cookieURL.isHTTP }
}
