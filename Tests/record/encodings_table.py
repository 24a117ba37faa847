"""The browser's decoders, as the tables of crumb-js (Sources/Tools/crumb-js-web/encodings)."""

import pathlib

from chromium import Chromium
from tab import Tab

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources/Tools/crumb-js-web/encodings"
SINGLE_BYTE = """ibm866 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-10
    iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh windows-874 windows-1250 windows-1251
    windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 x-mac-cyrillic""".split()
# Each index: the number of pointers, and of pointers per row; the pointers without a character of their
# own; the encoding, and the bytes of a pointer.
INDEXES = {
    "gb18030": (23940, 190, [], "gb18030", "[(p / 190 | 0) + 0x81, p % 190 + (p % 190 < 0x3f ? 0x40 : 0x41)]"),
    # Four pointers stand for two code points each; web/encoding/decoders.js handles them.
    "big5": (
        19782, 157, [1133, 1135, 1164, 1166],
        "big5", "[(p / 157 | 0) + 0x81, p % 157 + (p % 157 < 0x3f ? 0x40 : 0x62)]",
    ),
    "euc-kr": (23940, 190, [], "euc-kr", "[(p / 190 | 0) + 0x81, p % 190 + 0x41]"),
    # In Shift_JIS, these rows are for user-defined characters.
    "jis0208": (
        11280, 94, range(8836, 10716),
        "shift_jis",
        "[(p / 188 | 0) + (p < 5828 ? 0x81 : 0xc1), p % 188 + (p % 188 < 0x3f ? 0x40 : 0x41)]",
    ),
    "jis0212": (8836, 94, [], "euc-jp", "[0x8f, (p / 94 | 0) + 0xa1, p % 94 + 0xa1]"),
}
DECODE = """((label, count, bytes) => {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    return Array.from({ length: count }, (_, p) => {
        try {
            return decoder.decode(new Uint8Array(bytes(p))).toWellFormed();
        } catch {
            return "";
        }
    });
})"""


async def run(arguments, certificates):
    changed = 0
    async with Chromium(arguments.chromium, {}) as browser:
        print((await browser.call("Browser.getVersion"))["product"])
        async with Tab(browser) as tab:
            for name, text in [("single-byte", await single_byte(tab))] + [
                (name, await index(tab, *about)) for name, about in INDEXES.items()
            ]:
                path = FOLDER / f"{name}.txt"
                before = path.read_bytes().decode() if path.exists() else ""
                lines = zip(before.split("\n"), text.split("\n"))
                for number, (old, new) in enumerate(lines, 1):
                    if old != new:
                        print(f"{name} line {number}\n  was: {old}\n  now: {new}")
                changed += before != text
                path.write_bytes(text.encode())
    return changed


async def decoded(tab, label, count, expression):
    return await tab.evaluate(f"{DECODE}({label!r}, {count}, (p) => {expression})")


async def index(tab, count, width, skipped, label, expression):
    cells = [cell or " " for cell in await decoded(tab, label, count, expression)]
    for pointer in skipped:
        cells[pointer] = " "
    return "".join("".join(cells[at : at + width]).rstrip(" ") + "\n" for at in range(0, count, width))


async def single_byte(tab):
    text = ""
    for label in SINGLE_BYTE:
        cells = [cell or " " for cell in await decoded(tab, label, 128, "[p + 0x80]")]
        text += f"{label} {''.join(cells)}".rstrip(" ") + "\n"
    return text
