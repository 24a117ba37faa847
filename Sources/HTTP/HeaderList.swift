package import Infra

/// One header: a name and a value.
///
/// https://fetch.spec.whatwg.org/#concept-header
package struct Header: Hashable, Sendable {
    /// In the case in which it was received or will be sent.
    package var name: String
    /// Without leading and trailing whitespace.
    package var value: ByteString

    package init(name: String, value: ByteString) {
        self.name = name
        self.value = value
    }
}

/// Headers in the order in which they were added; names are compared without regard to case.
///
/// https://fetch.spec.whatwg.org/#concept-header-list
package struct HeaderList: Hashable, Sendable {
    package private(set) var headers: [Header]

    package init(_ headers: [Header] = []) {
        self.headers = headers
    }

    package var isEmpty: Bool { headers.isEmpty }

    /// https://fetch.spec.whatwg.org/#header-list-contains
    package func contains(_ name: String) -> Bool {
        headers.contains { $0.name.equalsIgnoringASCIICase(name) }
    }

    /// The values of every header of that name, joined by `, `; `nil` if there is none.
    ///
    /// https://fetch.spec.whatwg.org/#concept-header-list-get
    package func get(_ name: String) -> ByteString? {
        let values = values(of: name)
        guard !values.isEmpty else { return nil }
        return ByteString(values.map(\.bytes).joined(separator: [0x2C, 0x20]))
    }

    /// Each value of that name apart, in order (`Set-Cookie` is never combined).
    package func values(of name: String) -> [ByteString] {
        headers.lazy.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// https://fetch.spec.whatwg.org/#concept-header-list-append
    package mutating func append(_ name: String, _ value: ByteString) {
        let existing = headers.first { $0.name.equalsIgnoringASCIICase(name) }
        headers.append(Header(name: existing?.name ?? name, value: value))
    }

    /// https://fetch.spec.whatwg.org/#concept-header-list-set
    package mutating func set(_ name: String, _ value: ByteString) {
        guard let index = headers.firstIndex(where: { $0.name.equalsIgnoringASCIICase(name) })
        else {
            headers.append(Header(name: name, value: value))
            return
        }
        headers[index].value = value
        let rest = headers[(index + 1)...].filter { !$0.name.equalsIgnoringASCIICase(name) }
        headers.replaceSubrange((index + 1)..., with: rest)
    }

    /// https://fetch.spec.whatwg.org/#concept-header-list-delete
    package mutating func delete(_ name: String) {
        headers.removeAll { $0.name.equalsIgnoringASCIICase(name) }
    }

    /// One header for each name, in the order of the first of that name, values joined by `, `.
    ///
    /// https://fetch.spec.whatwg.org/#concept-header-list-combine
    package var combined: HeaderList {
        HeaderList(
            groups.map { Header(name: headers[$0.first].name, value: $0.combinedValue) }
        )
    }

    /// Lower-case names in byte order, values of one name combined, `set-cookie` never combined.
    ///
    /// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
    package var sortedAndCombined: [Header] {
        groups.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.flatMap { group in
            if group.name == "set-cookie" {
                return group.values.map { Header(name: group.name, value: $0) }
            }
            return [Header(name: group.name, value: group.combinedValue)]
        }
    }

    /// The headers of one name.
    private struct Group {
        /// In lower case.
        var name: String
        /// Where the first of them stands.
        var first: Int
        var values: [ByteString]

        var combinedValue: ByteString {
            ByteString(values.map(\.bytes).joined(separator: [0x2C, 0x20]))
        }
    }

    /// In the order of the first of each name.
    ///
    /// In one pass: to ask for each name's values would take a server's 20,000 names half a minute.
    private var groups: [Group] {
        var groups: [Group] = []
        var places: [String: Int] = [:]
        for (index, header) in headers.enumerated() {
            let name = header.name.asciiLowercased
            if let place = places[name] {
                groups[place].values.append(header.value)
            } else {
                places[name] = groups.count
                groups.append(Group(name: name, first: index, values: [header.value]))
            }
        }
        return groups
    }
}
