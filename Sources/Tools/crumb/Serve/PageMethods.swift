internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import PageScripts
internal import Scenario
internal import Service

/// The methods of a page whose scripts run: they start the program crumb-js.
struct PageMethods {
    private typealias Parameter = ServiceMethod.Parameter

    let browser: ServedBrowser

    var all: [ServiceMethod] { [open, click, type, submit, script, state] }

    private static let result =
        "The output of open --json: crumb.page/1, with the page's activity since the previous call."

    private static let target = Parameter(
        "target",
        Parameter.text,
        "A CSS selector, or the text of a button, a link or a label."
    )
    private static let frame = Parameter(
        "in",
        Parameter.text,
        "The frame as outer/inner (default: all frames are searched)."
    )
    private static let timeout = Parameter(
        "timeout",
        Parameter.text,
        "How long to wait for the page to become idle (default: 30s)."
    )

    private var open: ServiceMethod {
        method(
            "open",
            "Open a page in the tab, and run its code until it is idle; it stays open.",
            [
                .url("open"),
                Parameter("map", Parameter.mapping, "URLs, and the files to load instead."),
                Self.timeout, .expect,
            ]
        )
    }

    private var click: ServiceMethod {
        method(
            "click",
            "Click an element of the open page.",
            [Self.target.required().also("click"), Self.frame, Self.timeout, .expect]
        )
    }

    private var type: ServiceMethod {
        method(
            "type",
            "Type into a field of the open page.",
            [
                Parameter(
                    "target",
                    Parameter.text,
                    "The field: a CSS selector, or its label, placeholder or name."
                ),
                Parameter("text", Parameter.text, "The text, which replaces the existing one."),
                Parameter(
                    "fields",
                    Parameter.mapping,
                    "Several fields, and the text for each."
                )
                .also("type"),
                Self.frame, Self.timeout, .expect,
            ]
        )
    }

    private var submit: ServiceMethod {
        method(
            "submit",
            "Submit a form of the open page, as the Enter key does.",
            [Self.target.required().also("submit"), Self.frame, Self.timeout, .expect]
        )
    }

    /// Runs a script on the open page, or without one on an empty page.
    private var script: ServiceMethod {
        let alone = ScriptCall(browser: browser)
        let onPage = StepCall(browser: browser, name: "script", action: "script")
        return ServiceMethod(
            "script",
            "Run JavaScript as the page: in the open page, or, if none is open or from names a "
                + "page, in one without a document tree.",
            parameters: [
                Parameter(
                    "code",
                    Parameter.text,
                    "A classic script; the result is its completion value."
                )
                .required().also("script"),
                .from, Self.frame, Self.timeout, .expect,
            ],
            result: Self.result,
            isBarrier: true
        ) { [browser] call, params in
            let isOpen = await browser.steps.hasOpenPage
            guard isOpen, try params.text("from") == nil else {
                return try await alone.answer(call, params)
            }
            return try await onPage.answer(call, params)
        }
    }

    private var state: ServiceMethod {
        let call = StepCall(browser: browser, name: "state", action: "state")
        return ServiceMethod(
            "state",
            "Get the state of the open page: its URL, title and text, its console messages and "
                + "requested.",
            result: Self.result,
            isBarrier: true
        ) { _, _ in try await call.look() }
    }

    private func method(
        _ name: String,
        _ summary: String,
        _ parameters: [ServiceMethod.Parameter]
    ) -> ServiceMethod {
        let call = StepCall(browser: browser, name: name, action: name)
        return ServiceMethod(
            name,
            summary,
            parameters: parameters,
            result: Self.result,
            isBarrier: true
        ) { rpc, params in try await call.answer(rpc, params) }
    }
}
