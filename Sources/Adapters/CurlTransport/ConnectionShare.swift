internal import CCurl

/// Separate connections for requests without credentials: Chromium's privacy mode.
///
/// Otherwise, a server could identify a client without a cookie by the connection.
///
/// https://curl.se/libcurl/c/libcurl-share.html
final class ConnectionShare {
    let pointer: OpaquePointer

    init?() {
        guard let share = curl_share_init() else { return nil }
        pointer = OpaquePointer(share)
        guard crumb_share_connections(share) == CURLSHE_OK else {
            curl_share_cleanup(share)
            return nil
        }
    }

    /// All easy handles that use it must have been freed.
    deinit {
        curl_share_cleanup(UnsafeMutableRawPointer(pointer))
    }
}
