/// A thread that waits for descriptors along with other work, so that reading from them needs
/// neither a thread of its own nor a thread switch.
package protocol DescriptorWatcher: Sendable {
    /// Starts to call `readable`, on any thread, whenever the descriptor has data or has reached
    /// end of file, until `readable` returns false.
    func watch(_ descriptor: Int32, _ readable: @escaping @Sendable () -> Bool)

    /// Stops watching the descriptor. Must be called before it is closed.
    func unwatch(_ descriptor: Int32)
}
