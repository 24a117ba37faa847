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
        abstract: "Call a frame's document.requestStorageAccess() or hasStorageAccess().",
        discussion: """
            A widget of another site loses its cookies where third-party cookies are
            blocked or partitioned; with storage access it can use them. The exit
            status is 3 if the promise rejects.

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
        abstract: "Call document.requestStorageAccess(); if it is granted, the frame has "
            + "access.",
        discussion: """
            Later commands from the same frame also have access, until the tab
            shows another page (visit) or the browser is closed.

            Example:
              crumb storage-access request --from https://widget.test \\
                  --in-frame-of https://shop.test \\
                  --permission storage-access=granted
            """
    )

    @Flag(help: "The user has not interacted with the frame: the script calls on its own.")
    var noUserActivation = false

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let call = try StorageAccessCall(global, pageOptions)
        try await call.request(hasUserActivation: !noUserActivation)
    }
}

struct StorageAccessHas: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "has",
        abstract: "Call document.hasStorageAccess(): true or false.",
        discussion: """
            Example:
              crumb storage-access has --from https://widget.test \\
                  --in-frame-of https://shop.test
            """
    )

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        try await StorageAccessCall(global, pageOptions).has()
    }
}

struct StorageAccessGrant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Grant a site's frames storage access under another site on request.",
        discussion: """
            Example:
              crumb storage-access grant --from https://widget.test \\
                  --in-frame-of https://shop.test
            """
    )

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        try await StorageAccessCall(global, pageOptions).decide(.granted)
    }
}

struct StorageAccessDeny: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deny",
        abstract: "Deny a site's frames storage access under another site.",
        discussion: """
            Example:
              crumb storage-access deny --from https://widget.test \\
                  --in-frame-of https://shop.test
            """
    )

    @OptionGroup(title: "The page") var pageOptions: PageOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        try await StorageAccessCall(global, pageOptions).decide(.denied)
    }
}

struct StorageAccessList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the decisions on storage access, and the frames that have it.",
        discussion: """
            Example:
              crumb storage-access list
            """
    )

    @OptionGroup(title: "Global options") var global: GlobalOptions

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
            global.output.note(
                line: "There are no decisions: every frame would have to request access."
            )
        }
    }
}
