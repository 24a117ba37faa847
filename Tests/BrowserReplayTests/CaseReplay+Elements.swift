import BrowserFetch
import BrowserHTTP
import BrowserInfra
import Explanations
import WebOrigin

extension CaseReplay {
    func insertElement(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async throws {
        if step.tag == "meta" {
            guard step.attribute("http-equiv") == "Content-Security-Policy" else {
                throw UnknownElement(tag: "meta", attributes: step.attrs ?? [])
            }
            tab.add(ContentSecurityPolicy(parsing: step.attribute("content") ?? ""))
            observed.outcome = ["no event"]
            return
        }
        let (kind, urls) = try step.resource()
        var event: ElementEvent?
        for url in urls {
            var request = LoadRequest(
                url: url,
                as: kind,
                crossorigin: step.attribute("crossorigin")
                    .map { LoadRequest.CORSSetting(rawValue: $0) ?? .anonymous } ?? .none
            )
            request.linkURL = step.attribute("href")
            let report = await browser.load(request, from: client)
            observed.reports.append(report)
            event = report.elementEvent
        }
        switch (step.tag, kind) {
        // Media is not played here.
        case (_, .audio), (_, .video): event = .error
        // A style sheet loads even if the resources that it uses do not.
        case ("style", .font), ("style", .cssImage), ("style", .mask), ("style", .shapeOutside):
            event = .load
        default: break
        }
        observed.outcome = [event?.rawValue ?? "no event"]
    }

    func startWorker(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        let kind: ResourceKind =
            switch (step.shared ?? false, step.type == "module") {
            case (false, false): .worker
            case (false, true): .moduleWorker
            case (true, false): .sharedWorker
            case (true, true): .moduleSharedWorker
            }
        var request = LoadRequest(url: step.url ?? "", as: kind)
        request.credentials = step.credentials.flatMap { CredentialsMode(rawValue: $0) }
        let report = await browser.load(request, from: client)
        observed.reports.append(report)
        observed.outcome = outcome(of: report)
        guard report.elementEvent == .load, let script = report.exchanges.last?.response,
            let url = report.exchanges.last?.url
        else { return }
        await run(script, in: Page(workerOf: client, at: url, script), &observed)
    }

    /// Performs the requests that the recordings' workers make.
    private func run(
        _ script: HTTPResponse,
        in worker: Page,
        _ observed: inout ObservedStep
    ) async {
        let text = script.body.isomorphicDecoded
        for match in text.matches(of: /importScripts\(["']([^"']+)["']\)/) {
            let request = LoadRequest(url: String(match.output.1), as: .importScripts)
            observed.reports.append(await browser.load(request, from: worker))
        }
        guard text.contains("fetch(") else { return }
        for match in text.matches(of: /["'](https?:[^"']+)["'](?:,\{([^}]*)\})?/) {
            var request = FetchRequest(url: String(match.output.1))
            let members = match.output.2 ?? ""
            if let mode = members.firstMatch(of: /mode:["']([a-z-]+)/) {
                request.mode = RequestMode(name: String(mode.output.1)) ?? .cors
            }
            if let credentials = members.firstMatch(of: /credentials:["']([a-z-]+)/) {
                request.credentials =
                    CredentialsMode(rawValue: String(credentials.output.1)) ?? .sameOrigin
            }
            observed.reports.append(await browser.fetch(request, from: worker))
        }
    }

    /// `import()`, including the modules that the module itself imports.
    func importModule(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        let report = await browser.load(
            LoadRequest(url: step.url ?? "", as: .dynamicImport),
            from: client
        )
        observed.reports.append(report)
        observed.outcome = outcome(of: report)
        guard let module = report.exchanges.last, let body = module.response?.body else { return }
        let text = body.isomorphicDecoded
        for match in text.matches(of: /import ["']([^"']+)["']/) {
            var request = LoadRequest(url: String(match.output.1), as: .dynamicImport)
            request.referrer = .url(module.url.href)
            observed.reports.append(await browser.load(request, from: client))
        }
        if observed.outcome == ["load"] {
            let names = text.matches(of: /export const (\w+)/).map { String($0.output.1) }
            observed.outcome = ["resolved"] + names
        }
    }

    private func outcome(of report: FetchReport) -> [String] {
        if let error = report.loadingError { return ["rejected", error.name, error.message] }
        return [report.elementEvent?.rawValue ?? "no event"]
    }
}
