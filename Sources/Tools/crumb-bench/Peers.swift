/// Other engines: compiled, where they have to be, from the sources in `peers/`.
struct Peers {
    let bench: Bench

    struct Engine {
        var name: String
        /// More cookies than these are measured once.
        var slowFrom = Int.max
        /// For a workload, its file and a directory to write to.
        var process: (Workload, String, String) -> ChildProcess
    }

    func engines() throws -> [Engine] {
        var engines = [
            Engine(name: "crumb") { [bench] workload, _, home in
                ChildProcess([
                    bench.own, "engine-work", "\(workload.cookies)", home, "all",
                    "\(workload.passes)",
                ])
            }
        ]
        if bench.has("cc", package: "gcc"), bench.has("pkg-config", package: "pkg-config") {
            engines += compiled("libsoup-3", module: "libsoup-3.0", package: "libsoup-3.0-dev")
            engines += compiled(
                "libcurl",
                module: "libcurl",
                package: "libcurl4-openssl-dev",
                slowFrom: 10_000
            )
            engines += sqlite()
        }
        if bench.has("go", package: "golang-go golang-golang-x-net-dev") { engines += go() }
        if bench.has("python3", package: "python3") {
            engines.append(
                Engine(name: "Python http.cookiejar", slowFrom: 0) { workload, path, home in
                    ChildProcess([
                        "python3", "\(Self.sources)/cookiejar.py", path, "\(workload.passes)", home,
                    ])
                }
            )
        }
        return engines
    }

    private static let sources =
        #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/peers"

    private func compiled(
        _ name: String,
        module: String,
        package: String,
        slowFrom: Int = .max
    ) -> [Engine] {
        let source = String(name.split(separator: "-")[0])
        guard let binary = compiled(source, module: module, package: package) else { return [] }
        let port = "\(bench.server.port)"
        return [
            Engine(name: name, slowFrom: slowFrom) { workload, path, home in
                ChildProcess([binary, path, "\(workload.passes)", home, port])
            }
        ]
    }

    /// The floor under crumb's save.
    private func sqlite() -> [Engine] {
        guard
            let binary = compiled("sqlite", module: "sqlite3", package: "libsqlite3-dev")
        else { return [] }
        let kinds = [
            ("rows", "SQLite's own: rows"), ("indexes", "… and two indexes"),
            ("count", "… and their count"),
        ]
        return kinds.map { kind, name in
            Engine(name: name) { _, path, home in ChildProcess([binary, path, home, kind]) }
        }
    }

    private func compiled(_ source: String, module: String, package: String) -> String? {
        let binary = "\(bench.directory)/\(source)"
        do {
            _ = try ChildProcess([
                "sh", "-c",
                "cc -O2 -o '\(binary)' '\(Self.sources)/\(source).c' $(pkg-config --cflags --libs \(module))",
            ]).run()
        } catch {
            printLine("  (without \(source): apt-get install \(package))")
            return nil
        }
        return binary
    }

    private func go() -> [Engine] {
        let binary = "\(bench.directory)/cookiejar"
        do {
            _ = try ChildProcess(
                ["go", "build", "-o", binary, "\(Self.sources)/cookiejar.go"],
                // Debian's packages, without a module proxy.
                environment: [
                    "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "-p=1",
                    "GOCACHE": "\(bench.directory)/go-cache",
                ]
            ).run()
        } catch {
            printLine("  (without Go: apt-get install golang-go golang-golang-x-net-dev)")
            return []
        }
        return [
            Engine(name: "Go net/http/cookiejar") { workload, path, home in
                ChildProcess([binary, path, "\(workload.passes)", home])
            }
        ]
    }
}
