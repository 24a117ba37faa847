/// What people write who come from curl, HTTPie or jQuery, and what crumb has for it.
///
/// Each is one line: whose word it is, and what to write instead. Nothing of it is guessed at and done,
/// because the likeness ends soon: a body as HTTPie writes it is JSON, as curl does it is a form.
enum ForeignSyntaxHints {
    /// The commands to which these are written.
    private static let requests: Set<String> = ["fetch", "visit", "load", "doctor", "why"]

    /// `command`: `nil` where it is not known yet.
    static func applies(to command: String?) -> Bool {
        command.map { requests.contains($0) } ?? false
    }

    // MARK: Options

    /// By the name with its dashes.
    static func hint(forOption name: String) -> String? {
        options[name].map { "\(name) is \($0)" }
    }

    /// `--json '{…}'`: a body in curl and HTTPie, the report here.
    static func hint(forValue value: String?, of option: String) -> String? {
        guard option == "--json", let first = value?.first, "{[\"@".contains(first) else {
            return nil
        }
        return "--json prints the report as JSON: a JSON body is given with --json-body "
            + (first == "@" ? "\"$(cat \(value?.dropFirst() ?? ""))\"" : "'\(value ?? "")'")
    }

    private static let options: [String: String] = {
        let referrer =
            "curl's: fetch() calls it the referrer (--referrer URL), and the page is --from URL"
        let retry = "curl's: crumb asks once; a scenario's step has retry: { times, delay }"
        let printing =
            "HTTPie's: -i prints the headers that the page sees, -v all, --json everything"
        let noWrite = "curl's: the body goes to stdout, or with -o FILE to a file"
        return [
            "-S": "curl's: -s silences the explanation and never an error; leave -S out",
            "--show-error": "curl's: -s silences the explanation and never an error; leave it out",
            "-f": "curl's: write --fail (exit status 1 for a status of 400 and more)",
            "--fail-with-body": "curl's: --fail prints the body too",
            "-e": referrer, "--referer": referrer,
            "-O": noWrite, "--remote-name": noWrite,
            "-T": "curl's: write -X PUT --data-binary @FILE",
            "--upload-file": "curl's: write -X PUT --data-binary @FILE",
            "-n": "curl's: crumb does not read .netrc; -u NAME:PASSWORD sends Authorization",
            "--netrc": "curl's: crumb does not read .netrc; -u NAME:PASSWORD sends Authorization",
            "--oauth2-bearer": "curl's: write -H 'Authorization: Bearer TOKEN'",
            "--retry": retry, "--retry-delay": retry,
            "--max-redirs":
                "curl's: crumb follows up to 20 redirects, as browsers do, or none (--redirect manual)",
            "--url": "curl's: the URL needs no option: crumb fetch URL",
            "-p": "curl's: --proxy reaches a server through another one",
            // jQuery, axios, XMLHttpRequest.
            "--with-credentials":
                "XMLHttpRequest's and axios's: fetch() calls it credentials, --credentials include",
            "--xhr-fields": "jQuery's: withCredentials is --credentials include",
            "--type": "jQuery's: the method is -X POST",
            "--data-type": "jQuery's: the response is printed as it is",
            "--content-type":
                "jQuery's: it is a header, -H 'Content-Type: …', and --json-body sets it",
            "--headers": "fetch()'s init member: write one -H 'Name: value' for each",
            "--params": "axios's: the query stands in the URL, or -G -d name=value",
            "--base-url":
                "axios's: --from names the page, and a relative URL is resolved against it",
            "--no-cors": "a mode of fetch(): write --mode no-cors",
            "--cors": "a mode of fetch(), and its default: write --mode cors",
            "--same-origin":
                "a mode (--mode same-origin) and a credentials mode (--credentials same-origin)",
            "--xhr": "an API: write --api xhr",
            // HTTPie.
            "--session": "HTTPie's: --profile NAME keeps a jar, --profile :memory: keeps none",
            "--auth": "HTTPie's: write -u NAME:PASSWORD",
            "--follow":
                "HTTPie's: crumb follows redirects as fetch() does (--redirect manual to not)",
            "--verify": "HTTPie's: -k accepts any certificate, --cacert FILE trusts one",
            "--timeout": "HTTPie's: write -m SECONDS",
            "--print": printing, "--pretty": printing, "--headers-only": printing,
            "--offline": "HTTPie's: --print-curl sends nothing and prints what it would",
            "--raw": "HTTPie's: write --body TEXT",
            "--multipart": "HTTPie's: write -F name=value for each field",
            "--check-status": "HTTPie's: write --fail",
        ]
    }()

    // MARK: Words

    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
    ]

    /// Of the operands of a request: a method before the URL, fields behind it, a call of fetch().
    static func hint(forOperands operands: [String]) -> String? {
        guard let first = operands.first else { return nil }
        if first.hasPrefix("fetch(") || first.hasPrefix("await fetch(") || first.hasPrefix("axios")
        {
            return "this is a call, not a URL: crumb fetch --as FILE reads one (- is stdin)"
        }
        if methods.contains(first), operands.count > 1 {
            return
                "\(first) before the URL is HTTPie's: write crumb fetch -X \(first) \(operands[1])"
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
                return "\(field) is HTTPie's: a JSON body is --json-body '{\"\(name)\": \(value)}'"
            case "==": return "\(field) is HTTPie's: a query stands in the URL, ?\(name)=\(value)"
            case "=":
                return
                    "\(field) is HTTPie's: a JSON body is --json-body '{\"\(name)\": \"\(value)\"}', "
                    + "a form's -d \(field)"
            case ":": return "\(field) is HTTPie's: a header is -H '\(name): \(value)'"
            default: return "\(field) is HTTPie's: a file in a form is -F \(name)=@\(value)"
            }
        }
        return nil
    }

    /// In the place of a command: `crumb POST URL`, `crumb curl …`.
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
