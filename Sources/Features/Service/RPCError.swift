package import BrowserJSON

/// Why a request has no result.
///
/// https://www.jsonrpc.org/specification#error_object
package struct RPCError: Error, Hashable, Sendable {
    package enum Code: Int, Hashable, Sendable, CaseIterable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case internalError = -32603
        /// The step cannot be performed: for example, there is no page or no such frame.
        case notDone = -32000
        /// An expectation was not met.
        case expectationFailed = -32001
        /// The code of the Model Context Protocol.
        case resourceNotFound = -32002
        /// The profile could not be read or written.
        case profileFailed = -32005
        /// The code of the Language Server Protocol.
        case cancelled = -32800

        /// The meaning of the code in a few words.
        package var meaning: String {
            switch self {
            case .parseError: "The line is not JSON, or is too long."
            case .invalidRequest: "The JSON is not a request."
            case .methodNotFound: "There is no such method."
            case .invalidParams: "The method does not have these parameters."
            case .internalError: "Something went wrong in crumb."
            case .notDone: "The step cannot be performed: there is no page or no such frame."
            case .expectationFailed: "The step was performed, but an expectation failed."
            case .resourceNotFound: "There is no such resource."
            case .profileFailed: "The profile could not be read or written."
            case .cancelled: "The request was canceled."
            }
        }
    }

    package var code: Int
    /// One sentence: what is wrong, and what to write instead.
    package var message: String
    package var data: JSONValue?

    package init(_ code: Code, _ message: String, data: JSONValue? = nil) {
        self.init(number: code.rawValue, message, data: data)
    }

    /// For protocols with their own codes.
    package init(number: Int, _ message: String, data: JSONValue? = nil) {
        code = number
        self.message = message
        self.data = data
    }

    var json: JSONValue {
        .object(leavingOutNil: [
            "code": .integer(code), "message": .string(message), "data": data,
        ])
    }
}
