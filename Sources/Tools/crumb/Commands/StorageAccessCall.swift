internal import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
internal import Profile
internal import Terminal
internal import WebOrigin

/// A call from a frame's script, with its result printed.
struct StorageAccessCall {
    private let global: GlobalOptions
    private let session: Session
    private let page: Page
    private let pageOptions: PageOptions
    private let browser: Browser

    init(_ global: GlobalOptions, _ pageOptions: PageOptions) throws {
        self.global = global
        let session = try Session(global)
        self.session = session
        page = try pageOptions.page(in: session)
        self.pageOptions = pageOptions
        browser = session.offlineBrowser()
    }

    func has() async throws {
        let value: Bool
        do throws(BrowserStorageError) {
            value = try await browser.hasStorageAccess(page)
        } catch {
            throw CommandFailure(.profileFailed, error.detail)
        }
        if global.json {
            try print("has", value: .bool(value), refusal: nil)
        } else {
            try global.output.print(line: value ? "true" : "false")
        }
    }

    func request(hasUserActivation: Bool) async throws {
        try await pageOptions.decide(in: browser, for: page)
        let refusal: StorageAccessRefusal?
        do throws(BrowserStorageError) {
            refusal = try await browser.refusalOfStorageAccess(
                to: page,
                hasUserActivation: hasUserActivation
            )
            if refusal == nil { try await browser.holdStorageAccess(for: page) }
        } catch {
            throw CommandFailure(.profileFailed, error.detail)
        }
        try await session.save(browser, seen: page)
        if global.json {
            try print("request", value: .null, refusal: refusal)
        } else if !global.quiet {
            note(refusal)
        }
        if refusal != nil { throw CommandFailure(.blocked) }
    }

    func decide(_ state: PermissionState) async throws {
        guard let key = Permissions.Key(storageAccessOf: page) else {
            throw UsageError(
                "storage access belongs to a frame: add --in-frame-of https://shop.test, its parent page"
            )
        }
        try Session.guarded { () throws(ProfileError) in
            try session.profile?.decide([key: Permissions.Entry(state)], of: session.policy)
        }
        if global.json {
            return try global.output.print(
                json: .object([
                    "schema": "crumb.storage-access/1",
                    "frame": .string(page.origin.serialized),
                    "page": .string(page.top.origin.serialized),
                    "state": .string(state.rawValue),
                ])
            )
        }
        guard !global.quiet else { return }
        let verb = state == .granted ? "may have" : "may not have"
        try global.output.print(line: "\(shownFrame) \(verb) storage access when it requests it")
    }

    private var shownFrame: String {
        page.ancestors.isEmpty
            ? page.origin.serialized
            : "\(page.origin.serialized) in a frame of \(page.top.origin.serialized)"
    }

    private func note(_ refusal: StorageAccessRefusal?) {
        var layout = Layout()
        layout.text(
            StyledText("document.requestStorageAccess()", .strong)
                + StyledText(escaping: " in \(shownFrame)")
        )
        layout.blank()
        if let refusal {
            layout.row(
                "page",
                StyledText("✗ ", .bad)
                    + StyledText(
                        escaping: "The promise rejects: \(refusal.errorName). \(refusal.sentence) "
                    ) + StyledText("[\(refusal.code)]", .faint)
            )
            layout.row("fix", StyledText(escaping: refusal.fix(in: session.policy)))
        } else {
            layout.row(
                "page",
                StyledText("✓ ", .good) + StyledText(escaping: "The promise resolves. \(gained)")
            )
        }
        if session.policy.evidence.unrecordedAxes.contains("undecidedAccess") {
            layout.row(
                "",
                StyledText(escaping: "Not sure: this browser's storage access was not recorded.")
            )
        }
        global.output.note(layout)
    }

    private var gained: String {
        switch session.policy.cookies.thirdParty {
        case .allow: "Third-party cookies are allowed here anyway."
        case .block, .partition:
            "The frame now has its site's own cookies, those with SameSite=None, in "
                + "document.cookie and in requests to its own origin, until it navigates away."
        }
    }

    private func print(
        _ call: String,
        value: JSONValue,
        refusal: StorageAccessRefusal?
    ) throws {
        try global.output.print(
            json: StorageAccessAnswer(call: call, frame: page, policy: session.policy)
                .json(value: value, refusal: refusal)
        )
    }
}

/// The `--json` output of a call.
struct StorageAccessAnswer {
    let call: String
    let frame: Page
    let policy: BrowserPolicy

    func json(value: JSONValue, refusal: StorageAccessRefusal?) -> JSONValue {
        let isUnsure = policy.evidence.unrecordedAxes.contains("undecidedAccess")
        return .object([
            "schema": "crumb.storage-access/1",
            "browser": .string(policy.name),
            "call": .string(call),
            "frame": .string(frame.origin.serialized),
            "topLevelOrigin": .string(frame.top.origin.serialized),
            "value": value,
            "error": refusal.map { refusal in
                .object([
                    "name": .string(refusal.errorName),
                    "message": .string(refusal.scriptMessage),
                    "code": .string(refusal.code),
                    "sentence": .string(refusal.sentence),
                    "fix": .string(refusal.fix(in: policy)),
                ])
            } ?? .null,
            "console": .array(refusal?.consoleMessages.map { .string($0) } ?? []),
            "basis": .string(isUnsure ? "unsure" : "recorded"),
        ])
    }
}

extension Permissions.Key {
    /// The frame of the call.
    var frame: HeldStorageAccess.Frame {
        HeldStorageAccess.Frame(origin: embeddedOrigin ?? "", topLevelOrigin: origin)
    }
}
