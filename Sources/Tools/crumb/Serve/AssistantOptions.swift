internal import ArgumentParser
internal import CurlTransport
internal import Glibc
internal import WebOrigin

/// The permissions of an assistant.
struct AssistantOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Allow requests to a host with a public address; link-local addresses remain blocked; "
                + "repeatable.",
            valueName: "host"
        )
    )
    var allowHost: [String] = []

    @Flag(help: "Allow starting programs: the servers of scenarios, and crumb-js for scripts.")
    var allowServers = false

    @Option(
        help: ArgumentHelp(
            "Allow reading scenarios and certificates in this folder and below.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var allowFiles: String?

    /// The maximum size in bytes of a body in results: as much as a model can use.
    static let reportedBodyLimit = 64 << 10

    /// The first given option; `nil` when there is none.
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
                    "--allow-host \(text.withoutUserinfo) is not a valid host: write api.example.com"
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
