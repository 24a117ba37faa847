internal import BrowserFetch
package import BrowserInfra
package import BrowserJSON

/// A file of steps and expectations as written, with no variables substituted.
package struct Scenario: Hashable, Sendable {
    package var source: SourceFile
    package var name: String?
    /// The names of the browsers to run in, one after another; if empty, the caller's default.
    package var browsers: [String] = []
    /// Virtual time, which only `advance` moves; `nil` is the machine's time.
    package var clock: Moment?
    package var variables: [Variable] = []
    /// The variables that the file defines and those that its texts use.
    package internal(set) var variableNames: Set<String> = []
    package var resolve: [ResolveRule] = []
    package var tls = TLSSettings()
    package var servers: [Server] = []
    /// Whether paths are relative to the file's folder instead of the working directory.
    package var pathsCountFromFile = false
    package var page: Template?
    /// URLs and the local files that `open` loads in their place.
    var maps: [NamedTemplate] = []
    /// Whether reports about violated policies are sent.
    package var sendsReports = false
    package var steps: [Step] = []

    package struct Variable: Hashable, Sendable {
        package var name: String
        var value: Initial

        enum Initial: Hashable, Sendable {
            case value(ValueTemplate)
            /// A port of 127.0.0.1 that nothing listens on; a different one in each run.
            case freePort
        }
    }

    /// The address to connect to for a host and port; both may contain variables.
    package struct ResolveRule: Hashable, Sendable {
        /// In the form `host:port`.
        var authority: Template
        var address: Template
    }

    package struct TLSSettings: Hashable, Sendable {
        var certificateAuthorities: Template?
        var clientCertificate: Template?
        var clientKey: Template?
        var isInsecure = false
    }

    package struct Server: Hashable, Sendable {
        var place: Place
        /// A shell command.
        var command: Template
        /// Any HTTP response from this URL means that the server is ready; without a URL, it is
        /// ready at once.
        var ready: Template?
        var timeout: Microseconds = 10_000_000
    }
}

/// A duration in microseconds.
package typealias Microseconds = Int64

/// An action in the browser, and what is expected of it.
package struct Step: Hashable, Sendable {
    package var place: Place
    package var name: String?
    var action: Action
    /// `nil` runs in every browser.
    var onlyIn: [String]?
    var repeatCount = 1
    var retry: Retry?
    var captures: [Capture] = []
    var expectations: [Expectation] = []

    struct Retry: Hashable, Sendable {
        /// The number of attempts after the first.
        var times: Int
        var delay: Microseconds
    }

    enum Action: Hashable, Sendable {
        case fetch(FetchAction)
        case visit(VisitAction)
        case frame(FrameAction)
        case navigateFrame(NavigateFrameAction)
        case load(LoadAction)
        case beacon(BeaconAction)
        case eventSource(EventSourceAction)
        case webSocket(WebSocketAction)
        case documentCookie(DocumentCookieAction)
        case cookieStore(CookieStoreAction)
        case storageAccess(StorageAccessAction)
        case page(PageAction)
        case open(OpenAction)
        case interaction(PageInteraction)
        case permissions([PermissionName: PermissionState])
        case cookies
        case advance(Microseconds)
        case closeBrowser
        case parallel([Step])
    }
}

/// The page that makes the request, if it is not the current one.
struct FrameSettings: Hashable, Sendable {
    /// The ancestors, outermost first; `nil` leaves the page where it is.
    var ancestors: [Template]?
    var isSandboxed = false
    /// The sandbox flags; `nil` if it is not sandboxed.
    var sandbox: SandboxFlags?
    /// The tab's frame that contains the page; `nil` is the top-level page.
    var path: FramePath?
}

/// Shows another page in the tab, with its policies.
struct PageAction: Hashable, Sendable {
    var url: Template
    var contentSecurityPolicies: [Template] = []
    var embedderPolicy: EmbedderPolicy?
    var referrerPolicy: ReferrerPolicy?
}

/// `fetch()` with its options.
struct FetchAction: Hashable, Sendable {
    var url: Template
    var method: Template?
    var headers: [NamedTemplate] = []
    var body: RequestBody?
    var mode = RequestMode.cors
    var credentials = CredentialsMode.sameOrigin
    var redirect = RedirectMode.follow
    var referrer: Template?
    var referrerPolicy: ReferrerPolicy?
    var cache = CacheMode.default
    var api = FetchRequest.API.fetch
    var targetAddressSpace: AddressSpace?
    var isKeepalive = false
    /// In real time, because the network takes real time.
    var abortAfter: Microseconds?
    var integrity: Template?
    var xsrf: XSRFToken?
    var frame = FrameSettings()
}

