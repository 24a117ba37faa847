package import BrowserFetch
package import BrowserInfra
package import WebOrigin

/// What scenarios run in: everything that a library does not look up by itself.
package struct RunEnvironment: Sendable {
    /// By name.
    package var policies: [String: BrowserPolicy]
    /// Where a file names no browser.
    package var defaultBrowser: String
    /// What the command line says, which goes before what files say; empty where it says nothing.
    package var browserOverride: [String]
    package var variables: [String: String]
    /// Whether each step's result has the jar as it was then.
    package var keepsJars = false
    /// Who opens pages whose scripts run; `nil` where nobody does.
    package var pages: (any ScenarioPageOpener)?
    package var suffixes: PublicSuffixList
    package var wallClock: @Sendable () -> Moment
    /// A network of its own for every run: no connection is shared.
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

    package var surroundings: Scenario.ScenarioContext {
        Scenario.ScenarioContext(
            variableNames: Set(variables.keys),
            browserNames: policies.keys.sorted()
        )
    }

    /// The browsers that a file runs in, one after the other.
    package func browsers(of scenario: Scenario) -> [String] {
        if !browserOverride.isEmpty { return browserOverride }
        return scenario.browsers.isEmpty ? [defaultBrowser] : scenario.browsers
    }
}

/// How a scenario reaches the network, its variables put in.
package struct ConnectionSettings: Hashable, Sendable {
    /// Each `host:port:address`.
    package var resolve: [String] = []
    package var certificateAuthorities: String?
    package var clientCertificate: String?
    package var clientKey: String?
    package var isInsecure = false
}

/// Settings that cannot be used, in one sentence.
package struct ConnectionError: Error, Hashable, Sendable {
    package var sentence: String

    package init(_ sentence: String) {
        self.sentence = sentence
    }
}
