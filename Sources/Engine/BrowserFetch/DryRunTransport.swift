package import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra

/// The network of a browser that only determines what it would send.
///
/// All rules run as for a real request, so that none is duplicated. A preflight receives a response
/// that grants permission, because the request behind it is the one of interest; that request is
/// not sent.
package struct DryRunTransport: Transport {
    package init() {}

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // A page cannot set this header, so only a preflight has it.
        guard let method = request.headers.get("Access-Control-Request-Method") else {
            throw .cancelled
        }
        var headers = HeaderList()
        headers.append("Access-Control-Allow-Origin", request.headers.get("Origin") ?? "null")
        headers.append("Access-Control-Allow-Credentials", "true")
        headers.append("Access-Control-Allow-Methods", method)
        if let names = request.headers.get("Access-Control-Request-Headers") {
            headers.append("Access-Control-Allow-Headers", names)
        }
        return HTTPResponse(status: 204, headers: headers)
    }
}

extension FetchReport {
    /// Whether the request reached the network and was not sent.
    package var isDryRun: Bool {
        if case .rejected(.transport(.cancelled)) = outcome { true } else { false }
    }

    /// The report of a request through ``DryRunTransport``, without the preflight, which no server
    /// received.
    package var withoutPreflight: FetchReport {
        var report = self
        report.exchanges.removeAll { $0.kind == .preflight }
        return report
    }
}

extension Browser {
    /// Returns a copy of the browser on another network. What the copy does has no effect on the
    /// original.
    package func copy(on transport: any Transport) async -> Browser {
        let copy: Browser
        if let storage {
            copy = Browser(
                policy: policy,
                suffixes: suffixes,
                storage: storage,
                transport: transport,
                now: now
            )
        } else {
            copy = Browser(
                policy: policy,
                suffixes: suffixes,
                jar: jar,
                transport: transport,
                now: now
            )
        }
        await copy.adopt(
            jar,
            transportSecurity,
            permissions,
            heldStorageAccess,
            processes,
            (hasLoadedTransportSecurity, hasLoadedPermissions, hasLoadedProcesses)
        )
        return copy
    }

    private func adopt(
        _ jar: CookieJar,
        _ transportSecurity: TransportSecurityState,
        _ permissions: Permissions,
        _ heldStorageAccess: HeldStorageAccess,
        _ processes: ContentProcesses?,
        _ hasLoaded: (transportSecurity: Bool, permissions: Bool, processes: Bool)
    ) {
        self.jar = jar
        self.transportSecurity = transportSecurity
        self.permissions = permissions
        self.heldStorageAccess = heldStorageAccess
        self.processes = processes
        hasLoadedTransportSecurity = hasLoaded.transportSecurity
        hasLoadedPermissions = hasLoaded.permissions
        hasLoadedProcesses = hasLoaded.processes
    }

    /// Every unexpired cookie, including those that no request has loaded yet.
    package func everyCookie() throws(BrowserStorageError) -> [Cookie] {
        if let storage { jar.load(allCookies: try storage.allCookies()) }
        return cookies()
    }

    /// Deletes cookies at the user's request, also from the copies of open pages. Returns how many
    /// were deleted.
    package func delete(
        where isDeleted: (Cookie) -> Bool
    ) throws(BrowserStorageError) -> Int {
        let gone = try everyCookie().filter(isDeleted)
        for cookie in gone { jar.remove(cookie.identity) }
        let identities = Set(gone.map(\.identity))
        try loadProcesses()
        processes?.delete(ofSite: nil) { identities.contains($0.identity) }
        return gone.count
    }

    /// Returns the cookies that a request without credentials did not send: a verdict on every
    /// cookie of the target's site, as it would have been with credentials. Nothing is sent, and
    /// the last-access times do not change.
    package func unsentCookies(by report: FetchReport) -> [CookieVerdict] {
        guard let page = report.page, let exchange = report.exchanges.last,
            !exchange.includesCredentials,
            (try? loadCookies(at: exchange.url)) != nil
        else { return [] }
        let request = Request(
            method: exchange.method,
            urlList: [exchange.url],
            headers: HeaderList(),
            body: nil,
            mode: report.mode,
            credentials: .include,
            redirect: report.redirect,
            cache: .default,
            destination: report.destination,
            referrer: .client,
            referrerPolicy: page.referrerPolicy,
            origin: page.origin,
            initiator: report.initiator,
            isUnsafeRequest: false,
            hasUserActivation: false
        )
        var copy = jar
        return copy.cookies(
            for: cookieContext(of: request, client: page),
            policy: policy.cookies,
            now: now()
        )
    }
}
