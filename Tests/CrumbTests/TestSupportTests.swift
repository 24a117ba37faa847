import Foundation
import Processes
import TestSupport
import Testing

/// The helpers that the other tests rely on.
@Suite struct TestSupportTests {
    @Test func commandWithMuchInputAndOutputDoesNotBlock() async throws {
        let input = Data(repeating: UInt8(ascii: "x"), count: 4_000_000)
        let result = try await run("sh", ["-c", "tee /dev/stderr; exit 7"], stdin: input)
        #expect(result.exitCode == 7)
        #expect(result.stdout == input)
        #expect(result.stderr == input)
    }

    @Test func hangingCommandIsKilled() async throws {
        let failure = await #expect(throws: ProcessFailure.self) {
            try await run("sleep", ["600"], timeout: .milliseconds(50))
        }
        #expect(failure?.what.hasPrefix("killed after") == true)
    }

    @Test func missingCommandIsReported() async throws {
        let failure = await #expect(throws: LaunchFailure.self) {
            try await run("/nowhere/crumb", [])
        }
        #expect(failure?.description == "/nowhere/crumb: No such file or directory")
    }

    @Test func crumbRunsInACleanEnvironment() async throws {
        let home = try TemporaryDirectory()
        let result = try await run("env", [], environment: crumbEnvironment(home: home))
        let names = result.output.split(separator: "\n").compactMap {
            $0.split(separator: "=").first
        }
        let isSanitizers = { (name: Substring) in name.hasSuffix("SAN_OPTIONS") }
        #expect(names.filter { !isSanitizers($0) }.sorted() == ["CRUMB_HOME", "HOME", "PATH"])
    }

    @Test func temporaryDirectoryIsRemoved() throws {
        var directory: TemporaryDirectory? = try TemporaryDirectory()
        let path = try #require(directory?.path)
        try Data("x".utf8).write(to: URL(filePath: path).appending(path: "file"))
        #expect(FileManager.default.fileExists(atPath: path))
        directory = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func serverThatDoesNotListenIsReportedWithItsErrors() async throws {
        let failure = await #expect(throws: ProcessFailure.self) {
            try await ServerProcess("sh", ["-c", "echo no module named flask >&2"])
        }
        #expect(failure?.what == "did not listen: \nno module named flask\n")
        await #expect(throws: ProcessFailure.self) {
            try await ServerProcess("sleep", ["600"], patience: .milliseconds(50))
        }
    }

    @Test func flaskRespondsAndIsStopped() async throws {
        let port = try await withFlaskServer { server in
            let answer = try await rawExchange(
                port: server.port,
                "GET /echo HTTP/1.1\r\nHost: x\r\nx-Lower: 1\r\nX-LOWER: 2\r\n\r\n"
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains(#""headers":[["Host","x"],["x-Lower","1"],["X-LOWER","2"]]"#))
            return server.port
        }
        await #expect(throws: ProcessFailure.self) {
            try await rawExchange(port: port, "GET /echo HTTP/1.1\r\n\r\n")
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "api.shop.test"])
    func testCertificateIsTrustedOnlyWithItsAuthority(_ name: String) async throws {
        let certificates = try await TestCertificates()
        try await withFlaskServer(tls: certificates) { server in
            #expect(server.baseURL == "https://127.0.0.1:\(server.port)")
            let connect = [
                "s_client", "-connect", "127.0.0.1:\(server.port)", "-brief",
                "-verify_return_error",
                name.first?.isNumber == true ? "-verify_ip" : "-verify_hostname", name,
            ]
            let trusting = connect + ["-CAfile", certificates.authority]
            let trusted = try await run("openssl", trusting)
            #expect(trusted.exitCode == 0)
            let untrusted = try await run("openssl", connect)
            #expect(untrusted.errorOutput.contains("certificate verify failed"))
        }
    }
}
