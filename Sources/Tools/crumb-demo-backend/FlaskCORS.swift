import FlyingFox
import Foundation

/// The CORS headers that flask-cors 6.0.2 sends for `CORS(app, supports_credentials=True,
/// origins=[…])` with more than one origin.
///
/// https://corydolphin.com/flask-cors/configuration/
struct FlaskCORS {
    /// The origins, as a browser writes them in `Origin`.
    var origins: [String]

    /// The CORS headers of the response to `request`; none if its origin is not on the list.
    func headers(for request: HTTPRequest) -> [HTTPHeader: String] {
        guard let allowed = allowedOrigin(for: request.headers[.origin]) else { return [:] }
        var headers: [HTTPHeader: String] = [
            .allowOrigin: allowed,
            .allowCredentials: "true",
            // The response depends on the origin, so a cache must not return it for another one.
            .vary: "Origin",
        ]
        if request.headers[.requestPrivateNetwork] == "true" {
            headers[.allowPrivateNetwork] = "false"
        }
        if request.method == .OPTIONS,
            let method = request.headers[.requestMethod]?.uppercased(), methods.contains(method)
        {
            headers[.allowMethods] = methods.joined(separator: ", ")
            headers[.allowHeaders] = request.headers[.requestHeaders].map(sorted)
        }
        return headers
    }

    /// `*` together with credentials: flask-cors never sends this, but hand-written servers often
    /// do.
    static let wildcardWithCredentials: [HTTPHeader: String] = [
        .allowOrigin: "*",
        .allowCredentials: "true",
    ]

    private let methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

    /// The origin as it was sent, if it is on the list, ignoring case; without one, the first on
    /// the list.
    private func allowedOrigin(for origin: String?) -> String? {
        guard let origin, !origin.isEmpty else { return origins.sorted().first }
        return origins.contains { $0.lowercased() == origin.lowercased() } ? origin : nil
    }

    /// Every header that the page requests, in alphabetical order.
    private func sorted(_ list: String) -> String {
        list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.sorted()
            .joined(separator: ", ")
    }
}

extension HTTPHeader {
    fileprivate static let allowCredentials = HTTPHeader("Access-Control-Allow-Credentials")
    fileprivate static let allowHeaders = HTTPHeader("Access-Control-Allow-Headers")
    fileprivate static let allowMethods = HTTPHeader("Access-Control-Allow-Methods")
    fileprivate static let allowOrigin = HTTPHeader("Access-Control-Allow-Origin")
    fileprivate static let allowPrivateNetwork = HTTPHeader("Access-Control-Allow-Private-Network")
    fileprivate static let origin = HTTPHeader("Origin")
    fileprivate static let requestHeaders = HTTPHeader("Access-Control-Request-Headers")
    fileprivate static let requestMethod = HTTPHeader("Access-Control-Request-Method")
    fileprivate static let requestPrivateNetwork = HTTPHeader(
        "Access-Control-Request-Private-Network"
    )
    fileprivate static let vary = HTTPHeader("Vary")
}
