internal import BrowserFetch
package import BrowserInfra
package import BrowserJSON

/// A file of steps and expectations, as it was written: nothing in it has been looked up yet.
package struct Scenario: Hashable, Sendable {
    package var source: SourceFile
    package var name: String?
    /// The names of the browsers that it runs in, one after the other; empty for the caller's.
    package var browsers: [String] = []
    /// Virtual time, which stands still but for `advance`; `nil` is the machine's.
    package var clock: Moment?
    package var variables: [Variable] = []
    /// The names of those that the file defines, and of those that its texts mention.
    package internal(set) var variableNames: Set<String> = []
    package var resolve: [ResolveRule] = []
    package var tls = TLSSettings()
    package var servers: [Server] = []
    /// Whether paths count from the folder of the file, and not from where crumb is started.
    package var pathsCountFromFile = false
    package var page: Template?
    /// URLs, and the files that `open` reads in their place.
    var maps: [NamedTemplate] = []
    /// Whether reports on violated policies are sent.
    package var sendsReports = false
    package var steps: [Step] = []

    package struct Variable: Hashable, Sendable {
        package var name: String
        var value: Initial

        enum Initial: Hashable, Sendable {
            case value(ValueTemplate)
            /// A port of 127.0.0.1 that nobody listens on, another one in each run.
            case freePort
        }
    }

    /// An address for a host and port, both with variables.
    package struct ResolveRule: Hashable, Sendable {
        /// `host:port`.
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
        /// For the shell.
        var command: Template
        /// Any HTTP answer from there means that it is up; without it, it is up at once.
        var ready: Template?
        var timeout: Microseconds = 10_000_000
    }
}

/// A length of time.
package typealias Microseconds = Int64

/// One thing that happens in the browser, and what has to come of it.
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
        /// After the first attempt.
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

/// The page that asks, where it is not simply the current one.
struct FrameSettings: Hashable, Sendable {
    /// Outermost first; `nil` leaves the page where it is.
    var ancestors: [Template]?
    var isSandboxed = false
    /// The keywords of its sandbox; `nil` where it has none.
    var sandbox: SandboxFlags?
    /// The frame of the tab that the page is in; `nil` for the tab's own page.
    var path: FramePath?
}

/// Another page in the tab, with what rules it.
struct PageAction: Hashable, Sendable {
    var url: Template
    var contentSecurityPolicies: [Template] = []
    var embedderPolicy: EmbedderPolicy?
    var referrerPolicy: ReferrerPolicy?
}

/// `fetch()` with its init.
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
    /// In real time, as the network takes it.
    var abortAfter: Microseconds?
    var integrity: Template?
    var xsrf: XSRFToken?
    var frame = FrameSettings()
}

/// A navigation of the tab.
struct VisitAction: Hashable, Sendable {
    /// `nil` for what asks again for a page that was there.
    var url: Template?
    var settings = NavigationSettings(.typed)
    var method = "GET"
    var body: RequestBody?
    var referrerPolicy: ReferrerPolicy?
    var frame = FrameSettings()
}

/// A frame that is inserted into the page, or into a frame of it.
struct FrameAction: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case url(Template)
        case blank, srcdoc, blob
    }

    var name: String
    var content = Content.blank
    var attributes = FrameAttributes()
    /// Of the tab: what it is inserted into.
    var path = FramePath.tab
}

/// A frame that shows another document.
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

/// A subresource or a frame.
struct LoadAction: Hashable, Sendable {
    var url: Template
    var kind: ResourceKind
    var crossorigin = LoadRequest.CORSSetting.none
    /// Of a script or style sheet.
    var integrity: Template?
    /// Of a module worker.
    var credentials: CredentialsMode?
    /// Of a ping.
    var href: Template?
    var referrerPolicy: ReferrerPolicy?
    /// `isSandboxed` and `sandbox` are the loaded frame's.
    var frame = FrameSettings()
    var isCredentialless = false
}

/// `navigator.sendBeacon()`.
struct BeaconAction: Hashable, Sendable {
    var url: Template
    var body: RequestBody?
    /// That of a Blob with the body in it.
    var blobType: Template?
    var frame = FrameSettings()
}

/// `new EventSource()`, until so many messages have come.
struct EventSourceAction: Hashable, Sendable {
    var url: Template
    var withCredentials = false
    var messages = 1
    var lastEventID: Template?
    var frame = FrameSettings()
}

/// `new WebSocket()`, which is closed after so many messages.
struct WebSocketAction: Hashable, Sendable {
    var url: Template
    var protocols: [Template] = []
    var sends: [Template] = []
    var messages = 0
    var frame = FrameSettings()
}

struct DocumentCookieAction: Hashable, Sendable {
    /// Assigned in turn, before it is read.
    var assignments: [Template] = []
    var frame = FrameSettings()
}

enum RequestBody: Hashable, Sendable {
    case text(Template)
    case json(ValueTemplate)
    /// The fields of a form, urlencoded.
    case form([NamedTemplate])
}

struct NamedTemplate: Hashable, Sendable {
    var name: Template
    var value: Template
}

/// A value with variables in its texts.
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

/// What a step keeps in a variable.
struct Capture: Hashable, Sendable {
    enum Origin: Hashable, Sendable {
        /// A JSON Pointer into the body, in its decoded parts.
        ///
        /// https://www.rfc-editor.org/rfc/rfc6901
        case body([String])
        case header(String)
        case cookie(String)
    }

    var variable: String
    var origin: Origin
    /// Whether its escapes are undone, as `decodeURIComponent` does.
    var decodesPercent = false
    var place: Place
}
