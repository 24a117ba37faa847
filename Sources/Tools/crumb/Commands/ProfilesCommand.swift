internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import Glibc
internal import Profile
internal import Report
internal import Terminal
internal import WebOrigin

struct ProfilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profiles",
        abstract: "List the profiles with their jars, or delete one.",
        discussion: """
            Examples:
              crumb profiles
              crumb profiles delete work
            """,
        subcommands: [ProfilesList.self, ProfilesDelete.self],
        defaultSubcommand: ProfilesList.self
    )
}

struct ProfilesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the profiles: their jars by browser, current pages and sizes.",
        discussion: """
            Example:
              crumb profiles
            """,
        aliases: ["ls"]
    )

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let home = try global.homeDirectory()
        let profiles = try Session.guarded { () throws(ProfileError) in
            var profiles: [ProfileSummary] = []
            for name in try Profile.names(inHome: home) {
                let profile = try Profile(home: home, name: name)
                var summary = ProfileSummary(name: name, size: profile.size)
                for (browser, count) in try profile.cookieCounts() {
                    summary.jars.append((browser, count))
                }
                for policy in BrowserPolicy.presets {
                    guard let page = try profile.currentPage(of: policy) else { continue }
                    summary.pages.append((policy.name, global.output.shown(page).url.href))
                }
                let preference = try profile.pagePreference()
                summary.keptPage = preference.page.map(global.output.shown)?.url.href
                summary.keptCredentials = preference.credentials?.rawValue
                profiles.append(summary)
            }
            return profiles
        }
        let view = ProfilesView(profiles, home: home)
        if global.json {
            try global.output.print(json: view.json)
        } else {
            try global.output.print(view.layout)
        }
    }
}

struct ProfilesDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a profile: its cookies, caches and log.",
        discussion: """
            Example:
              crumb profiles delete work
            """,
        aliases: ["rm"]
    )

    @Argument(help: "The profile's name.", completion: .ownNames)
    var name: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let home = try global.homeDirectory()
        let isDeleted = try Session.guarded { () throws(ProfileError) in
            try Profile.delete(home: home, name: name)
        }
        guard isDeleted else {
            let names = try Session.guarded { () throws(ProfileError) in
                try Profile.names(inHome: home)
            }
            throw UsageError(
                "there is no profile \"\(name)\""
                    + (names.isEmpty
                        ? ": there are no profiles" : "; the profiles are \(enumerated(names))")
            )
        }
        guard !global.quiet else { return }
        try global.output.print(line: "profile \(name) deleted")
    }
}
