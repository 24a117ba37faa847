package import BrowserFetch
package import BrowserInfra
package import WebOrigin

/// The environment of a run: everything that the library does not look up on its own.
package struct RunEnvironment: Sendable {
    /// Browser policies by name.
    package var policies: [String: BrowserPolicy]
    /// The browser for files that do not name one.
    package var defaultBrowser: String
    /// The browsers given on the command line, which override those in files; empty if none.
    package var browserOverride: [String]
    package var variables: [String: String]
    /// Whether each step's result includes the jar as it was after the step.
    package var keepsJars = false
    /// Opens pages whose scripts run; `nil` if such pages are not supported.
    package var pages: (any ScenarioPageOpener)?
    package var suffixes: PublicSuffixList
    package var wallClock: @Sendable () -> Moment
    /// Makes a transport for each run, so that runs share no connections.
    package var makeTransport:
        @Sendable (ConnectionSettings) throws(ConnectionError) -> any Transport

    package init(
        policies: [String: BrowserPolicy],
        defaultBrowser: String,
        browserOverride: [String] = [],
        variables: [String: String] = [:],
        suffixes: PublicSuffixList,
        wallClock: @escaping @Sendable () -> Moment,
        makeTransport:
            @escaping @Sendable (ConnectionSettings) throws(ConnectionError) -> any Transport
    ) {
        self.policies = policies
        self.defaultBrowser = defaultBrowser
        self.browserOverride = browserOverride
        self.variables = variables
        self.suffixes = suffixes
        self.wallClock = wallClock
        self.makeTransport = makeTransport
    }

    package var context: Scenario.Context {
        Scenario.Context(
            variableNames: Set(variables.keys),
            browserNames: policies.keys.sorted()
        )
    }

    /// The browsers in which a file runs, one after another.
    package func browsers(of scenario: Scenario) -> [String] {
        if !browserOverride.isEmpty { return browserOverride }
        return scenario.browsers.isEmpty ? [defaultBrowser] : scenario.browsers
    }
}

/// How a scenario connects to the network, with its variables substituted.
package struct ConnectionSettings: Hashable, Sendable {
    /// Entries of the form `host:port:address`.
    package var resolve: [String] = []
    package var certificateAuthorities: String?
    package var clientCertificate: String?
    package var clientKey: String?
    package var isInsecure = false
}

/// Why connection settings cannot be used, in one sentence.
package struct ConnectionError: Error, Hashable, Sendable {
    package var sentence: String

    package init(_ sentence: String) {
        self.sentence = sentence
    }
}
