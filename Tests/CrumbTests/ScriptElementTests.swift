import TestSupport
import Testing

/// HTML elements as a page's script sees them: forms, their controls, and the effects of a click.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptElementTests {
    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private static let form = """
        document.body.innerHTML = `<form action="/x?y=1"><input name=a value=1><input type=checkbox name=b checked>
        <input type=radio name=r value=1 checked><input type=radio name=r value=2><select name=s><option>x<option selected>y</select>
        <textarea name=t>\\nhi</textarea><fieldset disabled><legend><input name=l value=2></legend><input name=d></fieldset>
        <button name=go value=1>Go</button></form><input name=out form=f>`;
        const f = document.forms[0], on = (type) => f.addEventListener(type, (e) => { told.push(type); e.preventDefault(); }), told = [];

        """

    /// Code that runs after the form has been created, and what it prints as JSON.
    @Test(arguments: [
        (
            "[...new FormData(f, f.go)].map(String)",
            #"["a,1","b,on","r,1","s,y","t,hi","l,2","go,1"]"#
        ),
        ("[f.a.value, f.s.selectedIndex, f.length, f.r.value]", #"["1",1,10,"1"]"#),
        ("[f.go.form === f, document.querySelector('[name=out]').form]", "[true,null]"),
        ("on('submit'); f.go.click(); f.requestSubmit(); told", #"["submit","submit"]"#),
        ("f.a.required = true; f.a.value = ''; on('submit'); f.go.click(); told", "[]"),
        (
            "f.a.required = true; f.a.value = ''; f.a.validationMessage",
            #""Please fill out this field.""#
        ),
        ("f.b.click(); f.b.checked", "false"),
        ("on('click'); f.b.click(); f.b.checked", "true"),
        ("f[3].click(); [f[2].checked, f[3].checked]", "[false,true]"),
        ("on('click'); f[3].click(); [f[2].checked, f[3].checked]", "[true,false]"),
        (
            "f.a.value = 'z'; f.b.checked = false; f.reset(); [f.a.value, f.b.checked]",
            #"["1",true]"#
        ),
        ("f.s.append(new Option('z', 'Z', true, true)); f.s.value", #""Z""#),
        ("f.s.options.length = 1; [f.s.value, f.s[0].text]", #"["x","x"]"#),
        ("f.a.value = 'x\\ny'; f.a.value", #""xy""#),
        ("f.a.type = 'number'; f.a.value = 'x'; [f.a.value, f.a.valueAsNumber]", #"["",null]"#),
        ("f.a.setAttribute('onclick', 'this.value = name'); f.a.click(); f.a.value", #""a""#),
        (
            "f.a.style.display = 'none'; [f.a.getAttribute('style'), getComputedStyle(f.a).display]",
            #"["display: none;","none"]"#
        ),
        ("f.dataset.userID = 1; f.getAttribute('data-user-i-d')", #""1""#),
        ("f.a.focus(); [document.activeElement.name, f.a.matches(':focus')]", #"["a",true]"#),
        ("f.action", #""http://127.0.0.1:5500/x?y=1""#),
        (
            "try { f.requestSubmit(f.a) } catch (e) { e.message }",
            #""Failed to execute 'requestSubmit' on 'HTMLFormElement': The specified element is not a submit button.""#
        ),
        ("try { f.a.maxLength = -1 } catch (e) { e.name }", #""IndexSizeError""#),
    ])
    func formsFollowTheStandard(_ code: String, _ expected: String) async throws {
        let result = try await runCrumb(
            ["js", "-e", Self.form + code, "--from", "http://127.0.0.1:5500/"],
            home: home
        )
        #expect(result.output == expected + "\n", "\(code): \(result.errorOutput)")
    }
}
