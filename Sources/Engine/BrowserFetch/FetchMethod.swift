internal import BrowserCORS
internal import BrowserCookies
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Performs a page's `fetch(url, init)`.
    ///
    /// https://fetch.spec.whatwg.org/#fetch-method
    package func fetch(
        _ fetchRequest: FetchRequest,
        from page: Page
    ) async -> FetchReport {
        let template = FetchReport.Template(
            browser: policy.name,
            page: page,
            urlText: fetchRequest.url,
            method: Method.normalize(fetchRequest.method),
            mode: fetchRequest.mode,
            credentials: fetchRequest.credentials,
            redirect: fetchRequest.redirect,
            destination: .fetch,
            initiator: fetchRequest.api == .fetch ? .fetch : .xhr,
            asked: .fetch(fetchRequest),
            thirdParty: policy.cookies.thirdParty
        )
        var warnings: [RequestWarning] = []
        // 2-3. Let requestObject be the result of the Request constructor; if it throws, reject.
        let request: Request
        do throws(FetchFailure) {
            request = try self.request(of: fetchRequest, page: page, warnings: &warnings)
        } catch {
            return template.report(.rejected(error), warnings: warnings, suffixes: suffixes)
        }
        // 12. Fetch, and resolve with the response, or reject with a TypeError.
        if let failure = refusal(of: request, fetchRequest) {
            var report = template.report(.rejected(failure), warnings: warnings, suffixes: suffixes)
            report.url = request.url
            return report
        }
        let bytes = request.keepalive ? request.body?.count ?? 0 : 0
        keepaliveBytes += bytes
        defer { keepaliveBytes -= bytes }
        guard case .abortedAfter(let limit)? = fetchRequest.signal else {
            let report = await run(request, client: page, template: template, warnings: warnings)
            return fetchRequest.settlesLater ? settled(report, fetchRequest) : report
        }
        let report = await aborting(afterMilliseconds: limit) { [warnings] in
            await self.run(request, client: page, template: template, warnings: warnings)
        }
        return settled(report.aborted, fetchRequest)
    }

    /// Runs `fetch`, and cancels it once the time limit has passed.
    private func aborting(
        afterMilliseconds limit: Int64,
        _ fetch: @escaping @Sendable () async -> FetchReport
    ) async -> FetchReport {
        let fetching = Task { await fetch() }
        let timer = Task {
            await pause(for: .milliseconds(limit))
            if !Task.isCancelled { fetching.cancel() }
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await fetching.value
        } onCancel: {
            fetching.cancel()
        }
    }

    /// Returns the reason why the fetch ends before anything is sent, although the request is
    /// valid.
    private func refusal(of request: Request, _ input: FetchRequest) -> FetchFailure? {
        // 4. If the signal is aborted, reject with its reason.
        if case .aborted(let reason)? = input.signal { return .aborted(reason) }
        // https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.10.5
        let bytes = request.body?.count ?? 0
        if request.keepalive, keepaliveBytes + bytes > keepaliveLimit {
            return .keepaliveQuota(limit: keepaliveLimit)
        }
        if input.isStream, policy.fetch.requestStream == .sent { return .streamOverHTTP1 }
        return nil
    }

    /// Applies the init's `integrity` and `signal` to the response.
    private func settled(
        _ report: consuming FetchReport,
        _ input: FetchRequest
    ) -> FetchReport {
        var report = report
        if !input.integrity.isEmpty { report = report.checked(against: input.integrity) }
        guard case .timeout(let limit)? = input.signal,
            case .fulfilled(var response) = report.outcome,
            let duration = report.exchanges.last?.response?.durationMicroseconds,
            duration > limit * 1000
        else { return report }
        // The headers arrived in time, so it is reading the body that fails.
        response.body = ByteString()
        response.bodyError = .timedOut
        report.outcome = .fulfilled(response)
        return report
    }

    /// The constructor of `Request`.
    ///
    /// https://fetch.spec.whatwg.org/#dom-request
    func constructRequest(
        _ input: FetchRequest,
        page: Page,
        warnings: inout [RequestWarning]
    ) throws(FetchFailure) -> Request {
        if let refusal = input.bindingError { throw .bindingError(refusal) }
        // 5.1-2. Parse the URL against the page's base URL; if that fails, throw a TypeError.
        let url: WebURL
        do throws(URLFailure) {
            url = try WebURL(parsing: input.url, base: page.baseURL)
        } catch {
            throw .invalidURL(input: input.url, error)
        }
        // 5.3. If the URL includes credentials, throw a TypeError. XHR allows them.
        if url.includesCredentials, input.api == .fetch {
            throw .urlHasCredentials(url: input.url)
        }
        // 14. The empty string means no referrer; a URL of another origin means the client.
        let referrer = try resolvedReferrer(input.referrer, page: page)
        // 17. If mode is "navigate", throw a TypeError.
        if input.mode == .navigate { throw .navigateMode }
        // 21. If cache is "only-if-cached" and mode is not "same-origin", throw a TypeError.
        if input.cache == .onlyIfCached, input.mode != .sameOrigin {
            throw .onlyIfCachedOutsideSameOrigin
        }
        // 25. The method must be a token and not forbidden; normalize it.
        guard Method.isValid(input.method) else { throw .invalidMethod(input.method) }
        if Method.isForbidden(input.method) { throw .forbiddenMethod(input.method) }
        let method = Method.normalize(input.method)
        // 32. If mode is "no-cors" and the method is not CORS-safelisted, throw a TypeError.
        if input.mode == .noCORS, !Method.isCORSSafelisted(method) {
            throw .methodNotAllowedInNoCORS(method)
        }
        // 33-35. Fill the headers under the guard that the mode sets.
        var headers = HeaderList()
        for header in input.headers {
            try append(header, to: &headers, mode: input.mode, warnings: &warnings)
        }
        // 36. If the body is non-null and the method is GET or HEAD, throw a TypeError. XHR ignores
        // the body instead (https://xhr.spec.whatwg.org/#the-send()-method, step 3).
        var body = input.body
        var bodyType = input.bodyContentType
        if input.isStream {
            switch policy.fetch.requestStream {
            case .stringified:
                (body, bodyType) = BodyInit.text("[object ReadableStream]").extracted()
            case .unsupported:
                if input.keepalive { throw .streamInKeepalive }
                throw .streamUnsupported
            case .sent:
                // 37. A stream needs the mode "cors" or "same-origin", `duplex`, and no keepalive.
                guard [.cors, .sameOrigin].contains(input.mode) else { throw .streamOutsideCORS }
                if input.keepalive { throw .streamInKeepalive }
                guard input.isHalfDuplex else { throw .streamWithoutDuplex }
            }
        }
        if body != nil, method == "GET" || method == "HEAD" {
            guard input.api == .xhr else { throw .bodyWithGetOrHead(method: method) }
            body = nil
        }
        // 38.4. If the body has a type and the headers contain no `Content-Type`, append it.
        if body != nil, let type = bodyType, !headers.contains("Content-Type") {
            headers.append("Content-Type", type)
        }
        var request = Request(
            method: method,
            urlList: [url],
            headers: headers,
            body: body,
            mode: input.mode,
            credentials: input.credentials,
            redirect: input.redirect,
            cache: input.cache,
            destination: .fetch,
            referrer: referrer,
            referrerPolicy: input.referrerPolicy ?? page.referrerPolicy,
            origin: page.origin,
            initiator: input.api == .fetch ? .fetch : .xhr,
            isUnsafeRequest: true,
            hasUserActivation: false,
            keepalive: input.keepalive
        )
        // Integrity can only be checked on a complete body.
        request.streamsBody = input.streamsResponse && input.integrity.isEmpty
        request.usesCORSPreflight = input.usesCORSPreflight
        // https://wicg.github.io/local-network-access/#fetch-api
        request.targetAddressSpace =
            input.targetAddressSpace == .unknown ? nil : input.targetAddressSpace
        return request
    }

    private func resolvedReferrer(
        _ referrer: RequestReferrer,
        page: Page
    ) throws(FetchFailure) -> RequestReferrer {
        guard case .url(let text) = referrer else { return referrer }
        do throws(URLFailure) {
            let url = try WebURL(parsing: text, base: page.baseURL)
            let isClient =
                (url.scheme == "about" && url.serializedPath == "client")
                || !url.origin.isSameOrigin(as: page.origin)
            return isClient ? .client : .url(url.href)
        } catch {
            throw .invalidURL(input: text, error)
        }
    }

    /// https://fetch.spec.whatwg.org/#concept-headers-append
    private func append(
        _ header: Header,
        to headers: inout HeaderList,
        mode: RequestMode,
        warnings: inout [RequestWarning]
    ) throws(FetchFailure) {
        // 1. Normalize value.
        let value = Header.normalizeValue(header.value)
        // 2. If validating throws or returns false, return.
        guard Header.isValidName(header.name) else { throw .invalidHeaderName(header.name) }
        guard Header.isValidValue(value) else {
            throw .invalidHeaderValue(name: header.name, value)
        }
        if Header.isForbiddenInRequest(name: header.name, value: value) {
            warnings.append(.forbiddenHeaderDropped(name: header.name))
            return
        }
        // 3. If the guard is "request-no-cors": the existing value combined with this one must be
        // safelisted.
        if mode == .noCORS {
            let combined = headers.get(header.name).map {
                ByteString($0.bytes + [0x2C, 0x20] + value.bytes)
            }
            let candidate = Header(name: header.name, value: combined ?? value)
            guard isNoCORSSafelistedRequestHeader(candidate, policy: policy.cors) else {
                warnings.append(.headerDroppedInNoCORS(name: header.name))
                return
            }
        }
        // 4. Append (name, value) to the header list.
        headers.append(header.name, value)
    }
}

extension FetchRequest {
    /// Whether the outcome depends on more than the response.
    fileprivate var settlesLater: Bool {
        if case .timeout? = signal { return true }
        return !integrity.isEmpty
    }
}

extension FetchReport {
    /// The report of a fetch that was aborted in flight, as the page sees it.
    fileprivate var aborted: FetchReport {
        var report = self
        switch outcome {
        case .rejected(.transport(.cancelled)): report.outcome = .rejected(.aborted(nil))
        case .fulfilled(var response) where response.bodyError == .transport(.cancelled):
            response.body = ByteString()
            response.bodyError = .aborted(nil)
            report.outcome = .fulfilled(response)
        default: break
        }
        return report
    }
}
