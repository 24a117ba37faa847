"""Requests of a page other than fetch(): the scripts for the steps of a case."""

# The body as it is written in a case: text, or {"type": …}.
BODY = """const made = (body) => {
    if (body === undefined || body === null || typeof body === 'string') return body;
    const {type, value, count, mime} = body;
    switch (type) {
    case 'blob': return new Blob([value ?? ''], {type: mime ?? ''});
    case 'params': return new URLSearchParams(value);
    case 'form': {
        const form = new FormData();
        for (const [name, text] of Array.isArray(value) ? value : Object.entries(value)) form.append(name, text);
        return form;
    }
    case 'buffer': return new TextEncoder().encode(value).buffer;
    case 'bytes': return new TextEncoder().encode(value);
    case 'stream': return new ReadableStream({
        start(controller) { controller.enqueue(new TextEncoder().encode(value)); controller.close(); },
    });
    case 'fill': return 'x'.repeat(count);
    }
    throw new Error(`no such body: ${type}`);
};"""

WEBSOCKET = """((step) => new Promise(done => {
    let socket;
    try {
        socket = step.protocols === undefined
            ? new WebSocket(step.url) : new WebSocket(step.url, step.protocols);
    } catch (error) {
        done({result: 'rejected', name: error.name, message: error.message});
        return;
    }
    const seen = {opened: false, messages: [], error: false};
    const end = (more) => done({
        result: seen.opened ? 'open' : 'error', ...seen, url: socket.url, protocol: socket.protocol, ...more,
    });
    socket.onopen = () => { seen.opened = true };
    socket.onmessage = (event) => { seen.messages.push([event.data, event.origin]) };
    socket.onerror = () => { seen.error = true; setTimeout(() => end({timeout: true}), 1000) };
    socket.onclose = ({code, reason, wasClean}) => end({closeCode: code, closeReason: reason, wasClean});
}))"""

EVENT_SOURCE = """((step) => new Promise(done => {
    let source;
    try {
        source = new EventSource(step.url, {withCredentials: step.withCredentials ?? false});
    } catch (error) {
        done({result: 'rejected', name: error.name, message: error.message});
        return;
    }
    const log = [];
    let errors = 0, messages = 0;
    const end = (ended) => {
        const {url, readyState} = source;
        source.close();
        done({result: log.some(one => one[0] === 'open') ? 'open' : 'error', url, log, ended, readyState});
    };
    source.onopen = () => { log.push(['open']) };
    const heard = ({type, data, lastEventId, origin}) => {
        log.push([type, data, lastEventId, origin]);
        if (++messages === step.messages) end('messages');
    };
    for (const name of ['message', ...(step.events ?? [])]) source.addEventListener(name, heard);
    source.onerror = () => {
        log.push(['error', source.readyState]);
        if (++errors === (step.errors ?? 1)) end('error');
    };
    setTimeout(() => end('time'), step.limit ?? 3000);
}))"""

BEACON = """((step) => {
    %s
    try {
        const all = [{url: step.url, data: step.data}, ...(step.more ?? [])];
        const returned = all.map(({url, data}) => data === undefined
            ? navigator.sendBeacon(url) : navigator.sendBeacon(url, made(data)));
        return {result: 'resolved', returned: returned.length === 1 ? returned[0] : returned};
    } catch (error) {
        return {result: 'rejected', name: error.name, message: error.message};
    }
})""" % BODY

STORAGE = """((step) => {
    for (const storage of [localStorage, sessionStorage])
        for (const [key, value] of Object.entries(step.set ?? {})) storage.setItem(key, value);
    return {result: 'resolved', local: {...localStorage}, session: {...sessionStorage}};
})"""

COOKIE_STORE = """(async (step) => {
    if (typeof cookieStore === 'undefined') return {result: 'undefined'};
    const now = Date.now();
    const made = (value) => {
        if (value === null || typeof value !== 'object') return value;
        if (Array.isArray(value)) return value.map(made);
        if ('$in' in value) return now + value.$in * 1000;
        if ('$date' in value) return new Date(now + value.$date * 1000);
        if ('$undefined' in value) return undefined;
        if ('$fill' in value) return (value.before ?? '') + 'v'.repeat(value.$fill) + (value.after ?? '');
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, made(one)]));
    };
    const shown = (value) => {
        if (value === undefined) return {undefined: true};
        if (typeof value === 'string') return value.length > 60 ? `${value.length} characters` : value;
        if (value === null || typeof value !== 'object') return value;
        if (Array.isArray(value)) return value.map(shown);
        const members = {};
        for (const key of ['domain', 'expires', 'name', 'partitioned', 'path', 'sameSite', 'secure', 'value'])
            if (key in value) members[key] = shown(value[key]);
        if (typeof members.expires === 'number') members.expires = Math.round((value.expires - now) / 1000);
        return members;
    };
    const changes = [], ops = [];
    const changed = (event) => changes.push(
        {changed: event.changed.map(shown), deleted: event.deleted.map(shown)});
    if (step.watch) cookieStore.addEventListener('change', changed);
    for (const [method, ...parameters] of step.ops) {
        try {
            const given = parameters.map(made);
            if (method === '$fetch') ops.push({value: shown((await fetch(...given)).status)});
            else if (method === '$document') { document.cookie = given[0]; ops.push({value: null}); }
            else ops.push({value: shown(await cookieStore[method](...given))});
        } catch (error) {
            ops.push({error: error.name, message: error.message});
        }
    }
    await new Promise(done => setTimeout(done, step.watch ? 600 : 0));
    cookieStore.removeEventListener('change', changed);
    return {result: 'resolved', ops, changes};
})"""

# The families whose connections are recorded to their end.
FAMILIES = {
    "beacon", "clearsitedata", "cookiestore", "eventsource", "fetchinit", "hsts", "hstsmore", "keepalive", "upgrade",
    "websocket",
}  # fmt: skip
SCRIPTS = {
    "websocket": WEBSOCKET,
    "eventsource": EVENT_SOURCE,
    "beacon": BEACON,
    "storage": STORAGE,
    "cookieStore": COOKIE_STORE,
}
