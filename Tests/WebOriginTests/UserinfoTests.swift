import Testing

@testable import WebOrigin

/// Passwords must not appear in displayed URLs.
@Suite struct UserinfoTests {
    @Test(arguments: [
        ("http://u:pw@h.test/a", "http://h.test/a"),
        ("http://u@h.test/", "http://h.test/"),
        ("http://:pw@h.test/", "http://h.test/"),
        ("http:\\\\u:pw@h.test/", "http:\\\\h.test/"),
        ("http:/u:pw@h.test/", "http:/h.test/"),
        ("HTTP://u:p%40w@h.test/?a=b@c", "HTTP://h.test/?a=b@c"),
        ("//u:pw@h.test/", "//h.test/"),
        ("ftp://u:pw@h.test/", "ftp://h.test/"),
        // With several @, the last one in the authority ends the userinfo.
        ("http://u:p@w@h.test/x@y", "http://h.test/x@y"),
        // Text that is not a valid URL.
        ("http://u:pw@[bad/", "http://[bad/"),
        ("http://u:pw@127.0.0.1:99999/", "http://127.0.0.1:99999/"),
        ("http://u:p w@bad host:1", "http://bad host:1"),
        ("http://u:p@w@[bad", "http://[bad"),
        ("http://u:p/w@host name/", "http://host name/"),
        ("http://u:p?w@[bad/", "http://[bad/"),
        ("http://u:p#w@[bad/", "http://[bad/"),
        ("http://u:pw%40[bad/", "http://[bad/"),
        ("http:\\\\u:pw@[bad", "http:\\\\[bad"),
        // Without a scheme, as curl accepts proxies.
        ("u:pw@h.test:8080", "h.test:8080"),
        ("u:pw@h.test/path", "h.test/path"),
    ])
    func userinfoIsHidden(text: String, shown: String) {
        #expect(text.withoutUserinfo == shown)
    }

    @Test(arguments: [
        "http://h.test/a@b", "http://h.test/?mail=a@b.test", "http://h.test:80/@", "/path@x",
        "http://[::1]:80/a@b", "http://[bad/?mail=a@b.test", "http://h.test:99999/?mail=a@b.test",
        "h.test:8080/x@y", "data:text/plain,a/b@c", "about:blank", "", "@",
    ])
    func everythingElseIsShown(text: String) {
        let shown = text.withoutUserinfo
        #expect(shown == text || text == "@", "\(shown)")
    }

    @Test(arguments: [
        (
            "Unsupported proxy syntax in 'http://u:pw@127.0.0.1:1:2'",
            "Unsupported proxy syntax in 'http://127.0.0.1:1:2'"
        ),
        ("a http://u:p@w@h/ and //x:y@z b", "a http://h/ and //z b"),
        ("mail a@b.test about http://h/?m=a@b", "mail a@b.test about http://h/?m=a@b"),
        ("http://h: a@b", "http://h: a@b"),
    ])
    func theRestOfASentenceIsKept(text: String, shown: String) {
        #expect(text.withoutUserinfoOfURLs == shown)
    }
}
