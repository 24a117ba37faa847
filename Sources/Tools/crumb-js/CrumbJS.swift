internal import Glibc
internal import PageChannel
internal import SystemDigests
internal import SystemNames

/// The process of a page, which only runs JavaScript. `crumb` starts it and acts as its browser.
@main
enum CrumbJS {
    static func main() {
        let channel = PageChannel(descriptor: PageChannel.descriptor)
        var status = stat()
        guard fstat(PageChannel.descriptor, &status) == 0,
            status.st_mode & S_IFMT == S_IFSOCK
        else {
            let text = "crumb-js is started by crumb: use crumb js FILE\n"
            text.utf8.withContiguousStorageIfAvailable {
                _ = write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            exit(64)
        }
        MemoryWatch.start(limitFrom: CommandLine.arguments.dropFirst().first)
        let loop = EventLoop(channel: channel)
        loop.begin()
        let realm = loop.makeRealm(for: 1)
        // Prepare while the browser fetches the page.
        if CommandLine.arguments.dropFirst(2).first == "page" { realm.dispatch("expectPage") }
        loop.run()
        // Not exit(), which makes JavaScriptCore tear down its heap.
        _exit(0)
    }
}
