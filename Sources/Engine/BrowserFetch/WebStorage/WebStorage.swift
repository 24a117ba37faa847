/// What pages keep in `localStorage` and `sessionStorage`: the areas that were asked for, and what has
/// changed in them.
///
/// Names and values are JSON strings, because a script's strings may have lone surrogates, which text
/// here cannot have.
///
/// https://html.spec.whatwg.org/#webstorage
package struct WebStorage: Hashable, Sendable {
    /// Whose area it is.
    package struct Key: Hashable, Sendable {
        package enum Area: String, Hashable, Sendable, CaseIterable {
            /// It stays.
            case local
            /// It goes with the tab.
            case session
        }

        package var area: Area
        /// The origin; behind a blank the top-level site, where that is another one.
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

    /// What has to be written so that a profile holds what the areas hold.
    package enum Change: Hashable, Sendable {
        case put(Item, Key)
        case remove(name: String, Key)
        case clear(Key)
        /// Every area of an origin, in whichever partition.
        case clearOrigin(String)
    }

    private var areas: [Key: [Item]] = [:]
    private var changes: [Change] = []

    package init() {}

    /// `nil` where they have not been loaded.
    package func items(of key: Key) -> [Item]? { areas[key] }

    mutating func load(_ items: [Item], of key: Key) {
        areas[key] = items
    }

    /// Stores an item; without a value it goes.
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

    /// `Clear-Site-Data: "storage"`; `origin` is serialised.
    mutating func clear(origin: String) {
        for key in areas.keys where key.origin == origin { areas[key] = [] }
        changes.append(.clearOrigin(origin))
    }

    /// For the profile to write.
    mutating func takeChanges() -> [Change] {
        defer { changes = [] }
        return changes
    }
}

extension WebStorage.Key {
    package var origin: String { String(owner.prefix { $0 != " " }) }
}
