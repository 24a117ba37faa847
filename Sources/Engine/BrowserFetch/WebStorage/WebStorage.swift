/// The contents of pages' `localStorage` and `sessionStorage`: the areas that have been used, and
/// the changes in them.
///
/// Names and values are JSON strings, because a script's strings may contain lone surrogates, which
/// Swift strings cannot.
///
/// https://html.spec.whatwg.org/#webstorage
package struct WebStorage: Hashable, Sendable {
    /// The storage area of an owner.
    package struct Key: Hashable, Sendable {
        package enum Area: String, Hashable, Sendable, CaseIterable {
            /// The area persists.
            case local
            /// The area is discarded with the tab.
            case session
        }

        package var area: Area
        /// The origin, followed by a space and the top-level site if that is different.
        ///
        /// https://storage.spec.whatwg.org/#obtain-a-storage-key
        package var owner: String

        package init(area: Area, owner: String) {
            self.area = area
            self.owner = owner
        }
    }

    package struct Item: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A change that a profile must write to match the areas.
    package enum Change: Hashable, Sendable {
        case put(Item, Key)
        case remove(name: String, Key)
        case clear(Key)
        /// Every area of an origin, in any partition.
        case clearOrigin(String)
    }

    private var areas: [Key: [Item]] = [:]
    private var changes: [Change] = []

    package init() {}

    /// Returns the items of an area; `nil` if they have not been loaded.
    package func items(of key: Key) -> [Item]? { areas[key] }

    mutating func load(_ items: [Item], of key: Key) {
        areas[key] = items
    }

    /// Stores an item, or removes it if there is no value.
    mutating func set(_ name: String, to value: String?, of key: Key) {
        var items = areas[key] ?? []
        let index = items.firstIndex { $0.name == name }
        guard let value else {
            if let index { items.remove(at: index) }
            areas[key] = items
            changes.append(.remove(name: name, key))
            return
        }
        let item = Item(name: name, value: value)
        if let index { items[index] = item } else { items.append(item) }
        areas[key] = items
        changes.append(.put(item, key))
    }

    mutating func clear(_ key: Key) {
        areas[key] = []
        changes.append(.clear(key))
    }

    /// Applies `Clear-Site-Data: "storage"`; `origin` is serialized.
    mutating func clear(origin: String) {
        for key in areas.keys where key.origin == origin { areas[key] = [] }
        changes.append(.clearOrigin(origin))
    }

    /// Returns and clears the changes, for the profile to write.
    mutating func takeChanges() -> [Change] {
        defer { changes = [] }
        return changes
    }
}

extension WebStorage.Key {
    package var origin: String { String(owner.prefix { $0 != " " }) }
}
