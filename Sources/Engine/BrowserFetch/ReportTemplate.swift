internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension FetchReport {
    /// What a report says before anything has happened.
    struct Template {
        var browser: String
        var page: Page?
        var urlText: String
        var method: String
        var mode: RequestMode
        var credentials: CredentialsMode
        var redirect: RedirectMode
        var destination: Destination
        var initiator: Initiator
        /// `nil` for what cannot be asked again without its own kind of connection.
        var asked: OriginalRequest?
        var thirdParty: CookiePolicy.ThirdParty

        /// The report on a request that was never made.
        func report(
            _ outcome: FetchOutcome,
            warnings: [RequestWarning] = [],
            suffixes: PublicSuffixList
        ) -> FetchReport {
            FetchReport(
                browser: browser,
                page: page,
                topLevelSite: page?.topLevelSite(suffixes: suffixes),
                url: nil,
                urlText: urlText,
                method: method,
                mode: mode,
                credentials: credentials,
                redirect: redirect,
                destination: destination,
                initiator: initiator,
                relation: nil,
                exchanges: [],
                preflightCache: .notNeeded,
                httpCache: .none,
                warnings: warnings,
                outcome: outcome,
                document: nil,
                isFramedByAnotherSite: isFramedByAnotherSite(suffixes),
                asked: asked,
                thirdParty: thirdParty
            )
        }

        private func isFramedByAnotherSite(_ suffixes: PublicSuffixList) -> Bool {
            // (A data: document lives with its container.)
            guard let page, !page.ancestors.isEmpty, page.url.scheme != "data" else { return false }
            let site = Site(of: page.url.origin, suffixes: suffixes)
            return !site.isSameSite(as: Site(of: page.top.url.origin, suffixes: suffixes))
        }

        /// The report on a request and all that it led to.
        func report(
            _ outcome: FetchOutcome,
            of params: FetchParams,
            response: Response? = nil,
            suffixes: PublicSuffixList
        ) -> FetchReport {
            let requested = params.request.url
            var elementResponse: HTTPResponse?
            if case .load = asked, case .fulfilled = outcome { elementResponse = response?.message }
            var document: Page?
            if mode == .navigate, let response {
                document = self.document(of: response, in: params)
            }
            // At once: what is changed afterwards would be copied.
            return FetchReport(
                browser: browser,
                page: page,
                topLevelSite: page?.topLevelSite(suffixes: suffixes),
                url: mode == .webSocket ? requested.webSocketURL : requested,
                urlText: urlText,
                method: method,
                mode: mode,
                credentials: credentials,
                redirect: redirect,
                destination: destination,
                initiator: initiator,
                relation: page.map {
                    OriginComparison($0.origin, requested.origin, suffixes: suffixes)
                },
                exchanges: params.exchanges,
                preflightCache: params.preflightCacheUse,
                httpCache: params.httpCacheUse,
                warnings: params.warnings,
                outcome: outcome,
                document: document,
                elementResponse: elementResponse,
                isFramedByAnotherSite: isFramedByAnotherSite(suffixes),
                asked: asked,
                thirdParty: thirdParty,
                internalRedirects: params.internalRedirects,
                violationReports: params.violationReports
            )
        }

        /// The page that a navigation's response makes; `nil` where the one before stays: a status
        /// of 204 or 205, or a download.
        ///
        /// https://html.spec.whatwg.org/#populating-a-session-history-entry
        private func document(of response: Response, in params: FetchParams) -> Page? {
            guard let url = response.urlList.last,
                ![204, 205].contains(response.message.status), !response.message.isDownload,
                // A link with `download` that leaves the origin is an ordinary link.
                initiator != .navigation(.download)
                    || page?.origin.isSameOrigin(as: params.request.url.origin) != true
            else { return nil }
            let target = params.request.target ?? NavigationTarget()
            // A local URL's document has the policies of who navigated there.
            // https://html.spec.whatwg.org/#determining-navigation-params-policy-container
            let policies =
                url.isHTTP || url.scheme == "file"
                ? PolicyContainer(of: response.message) : page?.policies ?? PolicyContainer()
            // The sandbox flags of the frame and those of the response's own policies, together.
            let sandbox = policies.contentSecurityPolicies.compactMap(\.sandbox)
                .reduce(target.sandbox) { $0.union($1) }
            var document = Page(
                url: url,
                origin: sandbox.contains(.origin) ? .opaque(OpaqueOrigin()) : url.origin,
                ancestors: target.ancestors
            )
            document.policies = policies
            let rules = BrowserPolicy.named(browser)
            document.policies.embedderPolicy = policies.embedderPolicy.known(to: rules.fetch)
            // Only a secure context has an embedder policy.
            if !document.isSecureContext { document.policies.embedderPolicy = .unsafeNone }
            if let required = target.requiredPolicy,
                rules.navigation.requiredPolicies == .enforced
            {
                document.policies.contentSecurityPolicies.append(
                    ContentSecurityPolicy(parsing: required)
                )
            }
            document.hasStorageAccess = rules.grantsStorageAccess(
                to: document,
                params.request,
                response.message
            )
            document.sandbox = sandbox
            document.referrer = params.request.determinedReferrer
            document.container = target.container
            if url.isHTTP { document.addressSpace = response.message.addressSpace }
            document.credentialless = target.credentialless
            return document
        }
    }
}

extension HeaderList {
    /// The headers that a form's submission sets.
    init(_ navigation: NavigationRequest) {
        self.init()
        if navigation.body != nil, let type = navigation.bodyContentType {
            append("Content-Type", type)
        }
    }
}

extension HTTPResponse {
    /// https://www.rfc-editor.org/rfc/rfc6266#section-4.2
    var isDownload: Bool {
        ![204, 205].contains(status) && (isAttachment || !isShown)
    }

    /// Whether a tab shows it at all: what has no type is looked at, and an unknown one is saved.
    private var isShown: Bool {
        guard let type = headers.values(of: "Content-Type").last.flatMap({ MIMEType(parsing: $0) })
        else { return true }
        return ["text", "image", "audio", "video", "multipart"].contains(type.type)
            || ["+xml", "+json"].contains(where: type.subtype.hasSuffix)
            || ["xml", "json", "pdf", "javascript", "x-javascript", "ecmascript"]
                .contains(type.subtype)
    }

    private var isAttachment: Bool {
        guard let value = headers.get("Content-Disposition") else { return false }
        let type = ByteString(value.bytes.prefix { $0 != UInt8(ascii: ";") })
        return type.trimming(while: \.isHTTPTabOrSpace).equalsIgnoringASCIICase("attachment")
    }
}
