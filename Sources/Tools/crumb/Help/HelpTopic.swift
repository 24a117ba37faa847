internal import CHelpPages
internal import Terminal

/// A topic of `crumb help` other than a command: a page of docs, or the format of scenarios.
struct HelpTopic: Sendable {
    private enum Content {
        /// A text as it is printed.
        case text(String)
        /// The index of a page.
        case page(Int)
    }

    let name: String
    private let content: Content

    static let all: [HelpTopic] =
        pages.indices.map { HelpTopic(name: String(cString: pages[$0].name), content: .page($0)) }
        + [HelpTopic(name: "scenario", content: .text(scenarioText))]

    /// The pages of docs, in reading order.
    private static var pages: UnsafeBufferPointer<help_page> {
        var count = 0
        let first = help_pages(&count)
        return UnsafeBufferPointer(start: first, count: count)
    }

    private static func page(_ index: Int) -> MarkdownPage {
        let page = pages[index]
        let bytes = UnsafeBufferPointer(start: page.text, count: page.count)
        return MarkdownPage(String(decoding: bytes, as: UTF8.self))
    }

    /// The topic of `crumb help WORDS`; a name that is also a command's requires `topic` before it.
    static func asked(for words: [String], besides commands: [String]) -> HelpTopic? {
        let words = words.filter { !$0.hasPrefix("-") }
        let isTopic = words.first == listName
        guard let name = isTopic ? words.dropFirst().first : words.first,
            words.count == (isTopic ? 2 : 1), isTopic || !commands.contains(name)
        else { return nil }
        return all.first { $0.name == name }
    }

    /// `crumb help topic` lists the topics.
    static let listName = "topic"

    /// The words after `crumb help`; `topics` is accepted as `topic`.
    static func words(_ words: ArraySlice<String>) -> [String] {
        guard words.first == listName + "s" else { return Array(words) }
        return [listName] + words.dropFirst()
    }

    var abstract: String {
        switch content {
        case .text: "The format of scenario files, on one page"
        case .page(let index): Self.page(index).title
        }
    }

