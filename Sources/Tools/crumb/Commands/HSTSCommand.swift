internal import ArgumentParser
internal import BrowserFetch
internal import Explanations
internal import Profile
internal import Report
internal import Terminal
internal import WebOrigin

struct HSTSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hsts",
        abstract: "List or delete the hosts that the browser only contacts over https.",
        discussion: """
            A host is on the list once it has sent Strict-Transport-Security over https.

            Examples:
              crumb hsts
              crumb hsts clear api.shop.test
            """,
        subcommands: [HSTSList.self, HSTSClear.self],
        defaultSubcommand: HSTSList.self
    )
}

struct HSTSList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the https-only hosts and their expiry.",
        discussion: """
            Firefox keeps a list for each top-level site.

            Example:
              crumb hsts list --browser firefox
            """,
        aliases: ["ls"]
    )

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let entries = try Session.guarded { () throws(ProfileError) in
            try session.profile?.transportSecurity(of: session.policy.name) ?? []
        }
        let view = TransportSecurityView(
            entries,
            of: session.policy.name,
            now: session.clock.now()
        )
        if global.json {
            try global.output.print(json: view.json)
        } else {
            try global.output.print(view.layout)
        }
    }
}

struct HSTSClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Delete one of these hosts, or all.",
        discussion: """
            Example:
              crumb hsts clear api.shop.test
            """
    )

    @Argument(help: "The host; without it, all.")
    var host: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let name = try host.map { text throws(UsageError) in
            guard let host = Host(ofURLOrName: text) else {
                throw UsageError(
                    "\(text.withoutUserinfo) is not a valid host: write api.shop.test"
                )
            }
            return host.serialized
        }
        let count = try Session.guarded { () throws(ProfileError) in
            try session.profile?.clearTransportSecurity(of: session.policy, host: name) ?? 0
        }
        guard !global.quiet else { return }
        try global.output.print(line: "\(counted(count, "host")) deleted")
    }
}
