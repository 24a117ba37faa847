internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
package import Explanations

/// The framework that a server is probably written with, guessed from its responses.
package struct FrameworkGuess: Hashable, Sendable {
    package var framework: Framework
    /// The header or cookie that suggests it: `Server: Werkzeug/3.1`.
    package var clue: String

    /// Creates the guess; `nil` if nothing suggests a framework.
    package init?(_ answers: [HTTPResponse]) {
        let guesses = answers.lazy.flatMap(\.clues)
        // The clues of the server itself are better than those of a proxy in front of it.
        guard let best = guesses.first(where: { !$0.framework.isProxy }) ?? guesses.first else {
            return nil
        }
        self = best
    }

    fileprivate init(_ framework: Framework, _ clue: String) {
        self.framework = framework
        self.clue = clue
    }
}

extension FetchReport {
    /// Whether the server may be written in Python, because nothing suggests another language.
    package var mayBePython: Bool {
        guard let guess = FrameworkGuess(exchanges.compactMap(\.response)) else { return true }
        return [.flask, .django, .fastapi, .nginx, .caddy].contains(guess.framework)
    }
}

extension Framework {
    fileprivate var isProxy: Bool { self == .nginx || self == .caddy }
}

extension HTTPResponse {
    fileprivate var clues: [FrameworkGuess] {
        var guesses: [FrameworkGuess] = []
        func look(_ header: String, _ marks: [(String, Framework)]) {
            guard let value = headers.get(header)?.isomorphicDecoded else { return }
            for (mark, framework) in marks where value.asciiLowercased.contains(mark) {
                guesses.append(FrameworkGuess(framework, "\(header): \(value.prefix(60))"))
            }
        }
        look("X-Powered-By", [("express", .express), ("asp.net", .aspnet), ("php", .laravel)])
        look("X-AspNet-Version", [("", .aspnet)])
        // A program may name a cookie csrftoken whatever its framework, but the server's name is
        // reliable.
        look(
            "Server",
            [
                ("werkzeug", .flask), ("uvicorn", .fastapi), ("hypercorn", .fastapi),
                ("wsgiserver", .django), ("kestrel", .aspnet), ("puma", .rails),
                ("nginx", .nginx), ("caddy", .caddy),
            ]
        )
        let names = headers.values(of: "Set-Cookie").map { SetCookieLine($0).name.utf8Decoded }
        let known: [(String, Framework)] = [
            ("csrftoken", .django), ("connect.sid", .express), ("JSESSIONID", .spring),
            ("laravel_session", .laravel), (".AspNetCore.Session", .aspnet),
        ]
        for (name, framework) in known where names.contains(name) {
            guesses.append(FrameworkGuess(framework, "the cookie \(name)"))
        }
        // Only Rails sends the time that the request took.
        if headers.contains("X-Runtime"), headers.contains("X-Request-Id") {
            guesses.append(FrameworkGuess(.rails, "X-Runtime"))
        }
        return guesses
    }
}
