import BrowserFetch
import BrowserHTTP
import BrowserInfra
import BrowserJSON
import Foundation
import TestSupport
import Testing

@testable import CopiedRequests

/// The forms in which requests are copied, each of which is detected automatically.
@Suite struct CopiedFormTests {
    private func read(_ text: String) throws -> CopiedRequest {
        try CopiedRequest(parsing: Array(text.utf8), path: "copied.txt")
    }

    // MARK: DevTools

    struct Copy: Sendable, CustomTestStringConvertible {
        var name: String
        var form: String

        var testDescription: String { "\(name)-\(form)" }
    }

    static let copies = ["post", "put"].flatMap { name in
        ["bash", "cmd", "powershell", "fetch", "node"].map { Copy(name: name, form: $0) }
    }

    /// The form for cmd loses non-ASCII characters and carriage returns.
    @Test(arguments: copies)
    func everyFormCopiedFromChromiumIsTheSameRequest(_ copy: Copy) throws {
        let file = fixtureURL("copied-requests/\(copy.testDescription).txt")
        let copied = try read(String(decoding: try Data(contentsOf: file), as: UTF8.self))
        let request = copied.request
        #expect(request.url == "http://127.0.0.1:5500/x?a[]={1}&b=2")
        #expect(request.method == copy.name.uppercased())
        let isCmd = copy.form == "cmd"
        let note = #"a\"b\\c %PATH% $HOME `x` !\n\#(isCmd ? "  " : "😀") ^|<>"#
        let expected =
            copy.name == "post"
            ? "{\"user\": \"O'Brien & \(isCmd ? "S " : "Sö")hne\", \"note\": \"\(note)\"}"
            : isCmd ? "line1\nline2\n\nend" : "line1\r\nline2\n\nend"
        #expect(request.body?.utf8Decoded == expected)
        let headers = request.headers.map(\.name).map { $0.lowercased() }
        #expect(headers.contains("content-type"))
        #expect(headers.contains("x-a") == (copy.name == "post"))
        #expect(copied.page == "http://127.0.0.1:5500/app.html")
        // A copied fetch() has no cookies, because the browser adds them.
        let cookies = copied.cookies.map { "\($0.name.utf8Decoded)=\($0.value.utf8Decoded)" }
        #expect(cookies == (copy.form == "fetch" ? [] : ["sid=abc%3D", "theme=d'ark \"q\""]))
        #expect(copied.cookies.first?.domain == (copy.form == "powershell" ? "127.0.0.1" : nil))
        #expect(copied.notes.contains(.lostCharacters) == (isCmd && copy.name == "post"))
    }

    // MARK: Commands

    @Test(arguments: [
        "# the login\n\n#!/bin/sh\ncurl 'http://a.test/x' -d a=1",
        "$ curl 'http://a.test/x' \\\r\n  -d a=1 ;\r\n",
        "PS C:\\Users\\ann> curl.exe http://a.test/x -d a=1",
        "C:\\>curl \"http://a.test/x\" -d a=1", "root@box:~# curl http://a.test/x -d a=1",
        "[ann@box app]$ curl http://a.test/x -d a=1", "ann@mac ~ % curl http://a.test/x -d a=1",
        "➜  app git:(main) ✗ curl http://a.test/x -d a=1",
        "(venv) ann@box:~/app$ curl http://a.test/x -d a=1",
        "curl a.test/x -d a=1 # as ever", "curl a.test/x -d a=1\n# more\n",
        "curl 'http://a.test/x' -d a=1 | jq .",
        "curl http://a.test/x -d a=1 -o out.json 2>/dev/null",
        "curl.exe -X POST http://a.test/x `\n  -d \"a=1\"",
        "curl --location --request POST 'http://a.test/x' --data 'a=1' -w '%{http_code}'",
        "curl --url http://a.test/x --data-urlencode a=1",
        "Invoke-RestMethod -Uri http://a.test/x -Method Post -Body 'a=1'",
        "$b = @{ a = 1 }\n$r = iwr 'http://a.test/x' -Me POST -Body $b | Select Content",
        "curl \"http://a.test/x\" ^\r\n  --data-raw \"a=1\"",
        "$.post('http://a.test/x', {a: 1}, function (data) { alert(data); });",
        "var settings = {\"url\": \"http://a.test/x\", \"method\": \"POST\", \"data\": {\"a\": \"1\"}};\n"
            + "$.ajax(settings).done(function (response) { console.log(response); });",
        "axios.post(`http://a.test/x`, new URLSearchParams({a: 1}))",
    ])
    func variantsOfAFormGiveTheSameRequest(_ text: String) throws {
        let request = try read(text).request
        #expect(request.url == "http://a.test/x")
        #expect(request.method == "POST")
        #expect(request.body == "a=1")
        let type = request.headers.last { $0.name == "Content-Type" }?.value
        let essence = (type ?? request.bodyContentType ?? "").utf8Decoded.prefix { $0 != ";" }
        #expect(essence == "application/x-www-form-urlencoded")
    }

