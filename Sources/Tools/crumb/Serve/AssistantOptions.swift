internal import ArgumentParser
internal import CurlTransport
internal import Glibc
internal import WebOrigin

/// What an assistant may do besides.
struct AssistantOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A host that requests may go to even if its address is public; link-local addresses "
                + "stay blocked. Repeatable.",
            valueName: "host"
        )
    )
    var allowHost: [String] = []

    @Flag(help: "Programs may be started: the servers of scenarios, and crumb-js for scripts.")
    var allowServers = false

    @Option(
        help: ArgumentHelp(
            "Scenarios and certificates in this folder, and below it, may be read.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var allowFiles: String?

    /// In bytes: of a body, as much as a model can make use of.
    static let reportedBodyLimit = 64 << 10

    /// The first option that is there; `nil` where none is.
    var given: String? {
        if !allowHost.isEmpty { return "--allow-host" }
        if allowServers { return "--allow-servers" }
        return allowFiles.map { _ in "--allow-files" }
    }

    func permission() throws(UsageError) -> RunPermission {
        var status = stat()
        if let allowFiles, stat(allowFiles, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR {
            throw UsageError(
                "--allow-files \(allowFiles) is not a folder: write --allow-files scenarios"
            )
        }
        return RunPermission(
            files: allowFiles.map { .folder($0) } ?? .none,
            startsServers: allowServers,
            reachable: try reachable(),
            reportedBodyLimit: Self.reportedBodyLimit
        )
    }

    private func reachable() throws(UsageError) -> ReachableAddresses {
        var hosts: Set<String> = []
        for text in allowHost {
            guard let host = Host(ofURLOrName: text) else {
                throw UsageError(
                    "--allow-host \(text.withoutUserinfo) is not a host: write api.example.com"
                )
            }
            hosts.insert(host.serialized)
        }
        return ReachableAddresses(allowing: hosts)
    }
}

extension AssistantOptions: FastPathOptions {
    static var rows: [FastPathRow<Self>] {
        [
            .list("allow-host") { $0.allowHost = $1 },
            .flag("allow-servers") { $0.allowServers = $1 },
            .value("allow-files") { $0.allowFiles = $1 },
        ]
    }
}
