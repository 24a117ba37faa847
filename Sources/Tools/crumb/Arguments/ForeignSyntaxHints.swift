/// Notations that users of curl, HTTPie or jQuery may write by habit, and their equivalents in
/// crumb.
///
/// Each hint is one line: where the notation is from, and what to write instead. None is guessed
/// and applied, because the similarity is limited: a body written as in HTTPie is JSON, as in curl
/// it is a form.
enum ForeignSyntaxHints {
    /// The commands to which the hints apply.
    private static let requests: Set<String> = ["fetch", "visit", "load", "doctor", "why"]

    /// Whether hints apply to a command; `nil` when it is not known yet.
    static func applies(to command: String?) -> Bool {
        command.map { requests.contains($0) } ?? false
    }

    // MARK: Options

    /// The hint for an option's name with its dashes.
    static func hint(forOption name: String) -> String? {
        options[name].map { "\(name) is \($0)" }
    }

    /// The hint for `--json '{…}'`: a body in curl and HTTPie, the report here.
    static func hint(forValue value: String?, of option: String) -> String? {
        guard option == "--json", let first = value?.first, "{[\"@".contains(first) else {
            return nil
        }
        return "--json prints the report as JSON: to send a JSON body, write --json-body "
            + (first == "@" ? "\"$(cat \(value?.dropFirst() ?? ""))\"" : "'\(value ?? "")'")
    }

    private static let options: [String: String] = {
        let referrer =
            "a curl option: fetch() calls it the referrer (--referrer URL), and the page is --from URL"
        let retry =
            "a curl option: crumb sends a request once; a scenario step has retry: { times, delay }"
        let printing =
            "an HTTPie option: -i prints the headers that the page can read, -v all, --json everything"
        let noWrite = "a curl option: the body is written to stdout, or with -o FILE to a file"
        return [
            "-S": "a curl option: -s only silences the explanation, never an error; omit -S",
            "--show-error":
                "a curl option: -s only silences the explanation, never an error; omit it",
            "-f": "a curl option: write --fail (exit status 1 for a status of 400 or more)",
            "--fail-with-body": "a curl option: --fail prints the body too",
            "-e": referrer, "--referer": referrer,
            "-O": noWrite, "--remote-name": noWrite,
            "-T": "a curl option: write -X PUT --data-binary @FILE",
            "--upload-file": "a curl option: write -X PUT --data-binary @FILE",
            "-n": "a curl option: crumb does not read .netrc; -u NAME:PASSWORD sends Authorization",
            "--netrc":
                "a curl option: crumb does not read .netrc; -u NAME:PASSWORD sends Authorization",
            "--oauth2-bearer": "a curl option: write -H 'Authorization: Bearer TOKEN'",
            "--retry": retry, "--retry-delay": retry,
            "--max-redirs":
                "a curl option: crumb follows up to 20 redirects, as browsers do, or none (--redirect manual)",
            "--url": "a curl option: the URL does not need an option: crumb fetch URL",
            "-p": "a curl option: --proxy sends requests through a proxy",
            // Options of jQuery, axios and XMLHttpRequest.
            "--with-credentials":
                "an XMLHttpRequest and axios property: for fetch(), write --credentials include",
            "--xhr-fields": "a jQuery setting: for withCredentials, write --credentials include",
            "--type": "a jQuery setting: write the method as -X POST",
            "--data-type": "a jQuery setting: the response is printed as it is",
            "--content-type":
                "a jQuery setting: write a header, -H 'Content-Type: …'; --json-body sets it",
            "--headers": "a member of fetch()'s init: write -H 'Name: value' for each header",
            "--params": "an axios setting: write the query in the URL, or -G -d name=value",
            "--base-url":
                "an axios setting: a relative URL is resolved against the page, which --from names",
            "--no-cors": "a mode of fetch(): write --mode no-cors",
            "--cors": "a mode of fetch(), and its default: write --mode cors",
            "--same-origin":
                "a mode (--mode same-origin) and a credentials mode (--credentials same-origin)",
            "--xhr": "an API: write --api xhr",
            // Options of HTTPie.
            "--session":
                "an HTTPie option: --profile NAME stores a jar, --profile :memory: does not",
            "--auth": "an HTTPie option: write -u NAME:PASSWORD",
            "--follow":
                "an HTTPie option: crumb follows redirects as fetch() does, unless --redirect is manual",
            "--verify": "an HTTPie option: -k accepts any certificate, --cacert FILE trusts one",
            "--timeout": "an HTTPie option: write -m SECONDS",
            "--print": printing, "--pretty": printing, "--headers-only": printing,
            "--offline": "an HTTPie option: --print-curl prints the request and sends nothing",
            "--raw": "an HTTPie option: write --body TEXT",
            "--multipart": "an HTTPie option: write -F name=value for each field",
            "--check-status": "an HTTPie option: write --fail",
        ]
    }()

    // MARK: Operands and commands

    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
    ]

    /// The hint for the operands of a request: a method before the URL, fields after it, a call of
    /// fetch().
    static func hint(forOperands operands: [String]) -> String? {
        guard let first = operands.first else { return nil }
        if first.hasPrefix("fetch(") || first.hasPrefix("await fetch(") || first.hasPrefix("axios")
        {
            return "this is a call, not a URL: crumb fetch --as FILE reads one (- is stdin)"
        }
        if methods.contains(first), operands.count > 1 {
            return
                "\(first) before the URL is HTTPie's syntax: write crumb fetch -X \(first) \(operands[1])"
        }
        return operands.dropFirst().lazy.compactMap(hint(forField:)).first
    }

    /// https://httpie.io/docs/cli/request-items
    private static func hint(forField field: String) -> String? {
        let url = field.contains("://")
        if url { return "\(field) is a second URL: one request at a time" }
        for separator in [":=", "==", "=", ":", "@"] {
            guard let range = field.range(of: separator), range.lowerBound > field.startIndex else {
                continue
            }
            let name = field[..<range.lowerBound]
            let value = field[range.upperBound...]
            switch separator {
            case ":=":
                return "\(field) is HTTPie's syntax: write --json-body '{\"\(name)\": \(value)}'"
            case "==":
                return "\(field) is HTTPie's syntax: write the query in the URL, ?\(name)=\(value)"
            case "=":
                return
                    "\(field) is HTTPie's syntax: write --json-body '{\"\(name)\": \"\(value)\"}', or for "
                    + "a form -d \(field)"
            case ":": return "\(field) is HTTPie's syntax: write -H '\(name): \(value)'"
            default: return "\(field) is HTTPie's syntax: write -F \(name)=@\(value)"
            }
        }
        return nil
    }

    /// The hint for a word in place of a command: `crumb POST URL`, `crumb curl …`.
    static func hint(forCommand name: String, with rest: [String]) -> String? {
        let method = name.uppercased()
        let url = rest.first { !$0.hasPrefix("-") } ?? "URL"
        if methods.contains(method) {
            return "there is no command \"\(name)\": write crumb fetch"
                + (method == "GET" ? "" : " -X \(method)") + " \(url)"
        }
        switch name {
        case "curl", "http", "https", "httpie", "wget", "xh", "request":
            return
                "there is no command \"\(name)\": crumb fetch \(url) sends a request, and crumb "
                + "fetch --as FILE sends a copied one"
        default: return nil
        }
    }
}

extension String {
    fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
