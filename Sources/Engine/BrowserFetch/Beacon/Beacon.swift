internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The arguments of a page's `navigator.sendBeacon(url, data)`.
package struct BeaconRequest: Hashable, Sendable {
    /// Absolute, or relative to the page's URL.
    package var url: String
    package var data: BodyInit?

    package init(url: String, data: BodyInit? = nil) {
        self.url = url
        self.data = data
    }
}

/// The result of a beacon.
package struct BeaconReport: Hashable, Sendable {
    /// The return value that the page received at once; `nil` if the call threw.
    package var returned: Bool?
    /// The outcome of the request, which the page never sees.
    package var report: FetchReport
}

extension Browser {
    /// Performs the `navigator.sendBeacon()` calls of one turn of the event loop: all their results
    /// are determined before the first beacon is sent.
    ///
    /// https://w3c.github.io/beacon/#sec-sendBeacon-method
    package func sendBeacons(
        _ beacons: [BeaconRequest],
        from page: Page
    ) async -> [BeaconReport] {
        let queued = beacons.map { queue($0, from: page) }
        var reports: [BeaconReport] = []
        for beacon in queued {
            switch beacon.request {
            case .success(let request):
                var report = await run(request, client: page, template: beacon.template)
                keepaliveBytes -= request.body?.count ?? 0
                report.connection = .beacon(returned: true)
                report.hideResponse()
                reports.append(BeaconReport(returned: true, report: report))
            case .failure(let failure):
                var report = beacon.template.report(.rejected(failure), suffixes: suffixes)
                report.url = try? WebURL(parsing: report.urlText, base: page.baseURL)
                report.violationReports = await self.reports(on: failure, from: page)
                let returned: Bool? = failure.isThrownByBeacon ? nil : false
                report.connection = .beacon(returned: returned)
                reports.append(BeaconReport(returned: returned, report: report))
            }
        }
        return reports
    }

    private func queue(
        _ beacon: BeaconRequest,
        from page: Page
    ) -> (template: FetchReport.Template, request: Result<Request, FetchFailure>) {
        var template = FetchReport.Template(
            browser: policy.name,
            page: page,
            urlText: beacon.url,
            method: "POST",
            mode: .noCORS,
            credentials: .include,
            redirect: .follow,
            destination: .fetch,
            initiator: .beacon,
            asked: .beacon(beacon),
            thirdParty: policy.cookies.thirdParty
        )
        do throws(FetchFailure) {
            let request = try beaconRequest(beacon, page: page)
            template.mode = request.mode
            keepaliveBytes += request.body?.count ?? 0
            return (template, .success(request))
        } catch {
            return (template, .failure(error))
        }
    }

    private func beaconRequest(
        _ beacon: BeaconRequest,
        page: Page
    ) throws(FetchFailure) -> Request {
        // 3. Parse the URL; on failure, or if its scheme is not an HTTP(S) scheme, throw a TypeError.
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: beacon.url, base: page.baseURL)
        } catch {
            throw .invalidURL(input: beacon.url, error)
        }
        guard url.isHTTP else { throw .notABeaconURL(url) }
        // 4-6. Extract the body and its type, from which the mode follows.
        let (body, type) = try beaconBody(beacon.data)
        let isSafe =
            type.map {
                isCORSSafelistedRequestHeader(
                    Header(name: "Content-Type", value: $0),
                    policy: policy.cors
                )
            } ?? true
        var headers = HeaderList()
        if let type { headers.append("Content-Type", type) }
        // 7. Let req be a new request.
        let request = Request(
            method: "POST",
            urlList: [url],
            headers: headers,
            body: body,
            mode: isSafe ? .noCORS : .cors,
            credentials: .include,
            redirect: .follow,
            cache: policy.beacon.beaconCache,
            destination: .fetch,
            referrer: .client,
            referrerPolicy: page.referrerPolicy,
            origin: beaconOrigin(of: page),
            initiator: .beacon,
            isUnsafeRequest: true,
            hasUserActivation: false
        )
        try refuseBeacon(request, page: page)
        // 6.2. If the bytes in flight exceed the limit, return false.
        if policy.beacon.beaconQuota == .shared,
            keepaliveBytes + (body?.count ?? 0) > keepaliveLimit
        {
            throw .keepaliveQuota(limit: keepaliveLimit)
        }
        return request
    }

    private func beaconOrigin(of page: Page) -> Origin {
        guard policy.beacon.beaconOfOpaqueOrigin == .ofTheURL, page.origin.isOpaque,
            let url = page.documentReferrerSource
        else { return page.origin }
        return url.origin
    }

    private func beaconBody(
        _ data: BodyInit?
    ) throws(FetchFailure) -> (ByteString?, ByteString?) {
        guard let data else { return (nil, nil) }
        if data.isStream {
            guard policy.beacon.streamBody == .stringified else { throw .streamInKeepalive }
            return BodyInit.text("[object ReadableStream]").extracted()
        }
        let (body, type) = data.extracted()
        if case .blob = data, policy.beacon.blobType == .parsable,
            type.flatMap({ MIMEType(parsing: $0) }) == nil
        {
            return (body, nil)
        }
        return (body, type)
    }

    /// Throws if the browser sees at once that the beacon would be blocked, and so returns false.
    private func refuseBeacon(_ request: Request, page: Page) throws(FetchFailure) {
        let refused = policy.beacon.refusedBeacons
        let url = request.url
        if refused.contains(.credentialsInURL), url.includesCredentials {
            throw .urlHasCredentials(url: url.href)
        }
        if refused.contains(.contentSecurityPolicy),
            let violation = violations(ofConnectionTo: url, from: page)
                .first(where: { !$0.isReportOnly })
        {
            throw .contentSecurityPolicy(url: url, violation)
        }
        if refused.contains(.badPort) { try checkPort(of: url) }
        if refused.contains(.mixedContent), !mustUpgrade(url, page: page) {
            var warnings: [RequestWarning] = []
            try checkMixedContent(request, client: page, warnings: &warnings)
        }
    }
}

extension FetchReport {
    /// Hides the response: no page sees the response to a beacon, whatever its mode.
    fileprivate mutating func hideResponse() {
        guard case .fulfilled = outcome else { return }
        outcome = .fulfilled(
            PageResponse(
                kind: .opaque,
                status: 0,
                statusText: "",
                headers: [],
                body: nil,
                bodyError: nil,
                bodyCutFrom: nil,
                url: "",
                isRedirected: false
            )
        )
    }
}

extension FetchFailure {
    fileprivate var isThrownByBeacon: Bool {
        if case .urlHasCredentials = self { return false }
        return isThrownByConstruction
    }
}
