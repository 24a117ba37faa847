import BrowserFetch

/// A permission of a page, as it was set in the recorded browser.
struct RecordedPermission: Decodable, Sendable {
    var name: String
    var origin: String
    var embeddedOrigin: String?
    var setting: String
}

/// A saved content setting of Chromium: its name, the site it is for, the site of the page around
/// it, and 1 to allow or 2 to block.
struct RecordedSiteSetting: Decodable, Sendable {
    var name: String
    var primary: String
    var secondary: String
    var setting: Int

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decode(String.self)
        primary = try container.decode(String.self)
        secondary = try container.decode(String.self)
        setting = try container.decode(Int.self)
    }
}

/// A permission that crumb does not support.
struct UnknownPermission: Error {
    var name: String
}

extension RecordedCase {
    /// The permissions that were set in `browser` before the page was opened.
    func permissions(
        in browser: RecordedBrowser
    ) throws -> [(key: Permissions.Key, entry: Permissions.Entry)] {
        let isFirefox = browser == .firefox
        let told = (permissions ?? []) + (isFirefox ? firefoxPermissions ?? [] : [])
        let entries = try told.flatMap { try $0.entries(isFirefox: isFirefox) }
        return isFirefox
            ? entries : try (self.browser?.siteSettings ?? []).map { try $0.entry } + entries
    }
}

extension RecordedPermission {
    fileprivate func entries(
        isFirefox: Bool
    ) throws -> [(key: Permissions.Key, entry: Permissions.Entry)] {
        guard let state = PermissionState(rawValue: setting) else {
            throw UnknownPermission(name: setting)
        }
        // Firefox has another name for this permission, and none with this name.
        if isFirefox, name == "storage-access" { return [] }
        // Decisions made through the DevTools protocol bypass Permissions-Policy.
        let entry = Permissions.Entry(state, passesPolicies: !isFirefox)
        // Firefox's permission for a frame contains the frame's origin in its name.
        let words = name.split(separator: "^", maxSplits: 1).map(String.init)
        if words.first == "3rdPartyFrameStorage", words.count == 2 {
            let key = Permissions.Key(
                name: .storageAccess,
                origin: origin,
                embeddedOrigin: words[1]
            )
            return [(key, entry)]
        }
        guard let permission = PermissionName(rawValue: name) else {
            throw UnknownPermission(name: name)
        }
        // Firefox has no name that covers both.
        let names =
            isFirefox && permission == .localNetworkAccess
            ? [.localNetwork, .loopbackNetwork] : [permission]
        return names.map {
            (Permissions.Key(name: $0, origin: origin, embeddedOrigin: embeddedOrigin), entry)
        }
    }
}

extension RecordedSiteSetting {
    fileprivate var entry: (key: Permissions.Key, entry: Permissions.Entry) {
        get throws {
            guard let permission = PermissionName(rawValue: name.replacing("_", with: "-")) else {
                throw UnknownPermission(name: name)
            }
            // `[*.]` stands for the host itself and all its subdomains.
            let (owner, page) = (
                primary.replacing("[*.]", with: ""), secondary.replacing("[*.]", with: "")
            )
            let key =
                permission == .storageAccess
                ? Permissions.Key(name: permission, origin: page, embeddedOrigin: owner)
                : Permissions.Key(name: permission, origin: owner)
            return (key, Permissions.Entry(setting == 1 ? .granted : .denied))
        }
    }
}
