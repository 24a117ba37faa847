import BrowserFetch
import BrowserInfra
import Foundation
import TestSupport

/// Runs a recorded case through the real binary: one process for each step, all on one profile.
struct BinaryReplay {
    private let recorded: RecordedCase
    private let server: LoopbackServer
    private let ports: CasePorts
    private let home: TemporaryDirectory
    /// The URL of the page in the tab.
    private var page: String
    /// The frames, by path.
    private var frames: [String: CommandFrame] = [:]
    /// The profile's clock. `wait` advances it, and so does every request, by the time it took, but
    /// only up to a limit: on a busy machine a cookie that lives for one second would expire before
    /// it is read.
    private var time = Moment(
        microsecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1_000_000)
    )
    private static let longestRequest = Duration.milliseconds(200)

    /// Opens the page and runs the steps, as many as the recording has.
    static func run(
        _ recorded: RecordedCase,
        steps count: Int,
        on server: LoopbackServer
    ) async throws -> [BinaryStep] {
        let ports = try await server.open()
        var replay = BinaryReplay(
            recorded: recorded,
            server: server,
            ports: ports,
            home: try TemporaryDirectory(),
            page: recorded.page
        )
        try await replay.decide()
        let opened = try await replay.run(steps: count)
        try await server.close(ports)
        return opened
    }

    private mutating func run(steps count: Int) async throws -> [BinaryStep] {
        var observed: [BinaryStep] = []
        for step in ([recorded.opening] + recorded.steps).prefix(count) {
            if let rules = step.serve {
                try await server.program(rules.mapValues { $0.dated(time) }, of: ports)
            }
            observed.append(try await run(step))
        }
        return observed
    }

    private mutating func run(_ step: RecordedCase.Step) async throws -> BinaryStep {
        var observed = BinaryStep()
        if let client = try await client(of: step, &observed) {
            try await run(step, in: client, &observed)
        } else {
            observed.outcome = ["frame timeout"]
        }
        observed.requests = try await server.takeRequests(of: ports)
        observed.time = time
        observed.jar = try printed(try await crumb(["cookies", "list"]))
        let script: PrintedScriptCookies = try printed(try await crumb(["document-cookie"]))
        observed.documentCookie = script.value ?? ""
        return observed
    }

    /// Returns the page, or the frame that the step inserts into it; `nil` if the frame could not
    /// be loaded.
    private mutating func client(
        of step: RecordedCase.Step,
        _ observed: inout BinaryStep
    ) async throws -> StepCommand.Client? {
        if step.kind == .frameNavigate || step.in != nil {
            return frames[step.in ?? step.frame ?? ""].map { .inTab($0) }
        }
        switch step.frame {
        case nil:
            return .page
        case "sandbox":
            return .frame(url: "about:srcdoc", isSandboxed: true, of: page)
        case "data":
            return .frame(url: "data:text/html,", isSandboxed: false, of: page)
        case let url?:
            let result = try await crumb(["load", url, "--as", "iframe"], usesNetwork: true)
            let report: PrintedReport = try printed(result)
            observed.reports.append(report)
            return report.document.map { .frame(url: $0, isSandboxed: false, of: page) }
        }
    }

    private mutating func run(
        _ step: RecordedCase.Step,
        in client: StepCommand.Client,
        _ observed: inout BinaryStep
    ) async throws {
        let arguments = StepCommand.arguments(
            for: step,
            in: client,
            isActivated: recorded.activation != false
        )
        guard let arguments else {
            if step.kind == .frame {
                let url = step.srcdoc == nil ? "about:blank" : "about:srcdoc"
                place(step, at: url)
                observed.outcome = ["load", url]
                return
            }
            time = time.advanced(bySeconds: Int64((step.seconds ?? 0).rounded(.up)))
            observed.outcome = ["waited"]
            return
        }
        guard !arguments.contains(where: { $0.utf8.contains(0) }) else {
            observed.outcome = ["an argument cannot hold NUL"]
            return
        }
        let result = try await crumb(arguments, usesNetwork: step.kind != .documentCookie)
        guard result.exitCode != 64 else {
            observed.outcome = ["usage", result.errorOutput]
            return
        }
        if step.kind == .documentCookie {
            let script: PrintedScriptCookies = try printed(result)
            observed.outcome =
                script.error.map { ["rejected", $0.name] } ?? ["resolved", script.value ?? ""]
            return
        }
        if step.kind == .navigate, let kept = try? restored(result) {
            (page, frames) = (kept.page, [:])
            observed.outcome = ["navigated", page, "restored"]
            return
        }
        let report: PrintedReport = try printed(result)
        observed.reports.append(report)
        observed.outcome = report.outcomeLines(of: step.kind)
        switch step.kind {
        case .navigate where step.download == true: observed.outcome = ["navigated", page]
        case .navigate: if let document = report.document { (page, frames) = (document, [:]) }
        case .frame, .frameNavigate:
            // A frame that does not load anything keeps its initial document.
            let isLeftAlone = step.kind == .frame && report.event == nil
            let location =
                report.document ?? (isLeftAlone ? "about:blank" : "chrome-error://chromewebdata/")
            place(step, at: location)
            observed.outcome = [report.event ?? "no event", location]
        default: break
        }
    }

    /// Records that the step's frame now shows `url`.
    private mutating func place(_ step: RecordedCase.Step, at url: String) {
        if step.kind == .frameNavigate {
            guard let path = step.frame, let count = frames[path]?.urls.count else { return }
            frames[path]?.urls[count - 1] = url
            return
        }
        let parent = step.in.flatMap { frames[$0]?.urls } ?? [page]
        let path = [step.in, step.name].compactMap { $0 }.joined(separator: "/")
        frames[path] = CommandFrame(urls: parent + [url], sandbox: step.attribute("sandbox"))
    }

    private struct Restored: Decodable {
        var page: String
        var restored: Bool
    }

    private func restored(_ result: CommandResult) throws -> Restored {
        try JSONDecoder().decode(Restored.self, from: result.stdout)
    }

    /// Sets the permissions that the browser's user had decided before.
    private mutating func decide() async throws {
        // (This name exists only in the DevTools protocol and has no effect on pages.)
        for (key, entry) in try recorded.permissions(in: .chromium)
        where key.name != .localNetworkAccess {
            let state = entry.state.rawValue
            let words = ["permissions", "set", key.name.rawValue, state, "--origin", key.origin]
            let result = try await crumb(words)
            guard result.exitCode == 0 else {
                throw UnreadableOutput(
                    id: recorded.id,
                    exitCode: result.exitCode,
                    error: result.errorOutput
                )
            }
        }
    }

    /// The address spaces of the recordings' hosts, all of which resolve to this machine here.
    private var places: [String] {
        guard recorded.family == "lna" else { return [] }
        let spaces = [
            "public.test": "public", "other-public.test": "public", "nas.test": "local",
            "nas.local": "local", "192.168.7.7": "local", "shop.test": "loopback",
            "www.shop.test": "loopback", "evil.test": "loopback", "third.test": "loopback",
        ]
        return spaces.sorted { $0.key < $1.key }
            .flatMap { ["--ip-address-space", "\($0.key)=\($0.value)"] }
    }

    /// The certificate covers neither the HSTS hosts, of which each case has its own, nor the hosts
    /// of other networks.
    private var trust: [String] {
        recorded.family.hasPrefix("hsts") || recorded.family == "lna"
            ? ["--insecure"] : ["--cacert", server.certificates.authority]
    }

    private mutating func crumb(
        _ words: [String],
        usesNetwork: Bool = false
    ) async throws -> CommandResult {
        // Placed before the command's own arguments, so that a `--` among them only ends those.
        let network =
            usesNetwork
            ? ports.arguments + trust + places
                + (recorded.family == "csp" ? ["--send-reports"] : []) : []
        let now =
            ["--now", time.iso8601Microseconds]
            + (recorded.browser?.blockThirdParty == true ? ["--third-party", "block"] : [])
        let start = ContinuousClock.now
        let result = try await runCrumb(
            [words[0], "--json"] + now + network + words.dropFirst(),
            home: home
        )
        if usesNetwork {
            let duration = min(ContinuousClock.now - start, Self.longestRequest)
            time = time.advanced(byMicroseconds: Int64(duration / .microseconds(1)))
        }
        return result
    }

    private func printed<Value: Decodable>(_ result: CommandResult) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: result.stdout)
        } catch {
            throw UnreadableOutput(
                id: recorded.id,
                exitCode: result.exitCode,
                error: "\(error)\n\(result.errorOutput)"
            )
        }
    }
}

/// The binary printed something other than the JSON that was requested.
struct UnreadableOutput: Error {
    var id: String
    var exitCode: Int32
    var error: String
}
