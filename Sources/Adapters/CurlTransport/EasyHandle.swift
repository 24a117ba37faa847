internal import BrowserInfra
internal import CCurl
internal import Glibc
internal import WebOrigin

/// A libcurl call that was refused.
struct CurlFailure: Error {
    let code: CURLcode
}

/// Owns one easy handle and everything that libcurl only borrows: lists, the error buffer, and the
/// collector that its callbacks write to.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    /// What libcurl's callbacks write to; `nil` between two requests, when it calls none.
    private var collector: ResponseCollector?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var addresses: UnsafeMutablePointer<curl_slist>?
    private var headers: RequestHeaderBlock?
    /// The URL as libcurl has taken it apart.
    private var url: OpaquePointer?
    /// What opens its sockets, and why there was none.
    private let sockets: UnsafeMutablePointer<crumb_sockets>
    /// What it was configured for, if another request may be made with it.
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
        // First the handle: it may still look at what it borrowed while it goes.
        curl_easy_cleanup(pointer)
        if let url { curl_url_cleanup(url) }
        for list in lists { curl_slist_free_all(list) }
        curl_slist_free_all(addresses)
        errorBuffer.deallocate()
        sockets.deallocate()
    }

    /// Tells libcurl where errors, headers and body go.
    func connectCollector() throws(CurlFailure) {
        try set(CURLOPT_ERRORBUFFER, errorBuffer)
        try set(CURLOPT_HEADERFUNCTION, receiveHeaderLine)
        try set(CURLOPT_WRITEFUNCTION, receiveBodyBytes)
        try set(CURLOPT_HEADERDATA, context)
        try set(CURLOPT_WRITEDATA, context)
    }

    /// Forgets what the last request left behind, and has the next one go to `collector`.
    func connect(_ collector: ResponseCollector) throws(CurlFailure) {
        self.collector = collector
        errorBuffer[0] = 0
        sockets.pointee.failure = 0
        try set(CURLOPT_HEADERDATA, context)
        try set(CURLOPT_WRITEDATA, context)
    }

    /// The collector has all that it gets.
    func disconnectCollector() { collector = nil }

    /// For the callbacks, which may be called for as long as there is a collector.
    private var context: UnsafeMutableRawPointer? {
        collector.map { Unmanaged.passUnretained($0).toOpaque() }
    }

    /// Has the collector look at the connection before anything is sent over it.
    func checkConnectionBeforeRequest() throws(CurlFailure) {
        try check(crumb_setopt_before_request(pointer, allowConnection, context))
    }

    /// The address that the connection leads to; empty where there is none.
    var address: String {
        var text: UnsafePointer<CChar>?
        guard crumb_getinfo_string(pointer, CURLINFO_PRIMARY_IP, &text) == CURLE_OK, let text
        else { return "" }
        return String(cString: text)
    }

    /// What libcurl itself said of the last failure; empty if it said nothing.
    var errorText: String {
        String(cString: errorBuffer)
    }

    func openSocketsForThisProcessAlone() throws(CurlFailure) {
        try check(crumb_setopt_open_socket(pointer, sockets))
    }

    /// Has the collector look at every address before it is connected to.
    func checkAddressBeforeConnecting() {
        sockets.pointee.refuses = rejectAddress
        sockets.pointee.context = context
    }

    /// Why the system gave no socket: `errno`; 0 where it did.
    var socketError: CInt { sockets.pointee.failure }

    /// Takes connections from `share`, and leaves them there, instead of the multi handle.
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
        // A C string would end there, and something else would be set than what was asked for.
        let code = text.withCString { start in
            strlen(start) == text.utf8.count
                ? crumb_setopt_string(pointer, option, start) : CURLE_BAD_FUNCTION_ARGUMENT
        }
        try check(code)
    }

    /// Has libcurl take the URL apart once, and not with each request that this handle makes. What it
    /// refuses is left to the request, which says why.
    func keepParsed(_ text: String) {
        // That of the URL before goes in any case: libcurl would take it and not the new text.
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

    /// libcurl borrows them for as long as the handle lives, or until there are others.
    func setHeaders(_ headers: consuming RequestHeaderBlock) throws(CurlFailure) {
        try check(crumb_setopt_list(pointer, CURLOPT_HTTPHEADER, headers.first))
        self.headers = consume headers
    }

    /// Hands the lines over to libcurl, which borrows them for as long as the handle lives.
    func set(_ option: CURLoption, _ lines: [ByteString]) throws(CurlFailure) {
        guard let list = try Self.list(of: lines) else { return }
        lists.append(list)
        try check(crumb_setopt_list(pointer, option, list))
    }

    /// The same for the addresses of hosts, which each request has anew.
    func setAddresses(_ lines: [ByteString]) throws(CurlFailure) {
        let list = try Self.list(of: lines)
        guard list != nil || addresses != nil else { return }
        let code = crumb_setopt_list(pointer, CURLOPT_RESOLVE, list)
        curl_slist_free_all(addresses)
        addresses = list
        try check(code)
    }

    /// `nil` of no lines.
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

    /// The body is copied, so that it needs no owner.
    func setBody(_ bytes: [UInt8]) throws(CurlFailure) {
        // The size first: it tells libcurl how much to copy.
        try check(
            crumb_setopt_off_t(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        )
        // An empty array may have no address, and for NULL libcurl would read from stdin.
        let code = (bytes.isEmpty ? [0] : bytes).withUnsafeBytes { buffer in
            crumb_setopt_pointer(
                pointer,
                CURLOPT_COPYPOSTFIELDS,
                UnsafeMutableRawPointer(mutating: buffer.baseAddress)
            )
        }
        try check(code)
    }

    /// Has libcurl read on after a pause, on the loop's thread.
    func resume() {
        // A handle that is not paused is left alone, and one that fails then says so by itself.
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

/// Called by libcurl with a piece of the decoded body.
private let receiveBodyBytes: curl_write_callback = { bytes, size, count, context in
    receive(bytes, size * count, context) { $0.receive(bodyBytes: $1) }
}

/// Called by libcurl when a connection is there.
private let allowConnection: curl_prereq_callback = { context, address, _, _, _ in
    guard let context, let address else { return CURL_PREREQFUNC_OK }
    let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
    return collector.allows(connectionTo: String(cString: address))
        ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

/// Called by `crumb_open_socket` with an address in network order; 1 refuses it.
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
    /// 4 or 16 bytes in network order.
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

/// What is returned if not the full count makes libcurl stop with CURLE_WRITE_ERROR.
private func receive(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    by take: (ResponseCollector, UnsafeRawBufferPointer) -> ResponseCollector.Reception
) -> Int {
    guard let context else { return crumb_write_error() }
    // The easy handle holds a reference for as long as libcurl can call.
    let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
    let piece = UnsafeRawBufferPointer(start: bytes, count: count)
    return switch take(collector, piece) {
    case .taken: count
    case .refused: crumb_write_error()
    case .postponed: crumb_write_pause()
    }
}
