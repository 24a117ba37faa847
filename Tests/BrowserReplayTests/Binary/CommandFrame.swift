/// A frame as the command line says it: what is around it, its URL and what its attributes are.
///
/// No frame outlives a command, so that each command says again where its page is.
struct CommandFrame: Sendable {
    /// From the tab down; the last is the frame's own.
    var urls: [String]
    /// The value of its attribute; `nil` without it.
    var sandbox: String?

    /// Who asks.
    var arguments: [String] {
        guard let own = urls.last, urls.count > 1 else { return [] }
        return ["--from", own] + urls.dropLast().flatMap { ["--in-frame-of", $0] }
            + (sandbox.map { ["--sandbox", $0] } ?? [])
    }
}

extension RecordedCase {
    private static let policyFamilies: Set<String> = ["csp", "coep", "lna"]

    /// As far as a row of commands does what the case does.
    var stepsByCommands: [Step] {
        var sandboxed: Set<String> = []
        return Array(
            steps.prefix { step in
                // --in-frame-of says which pages are around, and not that one has no origin.
                let path = step.in ?? ""
                let outer = step.kind == .frame ? path : path.parentPath
                // What rules a frame of the tab is not said again, either.
                // Of a socket these recordings have the opening alone.
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
    /// Of `outer/inner`: `outer`.
    fileprivate var parentPath: String {
        split(separator: "/").dropLast().joined(separator: "/")
    }
}

extension RecordedCase.Step {
    /// Why no command does it; `nil` where one does.
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
