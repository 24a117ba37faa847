import Foundation
import TestSupport

/// Listens on a free port of 127.0.0.1, reads what comes, and never answers.
final class SilentServer: Sendable {
    private let listener: BoundSocket

    var baseURL: String { listener.baseURL }

    init() throws { listener = try BoundSocket(backlog: 8) }

    /// Returns when somebody has sent something; the connection stays open until the process that
    /// runs the tests ends.
    func request() async {
        await onThreadOfItsOwn { [listener] in
            var byte: UInt8 = 0
            _ = recv(accept(listener.descriptor, nil, nil), &byte, 1, 0)
        }
    }
}
