internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// What an element of the page loads: an image, a script, a style sheet, a font, a frame …
package struct LoadRequest: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    package var url: String
    package var kind: ResourceKind
    package var crossorigin: CORSSetting
    package var referrerPolicy: ReferrerPolicy?
    /// For a frame.
    package var frame: FrameAttributes
    /// The attribute of a script or style sheet; other elements have none.
    package var integrity: String
    /// The attribute `nonce` of a script or style sheet, as policies look at it.
    package var nonce = ""
    /// Whether the parser has inserted the element, and no script.
    package var isParserInserted = true
    /// The option of a module worker, and what the script that imports was asked for with; `nil` is the default.
    package var credentials: CredentialsMode?
    /// Of what a worker's module imports, that of the worker; `nil` is the kind's own.
    package var destination: Destination?
    /// Where the link with `ping` leads; `nil` is the page's own URL.
    package var linkURL: String?
    /// The script that imports; `.client` is the page.
    package var referrer = RequestReferrer.client

    /// https://html.spec.whatwg.org/#cors-settings-attributes
    package enum CORSSetting: String, Hashable, Sendable, CaseIterable {
        /// No `crossorigin` attribute.
        case none
        case anonymous
        case useCredentials = "use-credentials"
    }

    package init(
        url: String,
        as kind: ResourceKind,
        crossorigin: CORSSetting = .none,
        referrerPolicy: ReferrerPolicy? = nil,
        frame: FrameAttributes = FrameAttributes(),
        integrity: String = ""
    ) {
        self.url = url
        self.kind = kind
        self.crossorigin = crossorigin
        self.referrerPolicy = referrerPolicy
        self.frame = frame
        self.integrity = integrity
    }
}

extension Browser {
    /// Loads a subresource or a frame of a page.
    ///
    /// https://html.spec.whatwg.org/#create-a-potential-cors-request
    package func load(
        _ load: LoadRequest,
        from page: Page
    ) async -> FetchReport {
        let rules = policy.resources[load.kind]
        if rules.mode == .navigate, rules.isRequested {
            return await self.load(frame: load, rules.destination, from: page)
        }
        // 1.-4. Mode and credentials by the attribute.
        var (mode, credentials) = rules.settings(load.crossorigin)
        if load.kind.hasModuleCredentials, let own = load.credentials { credentials = own }
        let destination = load.destination ?? rules.destination
        let initiator = Initiator.element(destination)
        let template = FetchReport.Template(
            browser: policy.name,
            page: page,
            urlText: load.url,
            method: rules.method,
            mode: mode,
            credentials: credentials,
            redirect: rules.redirect,
            destination: destination,
            initiator: initiator,
            asked: .load(load),
            thirdParty: policy.cookies.thirdParty
        )
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: load.url, base: page.baseURL)
        } catch {
            return template.report(
                .rejected(.invalidURL(input: load.url, error)),
                suffixes: suffixes
            )
        }
        guard rules.isRequested else {
            return template.report(.rejected(.notRequested(load.kind, url: url)), suffixes: suffixes)
        }
        var headers = HeaderList(rules.headers)
        if load.kind == .ping { appendPing(load, to: url, from: page, &headers) }
        let request = Request(
            method: rules.method,
            urlList: [url],
            headers: headers,
            body: rules.body,
            mode: mode,
            credentials: credentials,
            redirect: rules.redirect,
            cache: rules.cache,
            destination: destination,
            referrer: rules.hasReferrer ? load.referrer : .none,
            referrerPolicy: load.referrerPolicy ?? page.referrerPolicy,
            origin: page.origin,
            initiator: initiator,
            isUnsafeRequest: false,
            hasUserActivation: false,
            resource: load.kind,
            elementMetadata: ElementMetadata(of: load)
        )
        // What `importScripts()` asks for, a worker asks for.
        var client = page
        if load.kind == .importScripts { client.isWorker = true }
        let report = await run(request, client: client, template: template)
        return load.kind.hasIntegrity ? report.checked(against: load.integrity) : report
    }

    /// https://html.spec.whatwg.org/#hyperlink-auditing
    private func appendPing(
        _ load: LoadRequest,
        to url: WebURL,
        from page: Page,
        _ headers: inout HeaderList
    ) {
        var document = page.documentURL
        let link = load.linkURL.flatMap { try? WebURL(parsing: $0, base: page.baseURL) } ?? document
        let staysOnPage = link.withFragment(nil) == document.withFragment(nil)
        if staysOnPage, policy.resources[.ping].followsClick { document = link }
        // 1., 2. Its own origin, and every other that a page without TLS pings, learns who pings.
        if page.origin.isSameOrigin(as: url.origin) || document.scheme == "http" {
            headers.append("Ping-From", ByteString(utf8: document.href))
        }
        headers.append("Ping-To", ByteString(utf8: link.href))
    }

    /// https://html.spec.whatwg.org/#process-the-iframe-attributes
    private func load(
        frame load: LoadRequest,
        _ destination: Destination,
        from page: Page
    ) async -> FetchReport {
        await navigate(
            NavigationRequest(
                url: load.url,
                kind: .iframe,
                referrerPolicy: load.referrerPolicy ?? load.frame.referrerPolicy
            ),
            from: page,
            in: NavigationTarget(frameOf: page, supported(load.frame), url: load.url),
            destination: destination,
            asked: .load(load)
        )
    }

    /// Without an attribute that this browser does not know.
    package nonisolated func supported(_ frame: FrameAttributes) -> FrameAttributes {
        var frame = frame
        if !policy.navigation.credentiallessFrames { frame.isCredentialless = false }
        return frame
    }
}
