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
            return "new WebSocket(\(quoted(target))\(protocolsArgument))"
        case .eventSource:
            let options = credentials == .include ? ", {withCredentials: true}" : ""
            return "new EventSource(\(quoted(target))\(options))"
        case .beacon:
            var data = ""
            if case .beacon(let beacon)? = asked, let body = beacon.data { data = ", \(body.code)" }
            return "navigator.sendBeacon(\(quoted(target))\(data))"
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

    /// The subprotocols argument of the WebSocket's constructor.
    private var protocolsArgument: String {
        guard case .webSocket(let socket)? = asked, !socket.protocols.isEmpty else { return "" }
        let names = socket.protocols.map(quoted).joined(separator: ", ")
        return socket.protocols.count == 1 ? ", \(names)" : ", [\(names)]"
    }

    /// The members of fetch's init that differ from its defaults.
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
        var attributes: [(String, String)] = []
        if attribute != .none { attributes.append(("crossorigin", attribute.rawValue)) }
        if case .load(let load) = asked {
            if !load.integrity.isEmpty { attributes.append(("integrity", load.integrity)) }
            if let policy = load.referrerPolicy {
                attributes.append(("referrerpolicy", policy.rawValue))
            }
        }
        // Code that is not an element cannot have attributes.
        guard code.hasPrefix("<"), code.hasSuffix(">") else { return code }
        return code.dropLast() + attributes.map { " \($0)=\(quoted($1))" }.joined() + ">"
    }

    /// The reason why a request carries no cookies at all.
    package var credentialsCause: String {
        if credentials == .omit { return "credentials is \"omit\"" }
        let elsewhere = "and the target has another origin"
        switch initiator {
        case .xhr, .eventSource: return "withCredentials is not set, \(elsewhere)"
        case .element:
            guard mode == .cors, case .load(let load)? = asked else { break }
            return switch load.crossorigin {
            case .anonymous: "crossorigin=\"anonymous\" sends none to other origins"
            case .none where load.credentials == nil:
                "\(load.kind.shownCode) sends none to other origins"
            case .none, .useCredentials:
                "credentials is \"\(credentials.rawValue)\", \(elsewhere)"
            }
        case .fetch, .webSocket, .beacon, .navigation: break
        }
        if mode == .noCORS, page?.policies.embedderPolicy == .credentialless {
            return "Cross-Origin-Embedder-Policy: credentialless sends none to other origins"
        }
        return "credentials is \"\(credentials.rawValue)\", \(elsewhere)"
    }

    /// The page that makes the request, in a few words.
    package var pageName: String {
        guard let page else { return "the address bar" }
        let name =
            page.origin.isOpaque
            ? "\(page.url.href) (origin null)" : page.origin.serialized
        let frames = page.ancestors.map(\.origin.serialized)
        return frames.isEmpty ? name : "\(name), in a frame of \(frames.joined(separator: " > "))"
    }
}

extension Page {
    /// The page's URL, with the pages around it, and with its origin if the URL does not imply it.
    package var shownName: String {
        let hasOwnOrigin = !origin.isOpaque || url.origin.isOpaque
        let name = hasOwnOrigin ? url.href : "\(url.href) (origin null)"
        let frames = ancestors.map(\.origin.serialized)
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
