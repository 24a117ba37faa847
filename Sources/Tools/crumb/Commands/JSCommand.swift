internal import ArgumentParser
internal import BrowserFetch
internal import BrowserInfra
internal import PageScripts
internal import Terminal

struct JSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "js",
        abstract: "Run a page's scripts, under a browser's rules.",
        discussion: """
            The files run in order as the page's classic scripts, and what they start continues \
            until nothing is in flight; crumb waits for a WebSocket or an EventSource until it has been \
            silent for a second. stdout has what the page logs, and the value of the last script as \
            JSON; stderr a line for each request, and what the page did not catch.

            Files that end in .mjs are modules, and with --module so are all files and -e. A module's \
            imports come from the network, by the browser's rules. A module that is a file here has \
            its name below the page's URL: what it imports from below its own folder is read from \
            there, where it is; so does import() of a classic script that is a file.

            Exit status: 0 the page has come to rest; 1 an uncaught error or an unhandled rejection; \
            124 it had not after --timeout.

            Examples:
              crumb js app.js --from http://127.0.0.1:5500
              crumb js -e 'fetch("/me").then(r => r.json())' \\
                  --from http://localhost:5500
              crumb js axios.min.js login.js \\
                  --from http://127.0.0.1:5500 --browser firefox
              crumb js --module http://localhost:5173/src/main.js \\
                  --from http://localhost:5173
            """
    )

    @Argument(
        help: "The scripts, in their order; - is standard input.",
        completion: .file(extensions: ["js"])
    )
    var files: [String] = []

    @Option(
        name: [.customShort("e"), .customLong("eval")],
        help: ArgumentHelp("Run this after the files; repeatable.", valueName: "code")
    )
    var code: [String] = []

    @Flag(help: "The files, which may be URLs, and -e are modules, as in <script type=module>.")
    var module = false

    @Option(
        help: ArgumentHelp("The page's import map, a JSON file.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var importMap: String?

    @Option(
        help: ArgumentHelp(
            "Read the module at this URL from a file; repeatable.",
            valueName: "url=file"
        )
    )
    var map: [MappedFile] = []

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "The script") var scriptOptions: ScriptOptions
    @OptionGroup(title: "The network") var transportOptions: TransportOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        // The program starts while the profile is opened.
        let program = try scriptOptions.program(forPage: false)
        let importMap = try importMap.map { try read($0, "the import map") }
        let session = try Session(global)
        let page = try pageOptions.page(in: session, on: transportOptions)
        var modules = LocalModules(page: page, map)
        let scripts = try scripts(&modules)
        let browser = session.browser(transport: try transportOptions.transport(isForStreams: true))
        await pageOptions.prepare(browser)
        try await pageOptions.decide(in: browser, for: page)
        let output = PageOutput(session: session, browser: browser)
        let tab = ScriptedTab(
            Tab(page),
            in: browser,
            program: program,
            files: modules,
            listener: output,
            executor: MainThreadExecutor.shared
        )
        let timeout = scriptOptions.timeout
        let end = await ScriptRun(timeout: timeout.seconds).run(on: program) {
            await tab.run(scripts, importMap: importMap)
        }
        program.stop()
        try await output.finish(seen: page)
        try end.check("the script", timeout: timeout, maxMemory: scriptOptions.maxMemory)
        if await output.hasFailed { throw CommandFailure(.expectationFailed) }
    }

    private func scripts(_ modules: inout LocalModules) throws -> [ScriptedTab.Script] {
        guard !files.isEmpty || !code.isEmpty else {
            throw UsageError("js needs a script: crumb js FILE, crumb js -, or crumb js -e CODE")
        }
        var scripts: [ScriptedTab.Script] = []
        for path in files {
            let isModule = module || path.hasSuffix(".mjs")
            if isModule, path.hasPrefix("http://") || path.hasPrefix("https://") {
                scripts.append(
                    ScriptedTab.Script(name: path, source: [], isModule: true, url: path)
                )
            } else if isModule, path != "-" {
                let source = try read(path, "the module")
                let url = modules.url(ofFile: path, source)
                scripts.append(
                    ScriptedTab.Script(name: path, source: [], isModule: true, url: url)
                )
            } else {
                if path != "-" { modules.serveFolder(ofFile: path) }
                scripts.append(
                    ScriptedTab.Script(
                        name: path == "-" ? "stdin" : path,
                        source: try read(path, "the script"),
                        isModule: isModule
                    )
                )
            }
        }
        for (index, text) in code.enumerated() {
            let name = code.count == 1 ? "-e" : "-e\(index + 1)"
            scripts.append(
                ScriptedTab.Script(name: name, source: Array(text.utf8), isModule: module)
            )
        }
        return scripts
    }

    private func read(_ path: String, _ what: String) throws -> [UInt8] {
        do throws(File.Failure) {
            return try File.read(path, limit: .script)
        } catch {
            throw CommandFailure(
                .invalidInput,
                "cannot read \(what) \(path): \(error.description)"
            )
        }
    }
}

extension JSCommand: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .operands { $0.files = $1 },
            .list("eval") { $0.code = $1 },
            .flag("module") { $0.module = $1 },
            .value("import-map") { $0.importMap = $1 },
            .values("map") { $0.map = $1 },
            .group { $0.pageOptions = $1 },
            .group { $0.scriptOptions = $1 },
            .group { $0.transportOptions = $1 },
            .group { $0.global = $1 },
        ]
    }
}
