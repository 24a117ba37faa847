internal import ArgumentParser
internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import Profile
internal import Report
internal import Terminal
internal import WebOrigin

struct StorageAccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage-access",
        abstract: "A frame's document.requestStorageAccess() and hasStorageAccess().",
        discussion: """
            A widget of another site loses its cookies where third parties are
            blocked or partitioned; with storage access it has them. Exit status:
            3 where the promise rejects.

            Examples:
              crumb storage-access request --from https://widget.test \\
                  --in-frame-of https://shop.test \\
                  --permission storage-access=granted
              crumb storage-access has --from https://widget.test \\
                  --in-frame-of https://shop.test
            """,
        subcommands: [
            StorageAccessRequest.self, StorageAccessHas.self, StorageAccessGrant.self,
            StorageAccessDeny.self, StorageAccessList.self,
        ]
    )
}

struct StorageAccessRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "What document.requestStorageAccess() results in; if it is granted, the frame "
            + "has access.",
        discussion: """
            Later commands from the same frame also have access, until the tab
            shows another page (visit) or the browser is closed.

            Example:
              crumb storage-access request --from https://widget.test \\
                  --in-frame-of https://shop.test \\
                  --permission storage-access=granted
            """
    )

    @Flag(help: "The user has done nothing in the frame: the script calls of its own accord.")
    var noUserActivation = false

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let call = try StorageAccessCall(global, pageOptions)
        try await call.request(hasUserActivation: !noUserActivation)
    }
}

struct StorageAccessHas: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "has",
        abstract: "What document.hasStorageAccess() gives: true or false.",
        discussion: """
            Example:
              crumb storage-access has --from https://widget.test \\
                  --in-frame-of https://shop.test
            """
    )

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        try await StorageAccessCall(global, pageOptions).has()
    }
}

struct StorageAccessGrant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Give a site's frames storage access under another site when they ask.",
        discussion: """
            Example:
              crumb storage-access grant --from https://widget.test \\
                  --in-frame-of https://shop.test
            """
    )

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        try await StorageAccessCall(global, pageOptions).decide(.granted)
    }
}

struct StorageAccessDeny: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deny",
        abstract: "Deny it to them from now on.",
        discussion: """
            Example:
              crumb storage-access deny --from https://widget.test \\
                  --in-frame-of https://shop.test
            """
    )

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        try await StorageAccessCall(global, pageOptions).decide(.denied)
    }
}

struct StorageAccessList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Which sites may have storage access below which, and which frames have it.",
        discussion: """
            Example:
              crumb storage-access list
            """
    )

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let decisions = try Session.guarded { () throws(ProfileError) in
            try session.profile?.permissions(of: session.policy.name) ?? [:]
        }
        .filter { $0.key.name == .storageAccess }
        .sorted {
            ($0.key.origin, $0.key.embeddedOrigin ?? "") < (
                $1.key.origin, $1.key.embeddedOrigin ?? ""
            )
        }
        let frames = try Session.guarded { () throws(ProfileError) in
            try session.profile?.heldStorageAccess(of: session.policy.name) ?? []
        }
        if global.json {
            let items = decisions.map { key, entry -> JSONValue in
                .object([
                    "frame": key.embeddedOrigin.map { .string($0) } ?? .null,
                    "page": .string(key.origin),
                    "state": .string(entry.state.rawValue),
                    "active": .bool(frames.contains(key.frame)),
                ])
            }
            try global.output.print(
                json: .object(["schema": "crumb.storage-access/1", "decisions": .array(items)])
            )
            return
        }
        for (key, entry) in decisions {
            let active = frames.contains(key.frame) ? ", and has it" : ""
            let line = "\(key.embeddedOrigin ?? "every frame") below \(key.origin): "
            try global.output.print(line: line + "\(entry.state.rawValue)\(active)")
        }
        let decided = Set(decisions.map(\.key.frame))
        let others = frames.subtracting(decided).sorted { $0.origin < $1.origin }
        for frame in others {
            try global.output.print(
                line: "\(frame.origin) below \(frame.topLevelOrigin): not decided, and has it"
            )
        }
        if decisions.isEmpty, others.isEmpty, !global.quiet {
            global.output.note(line: "Nothing has been decided: every frame would have to ask.")
        }
    }
}
