package import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON

/// Cookies as another program's file has them, and what they lost on the way.
package struct ExportedCookies: Hashable, Sendable {
    package var bytes: [UInt8]
    /// How many cookies the file has.
    package var count: Int
    package var losses: [ExportLoss]

    /// `nil` for a format that is only read.
    package init?(_ cookies: [Cookie], format: CookieFileFormat) {
        switch format {
        case .har, .sqlite, .array, .header, .table: return nil
        case .netscape: self = NetscapeWriter.write(cookies)
        case .playwright: self = StorageStateWriter.write(cookies)
        case .json:
            let text = JSONValue.array(cookies.map(\.exportedJSON)).text + "\n"
            self.init(bytes: Array(text.utf8), count: cookies.count, losses: [])
        }
    }

    init(bytes: [UInt8], count: Int, losses: [ExportLoss]) {
        self.bytes = bytes
        self.count = count
        self.losses = losses
    }
}

/// What a format cannot carry.
package struct ExportLoss: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The cookie is in the file, without this.
        case attribute(Attribute)
        /// A cookie without SameSite is in the file as SameSite=Lax, which the format asks for.
        case unspecifiedSameSite
        /// The cookie is not in the file.
        case leftOut(Obstacle)
    }

    package enum Attribute: String, Hashable, Sendable {
        case sameSite, partitionKey, priority
    }

    package enum Obstacle: Hashable, Sendable {
        case noName, tab, notUTF8
    }

    package var kind: Kind
    /// The names of the cookies, in the jar's order.
    package var names: [String]
}

/// Losses while they are collected: one of each kind, in the order in which they were met.
struct CookieLosses {
    private(set) var inOrder: [ExportLoss] = []

    mutating func lose(_ attribute: ExportLoss.Attribute, of cookie: Cookie) {
        add(.attribute(attribute), cookie)
    }

    mutating func loseAbsenceOfSameSite(of cookie: Cookie) {
        add(.unspecifiedSameSite, cookie)
    }

    mutating func replaceText(_ cookie: Cookie, because obstacle: ExportLoss.Obstacle) {
        add(.leftOut(obstacle), cookie)
    }

    private mutating func add(_ kind: ExportLoss.Kind, _ cookie: Cookie) {
        let name = cookie.name.utf8Decoded
        if let index = inOrder.firstIndex(where: { $0.kind == kind }) {
            inOrder[index].names.append(name)
        } else {
            inOrder.append(ExportLoss(kind: kind, names: [name]))
        }
    }
}
