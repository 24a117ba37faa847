internal import Cookies
internal import HTTP
internal import WebOrigin

/// What an element of the page loads: an image, a script, a style sheet, a font, a frame …
package struct LoadRequest: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    package var url: String
    package var destination: Destination
    package var crossorigin: CORSSetting
    package var referrerPolicy: ReferrerPolicy?
    /// For a frame: its document gets an opaque origin.
    package var isSandboxed: Bool
    /// The attribute of a script or style sheet; other elements have none.
    package var integrity: String

    /// https://html.spec.whatwg.org/#cors-settings-attributes
    package enum CORSSetting: String, Hashable, Sendable, CaseIterable {
        /// No `crossorigin` attribute.
        case none
        case anonymous
        case useCredentials = "use-credentials"
    }

    package init(
        url: String,
        destination: Destination,
        crossorigin: CORSSetting = .none,
        referrerPolicy: ReferrerPolicy? = nil,
        isSandboxed: Bool = false,
        integrity: String = ""
    ) {
        self.url = url
        self.destination = destination
        self.crossorigin = crossorigin
        self.referrerPolicy = referrerPolicy
        self.isSandboxed = isSandboxed
        self.integrity = integrity
    }

    package var isNavigation: Bool { [.iframe, .frame, .embed, .object].contains(destination) }
}

extension Browser {
    /// Loads a subresource or a frame of a page.
    ///
    /// https://html.spec.whatwg.org/#create-a-potential-cors-request
    package func load(
        _ load: LoadRequest,
        from page: Page
    ) async -> FetchReport {
        // 1. Let mode be "no-cors" if the attribute is absent, and "cors" otherwise. Fonts are
        // always "cors"; frames navigate.
        let mode: RequestMode
        let credentials: CredentialsMode
        if load.isNavigation {
            (mode, credentials) = (.navigate, .include)
        } else if load.crossorigin == .none, load.destination != .font {
            (mode, credentials) = (.noCORS, .include)
        } else {
            // 3-4. Credentials are "same-origin" for Anonymous and "include" otherwise.
            (mode, credentials) = (
                .cors, load.crossorigin == .useCredentials ? .include : .sameOrigin
            )
        }
        let redirect: RedirectMode = load.isNavigation ? .manual : .follow
        let initiator: Initiator =
            load.isNavigation ? .navigation(.iframe) : .element(load.destination)
        let template = FetchReport.Template(
            browser: policy.name,
            page: page,
            urlText: load.url,
            method: "GET",
            mode: mode,
            credentials: credentials,
            redirect: redirect,
            destination: load.destination,
            initiator: initiator,
            asked: .load(load),
            thirdParty: policy.cookies.thirdParty
        )
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: load.url, base: page.url)
        } catch {
            return template.report(
                .rejected(.invalidURL(input: load.url, error)),
                suffixes: suffixes
            )
        }
        let request = Request(
            method: "GET",
            urlList: [url],
            headers: HeaderList(),
            body: nil,
            mode: mode,
            credentials: credentials,
            redirect: redirect,
            cache: .default,
            destination: load.destination,
            referrer: .client,
            referrerPolicy: load.referrerPolicy ?? page.referrerPolicy,
            origin: page.origin,
            initiator: initiator,
            isUnsafeRequest: false,
            hasUserActivation: load.isNavigation
        )
        var report = await run(request, client: page, template: template)
        if [.script, .style].contains(load.destination) {
            report = report.checked(against: load.integrity)
        }
        if load.isSandboxed { report.document?.origin = .opaque(OpaqueOrigin()) }
        if let document = report.document { openProcess(of: document) }
        return report
    }
}