    @Test(arguments: [
        "fetch('http://a.test/x', {method: 'POST', body: JSON.stringify({user: 'ann', n: [1, true, null]})})"
            + ".then(res => res.json()).then(console.log)",
        "const res = await fetch(`http://a.test/x`, {\n  method: \"POST\",\n"
            + "  body: '{\"user\":\"ann\",\"n\":[1,true,null]}',\n});\nconst data = await res.json();",
        """
        const myHeaders = new Headers();
        myHeaders.append("Content-Type", "application/json");

        const raw = JSON.stringify({
          "user": "ann",
          "n": [1, true, null]
        });

        const requestOptions = {
          method: "POST",
          headers: myHeaders,
          body: raw,
          redirect: "follow"
        };

        fetch("http://a.test/x", requestOptions)
          .then((response) => response.text())
          .catch((error) => console.error(error));
        """,
        """
        const axios = require('axios');
        let data = JSON.stringify({user: "ann", "n": [1, true, null]});
        let config = {
          method: 'post', maxBodyLength: Infinity, url: 'http://a.test/x',
          headers: { 'Content-Type': 'application/json' },
          data : data
        };
        axios.request(config).then((response) => { console.log(response.data); });
        """,
        "await axios.post('/x', {user: 'ann', n: [1, true, null]}, {baseURL: 'http://a.test'})",
        "axios({method: 'POST', url: 'http://a.test/x', data: {user: 'ann', n: [1, true, null]}})",
        "async function login() {\n  try {\n    const url = 'http://a.test';\n"
            + "    await fetch(url + '/x', {method: 'POST', body: JSON.stringify({user: 'ann', "
            + "n: [1, true, null]})});\n  } catch (e) {}\n}\nlogin()",
        "curl http://a.test/x --json '{\"user\":\"ann\",\"n\":[1,true,null]}'",
        "$body = @\"\n{`\"user`\":`\"ann`\",`\"n`\":[1,true,null]}\n\"@\n"
            + "$response = Invoke-RestMethod 'http://a.test/x' -Method 'POST' -Body $body",
        "$.ajax({url: 'http://a.test/x', type: 'POST', contentType: 'application/json', "
            + "data: JSON.stringify({user: 'ann', n: [1, true, null]})})",
    ])
    func literalsAreEvaluated(_ text: String) throws {
        let request = try read(text).request
        #expect(request.url == "http://a.test/x")
        #expect(request.method == "POST")
        #expect(request.body == #"{"user":"ann","n":[1,true,null]}"#)
    }

    @Test func axiosAndJQueryUseXMLHttpRequest() throws {
        let plain = try read("axios.get('http://a.test/', {params: {q: 'a b'}})").request
        #expect(plain.api == .xhr)
        #expect(plain.url == "http://a.test/?q=a+b")
        #expect(plain.credentials == .sameOrigin)
        let withCookies = try read("axios.get('http://a.test/', {withCredentials: true})").request
        #expect(withCookies.credentials == .include)
        let jQuery = try read(
            "$.ajax({url: 'http://a.test/', xhrFields: {withCredentials: true}})"
        ).request
        #expect(jQuery.api == .xhr && jQuery.credentials == .include)
    }

