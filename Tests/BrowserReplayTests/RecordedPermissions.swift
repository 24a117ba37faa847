import Fetch
import WebOrigin

/// A permission that was set before the case was run.
struct RecordedPermission: Decodable, Sendable {
    var name: String
    var origin: String
    var embeddedOrigin: String?
    var setting: String
}

/// A saved content setting of Chromium: name, primary and secondary pattern, 1 to allow or 2 to block.
struct RecordedSiteSetting: Decodable, Sendable {
    var name: String
    var primary: String
    var secondary: String
    var isAllowed: Bool

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decode(String.self)
        primary = try container.decode(String.self)
        secondary = try container.decode(String.self)
        isAllowed = try container.decode(Int.self) == 1
    }
}

/// A permission that the replay does not know.
struct UnknownPermission: Error {
    var name: String
}

extension RecordedCase {
    /// What `browser` had been told to allow and to deny.
    func permissions(of browser: RecordedBrowser) throws -> [Permission] {
        switch browser {
        case .chromium, .chromiumThirdPartyBlocked:
            try (permissions ?? []).compactMap { try $0.permission }
                + (self.browser?.siteSettings ?? []).map { try $0.permission }
        case .firefox:
            // Storage access has another name there, and the case's is nothing.
            try (firefoxPermissions ?? permissions ?? []).filter { $0.name != "storage-access" }
                .compactMap { try $0.permission }
        case .webkit: []
        }
    }
}

extension RecordedPermission {
    /// `nil` of a name that changes nothing.
    fileprivate var permission: Permission? {
        get throws {
            // The older name of the two below; neither browser goes by it.
            if name == "local-network-access" { return nil }
            let parts = name.split(separator: "^", maxSplits: 1).map(String.init)
            let isFrames = parts[0] == "3rdPartyFrameStorage" && parts.count == 2
            guard let state = PermissionState(rawValue: setting),
                let known = isFrames ? .storageAccess : PermissionName(rawValue: name)
            else { throw UnknownPermission(name: name) }
            return Permission(
                known,
                topLevel: try Origin(written: origin),
                embedded: try (isFrames ? parts[1] : embeddedOrigin).map(Origin.init(written:)),
                state
            )
        }
    }
}

extension RecordedSiteSetting {
    fileprivate var permission: Permission {
        get throws {
            guard let known = PermissionName(rawValue: name.replacing("_", with: "-")) else {
                throw UnknownPermission(name: name)
            }
            let state: PermissionState = isAllowed ? .granted : .denied
            // Of two sites the first is the frame's.
            if secondary == "*" {
                return Permission(known, topLevel: try Origin(written: primary), state)
            }
            return Permission(
                known,
                topLevel: try Origin(written: secondary),
                embedded: try Origin(written: primary),
                state
            )
        }
    }
}

extension Origin {
    /// `[*.]` stands for all hosts below, which are of the same site.
    fileprivate init(written text: String) throws {
        self = try WebURL(parsing: text.replacing("[*.]", with: "")).origin
    }
}
