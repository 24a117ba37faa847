internal import BrowserCookies
internal import BrowserInfra

/// A remark on cookies that could be read: attributes that their file does not have, and values
/// that were interpreted differently from how they are written.
package struct CookieRemark: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The local storage of a storageState, with the number of its origins.
        case originsLeftOut(Int)
        /// Headers, credentials and so on in a session file, by key.
        case othersLeftOut([String])
        /// A key without a meaning here.
        case unknownKey(String)
        /// The attributes that the format, or this entry, does not have.
        case unsaid([Attribute])
        /// A program that also writes Lax for a cookie without SameSite.
        case laxOrUnspecified(by: String)
        /// SameSite=None without Secure, which several programs write for a cookie without
        /// SameSite.
        case noneWithoutSecure
        /// The expiry is a number in a unit other than the format's.
        case takenAs(CookieTime.Unit)
        /// An expiry of -1, which some programs write for a session cookie.
        case minusOne
        /// Spaces instead of tabs between the fields of cookies.txt.
        case spacesInsteadOfTabs
        /// A table row whose value was truncated or has lost characters.
        case sizeMismatch
    }

    package enum Attribute: String, Hashable, Sendable, CaseIterable {
        case domain, path, expiry, secure, httpOnly, sameSite, priority, partitionKey
    }

    package var kind: Kind
    /// The names of the cookies, in file order; empty when the remark is about the file.
    package var names: [String]

    package init(_ kind: Kind, of names: [String] = []) {
        self.kind = kind
        self.names = names
    }
}

extension CookieFile {
    /// Adds one more cookie to the remark of this kind.
    mutating func note(_ kind: CookieRemark.Kind, of name: String) {
        if let index = remarks.firstIndex(where: { $0.kind == kind }) {
            if remarks[index].names.last != name { remarks[index].names.append(name) }
        } else {
            remarks.append(CookieRemark(kind, of: [name]))
        }
    }

    /// Adds what `read` finds, with the remarks on it.
    mutating func addNoting(
        at place: CookieFileLocation,
        _ read: (inout [CookieRemark.Kind]) throws(CookieEntryError) -> ImportedCookie?
    ) throws(CookieFileError) {
        let before = entries.count
        var kinds: [CookieRemark.Kind] = []
        try add(at: place) { () throws(CookieEntryError) in try read(&kinds) }
        guard entries.count > before else { return }
        let name = entries[before].cookie.name.utf8Decoded
        for kind in kinds { note(kind, of: name) }
    }
}
