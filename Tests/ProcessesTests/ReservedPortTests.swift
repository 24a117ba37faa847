import Foundation
import Testing

@testable import Processes

@Suite(.timeLimit(.minutes(1)))
struct ReservedPortTests {
    /// Any socket may get a port from the ephemeral range at any time.
    @Test func thePortIsOutsideTheEphemeralRange() throws {
        let text = try String(
            contentsOfFile: "/proc/sys/net/ipv4/ip_local_port_range",
            encoding: .utf8
        )
        let range = text.split { $0.isWhitespace }.compactMap { UInt16($0) }
        let ports = ReservedPort.candidates
        #expect(ports.count >= 1000)
        #expect(!ports.contains { range[0] <= $0 && $0 <= range[1] })
        #expect(!ports.contains { $0 < 10_000 })
        let port = try #require(ReservedPort())
        #expect(ports.contains(port.number))
    }

    @Test func reservedPortsAreUnique() throws {
        let ports = try (0..<200).map { _ in try #require(ReservedPort()) }
        #expect(Set(ports.map(\.number)).count == ports.count)
    }

    /// The name of its socket keeps other processes from reserving the port.
    @Test func thePortIsReservedWhileTheValueLives() throws {
        let name: Substring
        do {
            let port = try #require(ReservedPort())
            name = "@crumb-port-\(port.number)"
            #expect(try namesInUse().contains(name))
            withExtendedLifetime(port) {}
        }
        #expect(try !namesInUse().contains(name))
    }

    /// Any kind of server can listen on the port, even one that does not share it.
    @Test func aServerCanListenOnThePort() throws {
        let port = try #require(ReservedPort())
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.number.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) == 0 }
        }
        #expect(isBound)
        #expect(listen(listener, 1) == 0)
    }

    private func namesInUse() throws -> [Substring] {
        // Read until its end, because it is longer than its reported size.
        let file = try #require(FileHandle(forReadingAtPath: "/proc/net/unix"))
        let bytes = try file.readToEnd() ?? Data()
        return String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n").compactMap { $0.split(separator: " ").last }
    }
}
