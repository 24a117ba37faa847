package import BrowserInfra

extension CookieStorePolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<CookieStorePolicy>] = [
        PolicyAxis(
            "tabsInItems",
            \.tabsInItems,
            title: "cookieStore.set() with a tab",
            "What happens.",
            source: "Cookie Store 7.2: other control characters only"
        ) {
            switch $0 {
            case .taken: "{stores|store} it"
            case .refused: "{throws|throw} a TypeError"
            }
        },
        PolicyAxis(
            "itemsWithoutName",
            \.itemsWithoutName,
            title: "cookieStore.set() without a name",
            "What happens.",
            source: "Cookie Store 7.2: with a value"
        ) {
            switch $0 {
            case .taken: "{stores|store} it"
            case .refused: "{throws|throw} a TypeError"
            }
        },
        PolicyAxis(
            "emptyItemDomain",
            \.emptyItemDomain,
            title: "cookieStore.set() with an empty domain",
            "What happens.",
            source: "Cookie Store 7.2"
        ) {
            switch $0 {
            case .taken: "{stores|store} it"
            case .refused: "{throws|throw} a TypeError"
            }
        },
        PolicyAxis(
            "semicolonInPath",
            \.semicolonInPath,
            title: "cookieStore.set() with a semicolon in the path",
            "What happens.",
            source: "Cookie Store 7.2"
        ) {
            switch $0 {
            case .taken: "{stores|store} it"
            case .refused: "{throws|throw} a TypeError"
            }
        },
        PolicyAxis(
            "itemPath",
            \.itemPath,
            title: "Path of cookieStore.set()",
            "How it is stored.",
            source: "Cookie Store 7.2"
        ) {
            switch $0 {
            case .asWritten: "{stores|store} it as written"
            case .asDirectory: "{stores|store} it percent-encoded, with a trailing slash"
            }
        },
        PolicyAxis(
            "refusedItem",
            \.refusedItem,
            title: "cookieStore.set() of a cookie that the rules reject",
            "What the page sees.",
            source: "Cookie Store 7.2: failure"
        ) {
            switch $0 {
            case .typeError: "{throws|throw} a TypeError"
            case .nothing: "{reports|report} nothing"
            }
        },
        PolicyAxis(
            "itemDeletion",
            \.itemDeletion,
            title: "cookieStore.delete()",
            "Which cookie it deletes.",
            source: "Cookie Store 7.3"
        ) {
            switch $0 {
            case .byExpiredItem: "{deletes|delete} the one that an expired cookie would replace"
            case .ofFirstMatch: "{deletes|delete} the first one with that name and path"
            }
        },
        PolicyAxis(
            "partitionedItem",
            \.partitionedItem,
            title: "cookieStore.set() with partitioned in a first-party page",
            "Whether the cookie is partitioned by the page's own site.",
            source: "Cookie Store 7.2; CHIPS"
        ) {
            switch $0 {
            case .partitioned: "{partitions|partition} it"
            case .unpartitioned: "{stores|store} it without a partition"
            }
        },
        PolicyAxis(
            "storeOrder",
            \.storeOrder,
            title: "Order of cookieStore.getAll()",
            "Which cookies come first.",
            source: "Cookie Store 7.1: RFC6265bis 5.8.3"
        ) {
            switch $0 {
            case .asSent: "{sorts|sort} them as in a Cookie header"
            case .asWritten: "{sorts|sort} them by the time they were last written"
            }
        },
        PolicyAxis(
            "itemMembers",
            \.itemMembers,
            title: "Members of the results of cookieStore.get()",
            "Which ones there are.",
            source: "Cookie Store 7.1: CookieListItem"
        ) {
            switch $0 {
            case .nameAndValue: "{returns|return} name and value"
            case .all: "{returns|return} domain, path, expires and the others too"
            }
        },
        PolicyAxis(
            "dataDocumentStore",
            \.dataDocumentStore,
            title: "cookieStore in a data: document",
            "Whether it exists.",
            source: "Cookie Store 3: SecurityError"
        ) {
            switch $0 {
            case .refused: "{throws|throw} a SecurityError from every method"
            case .undefined: "{has|have} none"
            }
        },
        PolicyAxis(
            "changesBeyondPath",
            \.changesBeyondPath,
            title: "change events for cookies with other paths",
            "Whether a page is notified of a cookie that is not sent to it.",
            source: "Cookie Store 6.2"
        ) {
            switch $0 {
            case .ignored: "{fires|fire} none"
            case .heard: "{fires|fire} them, but none for partitioned cookies"
            }
        },
    ]
}
