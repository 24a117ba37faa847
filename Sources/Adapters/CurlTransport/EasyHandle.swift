internal import BrowserInfra
internal import CCurl
internal import Glibc
internal import WebOrigin

/// An error that a libcurl call returned.
struct CurlFailure: Error {
    let code: CURLcode
}

/// Owns one easy handle and everything that libcurl merely borrows: lists, the error buffer, and the
/// collector that its callbacks write to.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    /// The collector that libcurl's callbacks write to; `nil` between two requests.
    private var collector: ResponseCollector?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var addresses: UnsafeMutablePointer<curl_slist>?
    private var headers: RequestHeaderBlock?
    /// The URL as parsed by libcurl.
    private var url: OpaquePointer?
    /// The context of the callback that opens sockets; stores the error if that fails.
    private let sockets: UnsafeMutablePointer<crumb_sockets>
    /// What the handle was configured for; `nil` if it must not be used for another request.
    var use: HandleUse?

    init?(collector: ResponseCollector) {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        self.collector = collector
        sockets = .allocate(capacity: 1)
        sockets.initialize(to: crumb_sockets())
    }

    deinit {
        // The handle first: while it is freed, it may still access what it borrowed.
        curl_easy_cleanup(pointer)
        if let url { curl_url_cleanup(url) }
        for list in lists { curl_slist_free_all(list) }
        curl_slist_free_all(addresses)
        errorBuffer.deallocate()
        sockets.deallocate()
    }

    /// Sets where libcurl writes errors, headers and the body.
    func connectCollector() throws(CurlFailure) {
        try set(CURLOPT_ERRORBUFFER, errorBuffer)
        try set(CURLOPT_HEADERFUNCTION, receiveHeaderLine)
        try set(CURLOPT_WRITEFUNCTION, receiveBodyBytes)
        try set(CURLOPT_HEADERDATA, context)
        try set(CURLOPT_WRITEDATA, context)
    }

    /// Discards what the last request left behind, and makes libcurl write to `collector`.
    func connect(_ collector: ResponseCollector) throws(CurlFailure) {
        self.collector = collector
        errorBuffer[0] = 0
        sockets.pointee.failure = 0
        try set(CURLOPT_HEADERDATA, context)
        try set(CURLOPT_WRITEDATA, context)
    }

    /// Releases the collector, which has received everything.
    func disconnectCollector() { collector = nil }

    /// The argument of the callbacks, which libcurl only calls while there is a collector.
    private var context: UnsafeMutableRawPointer? {
        collector.map { Unmanaged.passUnretained($0).toOpaque() }
    }

    /// Makes the collector check the connection before anything is sent over it.
    func checkConnectionBeforeRequest() throws(CurlFailure) {
        try check(crumb_setopt_before_request(pointer, allowConnection, context))
    }

    /// The address of the connection's peer; empty if there is none.
    var address: String {
        var text: UnsafePointer<CChar>?
        guard crumb_getinfo_string(pointer, CURLINFO_PRIMARY_IP, &text) == CURLE_OK, let text
        else { return "" }
        return String(cString: text)
    }

    /// libcurl's own message for the last failure; empty if there is none.
    var errorText: String {
        String(cString: errorBuffer)
    }

    func openSocketsForThisProcessAlone() throws(CurlFailure) {
        try check(crumb_setopt_open_socket(pointer, sockets))
    }

    /// Makes the collector check every address before it is connected to.
    func checkAddressBeforeConnecting() {
        sockets.pointee.refuses = rejectAddress
        sockets.pointee.context = context
    }

    /// The error of the system call that opens a socket (`errno`); 0 if it succeeded.
    var socketError: CInt { sockets.pointee.failure }

    /// Takes connections from `share` and returns them there, instead of to the multi handle.
    func share(_ share: ConnectionShare) throws(CurlFailure) {
        try set(CURLOPT_SHARE, UnsafeMutableRawPointer(share.pointer))
        use?.share = share
    }

    func set(_ option: CURLoption, _ isOn: Bool) throws(CurlFailure) {
        try check(crumb_setopt_long(pointer, option, isOn ? 1 : 0))
    }

    func set(_ option: CURLoption, _ number: Int) throws(CurlFailure) {
        try check(crumb_setopt_long(pointer, option, number))
    }

    func set(_ option: CURLoption, _ text: String) throws(CurlFailure) {
        // A C string would end at a NUL, and a different value would be set.
        let code = text.withCString { start in
            strlen(start) == text.utf8.count
                ? crumb_setopt_string(pointer, option, start) : CURLE_BAD_FUNCTION_ARGUMENT
        }
        try check(code)
    }

    /// Parses the URL once, so that libcurl need not do so for each request of this handle. If libcurl
    /// rejects the URL, the request will report why.
    func keepParsed(_ text: String) {
        // Always remove the previous URL, because libcurl would use it instead of the new text.
        crumb_setopt_pointer(pointer, CURLOPT_CURLU, nil)
        if let url { curl_url_cleanup(url) }
        url = nil
        guard let parsed = curl_url() else { return }
        guard curl_url_set(parsed, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK,
            crumb_setopt_pointer(pointer, CURLOPT_CURLU, UnsafeMutableRawPointer(parsed))
                == CURLE_OK
        else { return curl_url_cleanup(parsed) }
        url = parsed
    }

    /// Sets the headers, which libcurl borrows until they are replaced or the handle is freed.
    func setHeaders(_ headers: consuming RequestHeaderBlock) throws(CurlFailure) {
        try check(crumb_setopt_list(pointer, CURLOPT_HTTPHEADER, headers.first))
        self.headers = consume headers
    }

    /// Sets the lines, which libcurl borrows for as long as the handle lives.
    func set(_ option: CURLoption, _ lines: [ByteString]) throws(CurlFailure) {
        guard let list = try Self.list(of: lines) else { return }
        lists.append(list)
        try check(crumb_setopt_list(pointer, option, list))
    }

    /// Sets the known addresses of hosts, replacing those of the previous request.
    func setAddresses(_ lines: [ByteString]) throws(CurlFailure) {
        let list = try Self.list(of: lines)
        guard list != nil || addresses != nil else { return }
        let code = crumb_setopt_list(pointer, CURLOPT_RESOLVE, list)
        curl_slist_free_all(addresses)
        addresses = list
        try check(code)
    }

    /// Returns a list of the lines; `nil` if there are none.
    private static func list(
        of lines: [ByteString]
    ) throws(CurlFailure) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            let longer = (line.bytes + [0]).withUnsafeBytes { cString in
                curl_slist_append(list, cString.baseAddress?.assumingMemoryBound(to: CChar.self))
            }
            guard let longer else {
                curl_slist_free_all(list)
                throw CurlFailure(code: CURLE_OUT_OF_MEMORY)
            }
            list = longer
        }
        return list
    }

    /// Sets the body, which libcurl copies, so that it needs no owner.
    func setBody(_ bytes: [UInt8]) throws(CurlFailure) {
        // The size must be set first: it determines how much libcurl copies.
        try check(
            crumb_setopt_off_t(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        )
        // An empty array may have no address, and with NULL libcurl would read from stdin.
        let code = (bytes.isEmpty ? [0] : bytes).withUnsafeBytes { buffer in
            crumb_setopt_pointer(
                pointer,
                CURLOPT_COPYPOSTFIELDS,
                UnsafeMutableRawPointer(mutating: buffer.baseAddress)
            )
        }
        try check(code)
    }

    /// Makes libcurl continue after a pause; called on the loop's thread.
    func resume() {
        // It has no effect on a handle that is not paused. One that fails will report that itself.
        _ = curl_easy_pause(pointer, CURLPAUSE_CONT)
    }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return crumb_getinfo_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    func microseconds(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return crumb_getinfo_off_t(pointer, info, &value) == CURLE_OK ? Int64(value) : 0
    }

    private func set(_ option: CURLoption, _ pointer: UnsafeMutableRawPointer?) throws(CurlFailure)
    {
        try check(crumb_setopt_pointer(self.pointer, option, pointer))
    }

    private func set(
        _ option: CURLoption,
        _ receiver: curl_write_callback
    ) throws(CurlFailure) {
        try check(crumb_setopt_receiver(pointer, option, receiver))
    }

    private func check(_ code: CURLcode) throws(CurlFailure) {
        guard code == CURLE_OK else { throw CurlFailure(code: code) }
    }
}

