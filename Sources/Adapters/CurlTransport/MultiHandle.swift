internal import CCurl

/// The same limit as in browsers.
private let connectionsOfAHost = 6

/// Owns one multi handle: the connections and the easy handles in progress.
struct MultiHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer

    /// `connections` is the maximum number of simultaneous connections to all hosts.
    init?(connections: Int) {
        guard let pointer = curl_multi_init() else { return nil }
        let areLimitsSet = [
            (CURLMOPT_MAX_HOST_CONNECTIONS, min(connectionsOfAHost, connections)),
            (CURLMOPT_MAX_TOTAL_CONNECTIONS, connections),
        ].allSatisfy { crumb_multi_setopt_long(pointer, $0, $1) == CURLM_OK }
        // Without a descriptor for wake-ups, libcurl starts anyway, but sleeps through them.
        guard areLimitsSet, curl_multi_wakeup(pointer) == CURLM_OK else {
            curl_multi_cleanup(pointer)
            return nil
        }
        self.pointer = pointer
    }

    /// All easy handles must have been removed.
    deinit {
        curl_multi_cleanup(pointer)
    }

    func add(_ easy: EasyHandle) -> CURLMcode {
        curl_multi_add_handle(pointer, easy.pointer)
    }

    func remove(_ easy: EasyHandle) {
        curl_multi_remove_handle(pointer, easy.pointer)
    }

    /// Reads and writes as much as possible without blocking.
    func perform() -> CURLMcode {
        var running: CInt = 0
        return curl_multi_perform(pointer, &running)
    }

    /// Sleeps until there is something to do, until the handle is woken, or until one of the
    /// descriptors becomes readable; `readable` is called with each of those.
    func poll(
        alsoFor descriptors: [Int32] = [],
        _ readable: (Int32) -> Void = { _ in }
    ) -> CURLMcode {
        // libcurl wakes earlier for its own timeouts; the number only limits an idle sleep.
        guard !descriptors.isEmpty else { return curl_multi_poll(pointer, nil, 0, 60_000, nil) }
        var wanted = descriptors.map {
            curl_waitfd(fd: $0, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        }
        let status = curl_multi_poll(pointer, &wanted, UInt32(wanted.count), 60_000, nil)
        for entry in wanted where entry.revents != 0 { readable(entry.fd) }
        return status
    }

    /// Returns the next finished request and its result.
    func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
        var remaining: CInt = 0
        while let message = curl_multi_info_read(pointer, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle
            else { continue }
            return (easy, message.pointee.data.result)
        }
        return nil
    }
}
