import Fetch
import Infra
import WebOrigin

/// An element that the replay does not know.
struct UnknownElement: Error {
    var tag: String
    var attributes: [[String]]
}

extension CaseReplay {
    func insertElement(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async throws {
        let unknown = UnknownElement(tag: step.tag ?? "", attributes: step.attrs ?? [])
        if step.tag == "meta" {
            guard step.attribute("http-equiv") == "Content-Security-Policy" else { throw unknown }
            tab.add(ContentSecurityPolicy(parsing: step.attribute("content") ?? ""))
            observed.outcome = ["no event"]
            return
        }
        let isPing = step.tag == "a" && step.click == true
        let name = isPing ? "ping" : step.tag == "link" ? "href" : "src"
        guard let url = step.attribute(name) else { throw unknown }
        let destination: Destination
        switch (step.tag, step.attribute("rel")) {
        case ("a", _) where isPing: destination = .fetch
        case ("link", "stylesheet"): destination = .style
        case ("audio", _): destination = .audio
        case ("video", _): destination = .video
        case ("img", _): destination = .image
        case ("script", nil): destination = .script
        default: throw unknown
        }
        let crossorigin = step.attribute("crossorigin")
            .map { LoadRequest.CORSSetting(rawValue: $0) ?? .anonymous }
        let report = await browser.load(
            LoadRequest(url: url, destination: destination, crossorigin: crossorigin ?? .none),
            from: client
        )
        observed.reports.append(report)
        // No media is played here.
        let event = [.audio, .video].contains(destination) ? .error : report.elementEvent
        observed.outcome = [isPing ? "no event" : event?.rawValue ?? "no event"]
    }

    /// The recordings' workers do no more than fetch one URL after the other.
    func startWorker(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        let report = await browser.load(
            LoadRequest(url: step.url ?? "", destination: .worker),
            from: client
        )
        observed.reports.append(report)
        observed.outcome = [report.elementEvent?.rawValue ?? "no event"]
        guard report.elementEvent == .load else { return }
        var worker = client
        worker.isWorker = true
        let script = report.exchanges.last?.response?.body.isomorphicDecoded ?? ""
        guard script.contains("fetch(") else { return }
        for match in script.matches(of: /'(https?:[^']+)'/) {
            let url = String(match.output.1)
            observed.reports.append(await browser.fetch(FetchRequest(url: url), from: worker))
        }
    }
}
