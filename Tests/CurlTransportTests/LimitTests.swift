import BrowserFetch
import BrowserHTTP
import BrowserInfra
import CurlTransport
import Foundation
import TestSupport
import Testing

@Suite struct LimitTests {
    /// The server is paused while no one reads; the limit only applies to bodies kept in memory.
    @Test func aStreamedBodyHasNoLimit() async throws {
        let size = 32 << 20
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(Array("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n".utf8))
            for _ in 0..<32 { connection.write([UInt8](repeating: 0x61, count: 1 << 20)) }
        }
        defer { server.stop() }
        var request = try get("http://127.0.0.1:\(server.port)/")
        request.responseBody = .streamed
        let transport = try makeTransport { $0.maxBodyBytes = 1 << 20 }
        let stream = try #require(try await transport.send(request).stream)
        var count = 0
        var largest = 0
        while let piece = await stream.next() {
            count += piece.count
            largest = max(largest, piece.count)
        }
        #expect(count == size)
        #expect(stream.error == nil)
        // The data already waiting, and one more piece from libcurl.
        #expect(largest <= 1 << 20 + 1 << 16)
    }

    @Test func theBodyLimitIsExact() async throws {
        let server = try RawServer(
            answering: "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
                + String(repeating: "a", count: 1000)
        )
        defer { server.stop() }
        let request = try get("http://127.0.0.1:\(server.port)/")
        let response = try await makeTransport { $0.maxBodyBytes = 1000 }.send(request)
        #expect(response.body.count == 1000)
        let cut = try await makeTransport { $0.maxBodyBytes = 999 }.send(request)
        #expect(cut.bodyError == .bodyTooLarge(limit: 999))
    }

    @Test func anEndlessBodyIsCutOff() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let block = [UInt8](repeating: 0x61, count: 1 << 16)
            while connection.write(block) {}
        }
        defer { server.stop() }
        let response = try await makeTransport { $0.maxBodyBytes = 1 << 20 }
            .send(get("http://127.0.0.1:\(server.port)/"))
        #expect(response.bodyError == .bodyTooLarge(limit: 1 << 20))
    }

    /// 256 MiB of zeros compressed to about a megabyte: the limit applies to the decoded size.
    @Test(.notUnderASanitizer)
    func aCompressionBombStopsAtTheLimitAndUsesLittleMemory() async throws {
        let bomb = try standardOutput(of: "head -c 268435456 /dev/zero | gzip -1")
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)"
        let server = try RawServer(answering: Array("\(head)\r\n\r\n".utf8) + bomb)
        defer { server.stop() }
        let transport = try makeTransport { $0.maxBodyBytes = 4 << 20 }
        // Other tests allocate memory at the same time, so the best of five counts.
        var least = Int.max
        for _ in 1...5 where least >= 64 << 10 {
            try resetPeakMemory()
            let before = try peakMemoryInKilobytes()
            let response = try await transport.send(get("http://127.0.0.1:\(server.port)/"))
            #expect(response.bodyError == .bodyTooLarge(limit: 4 << 20))
            least = min(least, try peakMemoryInKilobytes() - before)
        }
        #expect(least < 64 << 10)
    }

    /// Handles, lists and bodies are freed with their request.
    @Test(.notUnderASanitizer)
    func completedRequestsFreeTheirMemory() async throws {
        let size = 1 << 20
        let body = String(repeating: "a", count: size)
        let server = try RawServer(
            answering: "HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n" + body
        )
        defer { server.stop() }
        let transport = try makeTransport()
        let request = try get("http://127.0.0.1:\(server.port)/")
        #expect(try await transport.send(request).body.count == size)
        var least = Int.max
        for _ in 1...5 where least >= 100 << 10 {
            try resetPeakMemory()
            let before = try peakMemoryInKilobytes()
            for _ in 1...200 { _ = try await transport.send(request) }
            least = min(least, try peakMemoryInKilobytes() - before)
        }
        #expect(least < 100 << 10)
    }

    @Test func theHeaderLimitIsExact() async throws {
        let head = "HTTP/1.1 200 OK\r\nX: 12345\r\n\r\n"
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(head)
        }
        defer { server.stop() }
        let request = try get("http://127.0.0.1:\(server.port)/")
        let enough = try makeTransport { $0.maxHeaderBytes = head.utf8.count }
        #expect(try await enough.send(request).headers.get("x") == "12345")
        let error = await failure(
            of: try makeTransport { $0.maxHeaderBytes = head.utf8.count - 1 },
            request
        )
        #expect(error == .headersTooLarge(limit: head.utf8.count - 1))
    }

    @Test(arguments: [
        // For many headers or interim responses, the default limit applies before libcurl's.
        ("HTTP/1.1 200 OK\r\n", "X-Header: 0123456789\r\n", .headersTooLarge(limit: 256 << 10)),
        ("", "HTTP/1.1 103 Early Hints\r\n\r\n", TransportError.headersTooLarge(limit: 256 << 10)),
        // For one endless line, libcurl's own limit applies.
        ("HTTP/1.1 200 OK\r\nX: ", "0123456789", .headerLineTooLong(limit: 100 << 10)),
    ])
    func endlessHeadersAreCutOff(
        _ start: String,
        _ more: String,
        _ expected: TransportError
    ) async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(start)
            let block = String(repeating: more, count: 1000)
            while connection.write(block) {}
        }
        defer { server.stop() }
        let error = await failure(
            of: try makeTransport(),
            try get("http://127.0.0.1:\(server.port)/")
        )
        #expect(error == expected)
    }
}

extension Trait where Self == ConditionTrait {
    /// For tests that measure the memory of the whole process.
    fileprivate static var notUnderASanitizer: Self {
        .disabled(
            if: Sanitizer.current != nil,
            "a sanitizer keeps freed memory and metadata on every byte in the same process"
        )
    }
}

private func standardOutput(of command: String) throws -> [UInt8] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return Array(try #require(data))
}

/// The peak memory usage of this process so far.
private func peakMemoryInKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber)))
}

/// Resets the peak to the current memory usage.
///
/// https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html
private func resetPeakMemory() throws {
    try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
}
