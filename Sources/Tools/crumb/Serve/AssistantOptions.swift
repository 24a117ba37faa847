internal import ArgumentParser
internal import CurlTransport
internal import WebOrigin

/// What an assistant may do besides.
struct AssistantOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A host that may be asked wherever it is, but on the link; repeatable.",
            valueName: "host"
        )
    )
    var allowHost: [String] = []

    /// In bytes: of a body, as much as a model can make use of.
    static let toldBody = 64 << 10

    /// The first option that is there; `nil` where none is.
    var given: String? { allowHost.isEmpty ? nil : "--allow-host" }

    func reachable() throws(UsageError) -> ReachableAddresses {
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
