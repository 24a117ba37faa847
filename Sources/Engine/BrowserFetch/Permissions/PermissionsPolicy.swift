internal import BrowserInfra
package import WebOrigin

/// Which documents may use a feature, as a header or an attribute says.
///
/// https://www.w3.org/TR/permissions-policy/#allowlists
enum Allowlist: Hashable, Sendable {
    case everybody
    /// The document that says so itself, and other origins.
    case some(itself: Bool, frameSource: Bool, origins: [String])

    /// A member of the header, which is a token, a string or a list of them.
    init(members: [String]) {
        if members.contains("*") {
            self = .everybody
            return
        }
        self = .some(
            itself: members.contains("self"),
            frameSource: members.contains("src"),
            origins: members.filter { $0.contains("://") }
        )
    }
}

/// The features that a header or an attribute speaks of, in its order.
///
/// https://www.w3.org/TR/permissions-policy/#permissions-policy-http-header-field
struct PermissionsPolicy: Sendable {
    private(set) var features: [(name: String, allowlist: Allowlist)] = []

    /// `Permissions-Policy`: a dictionary of structured fields.
    init(header: String) {
        for member in header.splitOutside(",") {
            let parts = member.split(separator: "=", maxSplits: 1).map {
                String($0).trimmingASCIISpace
            }
            guard let name = parts.first, !name.isEmpty, parts.count == 2 else { continue }
            // Parameters say where to report.
            let value = parts[1].splitOutside(";").first?.trimmingASCIISpace ?? ""
            let list = value.hasPrefix("(") ? value.dropFirst().prefix { $0 != ")" } : value[...]
            let members = list.split(separator: " ").map { word in word.filter { $0 != "\"" } }
            // Of a key that stands twice the last value counts, in the place of the first.
            let feature = (name, Allowlist(members: members))
            if let index = features.firstIndex(where: { $0.name == name }) {
                features[index] = feature
            } else {
                features.append(feature)
            }
        }
    }

    /// The attribute `allow`: `feature origins; feature`.
    init(attribute: String) {
        for directive in attribute.split(separator: ";") {
            let words = directive.split(whereSeparator: { $0.isASCII && $0.isWhitespace })
            guard let name = words.first else { continue }
            let members = words.dropFirst().map { word in word.filter { $0 != "'" } }
            let allowlist =
                members.isEmpty
                ? Allowlist(members: ["src"]) : Allowlist(members: members)
            // Of several the first counts.
            if !features.contains(where: { $0.name == String(name) }) {
                features.append((String(name), allowlist))
            }
        }
    }

    /// What it says of a feature, which may have one more name; the first counts.
    func allowlist(of name: String, or other: String?) -> Allowlist? {
        features.first { $0.name == name || $0.name == other }?.allowlist
    }
}

/// The frame that a document is in, as far as it says what that may do.
package struct FrameContainer: Hashable, Sendable {
    /// The text of the attribute.
    package var allow: String
    /// That of its URL; `nil` where it has none: then that of the document around it.
    package var source: Origin?
    /// Whether its documents have opaque origins.
    package var isSandboxed: Bool

    package init(allow: String = "", source: Origin? = nil, isSandboxed: Bool = false) {
        self.allow = allow
        self.source = source
        self.isSandboxed = isSandboxed
    }
}

extension Page {
    /// Whether the document may use a feature that by default is only for the page itself.
    ///
    /// `combinedName`: whether there is one name more for the network's features.
    ///
    /// https://www.w3.org/TR/permissions-policy/#is-feature-enabled
    func allows(_ feature: PermissionName, combinedName: Bool = false) -> Bool {
        inherits(feature, combinedName: combinedName)
            && declares(feature, for: origin, combinedName: combinedName) != false
    }

    /// What its header says of a feature in a document of `origin`; `nil` where it says nothing.
    private func declares(
        _ feature: PermissionName,
        for origin: Origin,
        combinedName: Bool
    ) -> Bool? {
        let other =
            combinedName && feature.isNetworkFeature ? PermissionName.localNetworkAccess : nil
        let policy = PermissionsPolicy(header: policies.permissionsPolicy)
        switch policy.allowlist(of: feature.rawValue, or: other?.rawValue) {
        case nil: return nil
        case .everybody?: return true
        case .some(let isForItself, _, let origins)?:
            return isForItself && origin.isSameOrigin(as: self.origin)
                || origins.contains { $0.names(origin) }
        }
    }

