import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Foundation
import Synchronization
import TestSupport
import Testing
import WebOrigin

/// Creates a transport in an environment with misleading variables, which it must ignore.
func makeTransport(
    on host: (any EventLoopThread)? = nil,
    _ change: (inout CurlTransportSettings) -> Void = { _ in }
) throws -> CurlTransport {
    try HostileEnvironment.established.get()
    var settings = CurlTransportSettings()
    // If anything hangs after all, it should fail.
    settings.maxTime = 20 * Double(Patience.factor)
    change(&settings)
    return try CurlTransport(settings, on: host)
}

func get(
    _ url: String,
    method: String = "GET",
    _ headers: [(String, String)] = [],
    body: ByteString? = nil
) throws -> HTTPRequest {
    HTTPRequest(
        method: method,
        url: try WebURL(parsing: url),
        headers: HeaderList(headers.map { Header(name: $0.0, value: ByteString(utf8: $0.1)) }),
        body: body
    )
}

/// Returns the error of sending the request; `nil` if there is a response.
func failure(of transport: CurlTransport, _ request: HTTPRequest) async -> TransportError? {
    do throws(TransportError) {
        _ = try await transport.send(request)
        return nil
    } catch {
        return error
    }
}

extension TransportError {
    var networkDetail: String? {
        if case .network(_, let detail) = self { detail } else { nil }
    }

    var networkCode: Int? {
        if case .network(let code, _) = self { code } else { nil }
    }
}

/// Proxies that lead nowhere, and a `.netrc` with a password for every host.
///
/// Set once, before the first transport of the process. Every test that gets a response proves that
/// they are ignored.
private enum HostileEnvironment {
    static let established = Result {
        let home = try temporaryDirectory()
        try "default login crumb password secret\n".write(
            to: home.appending(path: ".netrc"),
            atomically: true,
            encoding: .utf8
        )
        setenv("HOME", home.path, 1)
        unsetenv("NO_PROXY")
        unsetenv("no_proxy")
        for name in ["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
            setenv(name, "http://127.0.0.1:1", 1)
        }
    }
}

/// Creates a directory that is removed when the process ends.
func temporaryDirectory() throws -> URL {
    let directory = FileManager.default.temporaryDirectory
        .appending(path: "crumb-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let isFirst = temporaryDirectories.withLock { directories in
        directories.append(directory)
        return directories.count == 1
    }
    if isFirst {
        atexit {
            for directory in temporaryDirectories.withLock({ $0 }) {
                try? FileManager.default.removeItem(at: directory)
            }
        }
    }
    return directory
}

private let temporaryDirectories = Mutex<[URL]>([])
