import BrowserFetch

/// An element that the replay does not support.
struct UnknownElement: Error {
    var tag: String
    var attributes: [[String]]
}

extension RecordedCase.Step {
    /// The kind and the URLs of the resources that the element loads.
    func resource() throws -> (kind: ResourceKind, urls: [String]) {
        let unknown = UnknownElement(tag: tag ?? "", attributes: attrs ?? [])
        guard let tag, let kind = kind(of: tag), let urls = urls(of: kind), !urls.isEmpty else {
            throw unknown
        }
        return (kind, urls)
    }

    private func kind(of tag: String) -> ResourceKind? {
        switch tag {
        case "img": attribute("srcset") == nil ? .image : .srcset
        case "video", "audio":
            attribute("poster") == nil ? ResourceKind(rawValue: tag) : .poster
        case "script": attribute("type") == "module" ? .module : .script
        case "link": link
        case "object", "embed":
            attribute("type")?.hasPrefix("image/") == true
                ? ResourceKind(rawValue: "\(tag)-image") : ResourceKind(rawValue: tag)
        case "input": .inputImage
        case "table", "body", "td": .background
        case "a" where click == true: .ping
        case "track": .track
        case "use": .svgUse
        case "image": .svgImage
        case "feImage": .feImage
        case "iframe", "frame": ResourceKind(rawValue: tag)
        default: rule
        }
    }

    private var link: ResourceKind? {
        switch (attribute("rel"), attribute("as")) {
        case ("stylesheet", _): .style
        case ("prefetch", "document"): .prefetchDocument
        case ("preload", let what?): ResourceKind(rawValue: "preload-\(what)")
        case (let rel?, _): ResourceKind(rawValue: rel)
        case (nil, _): nil
        }
    }

    /// The kind of resource that a rule of a style sheet, or of the `style` attribute, loads.
    private var rule: ResourceKind? {
        guard let css, css.contains("url(") || css.contains("@import") else { return nil }
        if css.contains("@font-face") { return .font }
        if css.contains("@import") { return .cssImport }
        if css.contains("mask-image:") { return .mask }
        return css.contains("shape-outside:") ? .shapeOutside : .cssImage
    }

    private var css: String? { text ?? attribute("style") }

    private func urls(of kind: ResourceKind) -> [String]? {
        switch kind {
        case .srcset: attribute("srcset").map { [String($0.prefix { $0 != " " })] }
        case .ping: attribute("ping")?.split(separator: " ").map(String.init)
        case .poster, .background: attribute(kind.rawValue).map { [$0] }
        case .object, .objectImage: attribute("data").map { [$0] }
        case .font, .cssImport, .mask, .shapeOutside, .cssImage:
            css?.firstMatch(of: /(?:url\(|@import )["']?([^"')]+)/).map { [String($0.output.1)] }
        default: (attribute("src") ?? attribute("href")).map { [$0] }
        }
    }
}
