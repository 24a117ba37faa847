package import BrowserInfra

/// One header: a name and a value.
///
/// https://fetch.spec.whatwg.org/#concept-header
package struct Header: Hashable, Sendable {
    /// The name, in the case in which it was received or will be sent.
    package var name: String
    /// The value, without leading and trailing whitespace.
    package var value: ByteString

    package init(name: String, value: ByteString) {
        self.name = name
        self.value = value
    }
}

/// Headers in the order in which they were added; names are compared ignoring case.
///
/// https://fetch.spec.whatwg.org/#concept-header-list
package struct HeaderList: Hashable, Sendable {
    package private(set) var headers: [Header]
    /// The marks of all names in the list, and possibly of names that have been removed. A name whose
    /// mark is not set is not in the list, so it need not be searched for.
    private var marks: UInt64

    package init(_ headers: [Header] = []) {
        self.headers = headers
        let all = headers.span
        marks = 0
        for index in all.indices { marks |= Self.mark(of: all[index].name) }
    }

    /// Returns one of 64 bits, the same one for names that differ only in case.
    private static func mark(of name: String) -> UInt64 {
        let bytes = name.utf8
        return 1 << ((bytes.count &* 5 &+ Int((bytes.first ?? 0) | 0x20)) & 63)
    }

    package static func == (left: HeaderList, right: HeaderList) -> Bool {
        left.headers == right.headers
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(headers) }

    package var isEmpty: Bool { headers.isEmpty }

    /// https://fetch.spec.whatwg.org/#header-list-contains
    package func contains(_ name: String) -> Bool {
        place(of: name) != nil
    }

    /// Returns the values of all headers with that name, joined by `, `; `nil` if there are none.
    ///
    /// https://fetch.spec.whatwg.org/#concept-header-list-get
    package func get(_ name: String) -> ByteString? {
        guard let first = place(of: name) else { return nil }
        var combined = headers[first].value
        var last = first
        while let next = place(of: name, from: last + 1) {
            combined.combine(with: headers[next].value)
            last = next
        }
        return combined
    }

    /// Returns each value of that name separately, in order (`Set-Cookie` is never combined).
    package func values(of name: String) -> [ByteString] {
        var values: [ByteString] = []
        var start = 0
        while let next = place(of: name, from: start) {
            values.append(headers[next].value)
            start = next + 1
        }
        return values
    }

    /// https://fetch.spec.whatwg.org/#concept-header-list-append
    package mutating func append(_ name: String, _ value: ByteString) {
        let existing = place(of: name).map { headers[$0].name }
        headers.append(Header(name: existing ?? name, value: value))
        marks |= Self.mark(of: name)
    }

    /// https://fetch.spec.whatwg.org/#concept-header-list-set
    package mutating func set(_ name: String, _ value: ByteString) {
        guard let index = place(of: name) else {
            headers.append(Header(name: name, value: value))
            marks |= Self.mark(of: name)
            return
        }
        headers[index].value = value
        guard place(of: name, from: index + 1) != nil else { return }
        let rest = headers[(index + 1)...].filter { !$0.name.equalsIgnoringASCIICase(name) }
        headers.replaceSubrange((index + 1)..., with: rest)
    }

    /// https://fetch.spec.whatwg.org/#concept-header-list-delete
    package mutating func delete(_ name: String) {
        guard contains(name) else { return }
        headers.removeAll { $0.name.equalsIgnoringASCIICase(name) }
    }

    /// Returns the index of the next header with that name.
    ///
    /// It uses a span, because a loop over an array retains and releases each name and value.
    private func place(of name: String, from start: Int = 0) -> Int? {
        guard marks & Self.mark(of: name) != 0 else { return nil }
        let headers = headers.span
        let count = name.utf8.count
        for index in start..<headers.count
        where headers[index].name.utf8.count == count
            && headers[index].name.equalsIgnoringASCIICase(name)
        {
            return index
        }
        return nil
    }

    /// One header for each name, in the order in which names first appear, with values joined by `,
    /// `.
    ///
    /// https://fetch.spec.whatwg.org/#concept-header-list-combine
    package var combined: HeaderList {
        guard mayRepeatNames else { return self }
        // In one pass: looking up each name's values would take half a minute for a server's 20,000
        // names.
        var combined: [Header] = []
        combined.reserveCapacity(headers.count)
        var places: [String: Int] = Dictionary(minimumCapacity: headers.count)
        for header in headers {
            let name = header.name.asciiLowercased
            if let place = places[name] {
                combined[place].value.combine(with: header.value)
            } else {
                places[name] = combined.count
                combined.append(header)
            }
        }
        return HeaderList(combined)
    }

    /// False only if every name appears once.
    private var mayRepeatNames: Bool {
        // More headers are not worth comparing pairwise.
        guard headers.count <= 32 else { return true }
        let headers = headers.span
        var seen: UInt64 = 0
        for index in headers.indices {
            let mark = Self.mark(of: headers[index].name)
            // Different names may have the same mark.
            if seen & mark != 0, place(of: headers[index].name) != index { return true }
            seen |= mark
        }
        return false
    }

    /// The headers with lower-case names in byte order, and values of one name combined, except for
    /// `set-cookie`.
    ///
    /// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
    package var sortedAndCombined: [Header] {
        var sorted: [Header] = []
        sorted.reserveCapacity(headers.count)
        for header in inOrderOfNames {
            if header.name == sorted.last?.name, header.name != "set-cookie" {
                sorted[sorted.count - 1].value.combine(with: header.value)
            } else {
                sorted.append(header)
            }
        }
        return sorted
    }

    /// The headers with lower-case names, stably sorted by name.
    private var inOrderOfNames: [Header] {
        if headers.count <= 32 { return inserted }
        return headers.enumerated()
            .map { (place: $0.offset, name: $0.element.name.asciiLowercased) }
            .sorted { first, second in
                first.name == second.name
                    ? first.place < second.place
                    : first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
            }
            .map { Header(name: $0.name, value: headers[$0.place].value) }
    }

    /// The same by insertion sort, for a few headers, which are usually sorted or nearly so.
    private var inserted: [Header] {
        var sorted = headers
        for index in sorted.indices {
            sorted[index].name = sorted[index].name.asciiLowercased
            var place = index
            while place > 0, sorted[place].name.precedesInBytes(sorted[place - 1].name) {
                sorted.swapAt(place, place - 1)
                place -= 1
            }
        }
        return sorted
    }
}

extension String {
    fileprivate func precedesInBytes(_ other: String) -> Bool {
        let (own, others) = (utf8.span, other.utf8.span)
        for index in 0..<min(own.count, others.count) where own[index] != others[index] {
            return own[index] < others[index]
        }
        return own.count < others.count
    }
}

extension ByteString {
    /// Combines the values of two headers with the same name.
    fileprivate mutating func combine(with next: ByteString) {
        bytes += [0x2C, 0x20]
        bytes += next.bytes
    }
}
