/// https://fetch.spec.whatwg.org/#statuses
package enum Status {
    /// https://fetch.spec.whatwg.org/#null-body-status
    package static func isNullBody(_ status: Int) -> Bool {
        [101, 103, 204, 205, 304].contains(status)
    }

    /// https://fetch.spec.whatwg.org/#ok-status
    package static func isOK(_ status: Int) -> Bool { (200...299).contains(status) }

    /// https://fetch.spec.whatwg.org/#redirect-status
    package static func isRedirect(_ status: Int) -> Bool {
        [301, 302, 303, 307, 308].contains(status)
    }
}
