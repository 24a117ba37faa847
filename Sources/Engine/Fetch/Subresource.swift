internal import Cookies
internal import HTTP
internal import Infra
internal import WebOrigin

/// What an element of the page loads: an image, a script, a style sheet, a font, a frame …
package struct LoadRequest: Hashable, Sendable {
    /// Relative to the page's URL, or absolute.
    package var url: String
    package var destination: Destination
    package var crossorigin: CORSSetting
    package var referrerPolicy: ReferrerPolicy?
    /// For a frame.
    package var frame: FrameAttributes
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
        frame: FrameAttributes = FrameAttributes(),
        integrity: String = ""
    ) {
        self.url = url
        self.destination = destination
        self.crossorigin = crossorigin
        self.referrerPolicy = referrerPolicy
        self.frame = frame
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
        if load.isNavigation { return await self.load(frame: load, from: page) }
        // 1. Let mode be "no-cors" if the attribute is absent, and "cors" otherwise. Fonts are
        // always "cors".
        let mode: RequestMode
        let credentials: CredentialsMode
        if load.destination == .worker {
            (mode, credentials) = (.sameOrigin, .sameOrigin)
        } else if load.crossorigin == .none, load.destination != .font {
            (mode, credentials) = (.noCORS, .include)
        } else {
            // 3-4. Credentials are "same-origin" for Anonymous and "include" otherwise.
            (mode, credentials) = (
                .cors, load.crossorigin == .useCredentials ? .include : .sameOrigin
            )
        }
        let initiator = Initiator.element(load.destination)
        let template = FetchReport.Template(
            browser: policy.name,
            page: page,
            urlText: load.url,
            method: "GET",
            mode: mode,
            credentials: credentials,
            redirect: .follow,
            destination: load.destination,
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
        let request = Request(
            method: "GET",
            urlList: [url],
            headers: load.destination.elementHeaders,
            body: nil,
            mode: mode,
            credentials: credentials,
            redirect: .follow,
            cache: .default,
            destination: load.destination,
            referrer: .client,
            referrerPolicy: load.referrerPolicy ?? page.referrerPolicy,
            origin: page.origin,
            initiator: initiator,
            isUnsafeRequest: false,
            hasUserActivation: false
        )
        let report = await run(request, client: page, template: template)
        return [.script, .style].contains(load.destination)
            ? report.checked(against: load.integrity) : report
    }

    /// https://html.spec.whatwg.org/#process-the-iframe-attributes
    private func load(frame load: LoadRequest, from page: Page) async -> FetchReport {
        await navigate(
            NavigationRequest(
                url: load.url,
                kind: .iframe,
                referrerPolicy: load.referrerPolicy ?? load.frame.referrerPolicy
            ),
            from: page,
            in: NavigationTarget(frameOf: page, supported(load.frame), url: load.url),
            destination: load.destination,
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

extension Destination {
    /// What an element sets of its own accord: media come in ranges.
    ///
    /// https://html.spec.whatwg.org/#concept-media-load-resource
    fileprivate var elementHeaders: HeaderList {
        var headers = HeaderList()
        if self == .audio || self == .video { headers.append("Range", "bytes=0-") }
        return headers
    }
}
