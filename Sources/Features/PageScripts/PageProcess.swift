internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import PageChannel
internal import Processes
internal import Synchronization

/// A running `crumb-js`: the process of one page, which ends when this object is released.
///
/// The process can only run JavaScript and send requests over its channel, so a script can reach
/// files, other processes and hosts only through the browser's rules.
package final class PageProcess: Sendable {
    /// Why the process ended, if the browser did not end it.
    package enum End: Hashable, Sendable {
        /// It exceeded the memory limit.
        case memory
        /// The dynamic loader could not find this library (file name).
        case missingLibrary(String)
        /// `words`: the last line of its standard error; empty if there is none.
        case other(status: Int32, words: String)
    }

    let channel: PageChannel
    let messages = MessageQueue()
    private let id: pid_t
    private let descriptor: Int32
    private let watcher: any DescriptorWatcher
    /// The read end of the process's standard error, which is empty unless it fails.
    private let errorDescriptor: Int32
    private let end = Mutex<Int32?>(nil)

    /// `path`: the program; `memoryLimit`: resident memory in bytes; `isForPage`: whether the
    /// process will show a page, so that it can prepare while it waits for one; `watcher`: reports
    /// when the page's process has written something.
    ///
    /// - Throws: the system call that failed.
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
        watcher.watch(ends.browser) { [messages] in
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

    /// The environment of the process. Scripts see none of crumb's own except the time zone, which
    /// browsers also take from the environment.
    private static var environment: [String: String] {
        getenv("TZ").map { ["TZ": String(cString: $0)] } ?? [:]
    }

    /// Sends a message to the document with this number.
    func send(_ json: JSONValue, to document: Int, bytes: [UInt8] = []) {
        guard case .object(var members) = json else { return }
        // The number comes first, because the page's process reads it before the rest.
        members.insert(JSONValue.Member("d", .integer(document)), at: 0)
        channel.send(
            PageChannel.Message(text: Array(JSONValue.object(members).lineText.utf8), bytes: bytes)
        )
    }

    func send(_ text: MessageText, bytes: [UInt8] = []) {
        channel.send(PageChannel.Message(text: text.bytes, bytes: bytes))
    }

    /// Replies to a call that a document is waiting for.
    func answer(_ json: JSONValue, bytes: [UInt8] = []) {
        channel.send(PageChannel.Message(text: Array(("=" + json.lineText).utf8), bytes: bytes))
    }

    func answer(_ text: MessageText, bytes: [UInt8]) {
        channel.send(
            PageChannel.Message(text: CollectionOfOne(UInt8(ascii: "=")) + text.bytes, bytes: bytes)
        )
    }

    /// Kills the process, whatever it is doing.
    package func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        end.withLock { end in
            guard end == nil else { return }
            kill(id, SIGKILL)
            end = wait()
        }
    }

    /// Why the process ended on its own; called once its channel is closed.
    func exitReason() -> End {
        let status = end.withLock { end in
            let status = end ?? wait()
            end = status
            return status
        }
        let isExit = status & 0x7F == 0
        if isExit, status >> 8 & 0xFF == Self.memoryStatus { return .memory }
        let words = lastErrorLine()
        // The wording of glibc's loader, after the program's name.
        let parts = words.split(separator: ": ")
        if isExit, status >> 8 & 0xFF == 127, parts.count > 2,
            parts[1] == "error while loading shared libraries"
        {
            return .missingLibrary(parts[2].split(separator: "/").last.map(String.init) ?? "")
        }
        return .other(status: isExit ? status >> 8 & 0xFF : 128 + status & 0x7F, words: words)
    }

    /// The same as `MemoryWatch.status` in crumb-js.
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
    /// The system's error message.
    package var detail: String
}
