internal import BrowserCookies
internal import BrowserInfra
internal import Explanations
internal import Terminal

/// Rows under one label, with one line for each cookie.
struct CookieRows {
    private(set) var layout = Layout()
    private var label: String
    private let indentation: Int

    init(label: String, indentation: Int) {
        self.label = label
        self.indentation = indentation
    }

    mutating func add(_ text: StyledText) {
        layout.row(label, text, indentation: indentation)
        label = ""
    }
}

/// Cookies often have the same reasons: the sentences are only shown for the first one.
struct RepeatedReasons {
    private var first: [StyledText: String] = [:]

    /// Returns the name of an earlier cookie with the same reasons; if there is none, records `name` as
    /// the first.
    mutating func earlier(_ reasons: StyledText, of name: String) -> String? {
        if let earlier = first[reasons] { return earlier }
        first[reasons] = name
        return nil
    }
}

/// Returns each reason as a sentence, for newcomers, and as a code, for experts.
func reasons(_ exclusions: [CookieExclusion], _ hosts: HostPair?) -> StyledText {
    exclusions.map { ($0.sentence(hosts), $0.code) }.styled
}

/// Returns the reasons why a cookie was not stored, as sentences and codes.
func reasons(_ refusals: [CookieRefusal], _ hosts: HostPair?) -> StyledText {
    refusals.map { ($0.sentence(hosts), $0.code) }.styled
}

extension [CookieExclusion] {
    var codes: StyledText { StyledText("[\(map(\.code).joined(separator: ", "))]", .faint) }
}

extension [(String, String)] {
    fileprivate var styled: StyledText {
        var text = StyledText()
        for (sentence, code) in self {
            if !text.isEmpty { text.append(" ") }
            text.append(escaping: sentence)
            text.append(" [\(code)]", .faint)
        }
        return text
    }
}

extension SetCookieVerdict {
    var effectPhrase: String {
        switch effect {
        case .created: "stored"
        case .updated: "stored, replacing the old one"
        case .deleted: "deleted"
        case .rejected: refusals == [.expired] ? "deletes nothing" : "not stored"
        case .ignored: "ignored"
        }
    }
}
