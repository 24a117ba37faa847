import Foundation
import TestSupport
import Testing

/// A `--json` report, read as a user's script would read it.
struct JSONReport {
    let root: [String: Any]

    init(_ data: Data) throws {
        root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Runs `crumb fetch … --json`.
    static func fetch(
        _ arguments: String...,
        home: TemporaryDirectory,
        exitCode: Int32 = 0
    ) async throws -> JSONReport {
        try await fetch(arguments, home: home, exitCode: exitCode)
    }

    static func fetch(
        _ arguments: [String],
        home: TemporaryDirectory,
        exitCode: Int32 = 0
    ) async throws -> JSONReport {
        let result = try await runCrumb(["fetch"] + arguments + ["--json"], home: home)
        #expect(result.exitCode == exitCode, "\(result.errorOutput)")
        return try JSONReport(result.stdout)
    }

    var exchanges: [[String: Any]] { root["exchanges"] as? [[String: Any]] ?? [] }

    private var outcome: [String: Any] { root["outcome"] as? [String: Any] ?? [:] }

    private var response: [String: Any] { outcome["response"] as? [String: Any] ?? [:] }

    var result: String? { outcome["result"] as? String }
    var errorCode: String? { (outcome["error"] as? [String: Any])?["code"] as? String }
    var type: String? { response["type"] as? String }
    var status: Int? { response["status"] as? Int }

    /// The message in the JSON body.
    var message: String? {
        guard let body = response["body"] as? String,
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        else { return nil }
        return (object["message"] ?? object["msg"]) as? String
    }

    /// The cookies that were sent in the last exchange, by name.
    var sent: [String: String] {
        let cookies = exchanges.last?["cookies"] as? [[String: Any]] ?? []
        return cookies.reduce(into: [:]) { sent, cookie in
            guard cookie["sent"] as? Bool == true, let name = cookie["name"] as? String else {
                return
            }
            sent[name] = cookie["value"] as? String
        }
    }

    /// The reasons for each cookie that was not sent in the last exchange, by name.
    var withheld: [String: [String]] {
        let cookies = exchanges.last?["cookies"] as? [[String: Any]] ?? []
        return cookies.reduce(into: [:]) { withheld, cookie in
            guard cookie["sent"] as? Bool == false, let name = cookie["name"] as? String else {
                return
            }
            withheld[name] = cookie["blockedReasons"] as? [String]
        }
    }

    /// The effect of each Set-Cookie line in the last exchange.
    var effects: [String] {
        (exchanges.last?["setCookies"] as? [[String: Any]] ?? []).compactMap {
            $0["effect"] as? String
        }
    }

    var refusals: [[String]] {
        (exchanges.last?["setCookies"] as? [[String: Any]] ?? []).compactMap {
            $0["blockedReasons"] as? [String]
        }
    }

    /// The names of the cookies that the last exchange stored.
    var storedNames: [String] {
        (exchanges.last?["setCookies"] as? [[String: Any]] ?? []).compactMap { line in
            guard ["created", "updated"].contains(line["effect"] as? String) else { return nil }
            return (line["cookie"] as? [String: Any])?["name"] as? String
        }
    }

    var requestMethod: String? { exchanges.last?["method"] as? String }

    var body: String? { response["body"] as? String }

    /// The value of a header that the server received in the last exchange.
    func requestHeader(_ name: String) -> String? {
        let headers = exchanges.last?["requestHeaders"] as? [[String]] ?? []
        return headers.first { $0.first?.lowercased() == name.lowercased() }?.last
    }
}

/// `crumb cookies list --json`.
func storedCookies(home: TemporaryDirectory, _ arguments: String...) async throws -> [[String: Any]]
{
    let result = try await runCrumb(["cookies", "list", "--json"] + arguments, home: home)
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    return try #require(try JSONSerialization.jsonObject(with: result.stdout) as? [[String: Any]])
}
