/// A frame as command-line options: the documents around it, its URL and its `sandbox` attribute.
///
/// No frame outlives a command, so each command states the position of its page again.
struct CommandFrame: Sendable {
    /// The URLs from the tab down; the last is that of the frame itself.
    var urls: [String]
    /// The value of the `sandbox` attribute; `nil` if there is none.
    var sandbox: String?

    /// The options that make the frame the client of a request.
    var arguments: [String] {
        guard let own = urls.last, urls.count > 1 else { return [] }
        return ["--from", own] + urls.dropLast().flatMap { ["--in-frame-of", $0] }
            + (sandbox.map { ["--sandbox", $0] } ?? [])
    }
}

extension RecordedCase {
    private static let policyFamilies: Set<String> = ["csp", "coep", "lna"]

    /// The leading steps that a series of commands can reproduce.
    var stepsByCommands: [Step] {
        var sandboxed: Set<String> = []
        return Array(
            steps.prefix { step in
                // --in-frame-of states the pages around a frame, but not that one of them has an
                // opaque origin.
                let path = step.in ?? ""
                let outer = step.kind == .frame ? path : path.parentPath
                // The policies that apply to a frame of the tab are not passed to the command
                // either. For WebSockets, these recordings only have the opening.
                if step.in != nil || step.frame != nil || step.kind == .websocket,
                    Self.policyFamilies.contains(family)
                {
                    return false
                }
                if sandboxed.contains(where: { outer == $0 || outer.hasPrefix($0 + "/") }) {
                    return false
                }
                if step.kind == .frame, let name = step.name, step.attribute("sandbox") != nil {
                    sandboxed.insert(path.isEmpty ? name : "\(path)/\(name)")
                }
                return step.inProcessReason == nil
            }
        )
    }
}

extension String {
    /// The path of the parent: `outer` for `outer/inner`.
    fileprivate var parentPath: String {
        split(separator: "/").dropLast().joined(separator: "/")
    }
}

extension RecordedCase.Step {
    /// Why no command can reproduce the step; `nil` if one can.
    var inProcessReason: String? {
        if hops != nil { return "a command follows no refresh by itself" }
        if nowait == true || twice == true || more != nil {
            return "a command ends before the next"
        }
        if signal != nil || duplex != nil || priority != nil {
            return "no option says it"
        }
        if case .typed? = body { return "no option makes such a body" }
        switch kind {
        case .frame:
            if attribute("csp") != nil || attribute("allow") != nil { return "no option says it" }
            if blob != nil { return "the URL of a Blob is known to its page alone" }
            return attribute("credentialless") == nil
                ? nil : "the jar of a credentialless frame goes with its command"
        case .frameNavigate:
            return how?.hasPrefix("parent-") == true || how == "script-reload"
                ? "what is in a frame already does not outlive a command" : nil
        case .element, .import, .worker: return "no command inserts it"
        case .storageAccess: return "what a command grants goes with it"
        case .storage: return "crumb keeps no localStorage"
        case .eventsource: return "a command connects again until its messages have come"
        case .cookieStore:
            return "each call is a command of its own, which tells its value otherwise"
        case .beacon:
            if case .typed(let value)? = data, value["type"]?.string != "blob" {
                return "no option makes such data"
            }
            return nil
        default: return nil
        }
    }
}
