internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import WebOrigin

/// Requests by the page's `fetch()` and `XMLHttpRequest`, and what the page receives from them.
extension ScriptedPage {
    /// The error message that a page sees when a request fails, which never says why.
    var networkError: String { ScriptErrorWording.of(browser.policy.name).networkErrorText }

    func fetch(_ message: PageMessage, _ fetch: PageFetch) async {
        let request = message.fetchRequest
        var stream = await browser.fetchStream(request, from: page)
        await applySideEffects(of: stream.report)
        if let abortError = fetch.abortError {
            stream.body?.cancel()
            if let body = stream.body { await browser.finish(body, with: nil) }
            stream.report.outcome = .rejected(abortError)
            return await listener.requested(stream.report)
        }
        switch stream.report.outcome {
        case .rejected(let failure):
            send(
                .object([
                    "t": "fail", "id": .integer(message.id),
                    "error": error(failure, of: stream.report),
                ])
            )
            await listener.requested(stream.report)
        case .fulfilled(let response):
            await deliver(response, of: stream, to: message.id, fetch)
        }
    }

    private func deliver(
        _ response: PageResponse,
        of stream: FetchStream,
        to id: Int,
        _ fetch: PageFetch
    ) async {
        var report = stream.report
        let head = self.head(response, of: report, id: id)
        guard let body = stream.body else {
            await listener.requested(report)
            return program.send(
                head.text(response.bodyError.map { self.error($0, of: report) }, isAll: true),
                bytes: response.body?.bytes ?? []
            )
        }
        fetch.begin(body)
        var collected = BodyCollector()
        var isHeadSent = false
        let isSeen = response.body != nil
        // A small body has usually arrived by now and is sent with the head; otherwise the page
        // need not wait for it.
        if !isSeen || !body.isReadable {
            isHeadSent = true
            program.send(head.text(isAll: false))
        }
        while let bytes = await body.next() {
            collected.append(bytes)
            guard isSeen else { continue }
            if isHeadSent {
                send(.object(["t": "data", "id": .integer(id)]), bytes: bytes.bytes)
            } else if body.isAtEnd, body.error == nil {
                break
            } else {
                isHeadSent = true
                program.send(head.text(isAll: false), bytes: bytes.bytes)
            }
            await fetch.spend(bytes.count)
            if fetch.isAborted { break }
        }
        body.cancel()
        let failure: FetchFailure? =
            fetch.abortError ?? body.error.map { .transport($0) }
        // Before the end is reported to the page: its next request may find the body in the cache,
        // and its output appears below the request's own line.
        await browser.finish(body, with: failure == nil ? collected.whole : nil)
        collected.complete(&report, failure: failure)
        await listener.requested(report)
        if !fetch.isAborted {
            let words = ScriptErrorWording.of(browser.policy.name).bodyErrorText
            let error = failure.map { self.error($0, of: report, unlessThrown: words) }
            if isHeadSent {
                send(
                    .object(leavingOutNil: ["t": "end", "id": .integer(id), "error": error])
                )
            } else {
                program.send(head.text(error, isAll: true), bytes: collected.bytes)
            }
        }
    }

    /// The head of a response, which is sent as soon as the headers arrive.
    func head(
        _ response: PageResponse,
        of report: FetchReport,
        id: Int,
        policy: ReferrerPolicy? = nil
    ) -> PageHead {
        let method = report.exchanges.last?.method ?? report.method
        return PageHead(
            document: number,
            id: id,
            response: response,
            hasNullBody: response.isOpaque || method == "HEAD"
                || Status.isNullBody(response.status),
            policy: policy
        )
    }

    /// The error that the page catches.
    private func error(
        _ failure: FetchFailure,
        of report: FetchReport,
        unlessThrown words: String? = nil
    ) -> JSONValue {
        .object([
            "name": .string(
                failure.isThrownByConstruction ? report.errorName(of: failure) : "TypeError"
            ),
            "message": .string(
                failure.isThrownByConstruction
                    ? report.scriptMessage(of: failure) : words ?? networkError
            ),
        ])
    }

    /// Performs a synchronous `XMLHttpRequest` while the page waits.
    func fetchSynchronously(_ message: PageMessage) async {
        let report = await browser.fetch(message.fetchRequest, from: page)
        await applySideEffects(of: report)
        switch report.outcome {
        case .rejected(let failure):
            answer(.object(["error": error(failure, of: report)]))
        case .fulfilled(let response):
            program.answer(
                head(response, of: report, id: message.id).text(isAll: true),
                bytes: response.body?.bytes ?? []
            )
        }
        await listener.requested(report)
    }

    /// Returns to the page at once; the response is discarded.
    func beacon(_ message: PageMessage) async {
        let bytes = ByteString(message.bytes)
        let type = ByteString(utf8: message.string("type"))
        let data: BodyInit? =
            switch message.string("kind") {
            case "text": .text(bytes.utf8Decoded)
            case "blob": .blob(bytes, type: type.utf8Decoded)
            case "buffer": .buffer(bytes)
            case "form": .encodedForm(bytes, type: type)
            case "stream": .stream(bytes)
            default: nil
            }
        let request = BeaconRequest(url: message.string("url"), data: data)
        let report = await browser.sendBeacons([request], from: page).first
        guard let report else { return answer(.object(["returned": .bool(false)])) }
        await applySideEffects(of: report.report)
        if let returned = report.returned {
            answer(.object(["returned": .bool(returned)]))
        } else if case .rejected(let failure) = report.report.outcome {
            answer(.object(["error": error(failure, of: report.report)]))
        }
        await listener.requested(report.report)
    }

    /// https://html.spec.whatwg.org/#dom-document-cookie
    func documentCookie(_ message: PageMessage) async {
        let isSetting = message.json["set"].isTrue
        let report = await browser.documentCookie(
            setting: isSetting ? [ByteString(message.bytes)] : [],
            in: createdPage
        )
        if let failure = report.failure {
            let text = failure.scriptMessage(
                in: createdPage,
                isSetting: isSetting,
                wording: ScriptErrorWording.of(browser.policy.name)
            )
            let error = JSONValue.object([
                "name": .string(failure.errorName),
                "message": .string(String(text.split(separator: ": ", maxSplits: 1).last ?? "")),
            ])
            return answer(.object(["error": error]))
        }
        // Before the page continues, because it may end right after.
        await fireCookieChanges(report.setCookies)
        answer(.object([:]), bytes: Array((report.value ?? "").utf8))
        if isSetting { await listener.changedCookies() }
    }
}
