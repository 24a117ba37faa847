internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Scenario
internal import Service

/// The methods that are the steps of scenarios.
struct StepMethods {
    private typealias Parameter = ServiceMethod.Parameter

    let browser: ServedBrowser

    var all: [ServiceMethod] {
        [fetch, visit, load, beacon, webSocket, eventSource, documentCookie, cookieStore]
            + [storageAccess, page, permissions, frame, navigateFrame, advance]
    }

    private var fetch: ServiceMethod {
        method(
            "fetch",
            "Call fetch() as a page, and report what the page sees: which cookies were sent, which "
                + "were stored, whether CORS lets the page read the response, and why not.",
            [
                .url("fetch"), .method,
                Parameter("headers", Parameter.mapping, "Headers that the page sets, by name."),
                .body, .json,
                Parameter("mode", Parameter.words(RequestMode.self), "The mode (default: cors)."),
                Parameter(
                    "credentials",
                    Parameter.words(CredentialsMode.self),
                    "Whether to send cookies: include, same-origin (the default) or omit."
                ),
                Parameter("redirect", Parameter.words(RedirectMode.self), "Default: follow."),
                Parameter("referrer", Parameter.text, "The referrer; empty for none."),
                .referrerPolicy,
                Parameter("cache", Parameter.words(CacheMode.self), "The cache mode."),
                Parameter(
                    "api",
                    Parameter.words(FetchRequest.API.self),
                    "Which API the page "
                        + "uses: fetch or xhr."
                ),
                Parameter("keepalive", Parameter.flag, "Whether the request outlives the page."),
                Parameter(
                    "abortAfter",
                    Parameter.text,
                    "The time after which the page aborts it, such as 2s."
                ),
                .integrity,
                Parameter(
                    "xsrf",
                    .object(["type": .strings(["boolean", "string"])]),
                    "true sends the cookie XSRF-TOKEN as X-XSRF-TOKEN; or COOKIE:HEADER."
                ),
            ] + Parameter.page + [.expect],
            result: "The report of the request: crumb.report/1."
        )
    }

    private var visit: ServiceMethod {
        var url = Parameter.url("visit")
        url.isRequired = false
        return method(
            "visit",
            "Navigate the tab: a typed URL, a link, a form, a reload, back. The page then makes "
                + "later requests.",
            [
                url,
                Parameter(
                    "via",
                    Parameter.words(NavigationTrigger.self),
                    "The kind of navigation (default: typed); reload, back and forward need no url."
                ),
                .from,
                Parameter("method", .schema(words: ["GET", "POST"]), "Of a form."), .body,
                .referrerPolicy,
                Parameter("target", Parameter.text, "Where a link opens: _blank."),
                Parameter("rel", Parameter.text, "The link's rel: noreferrer."),
                .userActivation,
                Parameter(
                    "in",
                    Parameter.text,
                    "The frame that contains the link, as outer/inner."
                ),
                .expect,
            ],
            result: "The report of the navigation; null if the page was restored without a request."
        )
    }

    private var load: ServiceMethod {
        method(
            "load",
            "Load a subresource or a frame of the page: an image, script, style sheet, iframe.",
            [
                .url("load"),
                Parameter("as", Parameter.words(ResourceKind.self), "The kind of element.")
                    .required(),
                Parameter(
                    "crossorigin",
                    Parameter.words(LoadRequest.CORSSetting.self),
                    "The element's crossorigin attribute."
                ),
                .integrity,
                Parameter(
                    "credentials",
                    Parameter.words(CredentialsMode.self),
                    "The credentials mode of a module worker."
                ),
                Parameter("href", Parameter.text, "The link of a ping."), .referrerPolicy,
                Parameter(
                    "credentialless",
                    Parameter.flag,
                    "Whether the iframe is credentialless."
                ),
            ] + Parameter.page + [.expect],
            result: "The report of the request."
        )
    }

    private var beacon: ServiceMethod {
        method(
            "beacon",
            "Call navigator.sendBeacon() as a page, and report the outcome.",
            [
                .url("beacon"), .body, .json,
                Parameter(
                    "blobType",
                    Parameter.text,
                    "The type of a Blob with the body as its content."
                ),
            ] + Parameter.page + [.expect],
            result: "The report of the request."
        )
    }

    private var webSocket: ServiceMethod {
        method(
            "webSocket",
            "Open a new WebSocket() as a page, send and receive messages, and close it.",
            action: "websocket",
            [
                .url("websocket"),
                Parameter("protocols", .textsSchema, "Subprotocols to offer."),
                Parameter("send", .textsSchema, "Messages to send."),
                Parameter(
                    "receive",
                    Parameter.number,
                    "Close it after this many messages (default: 0, at once); each is reported "
                        + "as progress."
                ),
            ] + Parameter.page + [.expect],
            result: "The report of the handshake, with outcome.webSocket."
        )
    }

    private var eventSource: ServiceMethod {
        method(
            "eventSource",
            "Open a new EventSource() as a page, with its reconnections.",
            action: "eventsource",
            [
                .url("eventsource"),
                Parameter(
                    "withCredentials",
                    Parameter.flag,
                    "Whether to send cookies to other origins."
                ),
                Parameter(
                    "events",
                    Parameter.number,
                    "Close it after this many messages (default: 1); each is reported as progress."
                ),
                Parameter(
                    "lastEventId",
                    Parameter.text,
                    "Pretend that an earlier connection got "
                        + "this far."
                ),
            ] + Parameter.page + [.expect],
            result: "The report of the stream."
        )
    }

