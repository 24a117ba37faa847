/// Pages that both a browser and crumb open.
enum Pages {
    static let moduleCount = 300

    /// The response to `/modules/` or `/modules/N.js`.
    static func module(_ path: Substring) -> String {
        let name = path.dropFirst("/modules/".count)
        guard let number = Int(name.dropLast(3)) else {
            return """
                <!doctype html><title>crumb-bench</title>
                <script type="module" src="/modules/0.js"></script>
                """
        }
        return module(number, atEnd: #"await fetch("/done");"#)
    }

    /// A module, which adds up the values of those below it.
    ///
    /// `atEnd`: code at the end of the first one.
    static func module(_ number: Int, atEnd: String) -> String {
        let children = [2 * number + 1, 2 * number + 2].filter { $0 < moduleCount }
        let imports = children.map { "import { sum as sum\($0) } from \"./\($0).js\";\n" }
        let sum = (["1"] + children.map { "sum\($0)" }).joined(separator: " + ")
        // Some text to parse, as real modules have.
        let functions = (0..<20).map {
            """
            export function part\(number)_\($0)(value) {
                // Doubles what it is given, and says so.
                const result = { value: value * 2, text: `${value} twice` };
                return /^\\d+$/.test(result.text) ? result : { ...result, index: \($0) };
            }

            """
        }
        return imports.joined() + functions.joined() + "export const sum = \(sum);\n"
            + (number == 0
                ? "if (sum !== \(moduleCount)) throw new Error(`${sum} modules`);\n\(atEnd)\n" : "")
    }

    /// The response to `/app` or one of its resources.
    static func app(_ path: Substring) -> String {
        switch path {
        case "/app":
            """
            <!doctype html><html><head><meta charset="utf-8"><title>crumb-bench</title>
            <link rel="stylesheet" href="/app.css"><script src="/app.js" defer></script></head>
            <body><h1>A list</h1><img src="/app.png"><ul id="list"></ul><p id="text"></p></body></html>
            """
        case "/app.css": "li { color: red }"
        case "/app.js":
            """
            (async () => {
                const list = document.getElementById("list");
                for (let i = 0; i < 20; i++) {
                    const { message } = await (await fetch("/x", { credentials: "include" })).json();
                    const item = document.createElement("li");
                    item.innerHTML = `<b class="number">${i}</b> <span>${message}</span>`;
                    item.addEventListener("click", () => item.classList.toggle("on"));
                    list.append(item);
                }
                for (const item of document.querySelectorAll("#list > li:nth-child(odd)")) item.click();
                document.getElementById("text").textContent = `${list.querySelectorAll("li.on").length} on`;
                await fetch("/done");
            })();
            """
        default: ""
        }
    }
}
