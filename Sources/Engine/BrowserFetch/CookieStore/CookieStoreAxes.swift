package import BrowserInfra

extension CookieStorePolicy {
    /// Descriptions of every field.
    package static let axes: [PolicyAxis<CookieStorePolicy>] = [
        PolicyAxis(
            "tabsInItems",
            \.tabsInItems,
            title: "cookieStore.set() with a tab",
            "What becomes of it.",
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
            "What becomes of it.",
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
            "What becomes of it.",
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
            "What becomes of it.",
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
            case .asDirectory: "{stores|store} it percent-encoded, with a slash at its end"
            }
        },
        PolicyAxis(
            "refusedItem",
            \.refusedItem,
            title: "cookieStore.set() of what the rules refuse",
            "What the page learns.",
            source: "Cookie Store 7.2: failure"
        ) {
            switch $0 {
            case .typeError: "{throws|throw} a TypeError"
            case .nothing: "{says|say} nothing"
            }
        },
        PolicyAxis(
            "itemDeletion",
            \.itemDeletion,
            title: "cookieStore.delete()",
            "Which cookie goes.",
            source: "Cookie Store 7.3"
        ) {
            switch $0 {
            case .byExpiredItem: "{removes|remove} the one that an expired cookie would replace"
            case .ofFirstMatch: "{removes|remove} the first one of that name and path"
            }
        },
        PolicyAxis(
            "partitionedItem",
            \.partitionedItem,
            title: "cookieStore.set() with partitioned, first-party",
            "Whether the cookie lives under the page's own site.",
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
            case .asWritten: "{sorts|sort} them by when they were written"
            }
        },
        PolicyAxis(
            "itemMembers",
            \.itemMembers,
            title: "Members of what cookieStore.get() gives",
            "Which there are.",
            source: "Cookie Store 7.1: CookieListItem"
        ) {
            switch $0 {
            case .nameAndValue: "{gives|give} name and value"
            case .all: "{gives|give} domain, path, expires and the others, too"
            }
        },
        PolicyAxis(
            "dataDocumentStore",
            \.dataDocumentStore,
            title: "cookieStore in a data: document",
            "What it is.",
            source: "Cookie Store 3: SecurityError"
        ) {
            switch $0 {
            case .refused: "{throws|throw} a SecurityError at every call"
            case .undefined: "{has|have} none"
            }
        },
        PolicyAxis(
            "changesBeyondPath",
            \.changesBeyondPath,
            title: "change events of cookies of other paths",
            "Whether a page hears of a cookie that it is not sent.",
            source: "Cookie Store 6.2"
        ) {
            switch $0 {
            case .ignored: "{fires|fire} none"
            case .heard: "{fires|fire} them, and none for partitioned cookies"
            }
        },
    ]
}
