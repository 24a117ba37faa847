import TestSupport

/// The command line that reproduces a recorded step.
enum StepCommand {
    /// The arguments without the profile, the clock and the network, which are the same for every
    /// step.
    ///
    /// `nil` for a step that only takes time, and for one that no command can reproduce.
    static func arguments(
        for step: RecordedCase.Step,
        in client: Client,
        isActivated: Bool = true
    ) -> [String]? {
        let url = step.url ?? ""
        switch step.kind {
        case .frame:
            guard step.url != nil else { return nil }
            return ["load", url, "--as", "iframe"] + client.arguments(sandbox: step)
        case .frameNavigate:
            return ["visit", url] + navigation(step, isActivated) + ["--target", "_self"]
                + client.arguments
        case .wait, .eventsource, .cookieStore, .storage, .element, .worker, .import,
            .storageAccess:
            return nil
        case .websocket:
            return ["websocket", url] + client.arguments
                + step.subprotocols.map { "--protocol=\($0)" }
        case .beacon:
            return ["beacon", url] + client.arguments + data(step.data ?? step.body)
        case .documentCookie:
            return ["document-cookie"] + client.arguments + ["--"] + (step.lines ?? [])
        case .navigate:
            let isAgain = ["reload", "script-reload", "back", "forward"].contains(step.how)
            return (isAgain ? ["visit"] : ["visit", url]) + navigation(step, isActivated)
                + client.arguments
        case .subresource:
            return ["load", url, "--as", destination(step.element)] + client.arguments
                + option("--crossorigin", step.crossorigin.map { $0.isEmpty ? "anonymous" : $0 })
                + option("--referrer-policy", step.referrerpolicy)
                + (step.sandbox == nil ? [] : ["--sandboxed"])
        case .fetch, .xhr:
            let credentials = step.withCredentials == true ? "include" : step.credentials
            return ["fetch", url] + client.arguments
                + (step.kind == .xhr ? ["--api", "xhr"] : [])
                + option("-X", step.method)
                + (step.headers ?? []).flatMap { ["-H", "\($0[0]): \($0[1])"] }
                + option("--body", step.body?.text)
                + option("--mode", step.mode)
                + option("--credentials", credentials)
                + option("--redirect", step.redirect)
                + option("--referrer", step.referrer)
                + option("--referrer-policy", step.referrerPolicy)
                + option("--cache", step.cache)
                + option("--target-address-space", step.targetAddressSpace)
                + option("--integrity", step.integrity)
                + (step.keepalive == true ? ["--keepalive"] : [])
        }
    }

    /// The client of a request: the profile's page, or a frame of it.
    enum Client: Sendable {
        case page
        case frame(url: String, isSandboxed: Bool, of: String)
        case inTab(CommandFrame)

        var arguments: [String] {
            switch self {
            case .page: []
            case .frame(let url, let isSandboxed, let page):
                ["--from", url, "--in-frame-of", page] + (isSandboxed ? ["--sandboxed"] : [])
            case .inTab(let frame): frame.arguments
            }
        }

        /// The arguments for a frame that is inserted there: `--sandbox` is that frame's own.
        func arguments(sandbox step: RecordedCase.Step) -> [String] {
            var arguments = arguments
            if case .inTab(var frame) = self {
                frame.sandbox = nil
                arguments = frame.arguments
            }
            return arguments + (step.attribute("sandbox").map { ["--sandbox", $0] } ?? [])
        }
    }

    private static func navigation(_ step: RecordedCase.Step, _ isActivated: Bool) -> [String] {
        let trigger: [String]
        switch step.how {
        case "link" where step.attribute("download") != nil: trigger = ["download"]
        case "link": trigger = ["link"]
        case "form-get": trigger = ["form", "-G", "-d", "q=1"]
        case "form-post": trigger = ["form", "-d", "q=1"]
        case "location": trigger = ["script"]
        case "replace": trigger = ["replace"]
        case "meta-refresh": trigger = ["meta"]
        case "open": trigger = ["window-open"]
        case "script-reload": trigger = ["reload"]
        case "reload": return ["--via", "browser-reload"]
        case "back": return ["--via", "back"]
        case "forward": return ["--via", "forward"]
        default: return ["--via", "typed"]
        }
        let rel = step.attribute("rel") ?? step.features.flatMap { $0.isEmpty ? nil : $0 }
        return ["--via"] + trigger + option("--rel", rel) + option("--target", step.place)
            + option("--referrer-policy", step.attribute("referrerpolicy"))
            + [isActivated ? "--user-activation" : "--no-user-activation"]
    }

    private static func data(_ data: RecordedBody?) -> [String] {
        switch data {
        case nil: []
        case .text(let text)?: ["--body=\(text)"]
        case .typed(let value)?:
            [
                "--body=\(value["value"]?.string ?? "")",
                "--blob-type=\(value["mime"]?.string ?? "")",
            ]
        }
    }

    private static func destination(_ element: String?) -> String {
        element == "img" ? "image" : element ?? ""
    }

    private static func option(_ name: String, _ value: String?) -> [String] {
        value.map { [name, $0] } ?? []
    }
}
