internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import Glibc
internal import SystemNames
internal import WebOrigin

/// What every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customLong("profile"),
        help: """
            The profile: a browser with its jar (default: default). ":memory:" keeps nothing, and is \
            the default of serve.
            """,
        completion: .ownNames
    )
    var chosenProfile: String?

    @Option(
        help: "Where profiles are kept. The default is $CRUMB_HOME, or else $XDG_DATA_HOME/crumb.",
        completion: .directory
    )
    var home: String?

    @Option(
        help: """
            Whose rules decide: \(BrowserName.choices) (default: chrome); fetch, visit, load, \
            beacon, websocket, eventsource, why, doctor, explain and run accept several, with commas.
            """
    )
    var browser: BrowserList?

    @Option(help: "Third-party cookies: allow, partition or block. The default is the browser's.")
    var thirdParty: ThirdPartyChoice?

    @Option(help: "The time for this command alone: +61s, -1d, or ISO 8601.")
    var now: String?

    @Option(help: "Colour: auto, always or never (default: auto).")
    var color: ColorOption?

    @Option(
        help: """
            A public suffix list. The default is the newest of public_suffix_list.dat in the home \
            and the system's.
            """,
        completion: .file(extensions: ["dat", "dafsa"])
    )
    var publicSuffixList: String?

    @Flag(help: "Print what happened as JSON on stdout.")
    var json = false

    @Flag(
        inversion: .prefixedNo,
        help: "Hide cookie values and credentials in all output; the default if CI is set."
    )
    var redact: Bool?

    @Option(
        help: ArgumentHelp(
            "Also hide values with this name: a header, variable, JSON member or field.",
            valueName: "name"
        )
    )
    var secret: [String] = []

    @Flag(help: "Do not write this command's requests to the profile's log.")
    var noLog = false

    @Flag(name: .shortAndLong, help: "No explanation.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "More explanation: all headers.")
    var verbose = false

    var profile: String { chosenProfile ?? Environment["CRUMB_PROFILE"] ?? "default" }

    /// A browser in memory, unless a profile is named.
    mutating func useMemoryProfile() {
        if Environment["CRUMB_PROFILE"] == nil { chosenProfile = chosenProfile ?? ":memory:" }
    }

    /// `--no-log`, or `CRUMB_NO_LOG` with any value but 0.
    var isLogDisabled: Bool {
        noLog || !["", "0", "false"].contains(Environment["CRUMB_NO_LOG"] ?? "")
    }

    var colorChoice: Terminal.ColorChoice {
        // A variable that says nothing sensible was refused when the command began.
        let fromEnvironment = try? ColorOption.environment("CRUMB_COLOR")
        return (color ?? fromEnvironment ?? .auto).choice
    }

    /// The parser checks options; this checks their twins in the environment.
    func validate() throws {
        _ = try ColorOption.environment("CRUMB_COLOR")
        _ = try BrowserList.environment("CRUMB_BROWSER")
        _ = try ThirdPartyChoice.environment("CRUMB_THIRD_PARTY")
        _ = try redaction()
    }

    func clock() throws(UsageError) -> VirtualClock {
        try VirtualClock(now, usual: Environment["CRUMB_NOW"])
    }

    func browsers() throws(UsageError) -> [BrowserName] {
        if let browser { return browser.names }
        return try BrowserList.environment("CRUMB_BROWSER")?.names ?? [.default]
    }

    func policy() throws -> BrowserPolicy {
        let names = try browsers()
        guard let name = names.first, names.count == 1 else {
            throw UsageError(
                "--browser takes several names only with fetch, visit, load, beacon, websocket, "
                    + "eventsource, why, doctor, explain and run"
            )
        }
        return try policy(of: name)
    }

    func policy(of browser: BrowserName) throws -> BrowserPolicy {
        var policy = browser.policy
        if let choice = try thirdParty ?? ThirdPartyChoice.environment("CRUMB_THIRD_PARTY") {
            policy.cookies.thirdParty = choice.value
        }
        return policy
    }

    func suffixes() throws(CommandFailure) -> PublicSuffixList {
        let list = try unobservedSuffixes()
        return quiet ? list : SuffixListNote.observe(list, home: try? homeDirectory(), on: output)
    }

    /// The list that is asked, without a word on its age.
    func unobservedSuffixes() throws(CommandFailure) -> PublicSuffixList {
        guard let path = publicSuffixList ?? Environment["CRUMB_PUBLIC_SUFFIX_LIST"] else {
            let ofHome = (try? homeDirectory()).map { "\($0)/public_suffix_list.dat" }
            return .newest(of: [ofHome, Installation.suffixList].compactMap(\.self))
        }
        let bytes: [UInt8]
        do throws(File.Failure) {
            bytes = try File.read(path, limit: .publicSuffixList)
        } catch {
            throw CommandFailure(
                .invalidInput,
                "cannot read the public suffix list \(path): \(error.description)"
            )
        }
        do throws(PublicSuffixListError) {
            return try PublicSuffixList(parsing: bytes, ofFile: path)
        } catch {
            throw CommandFailure(.invalidInput, error.sentence)
        }
    }

    /// `--home`, else `$CRUMB_HOME`, else the XDG data directory.
    ///
    /// https://specifications.freedesktop.org/basedir-spec/latest/
    func homeDirectory() throws(CommandFailure) -> String {
        if let home = home ?? Environment["CRUMB_HOME"], !home.isEmpty { return home }
        // A relative path in the variable is invalid, and to be ignored.
        if let data = Environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/crumb" }
        if let home = Environment["HOME"], home.hasPrefix("/") {
            return home + "/.local/share/crumb"
        }
        throw CommandFailure(
            .usage,
            "there is no home directory for profiles: set --home DIR, or use --profile :memory:"
        )
    }
}

enum ThirdPartyChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case allow, partition, block

    var value: CookiePolicy.ThirdParty {
        switch self {
        case .allow: .allow
        case .partition: .partition
        case .block: .block
        }
    }
}

enum ColorOption: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, always, never

    var choice: Terminal.ColorChoice {
        switch self {
        case .auto: .auto
        case .always: .always
        case .never: .never
        }
    }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// The value of an option's twin in the environment; `nil` where it is not set, or empty.
    static func environment(_ variable: String) throws(UsageError) -> Self? {
        guard let text = Environment[variable], !text.isEmpty else { return nil }
        guard let value = Self(rawValue: text) else {
            let choices = allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("\(variable)=\(text) is none of its values: \(choices)")
        }
        return value
    }
}

extension GlobalOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .value("profile") { $0.chosenProfile = $1 },
            .value("home") { $0.home = $1 },
            .value("browser") { $0.browser = $1 },
            .value("third-party") { $0.thirdParty = $1 },
            .value("now") { $0.now = $1 },
            .value("color") { $0.color = $1 },
            .value("public-suffix-list") { $0.publicSuffixList = $1 },
            .flag("json") { $0.json = $1 },
            .choice("redact") { $0.redact = $1 },
            .list("secret") { $0.secret = $1 },
            .flag("no-log") { $0.noLog = $1 },
            .flag("q", "quiet") { $0.quiet = $1 },
            .flag("v", "verbose") { $0.verbose = $1 },
        ]
    }
}
