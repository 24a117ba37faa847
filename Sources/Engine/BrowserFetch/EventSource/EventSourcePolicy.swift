/// The differences between browsers in EventSource.
package struct EventSourcePolicy: Hashable, Sendable {
    package var streamCharset: StreamCharset
    package var listedStreamTypes: ListedStreamTypes
    package var reconnectionURL: ReconnectionURL
    package var nullInID: NullInID
    package var idWithoutData: IDWithoutData
    package var unreachableServer: UnreachableServer
    package var redirectLoop: UnreachableServer
    /// Whether a `data:` URL is read as a stream.
    package var readsDataURLs: Bool

    /// The effect of a charset other than UTF-8 in `Content-Type`.
    package enum StreamCharset: Hashable, Sendable {
        /// None: a stream is always UTF-8 (the standard).
        case ignored
        case refused
    }

    /// Which of several types in `Content-Type` counts.
    package enum ListedStreamTypes: Hashable, Sendable {
        /// The last valid one (the standard).
        case last
        case first
    }

    /// The URL of a reconnection after redirects.
    package enum ReconnectionURL: Hashable, Sendable {
        /// The URL that the page specified (the standard).
        case first
        /// The URL that the last response came from.
        case last
        /// The URL that permanent redirects led to.
        case lastPermanent
    }

    /// The effect of U+0000 in an `id`.
    package enum NullInID: Hashable, Sendable {
        /// The field is ignored (the standard).
        case isIgnored
        case dropsTheEvent
    }

    /// Whether an `id` counts in a block without data.
    package enum IDWithoutData: Hashable, Sendable {
        /// It does (the standard).
        case counts
        case isDropped
    }

    /// What happens if the server cannot be reached.
    package enum UnreachableServer: Hashable, Sendable {
        /// The browser tries again (the standard).
        case retried
        case final
    }
}
