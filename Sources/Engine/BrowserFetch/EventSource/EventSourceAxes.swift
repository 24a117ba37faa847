package import BrowserInfra

extension EventSourcePolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<EventSourcePolicy>] = [
        PolicyAxis(
            "streamCharset",
            \.streamCharset,
            title: "An event stream whose charset is not UTF-8",
            "What happens.",
            source: "HTML, event streams: always decoded as UTF-8"
        ) {
            switch $0 {
            case .ignored: "{reads|read} it as UTF-8"
            case .refused: "{rejects|reject} it"
            }
        },
        PolicyAxis(
            "listedStreamTypes",
            \.listedStreamTypes,
            title: "A stream with several types",
            "Which one counts if Content-Type lists several.",
            source: "Fetch 2.2.3: extract a MIME type"
        ) {
            switch $0 {
            case .last: "{uses|use} the last"
            case .first: "{uses|use} the first"
            }
        },
        PolicyAxis(
            "reconnectionURL",
            \.reconnectionURL,
            title: "Reconnecting after redirects",
            "Which URL an EventSource requests again.",
            source: "HTML, reestablish the connection"
        ) {
            switch $0 {
            case .first: "{requests|request} the URL that the page specified"
            case .last: "{requests|request} the URL that the stream came from"
            case .lastPermanent: "{requests|request} the URL that 301 and 308 redirects led to"
            }
        },
        PolicyAxis(
            "nullInID",
            \.nullInID,
            title: "U+0000 in the id of an event",
            "What effect it has.",
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
            case .isDropped: "{omits|omit} it"
            }
        },
        PolicyAxis(
            "unreachableServer",
            \.unreachableServer,
            title: "An EventSource whose server cannot be reached",
            "Whether the browser tries again.",
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
            "Whether the browser tries again.",
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
            "Whether it is read as a stream.",
            source: "HTML: the URL may have any scheme that fetch supports"
        ) { $0 ? "{reads|read} it" : "{rejects|reject} it" },
    ]
}
