import TestSupport

/// The command line that does what a recorded step does.
enum StepCommand {
    /// Apart from the profile, the clock and the network, which are the same for all.
    ///
    /// `nil` for a step that takes time and does nothing, and for one that has no command.
    static func arguments(for step: RecordedCase.Step, in client: Client) -> [String]? {
        let url = step.url ?? ""
        switch step.kind {
        case .wait, .frame, .frameNavigate, .websocket, .eventsource, .beacon, .cookieStore,
            .storage, .element, .worker, .import, .storageAccess:
            return nil
        case .documentCookie:
            return ["document-cookie"] + client.arguments + ["--"] + (step.lines ?? [])
        case .navigate:
            return ["visit", url] + navigation(step.how)
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
        }
    }

    /// Who asks: the profile's page, or a frame of it.
    enum Client: Sendable {
        case page
        case frame(url: String, isSandboxed: Bool, of: String)

        var arguments: [String] {
            switch self {
            case .page: []
            case .frame(let url, let isSandboxed, let page):
                ["--from", url, "--in-frame-of", page] + (isSandboxed ? ["--sandboxed"] : [])
            }
        }
    }

    private static func navigation(_ how: String?) -> [String] {
        switch how {
        case "link": ["--via", "link"]
        case "form-get": ["--via", "form", "-G", "-d", "q=1"]
        case "form-post": ["--via", "form", "-d", "q=1"]
        default: ["--via", "typed"]
        }
    }

    private static func destination(_ element: String?) -> String {
        element == "img" ? "image" : element ?? ""
    }

    private static func option(_ name: String, _ value: String?) -> [String] {
        value.map { [name, $0] } ?? []
    }
}
