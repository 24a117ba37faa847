/// The differences between browsers in the Cookie Store API.
package struct CookieStorePolicy: Hashable, Sendable {
    package var tabsInItems: Refusable
    package var itemsWithoutName: Refusable
    package var emptyItemDomain: Refusable
    package var semicolonInPath: Refusable
    package var itemPath: ItemPath
    package var refusedItem: RefusedItem
    package var itemDeletion: ItemDeletion
    package var partitionedItem: PartitionedItem
    package var storeOrder: StoreOrder
    package var itemMembers: ItemMembers
    package var dataDocumentStore: DataDocumentStore
    package var changesBeyondPath: ChangesBeyondPath

    package enum Refusable: Hashable, Sendable {
        case taken
        /// Rejected with a TypeError.
        case refused
    }

    /// How the path is stored.
    package enum ItemPath: Hashable, Sendable {
        /// As it is written.
        case asWritten
        /// Percent-encoded, with a trailing slash.
        case asDirectory
    }

    /// What the page sees if the browser's rules reject the cookie.
    package enum RefusedItem: Hashable, Sendable {
        /// A TypeError (the standard).
        case typeError
        case nothing
    }

    /// Which cookie `delete()` removes.
    package enum ItemDeletion: Hashable, Sendable {
        /// The cookie that an expired one would replace (the standard).
        case byExpiredItem
        /// The first one with that name and path that scripts can see, in any domain unless one is
        /// given. Any name is accepted.
        case ofFirstMatch
    }

    /// The effect of `partitioned` on a first-party page.
    package enum PartitionedItem: Hashable, Sendable {
        /// The cookie is partitioned by the page's own site (CHIPS).
        case partitioned
        /// None; and cookies that a header has partitioned cannot be reached.
        case unpartitioned
    }

    /// The order of `getAll()`.
    package enum StoreOrder: Hashable, Sendable {
        /// As in a `Cookie` header (the standard).
        case asSent
        /// By the time of the last write, with partitioned cookies after the others.
        case asWritten
    }

    package enum ItemMembers: Hashable, Sendable {
        case nameAndValue
        case all
    }

    /// What `cookieStore` is in a document from a `data:` URL.
    package enum DataDocumentStore: Hashable, Sendable {
        /// A store whose every method rejects with a SecurityError (the standard).
        case refused
        case undefined
    }

    /// Whether cookies whose path does not match the page's fire change events.
    package enum ChangesBeyondPath: Hashable, Sendable {
        /// No (the standard).
        case ignored
        /// Yes; but cookies partitioned by the page's own site fire none.
        case heard
    }
}
