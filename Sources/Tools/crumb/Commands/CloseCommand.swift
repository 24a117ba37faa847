internal import ArgumentParser
internal import Explanations
internal import Glibc
internal import Profile

struct CloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close the browser: delete session cookies and caches, keep persistent cookies.",
        discussion: """
            Example:
              crumb close
            """
    )

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let closed = try Session.guarded { () throws(ProfileError) in
            try session.profile?.closeSession()
        }
        guard !global.quiet else { return }
        let count = closed?.sessionCookieCount ?? 0
        try global.output.print(
            line: "closed: \(counted(count, "session cookie")) deleted"
        )
    }
}
