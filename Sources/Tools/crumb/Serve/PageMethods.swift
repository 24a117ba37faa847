internal import BrowserFetch
internal import BrowserJSON
internal import Explanations
internal import PageScripts
internal import Scenario
internal import Service

/// The methods of a page whose scripts run: they start crumb-js, which is a program.
struct PageMethods {
    private typealias Parameter = ServiceMethod.Parameter

    let browser: ServedBrowser

    var all: [ServiceMethod] { [open, click, type, submit, script, state] }

    private static let result =
        "What open --json prints: crumb.page/1, with what the page did since the call before."

    private static let target = Parameter(
        "target",
        Parameter.text,
        "A CSS selector, or the text of a button, a link or a label."
    )
    private static let frame = Parameter(
        "in",
        Parameter.text,
        "The frame, by its names, as outer/inner; otherwise all are searched."
    )
    private static let timeout = Parameter(
        "timeout",
        Parameter.text,
        "How long the page may take until nothing is under way (default: 30s)."
    )

    private var open: ServiceMethod {
        method(
            "open",
            "Open a page in the tab, and run its code until nothing is under way; it stays open.",
            [
                .url("open"),
                Parameter("map", Parameter.mapping, "URLs, and the files that are read instead."),
                Self.timeout, .expect,
            ]
        )
    }

    private var click: ServiceMethod {
        method(
            "click",
            "Click on the page that is open.",
            [Self.target.required().also("click"), Self.frame, Self.timeout, .expect]
        )
    }

    private var type: ServiceMethod {
        method(
            "type",
            "Type into a field of the page that is open.",
            [
                Parameter(
                    "target",
                    Parameter.text,
                    "The field: a CSS selector, or its label, placeholder or name."
                ),
                Parameter("text", Parameter.text, "What is typed in place of what is there."),
                Parameter(
                    "fields",
                    Parameter.mapping,
                    "Several fields, and what is typed into each."
                )
                .also("type"),
                Self.frame, Self.timeout, .expect,
            ]
        )
    }

    private var submit: ServiceMethod {
        method(
            "submit",
            "Submit a form of the page that is open, as the key Enter does.",
            [Self.target.required().also("submit"), Self.frame, Self.timeout, .expect]
        )
    }

    /// On the page that is open; else as before there was one.
    private var script: ServiceMethod {
        let alone = ScriptCall(browser: browser)
        let onPage = StepCall(browser: browser, name: "script", action: "script")
        return ServiceMethod(
            "script",
            "Run JavaScript as the page's own: in the page that open has opened, or, if none is "
                + "open or from names a page, in one without a document tree.",
            parameters: [
                Parameter("code", Parameter.text, "A classic script; its last value is reported.")
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
            "Look at the page that is open: its URL, title and text, what it has logged and "
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
