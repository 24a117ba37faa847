internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch

/// A browser whose rules are applied.
///
/// Each is as it was recorded or documented for one version; a new version's changes come with a minor
/// version of this library. Its `Codable` form is its name.
public struct Browser: Hashable, Sendable, CaseIterable, CustomStringConvertible {
    private enum Preset: String, CaseIterable {
        case chrome, firefox, safari, standard
    }

    private let preset: Preset

    private init(_ preset: Preset) {
        self.preset = preset
    }

    /// Chromium 156, as recorded.
    public static let chrome = Browser(.chrome)
    /// Firefox 153 with its standard tracking protection, as recorded.
    public static let firefox = Browser(.firefox)
    /// Safari 26, as documented: nothing of its cookie jar could be recorded.
    public static let safari = Browser(.safari)
    /// No browser: what RFC6265bis and the Fetch standard say.
    public static let standard = Browser(.standard)

    /// Every browser that there is a value for; minor versions may add some.
    public static let allCases = Preset.allCases.map(Browser.init)

    /// `chrome`, `firefox`, `safari` or `standard`.
    public var name: String { preset.rawValue }

    /// The browser of that ``name``; `nil` if there is none.
    public init?(named name: String) {
        guard let preset = Preset(rawValue: name) else { return nil }
        self.preset = preset
    }

    /// Its ``name``.
    public var description: String { name }

    var policy: BrowserPolicy {
        switch preset {
        case .chrome: .chrome
        case .firefox: .firefox
        case .safari: .safari
        case .standard: .standard
        }
    }

    var cookiePolicy: CookiePolicy {
        switch preset {
        case .chrome: .chrome
        case .firefox: .firefox
        case .safari: .safari
        case .standard: .standard
        }
    }

    var corsPolicy: CORSPolicy {
        switch preset {
        case .chrome: .chrome
        case .firefox: .firefox
        case .safari: .safari
        case .standard: .standard
        }
    }
}

extension Browser: Codable {
    /// Reads its name; throws `DecodingError.dataCorrupted` for a name that this version does not know.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let browser = Browser(named: name) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "There is no browser named \(name)."
            )
        }
        self = browser
    }

    /// Writes its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