/// Navigates the tab.
struct VisitAction: Hashable, Sendable {
    /// `nil` if the step goes back to or reloads an earlier page.
    var url: Template?
    var settings = NavigationSettings(.typed)
    var method = "GET"
    var body: RequestBody?
    var referrerPolicy: ReferrerPolicy?
    var frame = FrameSettings()
}

/// Inserts a frame into the page or one of its frames.
struct FrameAction: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case url(Template)
        case blank, srcdoc, blob
    }

    var name: String
    var content = Content.blank
    var attributes = FrameAttributes()
    /// The frame of the tab to insert into.
    var path = FramePath.tab
}

/// Navigates a frame to another document.
struct NavigateFrameAction: Hashable, Sendable {
    enum Manner: String, Hashable, Sendable, CaseIterable {
        case src, link, form, script, replace, meta, reload

        var kind: NavigationKind {
            switch self {
            case .src: .iframe
            case .link: .link
            case .form: .form
            case .script: .script
            case .replace: .replace
            case .meta: .meta
            case .reload: .reload
            }
        }
    }

    enum Mover: String, Hashable, Sendable, CaseIterable {
        case frame, parent
    }

    var path: FramePath
    /// `nil` for a reload.
    var url: Template?
    var trigger = Manner.src
    var mover = Mover.parent
    var method = "GET"
    var body: RequestBody?
    var referrerPolicy: ReferrerPolicy?
    var userActivation: Bool?
}

/// Loads a subresource or a frame.
struct LoadAction: Hashable, Sendable {
    var url: Template
    var kind: ResourceKind
    var crossorigin = LoadRequest.CORSSetting.none
    /// Only for scripts and style sheets.
    var integrity: Template?
    /// Only for module workers.
    var credentials: CredentialsMode?
    /// Only for pings.
    var href: Template?
    var referrerPolicy: ReferrerPolicy?
    /// `isSandboxed` and `sandbox` apply to the loaded frame.
    var frame = FrameSettings()
    var isCredentialless = false
}

/// `navigator.sendBeacon()`.
struct BeaconAction: Hashable, Sendable {
    var url: Template
    var body: RequestBody?
    /// The type of a Blob that contains the body.
    var blobType: Template?
    var frame = FrameSettings()
}

/// `new EventSource()`, which is closed after a number of messages.
struct EventSourceAction: Hashable, Sendable {
    var url: Template
    var withCredentials = false
    var messages = 1
    var lastEventID: Template?
    var frame = FrameSettings()
}

/// `new WebSocket()`, which is closed after a number of messages.
struct WebSocketAction: Hashable, Sendable {
    var url: Template
    var protocols: [Template] = []
    var sends: [Template] = []
    var messages = 0
    var frame = FrameSettings()
}

struct DocumentCookieAction: Hashable, Sendable {
    /// Assigned in order before the cookies are read.
    var assignments: [Template] = []
    var frame = FrameSettings()
}

enum RequestBody: Hashable, Sendable {
    case text(Template)
    case json(ValueTemplate)
    /// The fields of a form, encoded as application/x-www-form-urlencoded.
    case form([NamedTemplate])
}

struct NamedTemplate: Hashable, Sendable {
    var name: Template
    var value: Template
}

/// A value whose texts may contain variables.
indirect enum ValueTemplate: Hashable, Sendable {
    case literal(JSONValue)
    case text(Template)
    case array([ValueTemplate])
    case object([Member])

    struct Member: Hashable, Sendable {
        var name: String
        var value: ValueTemplate
    }
}

/// A value that a step stores in a variable.
struct Capture: Hashable, Sendable {
    enum Origin: Hashable, Sendable {
        /// A JSON Pointer into the body, as decoded reference tokens.
        ///
        /// https://www.rfc-editor.org/rfc/rfc6901
        case body([String])
        case header(String)
        case cookie(String)
    }

    var variable: String
    var origin: Origin
    /// Whether to decode percent escapes, as `decodeURIComponent` does.
    var decodesPercent = false
    var place: Place
}
