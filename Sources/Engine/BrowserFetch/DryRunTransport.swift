package import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra

/// The network of a browser that is only asked what it would send.
///
/// Every rule runs as it does for a real request, and there is no second copy of any. A preflight is
/// answered with consent, because what is asked about is the request behind it; the request itself
/// goes nowhere.
package struct DryRunTransport: Transport {
    package init() {}

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // A page cannot set this header, so that only a preflight has it.
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
    /// Whether the request got as far as the network and was not sent.
    package var isDryRun: Bool {
        if case .rejected(.transport(.cancelled)) = outcome { true } else { false }
    }

    /// What came through a ``DryRunTransport``: without the preflight, which nobody answered.
    package var withoutPreflight: FetchReport {
        var report = self
        report.exchanges.removeAll { $0.kind == .preflight }
        return report
    }
}

extension Browser {
    /// The same browser on another network: what it does there is for itself alone.
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

    /// Every unexpired cookie, those that nothing has asked for yet among them.
    package func everyCookie() throws(BrowserStorageError) -> [Cookie] {
        if let storage { jar.load(allCookies: try storage.allCookies()) }
        return cookies()
    }

    /// Deletes cookies by hand, also from what open pages know of them; says how many.
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

    /// What a request without credentials left at home: a verdict on every cookie of the target's
    /// site, as it would have been with them. Nothing is sent, and no last access is renewed.
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
