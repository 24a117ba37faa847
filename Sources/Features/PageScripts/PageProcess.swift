internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import PageChannel
internal import Processes
internal import Synchronization

/// `crumb-js`, started: the process of one page, which is ended with this.
///
/// It can do nothing but run JavaScript and ask over its channel, so that a script reaches no file, no
/// other process and no host but through the browser's rules.
package final class PageProcess: Sendable {
    /// How it ended, where that was not by the browser's will.
    package enum End: Hashable, Sendable {
        /// It took more memory than it may.
        case memory
        /// The system's loader did not find this library, by its file's name.
        case missingLibrary(String)
        /// `words`: the last line that it wrote; empty where it wrote none.
        case other(status: Int32, words: String)
    }

    let channel: PageChannel
    let messages = MessageQueue()
    private let id: pid_t
    private let descriptor: Int32
    private let watcher: any DescriptorWatcher
    /// Where what it writes to standard error comes: nothing, or how it failed.
    private let errorDescriptor: Int32
    private let end = Mutex<Int32?>(nil)

    /// `path`: of the program; `memoryLimit`: bytes of resident memory; `isForPage`: whether it will show
    /// a page, which it can get ready for until there is one; `watcher`: who notices that the page writes
    /// something.
    ///
    /// - Throws: what the system would not do.
    package init(
        path: String,
        memoryLimit: Int,
        isForPage: Bool,
        watcher: any DescriptorWatcher
    ) throws(PageProgramFailure) {
        self.watcher = watcher
        guard let ends = PageChannel.pair() else {
            throw PageProgramFailure(detail: String(cString: strerror(errno)))
        }
        defer { close(ends.page) }
        guard let errors = PageChannel.pair() else {
            close(ends.browser)
            throw PageProgramFailure(detail: String(cString: strerror(errno)))
        }
        defer { close(errors.page) }
        descriptor = ends.browser
        errorDescriptor = errors.browser
        do throws(LaunchFailure) {
            id = try Launch(
                [path, "\(memoryLimit)"] + (isForPage ? ["page"] : []),
                environment: Self.environment,
                streams: [
                    .file("/dev/null", flags: O_RDONLY), .file("/dev/null", flags: O_WRONLY),
                    .descriptor(errors.page), .descriptor(ends.page),
                ]
            ).start()
        } catch {
            close(ends.browser)
            close(errors.browser)
            throw PageProgramFailure(detail: error.detail)
        }
        let channel = PageChannel(descriptor: ends.browser) { [messages] in messages.append($0) }
        self.channel = channel
        watcher.watch(ends.browser, waitAwake: channel.waitAwake) { [messages] in
            let isOpen = channel.receiveAvailable()
            if !isOpen { messages.finish() }
            return isOpen
        }
    }

    deinit {
        stop()
        watcher.unwatch(descriptor)
        close(descriptor)
        close(errorDescriptor)
    }

    /// A script sees none of this process's surroundings but the time zone, which browsers take from
    /// there as well.
    private static var environment: [String: String] {
        getenv("TZ").map { ["TZ": String(cString: $0)] } ?? [:]
    }

    /// To the document of that number.
    func send(_ json: JSONValue, to document: Int, bytes: [UInt8] = []) {
        guard case .object(var members) = json else { return }
        // The page's process looks for this before it reads the rest.
        members.insert(JSONValue.Member("d", .integer(document)), at: 0)
        channel.send(
            PageChannel.Message(text: Array(JSONValue.object(members).lineText.utf8), bytes: bytes)
        )
    }

    func send(_ text: MessageText, bytes: [UInt8] = []) {
        channel.send(PageChannel.Message(text: text.bytes, bytes: bytes))
    }

    /// The answer to a call that a document waits for.
    func answer(_ json: JSONValue, bytes: [UInt8] = []) {
        channel.send(PageChannel.Message(text: Array(("=" + json.lineText).utf8), bytes: bytes))
    }

    func answer(_ text: MessageText, bytes: [UInt8]) {
        channel.send(
            PageChannel.Message(text: CollectionOfOne(UInt8(ascii: "=")) + text.bytes, bytes: bytes)
        )
    }

    /// Ends it, whatever it is doing.
    package func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        end.withLock { end in
            guard end == nil else { return }
            kill(id, SIGKILL)
            end = wait()
        }
    }

    /// How it ended by itself, once its channel is closed.
    func exitReason() -> End {
        let status = end.withLock { end in
            let status = end ?? wait()
            end = status
            return status
        }
        let isExit = status & 0x7F == 0
        if isExit, status >> 8 & 0xFF == Self.memoryStatus { return .memory }
        let words = lastErrorLine()
        // glibc's words, after the program's name.
        let parts = words.split(separator: ": ")
        if isExit, status >> 8 & 0xFF == 127, parts.count > 2,
            parts[1] == "error while loading shared libraries"
        {
            return .missingLibrary(parts[2].split(separator: "/").last.map(String.init) ?? "")
        }
        return .other(status: isExit ? status >> 8 & 0xFF : 128 + status & 0x7F, words: words)
    }

    /// `MemoryWatch.status` of crumb-js.
    private static let memoryStatus: Int32 = 9

    private func lastErrorLine() -> String {
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        let count = recv(errorDescriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        let lines = buffer[..<max(0, count)].split(separator: UInt8(ascii: "\n"))
        return lines.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }
}

package struct PageProgramFailure: Error, Hashable, Sendable {
    /// In the system's words.
    package var detail: String
}
