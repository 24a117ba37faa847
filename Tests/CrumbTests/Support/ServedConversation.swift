import Foundation
import TestSupport
import Testing

/// A `crumb serve` process that a test uses as a client program would.
final class ServedConversation {
    let process: RunningProcess
    private var buffer = Data()
    private var nextID = 1

    init(
        _ arguments: [String] = [],
        home: TemporaryDirectory,
        environment: [String: String] = [:]
    ) throws {
        signal(SIGPIPE, SIG_IGN)
        process = try RunningProcess(
            builtExecutable("crumb"),
            ["serve"] + arguments,
            environment: crumbEnvironment(home: home).merging(environment) { $1 }
        )
    }

    deinit { process.kill() }

    func write(_ text: String) throws {
        try process.standardInput.write(contentsOf: Data(text.utf8))
    }

    /// Sends a request and returns its id.
    @discardableResult
    func send(_ method: String, _ params: Any = [String: String]()) throws -> Int {
        defer { nextID += 1 }
        let request: [String: Any] = [
            "jsonrpc": "2.0", "id": nextID, "method": method, "params": params,
        ]
        try process.standardInput.write(
            contentsOf: try JSONSerialization.data(withJSONObject: request) + [0x0A]
        )
        return nextID
    }

    /// Returns the next message. If none arrives, the process is killed so that the test fails
    /// rather than hangs.
    func next() async throws -> Message {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                buffer = Data(buffer[(end + 1)...])
                return try Message(line)
            }
            let file = process.standardOutput
            let guardian = Task { [process] in
                try await Task.sleep(for: .patient(seconds: 60))
                process.kill()
            }
            let more = await onThreadOfItsOwn { file.availableData }
            guardian.cancel()
            guard !more.isEmpty else {
                throw ProcessFailure(command: "crumb serve", what: "ended without a response")
            }
            buffer += more
        }
    }

    /// Sends a request and returns its result, skipping notifications that arrive in the meantime.
    func call(_ method: String, _ params: Any = [String: String]()) async throws -> Any {
        let id = try send(method, params)
        while true {
            let message = try await next()
            guard message.id == id else { continue }
            return try #require(message.result, "\(message.text)")
        }
    }

    /// Sends a request and returns the error in the response.
    func error(of method: String, _ params: Any) async throws -> (code: Int, message: String) {
        let id = try send(method, params)
        while true {
            let message = try await next()
            if message.id == id { return (message.errorCode ?? 0, message.errorMessage) }
        }
    }

    /// Sends a request and returns the `data` of the error: the reasons and the value received.
    func errorData(of method: String, _ params: Any) async throws -> Any? {
        let id = try send(method, params)
        while true {
            let message = try await next()
            if message.id == id { return message.errorData }
        }
    }

    /// Closes the process's standard input, waits for it to end, and returns its exit code.
    func end() async throws -> Int32 {
        try process.standardInput.close()
        return await process.exitCode()
    }

    struct Message {
        let root: [String: Any]
        let text: String

        init(_ data: Data) throws {
            text = String(decoding: data, as: UTF8.self)
            root = try #require(
                try JSONSerialization.jsonObject(with: data) as? [String: Any],
                "\(text)"
            )
        }

        var id: Int? { root["id"] as? Int }
        var method: String? { root["method"] as? String }
        var params: [String: Any] { root["params"] as? [String: Any] ?? [:] }
        var result: Any? { root["result"] }
        private var error: [String: Any] { root["error"] as? [String: Any] ?? [:] }
        var errorCode: Int? { error["code"] as? Int }
        var errorData: Any? { error["data"] }
        var errorMessage: String { error["message"] as? String ?? "" }
    }
}
