/// What browsers decide differently about the Cookie Store API.
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
        /// With a TypeError.
        case refused
    }

    /// What becomes of the path.
    package enum ItemPath: Hashable, Sendable {
        /// It is stored as it is written.
        case asWritten
        /// It is percent-encoded, and gets a slash at its end.
        case asDirectory
    }

    /// What the page learns where the browser's rules do not let the cookie be stored.
    package enum RefusedItem: Hashable, Sendable {
        /// A TypeError (the standard).
        case typeError
        case nothing
    }

    /// What `delete()` removes.
    package enum ItemDeletion: Hashable, Sendable {
        /// The cookie in whose place an expired one would be (the standard).
        case byExpiredItem
        /// The first one of that name and path that script can see, of whatever domain unless one is
        /// named; and nothing is wrong with any name.
        case ofFirstMatch
    }

    /// What `partitioned` does on a page that is nobody's third party.
    package enum PartitionedItem: Hashable, Sendable {
        /// The cookie lives under the page's own site (CHIPS).
        case partitioned
        /// Nothing; and what a header has partitioned cannot be reached.
        case unpartitioned
    }

    /// The order of `getAll()`.
    package enum StoreOrder: Hashable, Sendable {
        /// As in a `Cookie` header (the standard).
        case asSent
        /// As they were written last, partitioned ones behind the others.
        case asWritten
    }

    package enum ItemMembers: Hashable, Sendable {
        case nameAndValue
        case all
    }

    /// What a document from a `data:` URL has.
    package enum DataDocumentStore: Hashable, Sendable {
        /// A store whose every method rejects with a SecurityError (the standard).
        case refused
        case undefined
    }

    /// Whether a cookie whose path is not the page's makes a change event.
    package enum ChangesBeyondPath: Hashable, Sendable {
        /// No (the standard).
        case ignored
        /// Yes; and one that is partitioned under the page's own site makes none.
        case heard
    }
}
