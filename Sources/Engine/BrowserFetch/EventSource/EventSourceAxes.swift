package import BrowserInfra

extension EventSourcePolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<EventSourcePolicy>] = [
        PolicyAxis(
            "streamCharset",
            \.streamCharset,
            title: "An event stream whose charset is not UTF-8",
            "What becomes of it.",
            source: "HTML, event streams: always decoded as UTF-8"
        ) {
            switch $0 {
            case .ignored: "{reads|read} it as UTF-8"
            case .refused: "{refuses|refuse} it"
            }
        },
        PolicyAxis(
            "listedStreamTypes",
            \.listedStreamTypes,
            title: "Several types of a stream",
            "Which one counts, where Content-Type lists several.",
            source: "Fetch 2.2.3: extract a MIME type"
        ) {
            switch $0 {
            case .last: "{takes|take} the last"
            case .first: "{takes|take} the first"
            }
        },
        PolicyAxis(
            "reconnectionURL",
            \.reconnectionURL,
            title: "Reconnecting after redirects",
            "Which URL an EventSource asks again.",
            source: "HTML, reestablish the connection"
        ) {
            switch $0 {
            case .first: "{asks|ask} the URL that the page gave"
            case .last: "{asks|ask} the URL that the stream came from"
            case .lastPermanent: "{asks|ask} the URL that 301 and 308 led to"
            }
        },
        PolicyAxis(
            "nullInID",
            \.nullInID,
            title: "U+0000 in the id of an event",
            "What it does.",
            source: "HTML, event stream interpretation"
        ) {
            switch $0 {
            case .isIgnored: "{ignores|ignore} the id"
            case .dropsTheEvent: "{ignores|ignore} the id and the event"
            }
        },
        PolicyAxis(
            "idWithoutData",
            \.idWithoutData,
            title: "The id of an event without data",
            "Whether it becomes Last-Event-ID.",
            source: "HTML, event stream interpretation"
        ) {
            switch $0 {
            case .counts: "{sends|send} it"
            case .isDropped: "{leaves|leave} it out"
            }
        },
        PolicyAxis(
            "unreachableServer",
            \.unreachableServer,
            title: "An EventSource whose server cannot be reached",
            "Whether it is tried again.",
            source: "HTML, reestablish the connection: unless that is futile"
        ) {
            switch $0 {
            case .retried: "{tries|try} again"
            case .final: "{gives|give} up"
            }
        },
        PolicyAxis(
            "redirectLoop",
            \.redirectLoop,
            title: "An EventSource with too many redirects",
            "Whether it is tried again.",
            source: "HTML, reestablish the connection: unless that is futile"
        ) {
            switch $0 {
            case .retried: "{tries|try} again"
            case .final: "{gives|give} up"
            }
        },
        PolicyAxis(
            "readsDataURLs",
            \.readsDataURLs,
            title: "An EventSource with a data: URL",
            "Whether it is a stream.",
            source: "HTML: the URL may be of any scheme that fetch knows"
        ) { $0 ? "{reads|read} it" : "{refuses|refuse} it" },
    ]
}
