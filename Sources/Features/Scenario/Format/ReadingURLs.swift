internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import WebOrigin

/// Checks of URLs before anything is sent.
extension ValueReader {
    func pageURL(_ node: Node, _ what: String) -> Template? {
        guard let template = template(node, what) else { return nil }
        if let text = knownText(template) {
            do throws(StepError) {
                _ = try PageURL.page(text, at: template.place)
            } catch {
                problems.add(error.failure.message, at: template.place)
            }
        }
        return template
    }

    /// Reads an absolute or relative URL; in `localhost:5000/`, `localhost` would parse as the
    /// scheme.
    func requestURL(_ node: Node, _ what: String) -> Template? {
        guard let template = template(node, what) else { return nil }
        if let text = knownText(template), let scheme = URLText.hostAsScheme(of: text) {
            problems.add(URLText.sentence(scheme, text), at: template.place)
        }
        return template
    }

    /// The text, or `nil` if a variable is not known yet or the command line may override it.
    private func knownText(_ template: Template) -> String? {
        let names = template.variableNames
        guard !isLiteral, overriddenNames.isDisjoint(with: names) else { return nil }
        return try? known.text(template)
    }
}

/// URLs as users type them, possibly without `http://`.
enum URLText {
    /// The part before the colon, if it is a host before a port, not a scheme, as in
    /// `localhost:5000/`.
    static func hostAsScheme(of text: String) -> String? {
        // Parsing is not needed for most URLs: with these prefixes the scheme is known.
        let isPlain = ["http:", "https:"].contains { text.utf8.starts(with: $0.utf8) }
        guard !isPlain, let url = try? WebURL(parsing: text),
            ![
                "http", "https", "ws", "wss", "data", "blob", "about", "file", "javascript",
                "mailto",
                "tel", "ftp",
            ].contains(url.scheme)
        else { return nil }
        let rest = text.drop { $0 != ":" }.dropFirst()
        guard let first = rest.utf8.first, first.isASCIIDigit else { return nil }
        return url.scheme
    }

    /// The message for such a URL.
    static func sentence(_ scheme: String, _ text: String) -> String {
        "\"\(text.withoutUserinfo)\" is not an http URL: \(scheme): is parsed as its scheme; write "
            + "http://\(text.withoutUserinfo)"
    }
}

extension Step.Action {
    /// Whether a step needs a page to be shown before it, or shows one itself.
    enum PageRequirement { case none, needs, shows }

    var needOfPage: PageRequirement {
        switch self {
        case .visit(let visit):
            switch visit.settings.trigger {
            case .typed, .reload, .browserReload, .back, .forward: .shows
            default: .needs
            }
        case .page, .open: .shows
        case .cookies, .advance, .closeBrowser: .none
        // The step itself reports the missing open page.
        case .interaction: .none
        case .parallel(let steps):
            steps.contains { $0.action.needOfPage == .needs } ? .needs : .none
        case .fetch, .frame, .navigateFrame, .load, .beacon, .eventSource, .webSocket,
            .documentCookie, .cookieStore, .storageAccess, .permissions:
            .needs
        }
    }
}
