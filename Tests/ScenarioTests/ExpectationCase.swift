import Testing

/// A kind of expectation, once in a form that holds and once in one that fails.
struct ExpectationCase: Sendable, CustomTestStringConvertible {
    /// The value of `expect:` of a fetch with credentials from http://127.0.0.1:5500.
    var holds: String
    var fails: String
    /// The column of the failure within the expectation.
    var place: Int
    var message: String
    var expected: [String] = []
    var actual: [String] = []
    var why = ""

    var testDescription: String { fails }

    /// Expectations about the response of ``ExpectationTests/answer(_:)``.
    static let ofFetch: [ExpectationCase] = [
        ExpectationCase(
            holds: "{ outcome: visible }",
            fails: "{ outcome: blocked }",
            place: 12,
            message: "the outcome differs",
            expected: ["blocked"],
            actual: ["visible"],
            why: "The page reads the response: type cors, status 200."
        ),
        ExpectationCase(
            holds: "{ status: 200 }",
            fails: "{ status: 404 }",
            place: 11,
            message: "the status differs",
            expected: ["404"],
            actual: ["200"]
        ),
        ExpectationCase(
            holds: "{ status: { lessThan: 300 } }",
            fails: "{ status: { greaterThan: 299 } }",
            place: 11,
            message: "the status differs",
            expected: ["greater than 299"],
            actual: ["200"]
        ),
        ExpectationCase(
            holds: "{ type: cors }",
            fails: "{ type: basic }",
            place: 9,
            message: "the response's type differs",
            expected: ["basic"],
            actual: ["cors"]
        ),
        ExpectationCase(
            holds: "{ headers: { X-Seen: seen } }",
            fails: "{ headers: { X-Seen: other } }",
            place: 22,
            message: "the header X-Seen differs",
            expected: ["other"],
            actual: ["seen"]
        ),
        ExpectationCase(
            holds: "{ headers: { X-Hidden: { exists: false } } }",
            fails: "{ headers: { X-Hidden: secret } }",
            place: 24,
            message: "the header X-Hidden differs",
            expected: ["secret"],
            actual: ["(nothing)"],
            why: "Access-Control-Expose-Headers does not list it"
        ),
        ExpectationCase(
            holds: "{ json: { user: { name: ann } } }",
            fails: "{ json: { user: { name: bob } } }",
            place: 25,
            message: "the body /user/name differs",
            expected: ["bob"],
            actual: ["ann"]
        ),
        ExpectationCase(
            holds: "{ json: { user: { name: { matches: an } } } }",
            fails: "{ json: { user: { name: { match: an } } } }",
            place: 25,
            message: "the body /user/name differs",
            expected: [
                "{", "  \"match\": \"an\"", "}",
                "(match is compared literally; did you mean the matcher matches?)",
            ],
            actual: ["ann"]
        ),
        ExpectationCase(
            holds: "{ json: { ids: [1, 2.0] } }",
            fails: "{ json: { ids: [1] } }",
            place: 16,
            message: "the body /ids differs",
            expected: ["[", "  1", "]"],
            actual: ["[", "  1", "  2", "]"]
        ),
        ExpectationCase(
            holds: "{ text: { matches: 'a.n' } }",
            fails: "{ text: { matches: '^a.n' } }",
            place: 9,
            message: "the body differs",
            expected: ["text that matches ^a.n"],
            actual: [ExpectationTests.body]
        ),
        ExpectationCase(
            holds: "{ contains: ann }",
            fails: "{ contains: [ann, bob] }",
            place: 19,
            message: "the body does not contain the text",
            expected: ["… bob …"],
            actual: [ExpectationTests.body]
        ),
        ExpectationCase(
            holds: "{ sent: { a: \"1\", b: { exists: true } } }",
            fails: "{ sent: { a: 1 } }",
            place: 9,
            message: "the cookies that were sent differ",
            expected: ["a=1"],
            actual: ["a=1", "b=2"],
            why: "b was sent: no rule blocks it."
        ),
        ExpectationCase(
            holds: "{ sent: { a: 1, b: 2 } }",
            fails: "{ sent: { a: 1, b: 2, deep: 3 } }",
            place: 23,
            message: "the cookies that were sent differ",
            expected: ["a=1", "b=2", "deep=3"],
            actual: ["a=1", "b=2"],
            why: "deep: It belongs to /deep and paths below it; / is not one of them. [NotOnPath]"
        ),
        ExpectationCase(
            holds: "{ sent: { a: 1, b: 2, zzz: { exists: false } } }",
            fails: "{ sent: { a: 1, b: 2, zzz: 3 } }",
            place: 23,
            message: "the cookies that were sent differ",
            expected: ["a=1", "b=2", "zzz=3"],
            actual: ["a=1", "b=2"],
            why: "No cookie zzz is stored for 127.0.0.1."
        ),
        ExpectationCase(
            holds: "{ not-sent: { deep: NotOnPath } }",
            fails: "{ not-sent: { deep: SecureOnly } }",
            place: 15,
            message: "the cookie deep was not sent for another reason",
            expected: ["SecureOnly"],
            actual: ["NotOnPath"],
            why: "[NotOnPath]"
        ),
        ExpectationCase(
            holds: "{ not-sent: { deep: [] } }",
            fails: "{ not-sent: { a: [] } }",
            place: 15,
            message: "the cookie a was sent",
            expected: ["a not sent"],
            actual: ["a=1 sent"]
        ),
        ExpectationCase(
            holds: "{ stored: { new: value } }",
            fails: "{ stored: { new: other } }",
            place: 18,
            message: "the stored cookie new differs",
            expected: ["other"],
            actual: ["value"]
        ),
        ExpectationCase(
            holds: "{ stored: { new: { sameSite: Lax, secure: false } } }",
            fails: "{ stored: { new: { sameSite: null } } }",
            place: 30,
            message: "the stored cookie new /sameSite differs",
            expected: ["null"],
            actual: ["Lax"]
        ),
        ExpectationCase(
            holds: "{ stored: { bad: { exists: false } } }",
            fails: "{ stored: { bad: x } }",
            place: 18,
            message: "the cookie bad was not stored",
            expected: ["x"],
            actual: ["(nothing)"],
            why: "bad: SameSite=None is only accepted together with Secure. [SameSiteNoneInsecure]"
        ),
        ExpectationCase(
            holds: "{ rejected: { bad: SameSiteNoneInsecure } }",
            fails: "{ rejected: { bad: InvalidDomain } }",
            place: 15,
            message: "the cookie bad was rejected for another reason",
            expected: ["InvalidDomain"],
            actual: ["SameSiteNoneInsecure"],
            why: "only accepted together with Secure"
        ),
        ExpectationCase(
            holds: "{ rejected: { bad: [] } }",
            fails: "{ rejected: { new: [] } }",
            place: 15,
            message: "the cookie new was not rejected",
            expected: ["rejected"],
            actual: ["created"],
            why: "new was stored: no rule blocks it."
        ),
        ExpectationCase(
            holds: "{ preflight: false }",
            fails: "{ preflight: true }",
            place: 14,
            message: "no preflight was sent",
            expected: ["a preflight"],
            actual: ["no preflight"],
            why: "The request needs none"
        ),
        ExpectationCase(
            holds: "{ exchanges: 1 }",
            fails: "{ exchanges: 2 }",
            place: 14,
            message: "the number of exchanges differs",
            expected: ["2"],
            actual: ["1"],
            why: "1. request GET http://127.0.0.1:5000/ → 200"
        ),
        ExpectationCase(
            holds: "{ at: 1, sent: { a: 1, b: 2 } }",
            fails: "{ at: 2, sent: { a: 1, b: 2 } }",
            place: 16,
            message: "there is no exchange 2, only 1"
        ),
    ]
}
