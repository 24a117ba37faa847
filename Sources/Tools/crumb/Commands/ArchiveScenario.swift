internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import HAR
internal import Redaction
internal import Report
internal import Scenario

/// The scenario that `crumb init app.har` writes: what the pages of a HAR file did.
struct ArchiveScenario {
    let path: String
    /// Who asks where the file does not say.
    let from: String?
    let global: GlobalOptions

    func scenario() async throws -> RecordedFlow {
        let log = try HARFile.read(path, on: global)
        let page = try from.map { text in
            Page(url: try PageURL.parse(text, option: "--from"), isSandboxed: text == "null")
        }
        let policy = try global.policy()
        // A scenario begins with an empty jar.
        let replay = HARReplay(
            log,
            policy: policy,
            suffixes: try global.suffixes(),
            page: page,
            takesEarlierCookies: false
        )
        let requests = await replay.replayed()
        let steps = requests.compactMap(\.recordedStep)
        guard !steps.isEmpty else {
            let skip = requests.compactMap(\.skip).first
            throw CommandFailure(
                .invalidInput,
                "\(path) has no navigation and no fetch() to make steps of"
                    + (skip.map { ": \($0.sentence)" } ?? "")
            )
        }
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        let flow = RecordedFlow(
            steps,
            name: name,
            browser: policy.name,
            notes: notes(of: requests, in: log)
        )
        // A scenario is a file that many may read.
        var redaction = global.redact == false ? .nothing : Redaction(hiding: global.secret)
        redaction.learn(fromAll: flow)
        return flow.redacted(by: redaction)
    }

    private func notes(of requests: [ReplayedRequest], in log: HARLog) -> [String] {
        var notes = [
            "Made by crumb init of a HAR file that \(log.creator.name) wrote; run it with crumb run.",
            "It makes the same requests again, with an empty jar, and expects what the file "
                + "contains.",
        ]
        let elements = requests.count { $0.isPlainElement }
        if elements > 0 {
            notes.append(
                "Left out: \(counted(elements, "element")) of the pages (images, scripts, styles)."
            )
        }
        let failed = requests.count { $0.isFailed }
        if failed > 0 {
            notes.append(
                "Left out: \(counted(failed, "request")) without a response; the file does not show why."
            )
        }
        let skipped = requests.count { $0.skip != nil }
        if skipped > 0 {
            notes.append(
                "Left out: \(counted(skipped, "request")) that cannot be judged; crumb explain names "
                    + "\(skipped == 1 ? "it" : "them")."
            )
        }
        let earlier = log.preexistingCookies
        if !earlier.isEmpty {
            notes.append(
                "The browser had these cookies before, and nothing in the file sets them: "
                    + earlier.joined(separator: ", ") + "."
            )
        }
        return notes
    }
}

extension ReplayedRequest {
    fileprivate var isPlainElement: Bool {
        guard case .element(let load, _)? = question else { return false }
        return load.kind != .iframe
    }

    /// `nil` for elements, of which there are many and which say little, and for what was left out.
    fileprivate var recordedStep: RecordedStep? {
        guard let report, !isFailed else { return nil }
        return switch question {
        case .fetch(let request, _)?: RecordedStep(request.writingJSON, report: report)
        case .navigation(let request, _)?: RecordedStep(request, report: report)
        case .element(let request, _)? where !isPlainElement:
            RecordedStep(request, report: report)
        case .element?, .none?, nil: nil
        }
    }
}

extension FetchRequest {
    /// With the type of a JSON body where a step has it: beside the body.
    fileprivate var writingJSON: FetchRequest {
        let isJSON = { (header: Header) in
            header.name.equalsIgnoringASCIICase("Content-Type")
                && header.value == "application/json"
        }
        guard body != nil, bodyContentType == nil, headers.contains(where: isJSON) else {
            return self
        }
        var request = self
        request.bodyContentType = "application/json"
        request.headers.removeAll(where: isJSON)
        return request
    }
}
