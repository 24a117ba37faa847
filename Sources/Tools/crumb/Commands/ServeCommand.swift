internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import Glibc
internal import ModelContext
internal import Processes
internal import Service

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Keep one browser running for another program, over stdin and stdout.",
        discussion: """
            JSON-RPC 2.0, one message a line. Methods are the steps of scenarios with their members \
            as parameters, and cookies.list, why, doctor and others; results are what --json prints. \
            Requests run at the same time, as in Promise.all; $/cancel stops one. The browser is in \
            memory, unless --profile names another. It exits when stdin closes. Results are complete, also \
            if CI is set, because a test needs them: only errors are redacted then. --redact and \
            --secret hide values in results, too.

            crumb schema rpc describes every method, as rpc.discover does.

            --mcp is the same for a coding assistant: tools, resources and prompts of the Model Context \
            Protocol (2025-06-18, 2025-11-25, 2026-07-28). Secrets are hidden unless --no-redact, what \
            servers send is marked as untrusted, and requests go to this machine and private \
            addresses only, unless --allow-host names others. It starts no programs and reads no files \
            unless --allow-servers and --allow-files allow it.

            Examples:
              echo '{"jsonrpc": "2.0", "id": 1, "method": "fetch", \\
                  "params": {"url": "http://127.0.0.1:5000/me", \\
                  "from": "http://127.0.0.1:5500"}}' | crumb serve
              crumb serve --browser firefox --profile tests
              crumb serve --mcp --allow-host api.example.com
            """
    )

    @Flag(help: "Speak the Model Context Protocol, for an assistant with a language model.")
    var mcp = false

    @OptionGroup(title: "With --mcp") var assistantOptions: AssistantOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func validate() throws {
        if !mcp, let option = assistantOptions.given {
            throw ValidationError("\(option) goes with --mcp")
        }
    }

    mutating func run() async throws {
        try Output.checkStandardOutput()
        DescriptorLimit.raise()
        global.useMemoryProfile()
        if mcp {
            // What a model is told leaves the machine.
            global.redact = global.redact ?? true
            return try await Self.converse(through: try assistant(), on: global.output)
        }
        // What is hidden because this is a CI is hidden from its log, and not from the program that asks.
        if global.isRedactedByCI { global.output.revealResults() }
        let network = try transportOptions.transport()
        let browser = try ServedBrowser(try Session(global), network: network)
        let handler = BrowserService(
            Self.methods(of: browser, RunPermission()),
            version: Version.number,
            translate: RPCError.init(describing:)
        )
        try await Self.converse(through: handler, on: global.output)
    }

    private func assistant() throws -> ModelContextServer {
        let permission = try assistantOptions.permission()
        let network = try transportOptions.transport(reachable: permission.reachable)
        let browser = try ServedBrowser(
            try Session(global),
            network: network,
            permission: permission,
            reportedBodyLimit: AssistantOptions.reportedBodyLimit
        )
        return ModelContextServer(Self.methods(of: browser, permission), of: browser)
    }

    static func methods(
        of browser: ServedBrowser,
        _ permission: RunPermission
    ) -> [ServiceMethod] {
        StepMethods(browser: browser).all + JarMethods(browser: browser).all
            + QueryMethods(browser: browser).all
            + [RunCall(session: browser.session, permission: permission).method]
            + (permission.startsServers ? PageMethods(browser: browser).all : [])
    }

    /// Reads requests to the end of the input, and returns when all have been answered.
    private static func converse(
        through handler: any RPCHandler,
        on output: Output
    ) async throws {
        let input = InputChunks()
        let lines = OutgoingLines(output) { input.close() }
        let service = RPCService(handler, on: MainThreadExecutor.shared) { await lines.send($0) }
        var splitter = LineSplitter(limit: RPCService.largestLine)
        while let piece = await input.next() {
            for line in splitter.lines(in: piece) { await service.receive(line) }
            await lines.waitForRoom()
        }
        if let line = splitter.last() { await service.receive(line) }
        // What still runs is answered, as long as somebody listens.
        OutputReaderMonitor { Task(executorPreference: MainThreadExecutor.shared) { await service.cancelAll() } }
            .begin()
        await service.finish()
        await lines.finish()
        if let failure = lines.failure { throw failure }
    }
}

extension RPCError {
    /// In the words that a command would end with.
    init(describing error: any Error) {
        switch error {
        case let error as UsageError: self.init(.invalidParams, error.description)
        case let error as BrowserStorageError: self.init(.profileFailed, error.detail)
        case let error as CommandFailure:
            let code: Code =
                switch error.status {
                case .profileFailed: .profileFailed
                case .usage, .invalidInput: .invalidParams
                default: .notDone
                }
            self.init(code, error.message ?? "it failed")
        default: self.init(.internalError, "\(error)")
        }
    }
}

extension ServeCommand: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .flag("mcp") { $0.mcp = $1 },
            .group { $0.assistantOptions = $1 },
            .group { $0.transportOptions = $1 },
            .group { $0.global = $1 },
        ]
    }
}
