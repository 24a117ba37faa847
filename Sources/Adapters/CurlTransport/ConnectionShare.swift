internal import CCurl

/// Connections of their own for requests without credentials: Chromium's privacy mode.
///
/// A server could tell by the connection who it is that asks without a cookie.
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

    /// Every easy handle that uses it must be gone.
    deinit {
        curl_share_cleanup(UnsafeMutableRawPointer(pointer))
    }
}
