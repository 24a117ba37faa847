package import BrowserInfra

/// Why the page may not see a response, or why its request is not sent.
///
/// The codes are `CorsError` of the DevTools protocol.
package enum CORSFailure: Error, Hashable, Sendable {
    /// The response, or the preflight's response, did not pass the CORS check.
    case check(CORSCheckFailure, on: CORSCheckedResponse)
    /// The preflight's response has a status other than 200 to 299.
    case preflightInvalidStatus(Int)
    case preflightDisallowedRedirect(Int)
    /// `Access-Control-Allow-Methods` is no list of tokens.
    case invalidAllowMethods(value: ByteString)
    /// `Access-Control-Allow-Headers` is no list of tokens.
    case invalidAllowHeaders(value: ByteString)
    case methodDisallowed(method: String, allowed: [String], credentials: Bool)
    /// `name` is in lower case, the first in byte order.
    case headerDisallowed(name: String, allowed: [String], credentials: Bool)
    /// A redirect led to a scheme that cannot do CORS.
    case disabledScheme(String)
    case redirectContainsCredentials(location: String)

    /// The name of the protocol's `CorsError`.
    package var code: String {
        switch self {
        case .check(let failure, on: .response): failure.code
        case .check(let failure, on: .preflightResponse): "Preflight\(failure.code)"
        case .preflightInvalidStatus: "PreflightInvalidStatus"
        case .preflightDisallowedRedirect: "PreflightDisallowedRedirect"
        case .invalidAllowMethods: "InvalidAllowMethodsPreflightResponse"
        case .invalidAllowHeaders: "InvalidAllowHeadersPreflightResponse"
        case .methodDisallowed: "MethodDisallowedByPreflightResponse"
        case .headerDisallowed: "HeaderDisallowedByPreflightResponse"
        case .disabledScheme: "CorsDisabledScheme"
        case .redirectContainsCredentials: "RedirectContainsCredentials"
        }
    }

    /// The protocol's `failedParameter`; empty where it has none.
    package var parameter: String {
        switch self {
        case .check(let failure, on: _): failure.parameter
        case .methodDisallowed(let method, _, _): method
        case .headerDisallowed(let name, _, _): name
        case .preflightInvalidStatus, .preflightDisallowedRedirect, .invalidAllowMethods,
            .invalidAllowHeaders, .disabledScheme, .redirectContainsCredentials:
            ""
        }
    }
}

package enum CORSCheckedResponse: Hashable, Sendable {
    case response, preflightResponse
}

/// Why a response did not pass the CORS check, in the order in which Chrome asks.
package enum CORSCheckFailure: Error, Hashable, Sendable {
    /// `*`, though the request includes credentials.
    case wildcardOriginNotAllowed
    case missingAllowOriginHeader
    case multipleAllowOriginValues(value: ByteString)
    /// No origin at all.
    case invalidAllowOriginValue(value: ByteString)
    /// An origin, but not the page's.
    case allowOriginMismatch(value: ByteString, origin: String)
    /// `value` is `nil` where the header is missing.
    case invalidAllowCredentials(value: ByteString?)

    package var code: String {
        switch self {
        case .wildcardOriginNotAllowed: "WildcardOriginNotAllowed"
        case .missingAllowOriginHeader: "MissingAllowOriginHeader"
        case .multipleAllowOriginValues: "MultipleAllowOriginValues"
        case .invalidAllowOriginValue: "InvalidAllowOriginValue"
        case .allowOriginMismatch: "AllowOriginMismatch"
        case .invalidAllowCredentials: "InvalidAllowCredentials"
        }
    }

    package var parameter: String {
        switch self {
        case .wildcardOriginNotAllowed, .missingAllowOriginHeader: ""
        case .multipleAllowOriginValues(let value), .invalidAllowOriginValue(let value),
            .allowOriginMismatch(let value, _):
            value.isomorphicDecoded
        case .invalidAllowCredentials(let value): value?.isomorphicDecoded ?? ""
        }
    }
}
