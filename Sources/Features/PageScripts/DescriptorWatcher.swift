/// A thread that waits for descriptors among other things, so that what comes over them costs no thread
/// of its own and no change from one to another.
package protocol DescriptorWatcher: Sendable {
    /// From now on calls `readable` whenever something can be read from the descriptor, or it has ended,
    /// until that returns false; and `waitAwake` before the thread sleeps, which says whether something can be
    /// read already. On any thread.
    func watch(
        _ descriptor: Int32,
        waitAwake: @escaping @Sendable () -> Bool,
        _ readable: @escaping @Sendable () -> Bool
    )

    /// Forgets it. Before the descriptor is closed.
    func unwatch(_ descriptor: Int32)
}