    @Test(arguments: [
        "curl http://a.test -H 'Content-Type: multipart/form-data' -F 'name=\"Ann\"' -F 'note=x;type=text/plain' --form-string 'raw=@x;y'",
        "const form = new FormData();\nform.append('name', 'Ann');\nform.append('note', 'x');\n"
            + "form.append('raw', '@x;y');\nfetch('http://a.test', {method: 'POST', body: form})",
        "Invoke-WebRequest http://a.test -Method Post -Form @{ name = 'Ann'; note = 'x'; raw = '@x;y' }",
    ])
    func formFieldsBecomeAMultipartBody(_ text: String) throws {
        let request = try read(text).request
        #expect(request.method == "POST")
        let type = try #require(request.bodyContentType?.utf8Decoded)
        #expect(type.hasPrefix("multipart/form-data; boundary="))
        #expect(!request.headers.contains { $0.name == "Content-Type" })
        let body = try #require(request.body?.utf8Decoded)
        for (name, value) in [("name", "Ann"), ("note", "x"), ("raw", "@x;y")] {
            #expect(body.contains("name=\"\(name)\"\r\n"))
            #expect(body.contains("\r\n\r\n\(value)\r\n"))
        }
    }

    /// Chrome put carets between cmd's own quotes before 2024, and doubled the quotes before that.
    @Test(arguments: [
        #"curl "http://a.test/x" --data-binary "^{^\^"a^\^":^\^"b c^\^"^}" --compressed"#,
        "curl ^\"http://a.test/x^\" ^\n  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"b c^\\^\"^}^\"",
        "curl \"http://a.test/x\" ^\n --data-raw \"{\"\"a\"\":\"\"b c\"\"}\"",
    ])
    func quotingForCmdIsUndone(_ text: String) throws {
        #expect(try read(text).request.body == #"{"a":"b c"}"#)
    }

    @Test func partsThatAreNotOfTheRequestAreNoted() throws {
        let piped = try read("curl a.test -o x.json --retry 3 | jq .")
        #expect(
            piped.notes.contains(.leftOut(["-o x.json", "--retry 3", "| jq ."]))
                || piped.notes.contains(.leftOut(["--output x.json", "--retry 3", "| jq ."]))
        )
    }

    // MARK: Mistakes

    @Test(arguments: [
        ("http POST localhost:8000/x a=b", "HTTPie"), ("wget http://a.test", "wget"),
        ("import requests\nrequests.get('http://a.test')", "Python"),
        ("var xhr = new XMLHttpRequest();\nxhr.open('GET', '/x');", "XMLHttpRequest"),
        ("hello", "not a copied request"), ("", "empty"), ("# nothing\n", "empty"),
        ("fetch(url)", "defines url"), ("fetch(`http://a.test/${id}`)", "defines id"),
        ("fetch('http://a.test', {body: {a: 1}})", "JSON.stringify"),
        ("fetch('http://a.test', {withCredentials: true})", "credentials: \"include\""),
        ("$.ajax({url: 'http://a.test', withCredentials: true})", "xhrFields"),
        ("curl http://a.test -F 'file=@a.png;type=image/png'", "-F 'file=@a.png;type=image/png'"),
        ("curl http://a.test -T x.bin", "--data-binary @x.bin"),
        ("curl http://a.test && curl http://b.test", "single quotes"),
        ("curl ^\"http://a.test^\" &  curl ^\"http://b.test^\"", "one request at a time"),
        ("curl ^\"http://a.test", "not closed"),
        ("Invoke-WebRequest -Uri $url", "$url is not defined here"),
        ("Invoke-WebRequest -Uri \"http://a.test/$(Get-Date)\"", "crumb does not run code"),
        ("Invoke-WebRequest -Uri http://a.test -InFile x.bin", "a certificate instead of -InFile"),
        ("$session = New-Object X\niwr -Method Post", "no URL"),
        ("const api = axios.create({baseURL: 'http://a.test'});\napi.get('/x')", "axios.get('http"),
        ("POST /x HTTP/1.1\r\nHost: a.test\r\n\r\n{}", "crumb fetch -X POST https://a.test/x"),
        ("### one\nGET https://a.test/x\nAccept: */*", "crumb fetch -X GET https://a.test/x"),
        (":authority\na.test\n:method\nGET\n:path\n/x", "Copy as cURL"),
        (":authority: a.test\n:method: GET\n", "Copy as cURL"),
        ("docker run --rm curlimages/curl -s http://a.test", "from the word curl on"),
        ("sudo curl http://a.test", "from the word curl on"),
        ("TOKEN=abc curl http://a.test", "from the word curl on"),
        ("curl http://a.test -b jar.txt", "crumb cookies import FILE"),
    ])
    func unsupportedTextsAreRejectedWithAHint(_ text: String, _ reason: String) {
        let file = #expect(throws: InvalidFile.self) { try read(text) }
        let message = file?.problems.first?.message ?? ""
        #expect(message.contains(reason), "\(message)")
    }
}
