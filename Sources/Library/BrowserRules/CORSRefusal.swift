internal import BrowserCORS

/// The reason why a page may not read a response, or why its request is not sent.
public struct CORSRefusal: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The code of a reason. It is stable: a `CorsError` of the DevTools protocol.
    ///
    /// Minor versions may add codes, so a `switch` over them needs a `default`.
    ///
    /// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError
    public struct Code: RawRepresentable, Hashable, Sendable, Codable {
        /// The code's name in the protocol.
        public let rawValue: String

        /// Creates the code with this name, even if this version does not define it.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        init(_ name: String) {
            rawValue = name
        }
    }

    /// The reason.
    public let code: Code
    /// The wrong value: a header's value, the method or a header's name; empty if the code says it all.
    public let parameter: String

    init(_ failure: CORSFailure) {
        code = Code(failure.code)
        parameter = failure.parameter
    }

    /// The code, and the parameter in parentheses.
    public var description: String {
        parameter.isEmpty ? code.rawValue : "\(code.rawValue) (\(parameter))"
    }
}

extension CORSRefusal.Code {
    /// `Access-Control-Allow-Origin` is `*`, but the request includes credentials.
    public static let wildcardOriginNotAllowed = Self("WildcardOriginNotAllowed")
    /// `Access-Control-Allow-Origin` is missing.
    public static let missingAllowOriginHeader = Self("MissingAllowOriginHeader")
    /// `Access-Control-Allow-Origin` has several values.
    public static let multipleAllowOriginValues = Self("MultipleAllowOriginValues")
    /// `Access-Control-Allow-Origin` is not an origin.
    public static let invalidAllowOriginValue = Self("InvalidAllowOriginValue")
    /// `Access-Control-Allow-Origin` names another origin.
    public static let allowOriginMismatch = Self("AllowOriginMismatch")
    /// `Access-Control-Allow-Credentials` is not `true`.
    public static let invalidAllowCredentials = Self("InvalidAllowCredentials")
}

extension CORSRefusal.Code {
    /// Like ``wildcardOriginNotAllowed``, in the response to the preflight.
    public static let preflightWildcardOriginNotAllowed = Self("PreflightWildcardOriginNotAllowed")
    /// Like ``missingAllowOriginHeader``, in the response to the preflight.
    public static let preflightMissingAllowOriginHeader = Self("PreflightMissingAllowOriginHeader")
    /// Like ``multipleAllowOriginValues``, in the response to the preflight.
    public static let preflightMultipleAllowOriginValues = Self(
        "PreflightMultipleAllowOriginValues"
    )
    /// Like ``invalidAllowOriginValue``, in the response to the preflight.
    public static let preflightInvalidAllowOriginValue = Self("PreflightInvalidAllowOriginValue")
    /// Like ``allowOriginMismatch``, in the response to the preflight.
    public static let preflightAllowOriginMismatch = Self("PreflightAllowOriginMismatch")
    /// Like ``invalidAllowCredentials``, in the response to the preflight.
    public static let preflightInvalidAllowCredentials = Self("PreflightInvalidAllowCredentials")
    /// The preflight's status is not in the range 200 to 299.
    public static let preflightInvalidStatus = Self("PreflightInvalidStatus")
    /// The response to the preflight is a redirect.
    public static let preflightDisallowedRedirect = Self("PreflightDisallowedRedirect")
    /// `Access-Control-Allow-Methods` is not a list of methods.
    public static let invalidAllowMethods = Self("InvalidAllowMethodsPreflightResponse")
    /// `Access-Control-Allow-Headers` is not a list of header names.
    public static let invalidAllowHeaders = Self("InvalidAllowHeadersPreflightResponse")
    /// The response to the preflight does not allow the method.
    public static let methodDisallowed = Self("MethodDisallowedByPreflightResponse")
    /// The response to the preflight does not allow a header.
    public static let headerDisallowed = Self("HeaderDisallowedByPreflightResponse")
}

extension CORSRefusal.Code {
    /// The URL's scheme does not support CORS.
    public static let disabledScheme = Self("CorsDisabledScheme")
    /// The response redirects to a URL with a user name or a password.
    public static let redirectContainsCredentials = Self("RedirectContainsCredentials")
}
