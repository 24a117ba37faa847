internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Doctor
internal import Explanations
internal import Report
internal import Scenario
internal import Service
internal import Synchronization
internal import WebOrigin

/// The methods that answer questions.
struct QueryMethods {
    private typealias Parameter = ServiceMethod.Parameter

    let browser: ServedBrowser

    var all: [ServiceMethod] { [why, origin, doctor, reasons] }

    private var why: ServiceMethod {
        ServiceMethod(
            "why",
            "Say which stored cookies a request would carry, and why the others would not be "
                + "sent; nothing is sent.",
            parameters: [
                .url("why"), .method,
                Parameter(
                    "credentials",
                    Parameter.words(CredentialsMode.self),
                    "Default: include."
                ),
                Parameter("mode", Parameter.words(RequestMode.self), "Default: cors."),
                Parameter("as", Parameter.words(ResourceKind.self), "What an element would load."),
                Parameter(
                    "crossorigin",
                    Parameter.words(LoadRequest.CORSSetting.self),
                    "The element's crossorigin attribute."
                ),
                Parameter(
                    "via",
                    Parameter.words(NavigationTrigger.self),
                    "A navigation instead: typed, link, form."
                ),
            ] + Parameter.page,
            result:
                "A report whose exchange was not sent, and missing: cookies that are not there.",
            isReading: true
        ) { [browser] _, params in
            try await WhyCall(browser: browser).answer(params)
        }
    }

    private var origin: ServiceMethod {
        ServiceMethod(
            "origin",
            "Compare two URLs: same origin? same site? how do they differ?",
            parameters: [
                Parameter("a", Parameter.text, "A URL.").required(),
                Parameter("b", Parameter.text, "Another URL.").required(),
            ],
            result: "{ a, b, sameOrigin, sameSite, schemelesslySameSite, differsBy }.",
            isReading: true
        ) { [browser] _, params in
            let session = browser.session
            let a = try PageURL.parse(
                try params.text("a") ?? "",
                option: "a:",
                alsoOf: ["ws", "wss"]
            )
            let b = try PageURL.parse(
                try params.text("b") ?? "",
                option: "b:",
                alsoOf: ["ws", "wss"]
            )
            let explanation = OriginExplanation(
                OriginComparison(a, b, suffixes: session.suffixes),
                first: a,
                second: b,
                policy: session.policy,
                suffixes: session.suffixes
            )
            return session.options.output.shown(explanation).json
        }
    }

    private var doctor: ServiceMethod {
        ServiceMethod(
            "doctor",
            "Probe an API from a page's origin, and list what to fix; only GET, HEAD and "
                + "preflights, unless unsafeMethods is true.",
            parameters: [
                .url("doctor"), .from,
                Parameter("methods", .textsSchema, "Methods that the page uses.").also("method"),
                Parameter("headers", Parameter.mapping, "Headers that the page sets, by name."),
                Parameter("json", .object([]), "The JSON that unsafe methods send (default: {})."),
                Parameter("protocols", .textsSchema, "Subprotocols of a ws: URL."),
                Parameter("unsafeMethods", Parameter.flag, "Whether to send them too."),
                Parameter("browsers", .textsSchema, "Browsers (default: all).").also("browser"),
            ],
            result: "What doctor --json prints: findings with fixes, and every probe."
        ) { [browser] call, params in
            try await DoctorCall(browser: browser).answer(call, params)
        }
    }

    private var reasons: ServiceMethod {
        ServiceMethod(
            "reasons",
            "Explain a reason code: what it means, in which browsers, and the fix.",
            parameters: [
                Parameter("code", Parameter.text, "Such as SameSiteUnspecifiedTreatedAsLax.")
            ],
            result: "What reasons --json prints.",
            isReading: true
        ) { _, params in
            try ReasonsCommand.explanation(of: try params.texts("code")).json
        }
    }
}
