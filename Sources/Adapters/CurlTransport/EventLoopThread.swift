/// A thread that runs a transport whenever it has nothing else to do.
///
/// A program whose tasks all run on one thread can lend that thread: libcurl then needs none of its
/// own, and neither requests nor responses have to wake another thread.
package protocol EventLoopThread: Sendable {
    /// Whether the caller is on this thread.
    var isCurrent: Bool { get }

    /// Makes the thread call `handler.advance()` and then, if there is nothing else to do,
    /// `handler.wait(alsoFor:)`, until the former returns false.
    ///
    /// - Returns: false if it cannot, for instance because it already has a handler.
    func attach(_ handler: any EventLoopHandler) -> Bool

    /// Makes the handler, whose `advance()` now returns false, leave. Must not be called from within
    /// `advance()`.
    func detach(_ handler: any EventLoopHandler)
}

/// Requests in progress, on a thread that may belong to another part of the program.
package protocol EventLoopHandler: AnyObject, Sendable {
    /// Does everything that can be done now. Must be called on the host's thread.
    ///
    /// - Returns: false if the handler has finished and left.
    func advance() -> Bool

    /// Sleeps until there is something to do, until `wake()`, or until one of the host's own
    /// descriptors becomes readable. Must be called on the host's thread.
    ///
    /// - Returns: The readable descriptors.
    func wait(alsoFor descriptors: [Int32]) -> [Int32]

    /// Ends the current wait or, if there is none, the next one. May be called on any thread.
    func wake()
}
