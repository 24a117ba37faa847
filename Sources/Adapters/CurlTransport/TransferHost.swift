/// A thread that runs a transport whenever it has nothing else to do.
///
/// A program whose tasks all run on one thread can lend that thread: libcurl then needs none of its
/// own, and neither requests nor responses have to wake another thread.
package protocol TransferHost: Sendable {
    /// Whether the caller is on this thread.
    var isCurrent: Bool { get }

    /// Makes the thread call `guest.advance()` and then, if there is nothing else to do,
    /// `guest.wait(alsoFor:)`, until the former returns false.
    ///
    /// - Returns: false if it cannot, for instance because it already has a guest.
    func lend(to guest: any TransferGuest) -> Bool

    /// Makes the guest, whose `advance()` now returns false, leave. Must not be called from within
    /// `advance()`.
    func takeBack(from guest: any TransferGuest)
}

/// Requests in progress, on a thread that may belong to another part of the program.
package protocol TransferGuest: AnyObject, Sendable {
    /// Does everything that can be done now. Must be called on the host's thread.
    ///
    /// - Returns: false if the guest has finished and left.
    func advance() -> Bool

    /// Sleeps until there is something to do, until `wake()`, or until one of the host's own
    /// descriptors becomes readable. Must be called on the host's thread.
    ///
    /// - Returns: The readable descriptors.
    func wait(alsoFor descriptors: [Int32]) -> [Int32]

    /// Ends the current wait or, if there is none, the next one. May be called on any thread.
    func wake()
}
