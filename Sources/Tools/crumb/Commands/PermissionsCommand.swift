internal import ArgumentParser
internal import BrowserFetch
internal import Explanations
internal import Profile
internal import Report
internal import WebOrigin

struct PermissionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions",
        abstract: "List, set or reset the permissions that the user has granted to pages.",
        discussion: """
            A browser asks its user before a page from the internet can connect to this machine \
            (loopback-network) or the local network (local-network), and before a frame can use its \
            site's cookies (storage-access). Without a decision, the request is denied.

            Examples:
              crumb permissions
              crumb permissions set loopback-network granted \\
                  --origin https://shop.example.com
              crumb permissions reset --origin https://shop.example.com
            """,
        subcommands: [PermissionsList.self, PermissionsSet.self, PermissionsReset.self],
        defaultSubcommand: PermissionsList.self
    )
}

struct PermissionsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the decisions.",
        discussion: """
            Example:
              crumb permissions list --browser firefox
            """,
        aliases: ["ls"]
    )

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let session = try Session(global)
        let view = PermissionsView(try session.permissions(), of: session.policy.name)
        if global.json {
            try global.output.print(json: view.json)
        } else {
            try global.output.print(view.layout)
        }
    }
}

struct PermissionsSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set a permission of a page.",
        discussion: """
            Examples:
              crumb permissions set loopback-network granted \\
                  --origin https://shop.example.com
              crumb permissions set storage-access denied \\
                  --origin https://shop.test --frame https://widget.test
            """
    )

    @Argument(help: "loopback-network, local-network or storage-access.")
    var name: String

    @Argument(help: "granted, denied or prompt.")
    var state: String

    @OptionGroup var owner: PermissionOwnerOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let name = try PermissionOption.name(name)
        let state = try PermissionOption.state(state)
        let session = try Session(global)
        guard let origin = try owner.pageOrigin(in: session) else {
            throw UsageError("--origin is missing: add --origin https://shop.example.com")
        }
        let frame = try owner.frameOrigin()
        guard (frame != nil) == (name == .storageAccess) else {
            throw UsageError(
                frame == nil
                    ? "storage-access belongs to a frame: add --frame https://widget.test"
                    : "\(name.rawValue) belongs to the page, not to its frames: leave out --frame"
            )
        }
        let key = Permissions.Key(name: name, origin: origin, embeddedOrigin: frame)
        try session.decide([key: Permissions.Entry(state)])
        guard !global.quiet else { return }
        let place = frame.map { ", in a frame of \($0)" } ?? ""
        try global.output.print(line: "\(name.rawValue) \(state.rawValue) for \(origin)\(place)")
    }
}

struct PermissionsReset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Delete decisions: on one permission, of one page, or all.",
        discussion: """
            Example:
              crumb permissions reset loopback-network \\
                  --origin https://shop.example.com
            """,
        aliases: ["clear"]
    )

    @Argument(help: "The permission; without it, all.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "The page in the address bar: its origin or URL (default: every page).",
            valueName: "url"
        )
    )
    var origin: String?

    @Option(
        help: ArgumentHelp(
            "The frame, for storage-access (default: every frame).",
            valueName: "url"
        )
    )
    var frame: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    mutating func run() async throws {
        let name = try name.map(PermissionOption.name)
        let origin = try origin.map { try PermissionOwnerOptions.origin($0, "--origin") }
        let frame = try frame.map { try PermissionOwnerOptions.origin($0, "--frame") }
        let session = try Session(global)
        let keys = try session.permissions().keys.filter { key in
            (name == nil || key.name == name) && (origin == nil || key.origin == origin)
                && (frame == nil || key.embeddedOrigin == frame)
        }
        try session.decide(Dictionary(uniqueKeysWithValues: keys.map { ($0, nil) }))
        guard !global.quiet else { return }
        try global.output.print(line: "\(counted(keys.count, "permission")) deleted")
    }
}

/// The owner of a permission.
struct PermissionOwnerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The page in the address bar: its origin or URL (default: the page of the last visit).",
            valueName: "url"
        )
    )
    var origin: String?

    @Option(help: ArgumentHelp("The frame, for storage-access.", valueName: "url"))
    var frame: String?

    func pageOrigin(in session: Session) throws -> String? {
        guard let origin else { return try session.currentPage()?.top.origin.serialized }
        return try Self.origin(origin, "--origin")
    }

    func frameOrigin() throws -> String? { try frame.map { try Self.origin($0, "--frame") } }

    static func origin(_ text: String, _ option: String) throws -> String {
        let origin = try PageURL.parse(text, option: option).origin
        guard !origin.isOpaque else {
            throw UsageError(
                "\(option) \(text) has an opaque origin, which cannot have permissions: write "
                    + "https://shop.example.com"
            )
        }
        return origin.serialized
    }
}

extension Session {
    func permissions() throws(CommandFailure) -> [Permissions.Key: Permissions.Entry] {
        try Self.guarded { () throws(ProfileError) in
            try profile?.permissions(of: policy.name) ?? [:]
        }
    }

    fileprivate func decide(
        _ changes: [Permissions.Key: Permissions.Entry?]
    ) throws(CommandFailure) {
        try Self.guarded { () throws(ProfileError) in
            try profile?.decide(changes, of: policy)
        }
    }
}
