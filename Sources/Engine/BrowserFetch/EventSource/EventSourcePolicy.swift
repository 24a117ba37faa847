/// What browsers decide differently about EventSource.
package struct EventSourcePolicy: Hashable, Sendable {
    package var streamCharset: StreamCharset
    package var listedStreamTypes: ListedStreamTypes
    package var reconnectionURL: ReconnectionURL
    package var nullInID: NullInID
    package var idWithoutData: IDWithoutData
    package var unreachableServer: UnreachableServer
    package var redirectLoop: UnreachableServer
    /// Whether a `data:` URL is a stream.
    package var readsDataURLs: Bool

    /// What a charset other than UTF-8 in `Content-Type` is.
    package enum StreamCharset: Hashable, Sendable {
        /// Nothing: a stream is UTF-8 (the standard).
        case ignored
        case refused
    }

    /// Which of several types in `Content-Type` counts.
    package enum ListedStreamTypes: Hashable, Sendable {
        /// The last that is one (the standard).
        case last
        case first
    }

    /// Where a reconnection goes after redirects.
    package enum ReconnectionURL: Hashable, Sendable {
        /// To the URL that the page gave (the standard).
        case first
        /// To the URL that the last response came from.
        case last
        /// As far as permanent redirects led.
        case lastPermanent
    }

    /// What U+0000 in an `id` does.
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

    /// What a server that cannot be reached is.
    package enum UnreachableServer: Hashable, Sendable {
        /// A reason to try again (the standard).
        case retried
        case final
    }
}