    /// https://www.w3.org/TR/permissions-policy/#define-inherited-policy-in-container
    private func inherits(_ feature: PermissionName, combinedName: Bool) -> Bool {
        // 1. A page without a container has every feature.
        guard let parent = ancestors.last else { return true }
        // What has the one for both has each, whatever is said of that.
        if combinedName, feature.isNetworkFeature,
            inherits(.localNetworkAccess, from: parent, combinedName: true)
        {
            return true
        }
        return inherits(feature, from: parent, combinedName: combinedName)
    }

    private func inherits(
        _ feature: PermissionName,
        from parent: Page,
        combinedName: Bool
    ) -> Bool {
        // 2.-3. Not if the document around it has not, or does not give it to this origin.
        guard parent.allows(feature, combinedName: combinedName),
            parent.declares(feature, for: origin, combinedName: combinedName) != false
        else { return false }
        // 4. As the attribute says.
        let attribute = PermissionsPolicy(attribute: container?.allow ?? "")
        if let allowlist = attribute.allowlist(of: feature.rawValue, or: nil) {
            return contains(allowlist, in: parent)
        }
        // 5. The default allowlist is "self", or everybody's.
        return feature == .storageAccess || origin.isSameOrigin(as: parent.origin)
    }

    private func contains(_ allowlist: Allowlist, in parent: Page) -> Bool {
        switch allowlist {
        case .everybody: return true
        case .some(let isForParent, let isForSource, let origins):
            if isForParent, origin.isSameOrigin(as: parent.origin) { return true }
            if isForSource, isFromSource(in: parent) { return true }
            return origins.contains { $0.names(origin) }
        }
    }

    /// Whether the document is what its frame's attributes asked for.
    private func isFromSource(in parent: Page) -> Bool {
        let source = container?.source ?? parent.origin
        if origin.isOpaque { return container?.isSandboxed ?? true }
        return origin.isSameOrigin(as: source)
    }

    /// Whether its frames' attributes let it use a feature, whatever headers say.
    func isAllowedByAttributes(_ feature: PermissionName) -> Bool {
        guard let parent = ancestors.last else { return true }
        return parent.delegates(feature, to: container)
    }

    /// Whether a frame of its own may use a feature, by attributes and by the frame's URL alone.
    func delegates(_ feature: PermissionName, to container: FrameContainer?) -> Bool {
        guard isAllowedByAttributes(feature) else { return false }
        let source = container?.source ?? origin
        let attribute = PermissionsPolicy(attribute: container?.allow ?? "")
        switch attribute.allowlist(of: feature.rawValue, or: nil) {
        case nil: return source.isSameOrigin(as: origin)
        case .everybody?: return true
        case .some(let isForItself, let isForSource, let origins)?:
            return isForSource || isForItself && source.isSameOrigin(as: origin)
                || origins.contains { $0.names(source) }
        }
    }
}

extension PermissionName {
    /// Whether `local-network-access` stands for it, too.
    fileprivate var isNetworkFeature: Bool { self == .localNetwork || self == .loopbackNetwork }
}

extension String {
    /// Whether it is the origin, or stands for it by a wildcard for subdomains.
    fileprivate func names(_ origin: Origin) -> Bool {
        guard let mark = firstRange(of: "*.") else {
            return (try? WebURL(parsing: self))?.origin.isSameOrigin(as: origin) ?? false
        }
        let (prefix, suffix) = (self[..<mark.lowerBound], self[mark.upperBound...])
        return origin.serialized.hasPrefix(prefix) && origin.serialized.hasSuffix("." + suffix)
    }

    fileprivate var trimmingASCIISpace: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let end = lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(self[...end].drop(while: isSpace))
    }

    /// Its parts between separators that are neither in quotes nor in parentheses.
    fileprivate func splitOutside(_ separator: Character) -> [String] {
        var parts = [""]
        var (isQuoted, depth) = (false, 0)
        for character in self {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "(" { depth += 1 }
            if !isQuoted, character == ")" { depth -= 1 }
            if !isQuoted, depth <= 0, character == separator {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}
