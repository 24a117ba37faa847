package import BrowserInfra

extension PublicSuffixList {
    /// The source and the date of a list, of which there is a new one every few days.
    package struct Edition: Hashable, Sendable {
        package enum Place: Hashable, Sendable {
            /// Built into the library that reads lists.
            case library
            case file(path: String)
            /// Provided by the program that uses this library.
            case program
            /// There is no list.
            case none
        }

        package let place: Place
        /// When the list was made; `nil` if that is not known.
        package let date: Moment?

        package init(place: Place, date: Moment?) {
            self.place = place
            self.date = date
        }

        /// Whether the list was more than a year old at `now`: many suffixes are added and removed
        /// in a year.
        package func isOutdated(at now: Moment) -> Bool {
            guard let date else { return true }
            return now > date.advanced(bySeconds: 365 * 86_400)
        }

        /// The day of the list, such as `2026-01-08`.
        package var day: String { date.map { String($0.iso8601.prefix(10)) } ?? "unknown date" }
    }
}

/// Why a file is not a public suffix list.
package enum PublicSuffixListError: Error, Hashable, Sendable {
    case unreadable(path: String, reason: String)
    case noRules(path: String)

    /// One sentence for the user.
    package var sentence: String {
        switch self {
        case .unreadable(let path, let reason):
            "Cannot read the public suffix list \(path): \(reason)."
        case .noRules(let path):
            "\(path) does not contain public suffix rules; download a list from "
                + "https://publicsuffix.org/list/public_suffix_list.dat."
        }
    }
}
