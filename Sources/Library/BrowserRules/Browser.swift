internal import BrowserCORS
internal import BrowserCookies
internal import BrowserFetch

/// A browser whose rules are applied.
///
/// Each value has the rules recorded or documented for one version of its browser. The changes of a new
/// version arrive in a minor version of this library. The `Codable` form is the browser's name.
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
    /// Safari 26, as documented: its cookie jar could not be recorded.
    public static let safari = Browser(.safari)
    /// Not a browser: the rules of RFC6265bis and the Fetch standard.
    public static let standard = Browser(.standard)

    /// All browsers; minor versions may add some.
    public static let allCases = Preset.allCases.map(Browser.init)

    /// The name: `chrome`, `firefox`, `safari` or `standard`.
    public var name: String { preset.rawValue }

    /// Creates the browser with this ``name``; `nil` if there is none.
    public init?(named name: String) {
        guard let preset = Preset(rawValue: name) else { return nil }
        self.preset = preset
    }

    /// The browser's ``name``.
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
    /// Reads the browser's name; throws `DecodingError.dataCorrupted` for a name that this version does
    /// not have.
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

    /// Writes the browser's name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