    /// The layout for a terminal.
    var layout: Layout {
        switch content {
        case .page(let index): return Self.page(index).layout
        case .text(let text):
            var layout = Layout()
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                layout.verbatim(StyledText(String(line)), indentation: 0)
            }
            return layout
        }
    }

    /// The list of topics in `crumb help topic` and `crumb --help`.
    static var list: String {
        let width = all.map(\.name.count).max() ?? 0
        let lines = all.map { topic in
            let padding = String(repeating: " ", count: width - topic.name.count + 2)
            return "  \(topic.name)\(padding)\(topic.abstract)"
        }
        return """
            TOPICS:
            \(lines.joined(separator: "\n"))

              See 'crumb help topic <topic>' to read one.
            """
    }

    private static let scenarioText = #"""
        A scenario is a YAML or JSON file: steps in a simulated browser, and the
        expected result of each. crumb init writes a first one, crumb run FILE runs it,
        crumb schema prints the JSON Schema with which editors complete and check it.

        name: the login                     # for reports
        browser: [chrome, firefox]          # or one; crumb run --browser overrides this
        clock: 2026-01-01T00:00:00Z         # fixed start time; only advance moves it
        variables: { port: { free-port: true }, api: "http://127.0.0.1:{{port}}" }
        paths: file                         # paths are relative to this file
        servers:                            # started before the steps, stopped after
          - run: flask --app app run --port {{port}}
            ready: "{{api}}/"               # any HTTP response; timeout: 10s
        tls: { cacert: ca.pem }             # also cert, key, insecure
        resolve: { "app.test:8443": 127.0.0.1 }
        page: http://127.0.0.1:5500/        # the page whose script makes the requests
        send-reports: true                  # to a policy's report-uri; else only shown
        $schema: crumb-scenario.schema.json # for editors
        steps:
          - name: the button
            fetch: "{{api}}/login"          # fetch's init by its own names:
            method: POST                    #   headers, body, json, mode, redirect,
            credentials: include            #   referrer, referrerPolicy, cache,
            xsrf: true                      #   keepalive, integrity, abort-after,
            api: xhr                        #   targetAddressSpace; api: or fetch
            expect: { status: 200, stored: { sid: { httpOnly: true } } }
            capture: { token: /token, id: "cookie:sid", trace: "header:x-id" }
          - document-cookie:                # set: "a=b" writes first
            expect: { value: "" }
            capture: { t: { from: "cookie:XSRF-TOKEN", decode: percent } }
          - advance: 61s
          - visit: "{{api}}/pay"            # via: typed, link, form, script, replace,
            via: link                       #   meta, window-open, download; target,
          - visit: true                     #   rel, user-activation, method, body
            via: reload                     # browser-reload, back, forward
          - frame: pay                      # src, srcdoc, blob; sandbox, allow, csp,
            src: https://pay.test/          #   credentialless; in: the frame around it
          - navigate-frame: pay             # via: src, link, form, script, replace,
            to: /done                       #   meta, reload; by: frame, parent
          - load: "{{api}}/pixel.gif"       # as: image, script, style, iframe …;
            as: image                       #   crossorigin, sandboxed, href
          - beacon: "{{api}}/bye"           # body, blob-type
          - eventsource: "{{api}}/events"   # with-credentials, events, last-event-id
          - websocket: ws://a.test/chat     # protocols; also expects close-code,
            send: [hello]                   #   protocol
            receive: 1
          - cookie-store: { get: theme }    # getAll, set, delete; expects value,
            expect: { value: dark }         #   error
          - storage-access: request         # or has; permission: granted, denied,
            in-frame-of: https://a.test/    #   prompt; expects value, error
          - page: http://localhost:5500/    # another page makes the requests from here
            csp: "connect-src 'self'"       #   its policies; coep: require-corp,
            page-referrer-policy: origin    #   or credentialless
          - open: "{{api}}/app.html"        # runs the page's code; timeout: 30s
            map: { "https://unpkg.com/vue": vue.js }   # also at the top of the file
          - type: { Name: Ada }             # fields by label or CSS selector
          - click: Log in                   # or a selector; submit: form
            expect: { text: Hello, requests: [ { url: "{{api}}/login", status: 200 } ] }
          - script: "document.title"        # capture: { t: "" } is its value
            expect: { value: Home }
          - permissions: { loopback-network: granted }   # also local-network
          - parallel: [ { fetch: /a }, { fetch: /b } ]
          - close-browser: true             # deletes session cookies and caches
          - cookies: { count: 1, names: [sid], sid: { secure: true } }

        Any step:  name, repeat: N, retry: { times, delay }, only-in: [chrome]
        In frames: in: outer/inner, or in-frame-of: [URL, …]; sandboxed, sandbox
        expect:    outcome: visible, opaque, blocked or failed; reason: CODE
                   status: 200, type: cors, headers: { X-Id: "1" }, exchanges: 2
                   json: { user: ann } (a subset), text: whole body, contains: part
                   sent: { sid: abc } (exactly these), stored: { sid: { secure: true } }
                   not-sent: { sid: SameSiteLax }, rejected: { sid: [] } (any reason)
                   preflight: true, console: part, body-error: CODE, returned: true
                   at: N selects an exchange other than the last
                   on an open page: url, title, text, visible, console,
                   errors (default: none), requests; for script: value
                   Without expect, a step fails only if the network does, or its
                   URL cannot be requested: a 404 and a blocked response pass.
        Values:    the expected value, or { matches: REGEX }, { exists: true },
                   { lessThan: N }, { greaterThan: N }
        {{name}}:  a variable; {{cookie:NAME}} in a header: as read by script

        Reports: --report-\#(ReportFormat.choices) FILE; html takes a
        DIR. crumb reasons lists the codes of reason, not-sent and rejected.
        """#
}
