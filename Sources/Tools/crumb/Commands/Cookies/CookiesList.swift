internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import CookieFiles
internal import Explanations
internal import Glibc
internal import Redaction
internal import Report
internal import Terminal

/// How the table looks.
struct CookieTableOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The column to sort by, with a - before it for the reverse.",
            valueName: "column"
        ),
        completion: .list(CookieColumn.allCases.map(\.rawValue))
    )
    var sort: String?

    @Option(
        help: ArgumentHelp(
            "Which columns, joined by commas: "
                + "\(CookieColumn.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "columns"
        ),
        completion: .list(CookieColumn.allCases.map(\.rawValue))
    )
    var columns: String?
}

struct CookiesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the stored cookies, in DevTools' columns.",
        discussion: """
            Narrow terminals show fewer columns and put what is unusual about a cookie below it; \
            in a pipe nothing is truncated. "!" marks what expires within five minutes.

            Examples:
              crumb cookies list
              crumb cookies list --url http://127.0.0.1:5000 \\
                  --sort expires
              crumb cookies list --columns name,value,created --json
              crumb cookies list token
              crumb cookies list --issues
            """,
        aliases: ["ls"]
    )

    @Argument(help: "Only cookies with this text in their name, value or domain, as --filter.")
    var text: String?

    @Flag(
        help: ArgumentHelp(
            "Only those that were recently withheld or rejected, including cookies that are "
                + "not in the jar."
        )
    )
    var issues = false

    @OptionGroup(title: "Which cookies") var filterOptions: CookieFilterOptions
    @OptionGroup(title: "The table") var tableOptions: CookieTableOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let order = try tableOptions.sort.map(CookieOrder.init)
        let columns = try tableOptions.columns.map(Self.columns) ?? CookieColumn.devTools
        if text != nil, filterOptions.filter != nil {
            throw UsageError("a word after list is its --filter, which is given as well")
        }
        filterOptions.filter = filterOptions.filter ?? text
        let options = try filterOptions.chosen()
        let all = try session.storedCookies()
        var cookies = all.filter(options.accepts)
        var missing = Layout()
        var notes: [Cookie.Identity: String] = [:]
        if issues {
            let troubled = try session.troubled(cookies)
            cookies = troubled.map(\.cookie)
            for (cookie, trouble) in troubled { notes[cookie.identity] = trouble.problemPhrase }
            for cookie in try session.missingCookies(where: options.accepts) {
                missing.text(cookie.text(at: session.clock.now()), hanging: 2)
            }
        }
        if let order { cookies = order.sorted(cookies) }
        let output = global.output
        // A path may have another cookie's value in it.
        output.learn(all)
        if global.json {
            try output.print(json: cookies) { .array($0.map(\.json)) }
            return
        }
        if issues, !missing.isEmpty {
            output.note(missing)
            if cookies.isEmpty { return }
        }
        if issues, !cookies.isEmpty {
            var heading = Layout()
            if !missing.isEmpty { heading.text(StyledText("")) }
            heading.text(StyledText("Withheld from at least one recent request, or rejected:"))
            output.note(heading)
        }
        guard !cookies.isEmpty else {
            var layout = Layout()
            layout.text(StyledText(emptiness(of: all), .faint))
            if all.isEmpty, let others = try session.otherJars() {
                layout.text(StyledText("\(others): --browser NAME shows them.", .faint))
            }
            try output.print(layout)
            return
        }
        let terminal = output.terminal
        try output.print(cookies) { cookies in
            CookieTable(
                cookies,
                columns: columns,
                notes: notes,
                now: session.clock.now(),
                width: terminal.tableWidth(of: STDOUT_FILENO)
            ).layout
        }
        // In a pipe a line is a cookie, and the first one the titles.
        guard terminal.isOutputTerminal || global.verbose, !global.quiet else { return }
        var layout = Layout()
        layout.text(StyledText(""))
        let usage = JarUsage(
            all,
            of: cookies,
            limits: session.policy.cookies.limits,
            suffixes: session.suffixes
        )
        if cookies.count < all.count {
            layout.text(
                StyledText("\(cookies.count) of \(counted(all.count, "cookie")) shown", .faint)
            )
        }
        layout.append(usage.layout)
        try output.print(layout)
    }

    private func emptiness(of all: [Cookie]) -> String {
        if issues { return "The log has no cookie that was withheld or rejected." }
        return all.isEmpty
            ? "The jar is empty."
            : "No cookie matches; the jar has \(counted(all.count, "cookie"))."
    }

    private static func columns(_ text: String) throws(UsageError) -> [CookieColumn] {
        var columns: [CookieColumn] = []
        for name in text.split(separator: ",") {
            columns.append(try CookieColumn(option: "--columns", String(name)))
        }
        guard !columns.isEmpty else { throw UsageError("--columns needs at least one column") }
        return columns
    }
}

extension CookieColumn {
    /// Also as DevTools and the JSON spell them: `SameSite`, `httpOnly`.
    fileprivate init(option: String, _ text: String) throws(UsageError) {
        func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter } }
        guard let column = Self.allCases.first(where: { plain($0.rawValue) == plain(text) }) else {
            throw UsageError(
                "\(option): there is no column \"\(text)\": the columns are "
                    + Self.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        self = column
    }
}

/// `--sort`.
private struct CookieOrder {
    private let column: CookieColumn
    private let isReversed: Bool

    init(_ text: String) throws(UsageError) {
        isReversed = text.hasPrefix("-")
        column = try CookieColumn(
            option: "--sort",
            String(isReversed ? text.dropFirst() : text[...])
        )
    }

    /// Cookies that are equal stay in the jar's order.
    func sorted(_ cookies: [Cookie]) -> [Cookie] {
        let sorted = cookies.enumerated().sorted { left, right in
            if isLess(left.element, right.element) { return !isReversed }
            if isLess(right.element, left.element) { return isReversed }
            return left.offset < right.offset
        }
        return sorted.map(\.element)
    }

    private func isLess(_ left: Cookie, _ right: Cookie) -> Bool {
        switch column {
        case .name: left.name < right.name
        case .value: left.value < right.value
        case .domain: left.domain < right.domain
        case .path: left.path < right.path
        // Session cookies end last.
        case .expires: (left.expiry ?? .distantFuture) < (right.expiry ?? .distantFuture)
        case .size: left.size < right.size
        case .httpOnly: !left.isHTTPOnly && right.isHTTPOnly
        case .secure: !left.isSecure && right.isSecure
        case .sameSite: (left.sameSite.displayName ?? "") < (right.sameSite.displayName ?? "")
        case .partitionKey:
            (left.partitionKey?.topLevelSite ?? "") < (right.partitionKey?.topLevelSite ?? "")
        case .priority: rank(left.priority) < rank(right.priority)
        case .crossSite:
            left.partitionKey?.hasCrossSiteAncestor != true
                && right.partitionKey?.hasCrossSiteAncestor == true
        case .created: left.creation < right.creation
        case .lastAccess: left.lastAccess < right.lastAccess
        }
    }

    private func rank(_ priority: Cookie.Priority) -> Int {
        switch priority {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}
