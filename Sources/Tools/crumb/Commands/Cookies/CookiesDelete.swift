internal import ArgumentParser
internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import Glibc
internal import Profile

struct CookiesDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete cookies by name.",
        discussion: """
            Examples:
              crumb cookies delete user_token
              crumb cookies delete session \\
                  --domain shop.example --path /admin
            """,
        aliases: ["rm"]
    )

    @Argument(help: "The cookies' names.", completion: .ownNames)
    var names: [String]

    @OptionGroup(title: "Selection") var filterOptions: CookieFilterOptions

    @Option(help: "Only cookies with exactly this path.")
    var path: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let filter = try filterOptions.chosen()
        var jar = try session.jar()
        let chosen = jar.allCookies(at: session.clock.now()).named(names, filter, path: path)
        try Session.guarded { () throws(ProfileError) in
            try session.profile?.delete(chosen, from: &jar, of: session.policy)
        }
        guard !global.quiet else { return }
        try global.output.print(line: "\(counted(chosen.count, "cookie")) deleted")
    }
}
