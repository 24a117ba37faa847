package import BrowserFetch
internal import BrowserInfra
internal import WebOrigin

extension FetchReport {
    /// The request as the page's code writes it: `fetch("…", {credentials: "include"})`.
    package var sourceCode: String {
        let target = url?.href ?? urlText
        switch initiator {
        case .fetch:
            if case .fetch(let request)? = asked {
                var call = PageCall(request)
                call.url = target
                return call.fetch
            }
            let options = initMembers
            let list = options.isEmpty ? "" : ", {\(options.joined(separator: ", "))}"
            return "fetch(\(quoted(target))\(list))"
        case .xhr:
            let isCredentialed = credentials == .include ? " with withCredentials" : ""
            return "XMLHttpRequest \(method) \(target)\(isCredentialed)"
        case .webSocket:
            return "new WebSocket(\(quoted(target)))"
        case .eventSource:
            let options = credentials == .include ? ", {withCredentials: true}" : ""
            return "new EventSource(\(quoted(target))\(options))"
        case .beacon:
            return "navigator.sendBeacon(\(quoted(target)))"
        case .element(let destination):
            return element(destination, target)
        case .navigation(.typed):
            return "\(target) typed into the address bar"
        case .navigation(.link):
            return "<a href=\(quoted(target))>"
        case .navigation(.form):
            return "<form method=\(quoted(method.lowercased())) action=\(quoted(target))>"
        case .navigation(.iframe):
            return "<iframe src=\(quoted(target))>"
        case .navigation(.script):
            return "location.href = \(quoted(target))"
        case .navigation(.replace):
            return "location.replace(\(quoted(target)))"
        case .navigation(.meta):
            return "<meta http-equiv=\"refresh\" content=\(quoted("0;url=\(target)"))>"
        case .navigation(.windowOpen):
            return "window.open(\(quoted(target)))"
        case .navigation(.download):
            return "<a download href=\(quoted(target))>"
        case .navigation(.reload):
            return "location.reload() of \(target)"
        }
    }

    /// Only what is not `fetch()`'s default.
    private var initMembers: [String] {
        var members: [String] = []
        if method != "GET" { members.append("method: \(quoted(method))") }
        if mode != .cors { members.append("mode: \(quoted(mode.rawValue))") }
        if credentials != .sameOrigin {
            members.append("credentials: \(quoted(credentials.rawValue))")
        }
        if redirect != .follow { members.append("redirect: \(quoted(redirect.rawValue))") }
        return members
    }

    private func element(_ destination: Destination, _ target: String) -> String {
        let kind = resource ?? ResourceKind(of: destination) ?? .image
        let code = kind.code.replacing("URL", with: quoted(target))
        let attribute: LoadRequest.CORSSetting =
            if case .load(let load) = asked {
                load.crossorigin
            } else if mode != .cors || kind == .font {
                .none
            } else {
                credentials == .include ? .useCredentials : .anonymous
            }
        // What is no element has no attributes.
        guard attribute != .none, code.hasPrefix("<"), code.hasSuffix(">") else { return code }
        return "\(code.dropLast()) crossorigin=\(quoted(attribute.rawValue))>"
    }

    /// Who asks, in a few words.
    package var pageName: String {
        guard let page else { return "the address bar" }
        let name =
            page.origin.isOpaque
            ? "\(page.url.href) (origin null)" : page.origin.serialized
        let frames = page.ancestors.map(\.origin.serialized)
        return frames.isEmpty ? name : "\(name), in a frame of \(frames.joined(separator: " > "))"
    }
}

private func quoted(_ text: String) -> String {
    var result = "\""
    for character in text {
        if character == "\"" || character == "\\" { result.append("\\") }
        result.append(character)
    }
    return result + "\""
}
