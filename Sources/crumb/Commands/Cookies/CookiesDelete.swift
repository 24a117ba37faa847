internal import ArgumentParser
internal import Cookies
internal import Fetch
internal import Glibc
internal import Infra
internal import ProfileStore
internal import Report

struct CookiesDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete cookies by name.",
        discussion: """
            Examples:
              crumb cookies delete user_token
              crumb cookies delete session --domain shop.example --path /admin
            """
    )

    @Argument(help: "Their names.", completion: .ownNames)
    var names: [String]

    @OptionGroup(title: "Which cookies") var filterOptions: CookieFilterOptions

    @Option(help: "Only cookies of this very path.")
    var path: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let filter = try filterOptions.chosen()
        let chosen = try await session.storedCookies().filter {
            names.contains($0.name.utf8Decoded) && filter.accepts($0)
                && (path == nil || $0.path.utf8Decoded == path)
        }
        let changes = try await Session.guardedStorage { () throws(CookieStorageError) in
            var jar = session.jar()
            for cookie in chosen { try jar.remove(cookie.identity) }
            return jar.takeChanges()
        }
        try Session.guarded { () throws(ProfileError) in
            try session.store?.commit(
                ProfileChanges(
                    browser: session.policy.name,
                    cookies: changes,
                    state: session.deleteFromProcesses { cookie in
                        chosen.contains { $0.identity == cookie.identity }
                    }
                )
            )
        }
        guard !global.quiet else { return }
        global.terminal.write("\(counted(chosen.count, "cookie")) deleted\n", to: STDOUT_FILENO)
    }
}
