internal import Glibc
internal import Synchronization

/// Lets runs whose servers listen on the same port take turns.
actor ExclusivePorts {
    private var held: Set<String> = []
    private var waiting: [(keys: Set<String>, continuation: CheckedContinuation<Void, Never>)] = []

    /// All at once, so that no two runs can wait for each other.
    func acquire(_ keys: Set<String>) async {
        if held.isDisjoint(with: keys) {
            held.formUnion(keys)
            return
        }
        await withCheckedContinuation { waiting.append((keys, $0)) }
    }

    func release(_ keys: Set<String>) {
        held.subtract(keys)
        waiting.removeAll { waiter in
            guard held.isDisjoint(with: waiter.keys) else { return false }
            held.formUnion(waiter.keys)
            waiter.continuation.resume()
            return true
        }
    }
}

/// Ports of 127.0.0.1 that nobody listens on. No other run gets one until it is let go.
final class FreePorts: Sendable {
    private static let taken = Mutex<Set<UInt16>>([])
    private let own = Mutex<[UInt16]>([])

    /// `nil` where the system has none.
    func next() -> UInt16? {
        for _ in 0..<100 {
            guard let port = Self.unusedPort() else { return nil }
            // The system may offer one again that its server does not listen on yet.
            guard Self.taken.withLock({ $0.insert(port).inserted }) else { continue }
            own.withLock { $0.append(port) }
            return port
        }
        return nil
    }

    /// Lets them go.
    func release() {
        let ports = own.withLock { $0 }
        Self.taken.withLock { $0.subtract(ports) }
    }

    private static func unusedPort() -> UInt16? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
    }
}
