internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON

/// The cookies of an entry in one column: a JSON array of arrays, whose positions correspond to
/// properties.
extension LoggedCookie {
    static func text(_ cookies: [LoggedCookie]) -> String {
        JSONValue.array(cookies.map(\.json)).lineText
    }

    /// `nil` if no version of crumb can have written the text.
    static func cookies(_ text: String) -> [LoggedCookie]? {
        guard let elements = JSONReader.value(of: Array(text.utf8))?.elements else { return nil }
        var cookies: [LoggedCookie] = []
        for element in elements {
            guard let cookie = LoggedCookie(element) else { return nil }
            cookies.append(cookie)
        }
        return cookies
    }

    private var json: JSONValue {
        .array([
            .string(event.rawValue), .string(name), .string(domain), .string(path),
            .optional(partition) { .string($0) },
            .optional(expiry) { .integer($0.microsecondsSinceEpoch) },
            .strings(codes),
        ])
    }

    private init?(_ json: JSONValue) {
        guard let parts = json.elements, parts.count == 7,
            let event = parts[0].string.flatMap(Event.init), let name = parts[1].string,
            let domain = parts[2].string, let path = parts[3].string,
            let codes = parts[6].elements
        else { return nil }
        var expiry: Moment?
        if case .integer(let microseconds) = parts[5] {
            expiry = Moment(microsecondsSinceEpoch: microseconds)
        }
        self.init(
            event,
            name: name,
            domain: domain,
            path: path,
            partition: parts[4].string,
            expiry: expiry,
            codes: codes.compactMap(\.string)
        )
    }
}
