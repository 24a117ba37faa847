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
            "Do what a page's fetch() does, and say what it sees: which cookies were sent, which "
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
                Parameter("keepalive", Parameter.flag, "Whether it outlives the page."),
                Parameter("abortAfter", Parameter.text, "When the page aborts it, such as 2s."),
                .integrity,
                Parameter(
                    "xsrf",
                    .object(["type": .strings(["boolean", "string"])]),
                    "true sends XSRF-TOKEN as X-XSRF-TOKEN; else COOKIE:HEADER."
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
            "Navigate the tab: a typed URL, a link, a form, a reload, back. Later requests come "
                + "from its page.",
            [
                url,
                Parameter(
                    "via",
                    Parameter.words(NavigationTrigger.self),
                    "How (default: typed); reload, back and forward need no url."
                ),
                .from,
                Parameter("method", .schema(words: ["GET", "POST"]), "Of a form."), .body,
                .referrerPolicy,
                Parameter("target", Parameter.text, "Where a link opens: _blank."),
                Parameter("rel", Parameter.text, "The link's rel: noreferrer."),
                .userActivation,
                Parameter("in", Parameter.text, "The frame whose link it is, as outer/inner."),
                .expect,
            ],
            result: "The report of the navigation; null where the page is there without a request."
        )
    }

    private var load: ServiceMethod {
        method(
            "load",
            "Load a subresource or a frame of the page: an image, script, style sheet, iframe.",
            [
                .url("load"),
                Parameter("as", Parameter.words(ResourceKind.self), "What the element is.")
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
                    "Of a module worker."
                ),
                Parameter("href", Parameter.text, "The link of a ping."), .referrerPolicy,
                Parameter("credentialless", Parameter.flag, "Whether the iframe is."),
            ] + Parameter.page + [.expect],
            result: "The report of the request."
        )
    }

    private var beacon: ServiceMethod {
        method(
            "beacon",
            "Do what navigator.sendBeacon() does, and say what happened to it.",
            [
                .url("beacon"), .body, .json,
                Parameter("blobType", Parameter.text, "The type of a Blob with the body in it."),
            ] + Parameter.page + [.expect],
            result: "The report of the request."
        )
    }

    private var webSocket: ServiceMethod {
        method(
            "webSocket",
            "Open a page's new WebSocket(), send and receive messages, and close it.",
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
            "Open a page's new EventSource(), with its reconnections.",
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
            "Read document.cookie as the page's script does, after writing what set says.",
            action: "document-cookie",
            [Parameter("set", .textsSchema, "Assigned in turn: name=value; attributes.")]
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
            "Ask a frame's document.hasStorageAccess() or requestStorageAccess().",
            action: "storage-access",
            [
                Parameter("call", .schema(words: ["request", "has"]), "Which of them.").required()
                    .also("storage-access"),
                Parameter(
                    "permission",
                    Parameter.words(PermissionState.self),
                    "What the user has decided before."
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
            "Show a page in the tab without requesting it; later requests come from it.",
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
            "Set what the page's user has decided about the local network.",
            [
                Parameter(
                    "loopbackNetwork",
                    Parameter.words(PermissionState.self),
                    "This machine."
                ),
                Parameter("localNetwork", Parameter.words(PermissionState.self), "Its network."),
            ],
            result: "null."
        )
    }

    private var frame: ServiceMethod {
        method(
            "frame",
            "Insert a frame into the page, by a name that other calls give as in.",
            [
                Parameter("name", Parameter.text, "The frame's name.").required().also("frame"),
                Parameter("src", Parameter.text, "Its URL."),
                Parameter("srcdoc", Parameter.text, "Its document."),
                Parameter("blob", Parameter.flag, "Whether it shows a blob: URL."),
                Parameter("allow", Parameter.text, "Its allow attribute."),
                Parameter("csp", Parameter.text, "Its attribute csp."),
                Parameter("credentialless", Parameter.flag, "Whether it is credentialless."),
                Parameter("sandboxed", Parameter.flag, "Whether it is sandboxed."),
                Parameter("sandbox", Parameter.text, "The keywords of its sandbox."),
                .referrerPolicy,
                Parameter("in", Parameter.text, "The frame that it is inserted into."),
                .expect,
            ],
            result: "The report of its navigation; null where nothing was asked for."
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
                    "How (default: src)."
                ),
                Parameter("by", .schema(words: ["frame", "parent"]), "Who does it."),
                Parameter("method", .schema(words: ["GET", "POST"]), "Of a form."), .body,
                .referrerPolicy, .userActivation, .expect,
            ],
            result: "The report of the navigation."
        )
    }

    private var advance: ServiceMethod {
        method(
            "advance",
            "Let time pass: cookies expire.",
            [
                Parameter("by", Parameter.text, "How much: 61s, 90m, 1d12h.").required()
                    .also("advance")
            ],
            result: "{ now }, the browser's time."
        )
    }

    // MARK: What they have in common

    /// `action`: what a step of a file calls it, where that is another name.
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
