package import BrowserInfra

/// Why the page may not see a response, or why its request is not sent.
///
/// The codes are those of `CorsError` in the DevTools protocol.
package enum CORSFailure: Error, Hashable, Sendable {
    /// The response, or the preflight's response, did not pass the CORS check.
    case check(CORSCheckFailure, on: CORSCheckedResponse)
    /// The preflight's response has a status other than 200 to 299.
    case preflightInvalidStatus(Int)
    case preflightDisallowedRedirect(Int)
    /// `Access-Control-Allow-Methods` is not a list of tokens.
    case invalidAllowMethods(value: ByteString)
    /// `Access-Control-Allow-Headers` is not a list of tokens.
    case invalidAllowHeaders(value: ByteString)
    case methodDisallowed(method: String, allowed: [String], credentials: Bool)
    /// `name` is in lower case, and is the first disallowed one in byte order.
    case headerDisallowed(name: String, allowed: [String], credentials: Bool)
    /// A redirect led to a scheme that does not support CORS.
    case disabledScheme(String)
    case redirectContainsCredentials(location: String)

    /// The code in the protocol's `CorsError`.
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

    /// The protocol's `failedParameter`; empty if it has none.
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

/// Why a response did not pass the CORS check, in Chrome's order of checks.
package enum CORSCheckFailure: Error, Hashable, Sendable {
    /// The value is `*`, but the request includes credentials.
    case wildcardOriginNotAllowed
    case missingAllowOriginHeader
    case multipleAllowOriginValues(value: ByteString)
    /// The value is not an origin.
    case invalidAllowOriginValue(value: ByteString)
    /// The value is an origin, but not the page's.
    case allowOriginMismatch(value: ByteString, origin: String)
    /// `value` is `nil` if the header is missing.
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
