internal import BrowserCORS

/// Why a page may not see a response, or why its request is not sent.
public struct CORSRefusal: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The reason's code, which is stable: `CorsError` of the DevTools protocol.
    ///
    /// Minor versions may add codes, so a `switch` over them needs a `default`.
    ///
    /// https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError
    public struct Code: RawRepresentable, Hashable, Sendable, Codable {
        /// The protocol's name.
        public let rawValue: String

        /// The code of that name, whether this version knows it or not.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        init(_ name: String) {
            rawValue = name
        }
    }

    /// The reason.
    public let code: Code
    /// What is wrong: the header's value, the method or the header's name; empty where there is no such.
    public let parameter: String

    init(_ failure: CORSFailure) {
        code = Code(failure.code)
        parameter = failure.parameter
    }

    /// Code and parameter.
    public var description: String {
        parameter.isEmpty ? code.rawValue : "\(code.rawValue) (\(parameter))"
    }
}

extension CORSRefusal.Code {
    /// `Access-Control-Allow-Origin: *`, though the request includes credentials.
    public static let wildcardOriginNotAllowed = Self("WildcardOriginNotAllowed")
    /// No `Access-Control-Allow-Origin`.
    public static let missingAllowOriginHeader = Self("MissingAllowOriginHeader")
    /// `Access-Control-Allow-Origin` has several values.
    public static let multipleAllowOriginValues = Self("MultipleAllowOriginValues")
    /// `Access-Control-Allow-Origin` is not an origin.
    public static let invalidAllowOriginValue = Self("InvalidAllowOriginValue")
    /// `Access-Control-Allow-Origin` is another origin.
    public static let allowOriginMismatch = Self("AllowOriginMismatch")
    /// `Access-Control-Allow-Credentials` is not `true`.
    public static let invalidAllowCredentials = Self("InvalidAllowCredentials")
}

extension CORSRefusal.Code {
    /// The preflight's answer: as ``wildcardOriginNotAllowed``.
    public static let preflightWildcardOriginNotAllowed = Self("PreflightWildcardOriginNotAllowed")
    /// The preflight's answer: as ``missingAllowOriginHeader``.
    public static let preflightMissingAllowOriginHeader = Self("PreflightMissingAllowOriginHeader")
    /// The preflight's answer: as ``multipleAllowOriginValues``.
    public static let preflightMultipleAllowOriginValues = Self(
        "PreflightMultipleAllowOriginValues"
    )
    /// The preflight's answer: as ``invalidAllowOriginValue``.
    public static let preflightInvalidAllowOriginValue = Self("PreflightInvalidAllowOriginValue")
    /// The preflight's answer: as ``allowOriginMismatch``.
    public static let preflightAllowOriginMismatch = Self("PreflightAllowOriginMismatch")
    /// The preflight's answer: as ``invalidAllowCredentials``.
    public static let preflightInvalidAllowCredentials = Self("PreflightInvalidAllowCredentials")
    /// The preflight's status is not of 200 to 299.
    public static let preflightInvalidStatus = Self("PreflightInvalidStatus")
    /// The preflight is redirected.
    public static let preflightDisallowedRedirect = Self("PreflightDisallowedRedirect")
    /// `Access-Control-Allow-Methods` is not a list of methods.
    public static let invalidAllowMethods = Self("InvalidAllowMethodsPreflightResponse")
    /// `Access-Control-Allow-Headers` is not a list of names.
    public static let invalidAllowHeaders = Self("InvalidAllowHeadersPreflightResponse")
    /// The method is not allowed.
    public static let methodDisallowed = Self("MethodDisallowedByPreflightResponse")
    /// A header is not allowed.
    public static let headerDisallowed = Self("HeaderDisallowedByPreflightResponse")
}

extension CORSRefusal.Code {
    /// A scheme that CORS does not know.
    public static let disabledScheme = Self("CorsDisabledScheme")
    /// A redirect to a URL with a user name or a password.
    public static let redirectContainsCredentials = Self("RedirectContainsCredentials")
}
