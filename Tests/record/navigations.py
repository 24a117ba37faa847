"""The steps of a case that navigate the tab and the frames in it."""

import asyncio
import json
import re

LINK = """((url, attributes) => {
    const link = document.createElement('a');
    link.href = url;
    for (const [name, value] of attributes) link.setAttribute(name, value);
    link.textContent = 'link';
    document.body.append(link);
    link.click();
})"""
FORM = """((url, attributes, method) => {
    const form = document.createElement('form');
    form.action = url;
    form.method = method;
    for (const [name, value] of attributes) form.setAttribute(name, value);
    form.innerHTML = '<input name=q value=1>';
    document.body.append(form);
    form.submit();
})"""
META = """((url) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0;url=${url}`;
    document.head.append(meta);
})"""
OPEN = "((url, target, features) => { window.open(url, target, features) })"
INSERT = """((name, content, attributes) => new Promise(done => {
    const frame = document.createElement('iframe');
    frame.name = name;
    for (const [key, value] of attributes) frame.setAttribute(key, value);
    frame.onload = () => done('load');
    setTimeout(() => done('no event'), 2500);
    if (content.url) frame.src = content.url;
    if (content.srcdoc) frame.srcdoc = content.srcdoc;
    if (content.blob) frame.src = URL.createObjectURL(new Blob([content.blob], {type: 'text/html'}));
    document.body.append(frame);
}))"""
# Started before the frame navigates, and awaited afterwards.
LISTEN = """((name) => {
    const frame = document.querySelector(`iframe[name="${name}"]`);
    window.moved = new Promise(done => {
        frame.addEventListener('load', () => done('load'), {once: true});
        setTimeout(() => done('no event'), 2500);
    });
})"""
SOURCE = """((name, url) => { document.querySelector(`iframe[name="${name}"]`).src = url })"""
LOCATION = "((name, url) => { frames[name].location = url })"


def script(function, *arguments):
    return f"{function}({', '.join(map(json.dumps, arguments))})"


def moving(how, url, attributes=(), features=""):
    """The script with which a page navigates itself, or the target that its attributes name."""
    attributes = list(attributes)
    match how:
        case "link":
            return script(LINK, url, attributes)
        case "form-get" | "form-post":
            return script(FORM, url, attributes, how.removeprefix("form-"))
        case "location":
            return f"location.href = {json.dumps(url)}; undefined"
        case "replace":
            return f"location.replace({json.dumps(url)})"
        case "meta-refresh":
            return script(META, url)
        case "script-reload":
            return "location.reload()"
        case "open":
            return script(OPEN, url, dict(attributes).get("target", "_blank"), features)
    raise ValueError(f"no such navigation: {how}")


async def of_tab(step, tab, recorder):
    attributes = list(step.get("attrs", []))
    if "target" in step:
        attributes.append(["target", step["target"]])
    frame = tab.frames[step["in"]] if "in" in step else None
    match step["how"]:
        case "typed":
            action = tab.browser.call("Page.navigate", tab.session, url=step["url"], transitionType="typed")
        case "reload":
            action = tab.browser.call("Page.reload", tab.session)
        case "back" | "forward":
            action = traverse(tab, -1 if step["how"] == "back" else 1)
        case how:
            action = tab.evaluate(moving(how, step.get("url"), attributes, step.get("features", "")), frame)
    if step.get("download"):
        await action
        await asyncio.sleep(0.8)
        return {"result": "navigated", "location": await recorder.of_page("location.href", tab)}
    opens = step["how"] == "open" or ["target", "_blank"] in attributes
    if opens and not tab.is_attaching:
        await tab.attach_to_tabs(True)
    arrived = await tab.navigate(opening(tab, action) if opens else action)
    tab.take_opened()
    for _ in range(step.get("hops", 0)):
        arrived = await tab.navigate(asyncio.sleep(0))
    if arrived and not tab.restored:
        tab.frames = {}
    location = await recorder.of_page("location.href", tab)
    if not arrived or location.startswith("chrome-error:"):
        return {"result": "failed", "location": location, "error": "error page"}
    return {"result": "navigated", "location": location} | ({"bfcache": True} if tab.restored else {})


async def opening(tab, action):
    """Performs the action and waits for the new tab, whose load event is the one that counts."""
    await action
    for _ in range(60):
        if tab.opened:
            return
        await asyncio.sleep(0.05)


async def traverse(tab, steps):
    history = await tab.browser.call("Page.getNavigationHistory", tab.session)
    entry = history["entries"][history["currentIndex"] + steps]
    await tab.browser.call("Page.navigateToHistoryEntry", tab.session, entryId=entry["id"])


async def insert_frame(step, tab):
    parent = step.get("in", "")
    path = f"{parent}/{step['name']}".lstrip("/")
    content = {key: step[key] for key in ("url", "srcdoc", "blob") if key in step}
    tab.attached_frames.clear()
    result = await tab.evaluate(
        script(INSERT, step["name"], content, step.get("attrs", [])), tab.frames.get(parent)
    )
    tab.frames[path] = tab.attached_frames[0]
    return {"result": result, "location": await location(tab, path)}


async def of_frame(step, tab):
    path = step["frame"]
    parent, name = tab.frames.get(path.rpartition("/")[0]), path.rpartition("/")[2]
    await tab.evaluate(script(LISTEN, name), parent)
    url = step.get("url")
    match step["how"].split("-", 1):
        case ["parent", "src"]:
            await tab.evaluate(script(SOURCE, name, url), parent)
        case ["parent", "location"]:
            await tab.evaluate(script(LOCATION, name, url), parent)
        case ["parent", how]:
            await tab.evaluate(moving(how, url, [["target", name]]), parent)
        case _:
            await tab.evaluate(moving(step["how"], url), tab.frames[path])
    result = await tab.evaluate("window.moved", parent)
    return {"result": result, "location": await location(tab, path)}


async def location(tab, path):
    """The frame's URL, once its session exists: a cross-site navigation changes the frame's process."""
    found = ""
    for _ in range(10):
        try:
            now = await tab.evaluate("location.href", tab.frames[path])
        except (KeyError, RuntimeError):
            now = ""
        if now and now == found:
            break
        found = now
        await asyncio.sleep(0.05)
    # The URL of a Blob is random.
    return re.sub(r"^(blob:.*/)[0-9a-f-]{36}$", r"\1UUID", found)
