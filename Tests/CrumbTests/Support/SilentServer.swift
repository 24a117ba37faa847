import Foundation
import TestSupport

/// A server on a free port of 127.0.0.1 that accepts requests and never responds.
final class SilentServer: Sendable {
    private let listener: BoundSocket

    var baseURL: String { listener.baseURL }

    init() throws { listener = try BoundSocket(backlog: 8) }

    /// Returns when a client has sent something. The connection stays open until the test process
    /// ends.
    func request() async {
        await onThreadOfItsOwn { [listener] in
            var byte: UInt8 = 0
            _ = recv(accept(listener.descriptor, nil, nil), &byte, 1, 0)
        }
    }
}