    private var documentCookie: ServiceMethod {
        method(
            "documentCookie",
            "Read document.cookie as a script of the page, after assigning set.",
            action: "document-cookie",
            [Parameter("set", .textsSchema, "Strings to assign in order: name=value; attributes.")]
                + Parameter.page + [.expect],
            result: "{ value, setCookies, error }."
        )
    }

    private var cookieStore: ServiceMethod {
        method(
            "cookieStore",
            "Make one call of the page's cookieStore: get, getAll, set or delete.",
            action: "cookie-store",
            [
                Parameter("get", Parameter.text, "The name of a cookie to get."),
                Parameter(
                    "getAll",
                    .object(["type": .strings(["boolean", "string"])]),
                    "true, or the name of cookies to get."
                ),
                Parameter(
                    "set",
                    Parameter.mapping,
                    "{ name, value, domain, path, max-age, same-site, partitioned }."
                ),
                Parameter(
                    "delete",
                    .object(["type": .strings(["string", "object"])]),
                    "A name, or { name, domain, path, partitioned }."
                ),
            ] + Parameter.page.dropLast(),
            result: "crumb.cookie-store/1."
        )
    }

    private var storageAccess: ServiceMethod {
        method(
            "storageAccess",
            "Call a frame's document.hasStorageAccess() or requestStorageAccess().",
            action: "storage-access",
            [
                Parameter("call", .schema(words: ["request", "has"]), "The call to make.")
                    .required()
                    .also("storage-access"),
                Parameter(
                    "permission",
                    Parameter.words(PermissionState.self),
                    "The user's earlier decision."
                ),
                .from,
                Parameter("inFrameOf", .textsSchema, "The pages around the frame."),
                Parameter("sandboxed", Parameter.flag, "Whether the frame is sandboxed."),
            ],
            result: "crumb.storage-access/1."
        )
    }

    private var page: ServiceMethod {
        method(
            "page",
            "Set the page in the tab without requesting it; it then makes later requests.",
            [
                Parameter("url", Parameter.text, "Its URL or bare origin.").required().also("page"),
                Parameter("csp", .textsSchema, "Its Content-Security-Policy."),
                Parameter(
                    "coep",
                    .schema(words: ["require-corp", "credentialless"]),
                    "Its Cross-Origin-Embedder-Policy."
                ),
                Parameter(
                    "pageReferrerPolicy",
                    Parameter.words(ReferrerPolicy.self),
                    "Its own referrer policy."
                ),
            ],
            result: "{ url, origin } of the page in the tab."
        )
    }

    private var permissions: ServiceMethod {
        method(
            "permissions",
            "Set the decisions of the page's user on local network access.",
            [
                Parameter(
                    "loopbackNetwork",
                    Parameter.words(PermissionState.self),
                    "Access to this machine."
                ),
                Parameter(
                    "localNetwork",
                    Parameter.words(PermissionState.self),
                    "Access to its network."
                ),
            ],
            result: "null."
        )
    }

    private var frame: ServiceMethod {
        method(
            "frame",
            "Insert a frame into the page, with a name for the parameter in of other calls.",
            [
                Parameter("name", Parameter.text, "The frame's name.").required().also("frame"),
                Parameter("src", Parameter.text, "Its URL."),
                Parameter("srcdoc", Parameter.text, "Its document."),
                Parameter("blob", Parameter.flag, "Whether it shows a blob: URL."),
                Parameter("allow", Parameter.text, "Its allow attribute."),
                Parameter("csp", Parameter.text, "Its csp attribute."),
                Parameter("credentialless", Parameter.flag, "Whether it is credentialless."),
                Parameter("sandboxed", Parameter.flag, "Whether it is sandboxed."),
                Parameter("sandbox", Parameter.text, "The keywords of its sandbox."),
                .referrerPolicy,
                Parameter("in", Parameter.text, "The frame to insert it into, as outer/inner."),
                .expect,
            ],
            result: "The report of its navigation; null if nothing was requested."
        )
    }

    private var navigateFrame: ServiceMethod {
        method(
            "navigateFrame",
            "Navigate a frame of the tab.",
            action: "navigate-frame",
            [
                Parameter("frame", Parameter.text, "The frame, as outer/inner.").required()
                    .also("navigate-frame"),
                Parameter("to", Parameter.text, "The URL."),
                Parameter(
                    "via",
                    .schema(words: [
                        "src", "link", "form", "script", "replace", "meta", "reload",
                    ]),
                    "The kind of navigation (default: src)."
                ),
                Parameter(
                    "by",
                    .schema(words: ["frame", "parent"]),
                    "The initiator: the frame or its parent."
                ),
                Parameter("method", .schema(words: ["GET", "POST"]), "Of a form."), .body,
                .referrerPolicy, .userActivation, .expect,
            ],
            result: "The report of the navigation."
        )
    }

    private var advance: ServiceMethod {
        method(
            "advance",
            "Advance the clock: cookies may expire.",
            [
                Parameter("by", Parameter.text, "The duration: 61s, 90m, 1d12h.").required()
                    .also("advance")
            ],
            result: "{ now }, the browser's time."
        )
    }

    // MARK: Shared code

    /// Creates a method.
    ///
    /// `action`: the name of the step in a file, if it differs.
    private func method(
        _ name: String,
        _ summary: String,
        action: String? = nil,
        _ parameters: [ServiceMethod.Parameter],
        result: String
    ) -> ServiceMethod {
        let isBarrier = !["fetch", "load", "beacon", "webSocket", "eventSource"].contains(name)
        let call = StepCall(browser: browser, name: name, action: action ?? name)
        return ServiceMethod(
            name,
            summary,
            parameters: parameters,
            result: result,
            isBarrier: isBarrier
        ) { rpc, params in
            try await call.answer(rpc, params)
        }
    }
}
