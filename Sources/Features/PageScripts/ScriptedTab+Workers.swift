internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Workers: to the browser each is a document of its own, under the URL of its script.
extension ScriptedTab {
    /// Gets the script of a worker, which the document or worker that starts it waits for.
    func startWorker(_ message: PageMessage) async {
        let owner = message.number("d") ?? 1
        let number = message.number("document") ?? 0
        guard message.json["isLocal"].isTrue else {
            Task(executorPreference: executor) {
                await self.fetchWorker(message, number: number, for: owner)
            }
            return
        }
        // A blob, which is there already.
        guard let creator = await pages[owner]?.page,
            let url = try? WebURL(parsing: message.string("url"))
        else { return program.answer(.object([:])) }
        let page = Page(workerOf: creator, at: url)
        adopt(page, as: number)
        program.answer(.object(["page": information(of: page)]))
    }

    /// https://html.spec.whatwg.org/#fetch-a-classic-worker-script
    private func fetchWorker(_ message: PageMessage, number: Int, for owner: Int) async {
        guard let source = pages[owner] else { return }
        let creator = await source.page
        var request = LoadRequest(url: message.string("url"), as: kind(of: message))
        request.isParserInserted = false
        if request.kind.takesCredentials {
            request.credentials = CredentialsMode(rawValue: message.string("credentials"))
        }
        let report = await browser.load(request, from: creator)
        await source.applySideEffects(of: report)
        // Who has gone meanwhile has no worker.
        if pages[owner] != nil { sendWorkerScript(report, of: message, number: number, creator, to: source) }
        await listener.requested(report)
    }

    private func kind(of message: PageMessage) -> ResourceKind {
        switch (message.string("purpose"), message.string("type")) {
        case ("serviceworker", _): .serviceWorker
        case (_, "module"): .moduleWorker
        default: .worker
        }
    }

    private func sendWorkerScript(
        _ report: FetchReport,
        of message: PageMessage,
        number: Int,
        _ creator: Page,
        to source: ScriptedPage
    ) {
        let id = JSONValue.integer(message.id)
        guard case .fulfilled(let seen) = report.outcome, seen.bodyError == nil,
            let response = report.elementResponse, let url = try? WebURL(parsing: seen.url),
            let requested = try? WebURL(parsing: message.string("url"))
        else {
            let last = report.exchanges.last?.response
            let isRedirect = last.map { Status.isRedirect($0.status) } ?? false
            let error: JSONValue = isRedirect ? "redirect" : "network"
            return program.send(
                .object(["t": "worker", "id": id, "error": error]),
                to: source.number
            )
        }
        // A response has the fragment of its request, which pages do not see of it.
        let place = url.withFragment(url.fragment ?? requested.fragment)
        let page =
            url.isHTTP
            ? Page(workerOf: creator, at: place, response) : Page(workerOf: creator, at: place)
        adopt(page, as: number)
        let options = response.headers.get("X-Content-Type-Options")?.decodedAndSplit.first
        let header = { (name: String) in
            JSONValue.optional(response.headers.values(of: name).last) {
                .string($0.isomorphicDecoded)
            }
        }
        program.send(
            .object([
                "t": "worker", "id": id, "page": information(of: page), "url": .string(url.href),
                "status": .integer(response.status),
                "contentType": header("Content-Type"),
                "allowed": header("Service-Worker-Allowed"),
                "isTypeStrict": .bool(options?.asciiLowercased == "nosniff"),
            ]),
            to: source.number,
            bytes: response.body.bytes
        )
    }
}

extension ScriptedPage {
    /// Answers a worker, which waits.
    ///
    /// https://html.spec.whatwg.org/#fetch-a-classic-worker-imported-script
    func importScript(_ message: PageMessage) async {
        var request = LoadRequest(url: message.string("url"), as: .importScripts)
        request.isParserInserted = false
        let report = await browser.load(request, from: page)
        await applySideEffects(of: report)
        if case .fulfilled(let seen) = report.outcome, seen.bodyError == nil,
            let response = report.elementResponse
        {
            let type = response.headers.values(of: "Content-Type").last?.isomorphicDecoded
            answer(
                .object([
                    "url": .string(seen.isOpaque ? message.string("url") : seen.url),
                    "status": .integer(response.status),
                    "contentType": .string(type ?? ""), "isMuted": .bool(seen.isOpaque),
                ]),
                bytes: response.body.bytes
            )
        } else {
            answer(.object(["error": .bool(true)]))
        }
        await listener.requested(report)
    }
}
