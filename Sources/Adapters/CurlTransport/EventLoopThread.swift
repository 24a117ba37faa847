/// A thread that turns to a transport whenever it has nothing else to do.
///
/// A program whose tasks all run on one thread can lend it: libcurl then needs none of its own, and
/// no request wakes one thread and no response another.
package protocol EventLoopThread: Sendable {
    /// Whether the caller is on this thread.
    var isCurrent: Bool { get }

    /// From now on the thread calls `guest.advance()` and then, if there is nothing else to do,
    /// `guest.wait(alsoFor:)`, until the former returns false.
    ///
    /// - Returns: false if it cannot, for instance because it has a guest already.
    func attach(to guest: any EventLoopHandler) -> Bool

    /// Has the guest, whose `advance()` returns false by now, leave. Not from within `advance()`.
    func detach(from guest: any EventLoopHandler)
}

/// Requests under way, on a thread that somebody else may own.
package protocol EventLoopHandler: AnyObject, Sendable {
    /// Does what can be done now. On the host's thread only.
    ///
    /// - Returns: false if it is over, and the guest has left.
    func advance() -> Bool

    /// Sleeps until there is something to do, until `wake()`, or until one of the host's own descriptors
    /// can be read. On the host's thread only.
    ///
    /// - Returns: those that can be read.
    func wait(alsoFor descriptors: [Int32]) -> [Int32]

    /// Ends a wait, or else the next one. On any thread.
    func wake()
}
