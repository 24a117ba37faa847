internal import BrowserCookies
internal import BrowserInfra

/// What is worth saying about cookies that could be read: what their file does not say of them, and
/// what was taken for something else than it says.
package struct CookieRemark: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A storageState's local storage, of so many origins.
        case originsLeftOut(Int)
        /// A session file's headers, credentials and the like, by their keys.
        case othersLeftOut([String])
        /// A key that means nothing here.
        case unknownKey(String)
        /// What the format, or this entry, says nothing of.
        case unsaid([Attribute])
        /// A program that writes Lax also where a cookie has no SameSite.
        case laxOrUnspecified(by: String)
        /// SameSite=None without Secure, with which several programs mean no SameSite at all.
        case noneWithoutSecure
        /// The end is a number of another unit than the format's.
        case takenAs(CookieTime.Unit)
        /// An end of -1, with which some programs mean a session cookie.
        case minusOne
        /// Spaces between the fields of cookies.txt.
        case spacesInsteadOfTabs
        /// A table's row whose value was cut, or has lost characters.
        case sizeMismatch
    }

    package enum Attribute: String, Hashable, Sendable, CaseIterable {
        case domain, path, expiry, secure, httpOnly, sameSite, priority, partitionKey
    }

    package var kind: Kind
    /// The names of the cookies, in the order of the file; empty where it is about the file.
    package var names: [String]

    package init(_ kind: Kind, of names: [String] = []) {
        self.kind = kind
        self.names = names
    }
}

extension CookieFile {
    /// Says the same of one more cookie.
    mutating func note(_ kind: CookieRemark.Kind, of name: String) {
        if let index = remarks.firstIndex(where: { $0.kind == kind }) {
            if remarks[index].names.last != name { remarks[index].names.append(name) }
        } else {
            remarks.append(CookieRemark(kind, of: [name]))
        }
    }

    /// Takes what `read` finds, and what is to be said of it.
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
