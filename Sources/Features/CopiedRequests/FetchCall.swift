internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON

/// Reads a call of `fetch()`, either hand-written or from DevTools' *Copy as fetch* or *Copy as
/// fetch (Node.js)*.
struct FetchCall {
    static func call(
        _ arguments: [ScriptCall.Argument]
    ) throws(FileProblem) -> CopiedCall {
        guard let first = arguments.first, case .text(let url) = first.value else {
            throw FileProblem("the URL must be a quoted string", at: arguments.first?.place)
        }
        var call = CopiedCall(url: url)
        if arguments.count > 1 {
            switch arguments[1].value {
            case .object(let members):
                for member in members { try apply(member, to: &call) }
            case .null, .undefined: break
            default:
                throw FileProblem("fetch() takes an object of options here", at: arguments[1].place)
            }
        }
        return call
    }

    private static func apply(
        _ member: LiteralValue.Member,
        to call: inout CopiedCall
    ) throws(FileProblem) {
        switch member.name {
        case "method": call.method = try string(member)
        case "headers": call.headers = try headers(member)
        case "body": try setBody(member, of: &call)
        case "mode":
            call.mode = try string(
                member,
                of: ["cors", "no-cors", "same-origin", "navigate", "websocket"]
            )
        case "credentials":
            call.credentials = try string(member, of: ["omit", "same-origin", "include"])
        case "redirect": call.redirect = try string(member, of: ["follow", "error", "manual"])
        case "cache":
            call.cache = try string(
                member,
                of: [
                    "default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached",
                ]
            )
        case "referrer": call.referrer = try string(member)
        case "referrerPolicy": call.referrerPolicy = try string(member)
        case "targetAddressSpace":
            call.targetAddressSpace = try string(member, of: AddressSpace.scriptNames)
        // These do not change the request that is sent.
        case "integrity", "keepalive", "priority", "duplex", "signal", "window": break
        case "withCredentials":
            throw FileProblem(
                "fetch() has no option \"withCredentials\", as XMLHttpRequest and axios do: "
                    + "write credentials: \"include\"",
                at: member.place
            )
        default:
            throw FileProblem("fetch() has no option \"\(member.name)\"", at: member.place)
        }
    }

    private static func setBody(
        _ member: LiteralValue.Member,
        of call: inout CopiedCall
    ) throws(FileProblem) {
        switch member.value {
        case .text(let text):
            call.body = ByteString(utf8: text)
            call.bodyContentType = "text/plain;charset=UTF-8"
        case .parameters(let pairs):
            call.body = ByteString(utf8: String.formURLEncoded(pairs))
            call.bodyContentType = "application/x-www-form-urlencoded;charset=UTF-8"
        case .form(let pairs):
            let form = MultipartForm(
                pairs.map { .init(name: $0.name, content: Array($0.value.utf8)) }
            )
            call.body = form.body
            call.bodyContentType = form.contentType
        case .null, .undefined: break
        case .object, .list:
            throw FileProblem(
                "fetch() would send \"[object Object]\": write JSON.stringify(…) around it",
                at: member.valuePlace
            )
        case .number, .bool, .headers:
            throw FileProblem("\"body\" must be a string or null", at: member.valuePlace)
        }
    }

    /// The string of a member; `nil` for `null` and `undefined`, which count as missing.
    static func string(
        _ member: LiteralValue.Member,
        of choices: [String] = []
    ) throws(FileProblem) -> String? {
        switch member.value {
        case .text(let text):
            guard choices.isEmpty || choices.contains(text) else {
                throw FileProblem(
                    "\"\(member.name)\" must be one of \(choices.joined(separator: ", "))",
                    at: member.valuePlace
                )
            }
            return text
        case .null, .undefined: return nil
        default:
            throw FileProblem("\"\(member.name)\" must be a string or null", at: member.valuePlace)
        }
    }

    static func headers(_ member: LiteralValue.Member) throws(FileProblem) -> [Header] {
        switch member.value {
        case .null, .undefined: return []
        default: break
        }
        if case .object(let members) = member.value {
            var headers: [Header] = []
            for header in members {
                if case .undefined = header.value { continue }
                guard let text = header.value.plainText else {
                    throw FileProblem("a header's value must be a string", at: header.valuePlace)
                }
                headers.append(try Self.header(header.name, text, at: header.valuePlace))
            }
            return headers
        }
        guard let pairs = member.value.pairs else {
            throw FileProblem("\"headers\" must be an object of strings", at: member.valuePlace)
        }
        var headers: [Header] = []
        for pair in pairs {
            headers.append(try header(pair.name, pair.value, at: member.valuePlace))
        }
        return headers
    }

    private static func header(
        _ name: String,
        _ text: String,
        at place: Place
    ) throws(FileProblem) -> Header {
        guard let value = ByteString(isomorphicEncoding: text) else {
            throw FileProblem(
                "a header's value cannot have a character above U+00FF",
                at: place
            )
        }
        return Header(name: name, value: value)
    }
}
