internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

extension Browser {
    /// Says whether reports are sent from now on.
    package func report(_ reporting: ViolationReporting) { violationReporting = reporting }

    /// Sends what is to be sent before the request goes on; its answers are waited for no longer
    /// than that takes.
    func startReports(_ params: inout FetchParams) async {
        guard policy.fetch.reportOrder == .atOnce else { return }
        let started = start(&params)
        await wait(for: started, atMost: violationReporting.headStart)
    }

    /// Sends what is still to be sent, and takes down what came of it all.
    func finishReports(_ params: inout FetchParams) async {
        params.violationReports += repeatedReports(params)
        _ = start(&params)
        let tasks = params.reportsInFlight
        guard !tasks.isEmpty else { return }
        await wait(for: Array(tasks.values), atMost: violationReporting.patience)
        for (index, task) in tasks {
            // Who answers too late is not heard.
            task.cancel()
            params.violationReports[index] = await task.value
        }
        params.reportsInFlight = [:]
    }

    /// What comes of a beacon that is refused before it is a request.
    func reports(on failure: FetchFailure, from page: Page) async -> [ViolationReport] {
        guard case .contentSecurityPolicy(let url, _) = failure else { return [] }
        let violations = violations(ofConnectionTo: url, from: page)
        return await sent(violationReports(of: violations, at: .url(url), in: page))
    }

    /// Sends the reports of a verdict, and takes down what came of each. The page does not wait for it.
    package func sent(_ reports: [ViolationReport]) async -> [ViolationReport] {
        var reports = reports
        guard violationReporting.isSending else { return reports }
        let tasks = reports.map { report in Task { await self.send(report) } }
        await wait(for: tasks, atMost: violationReporting.patience)
        for (index, task) in tasks.enumerated() {
            task.cancel()
            reports[index] = await task.value
        }
        return reports
    }

    private func start(_ params: inout FetchParams) -> [Task<ViolationReport, Never>] {
        guard violationReporting.isSending else { return [] }
        var started: [Task<ViolationReport, Never>] = []
        for (index, report) in params.violationReports.enumerated()
        where params.reportsInFlight[index] == nil {
            guard case .url = report.endpoint else { continue }
            let task = Task { await self.send(report) }
            params.reportsInFlight[index] = task
            started.append(task)
        }
        return started
    }

    /// Until all are done, or the time is up.
    private func wait(for tasks: [Task<ViolationReport, Never>], atMost limit: Duration) async {
        if tasks.isEmpty { return }
        let (stream, continuation) = AsyncStream<Bool>.makeStream()
        let waiting = Task {
            for task in tasks { _ = await task.value }
            continuation.yield(true)
        }
        let timer = Task {
            await pause(for: limit)
            continuation.yield(false)
        }
        for await _ in stream { break }
        waiting.cancel()
        timer.cancel()
    }

    private func send(_ report: ViolationReport) async -> ViolationReport {
        guard case .url(let url) = report.endpoint else { return report }
        var report = report
        let request = request(to: url, report.body, from: report.page)
        var params = FetchParams(request: request, client: report.page)
        do throws(FetchFailure) {
            setDefaultHeaders(&params.request)
            params.request.originalMethod = request.method
            let response = try await mainFetch(&params)
            report.delivery = .sent(status: response.message.status)
        } catch .transport(.cancelled) {
            report.delivery = .sent(status: nil)
        } catch {
            let status = params.exchanges.last?.response?.status
            report.delivery = status.map { .sent(status: $0) } ?? .failed(error)
        }
        report.exchanges = params.exchanges
        return report
    }

    /// 3.2.3. A new request: POST, "report", with credentials "same-origin", redirect mode "error".
    private func request(to url: WebURL, _ body: ByteString, from page: Page) -> Request {
        let sender = policy.fetch.reportSender
        let isOwn = page.origin.isSameOrigin(as: url.origin)
        let credentials: CredentialsMode =
            switch sender {
            case .page: .sameOrigin
            case .pageWithoutCredentials: .omit
            case .opaqueOrigin: isOwn ? .include : .omit
            }
        return Request(
            method: "POST",
            urlList: [url],
            headers: HeaderList([
                Header(name: "Content-Type", value: ViolationReport.contentType)
            ]),
            body: body,
            mode: .noCORS,
            credentials: credentials,
            redirect: .error,
            cache: sender == .opaqueOrigin ? .noCache : .default,
            destination: .report,
            referrer: sender == .pageWithoutCredentials ? .none : .client,
            referrerPolicy: page.referrerPolicy,
            origin: sender == .opaqueOrigin ? .opaque(OpaqueOrigin()) : page.origin,
            initiator: .element(.report),
            isUnsafeRequest: false,
            hasUserActivation: false,
            keepalive: true
        )
    }
}
