internal import BrowserCookies
internal import BrowserInfra
internal import BrowserJSON

/// Reads the cookies of a storageState, and leaves its origins' local storage alone.
///
/// https://playwright.dev/docs/api/class-browsercontext#browser-context-storage-state
enum StorageStateReader {
    static func read(_ root: Node) throws(CookieFileError) -> CookieFile {
        var file = CookieFile(format: .playwright)
        guard case .mapping(let entries) = root.content,
            let cookies = entries.last(where: { $0.key == "cookies" }),
            case .sequence(let elements) = cookies.value.content
        else {
            throw .wrongShape(
                expected: "a storageState, {\"cookies\": [{\"name\": …}, …], \"origins\": […]}",
                at: root.place
            )
        }
        try CookieArrayReader.add(elements, to: &file)
        if let origins = root.value["origins"].elements, !origins.isEmpty {
            file.remarks.append(CookieRemark(.originsLeftOut(origins.count)))
        }
        return file
    }
}

/// Writes a storageState without origins.
enum StorageStateWriter {
    static func write(_ cookies: [Cookie]) -> ExportedCookies {
        var losses = CookieLosses()
        var written: [JSONValue] = []
        for cookie in cookies {
            let parts = [cookie.name, cookie.value, cookie.path]
            guard parts.allSatisfy({ $0.utf8Validated != nil }) else {
                losses.replaceText(cookie, because: .notUTF8)
                continue
            }
            if cookie.sameSite == .unspecified { losses.loseAbsenceOfSameSite(of: cookie) }
            if cookie.priority != .medium { losses.lose(.priority, of: cookie) }
            written.append(json(cookie))
        }
        let state = JSONValue.object(["cookies": .array(written), "origins": .array([])])
        return ExportedCookies(
            bytes: Array((state.text + "\n").utf8),
            count: written.count,
            losses: losses.inOrder
        )
    }

    private static func json(_ cookie: Cookie) -> JSONValue {
        var members = [
            JSONValue.Member("name", .string(cookie.name.utf8Decoded)),
            JSONValue.Member("value", .string(cookie.value.utf8Decoded)),
            JSONValue.Member("domain", .string((cookie.isHostOnly ? "" : ".") + cookie.domain)),
            JSONValue.Member("path", .string(cookie.path.utf8Decoded)),
            JSONValue.Member("expires", cookie.expiry.map(seconds) ?? .integer(-1)),
            JSONValue.Member("httpOnly", .bool(cookie.isHTTPOnly)),
            JSONValue.Member("secure", .bool(cookie.isSecure)),
            // It has to be one of three; Playwright writes Lax for none, too.
            JSONValue.Member("sameSite", .string(cookie.sameSite.displayName ?? "Lax")),
        ]
        if let key = cookie.partitionKey {
            members.append(JSONValue.Member("partitionKey", .string(key.topLevelSite)))
            members.append(
                JSONValue.Member("_crHasCrossSiteAncestor", .bool(key.hasCrossSiteAncestor))
            )
        }
        return .object(members)
    }

    private static func seconds(_ moment: Moment) -> JSONValue {
        moment.microsecondsSinceEpoch.isMultiple(of: 1_000_000)
            ? .integer(moment.secondsSinceEpoch)
            : .number(Double(moment.microsecondsSinceEpoch) / 1_000_000)
    }
}