/// Called by libcurl with one header line.
private let receiveHeaderLine: curl_write_callback = { bytes, size, count, context in
    receive(bytes, size * count, context) {
        $0.receive(headerLine: $1) ? .taken : .refused
    }
}

/// Called by libcurl with a chunk of the decoded body.
private let receiveBodyBytes: curl_write_callback = { bytes, size, count, context in
    receive(bytes, size * count, context) { $0.receive(bodyBytes: $1) }
}

/// Called by libcurl when a connection has been established.
private let allowConnection: curl_prereq_callback = { context, address, _, _, _ in
    guard let context, let address else { return CURL_PREREQFUNC_OK }
    let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
    return collector.allows(connectionTo: String(cString: address))
        ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

/// Called by `crumb_open_socket` with an address in network order; returns 1 to refuse it.
private let rejectAddress:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, CInt) -> CInt = {
        context,
        bytes,
        count in
        guard let context, let bytes else { return 1 }
        let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
        let address = Host(address: UnsafeBufferPointer(start: bytes, count: Int(count)))
        return collector.reaches(address) ? 0 : 1
    }

extension Host {
    /// Creates a host from 4 or 16 bytes in network order.
    fileprivate init(address bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.count == 4 {
            self = .ipv4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        } else {
            self = .ipv6(
                stride(from: 0, to: bytes.count, by: 2).map {
                    UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
                }
            )
        }
    }
}

/// Returning anything but the full count makes libcurl stop with CURLE_WRITE_ERROR.
private func receive(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    by take: (ResponseCollector, UnsafeRawBufferPointer) -> ResponseCollector.Reception
) -> Int {
    guard let context else { return crumb_write_error() }
    // The easy handle holds a reference for as long as libcurl can call this.
    let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
    let piece = UnsafeRawBufferPointer(start: bytes, count: count)
    return switch take(collector, piece) {
    case .taken: count
    case .refused: crumb_write_error()
    case .postponed: crumb_write_pause()
    }
}
