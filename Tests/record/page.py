"""The other steps of a case in a page: elements, workers, imports, sockets, storage access."""

import json

ELEMENT = """((step) => new Promise(done => {
    const name = step.tag;
    const element = step.svg ? document.createElementNS('http://www.w3.org/2000/svg', name)
        : document.createElement(name);
    for (const event of ['load', 'loadeddata', 'error'])
        element.addEventListener(event, () => done({result: event}));
    setTimeout(() => done({result: 'no event'}), step.timeout || 2500);
    for (const [key, value] of step.attrs || []) element.setAttribute(key, value);
    if (step.text) element.textContent = step.text;
    let inserted = element;
    if (step.svg) {
        inserted = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        if (name === 'feImage') {
            const filter = document.createElementNS('http://www.w3.org/2000/svg', 'filter');
            filter.append(element);
            inserted.append(filter);
        } else inserted.append(element);
    } else if (step.wrap) {
        inserted = document.createElement(step.wrap);
        inserted.append(element);
    }
    (step.head ? document.head : document.body).append(inserted);
    if (step.use) {
        const user = document.createElement('div');
        user.style.cssText = step.use;
        user.textContent = 'x';
        document.body.append(user);
    }
    if (step.click) element.click();
}))"""
WORKER = """((step) => new Promise(done => {
    try {
        const options = {};
        for (const key of ['type', 'credentials']) if (step[key]) options[key] = step[key];
        const worker = step.shared ? new SharedWorker(step.url, options) : new Worker(step.url, options);
        const port = step.shared ? worker.port : worker;
        port.onmessage = event => done({result: 'load', message: String(event.data)});
        worker.onerror = () => done({result: 'error'});
        setTimeout(() => done({result: 'no event'}), 2500);
    } catch (error) {
        done({result: 'rejected', name: error.name, message: error.message});
    }
}))"""
# Runs in a script of the page, because the debugger's scripts have no referrer.
IMPORT = """(url => new Promise(done => {
    window.imported = done;
    const script = document.createElement('script');
    script.textContent = `import(${JSON.stringify(url)}).then(
        module => imported({result: 'resolved', keys: Object.keys(module)}),
        error => imported({result: 'rejected', name: error.name, message: error.message}))`;
    document.head.append(script);
}))"""
STORAGE_ACCESS = """((step) => {
    const calls = {
        has: () => document.hasStorageAccess(),
        request: () => document.requestStorageAccess(),
        requestFor: () => document.requestStorageAccessFor(step.origin),
        query: () => navigator.permissions.query({name: step.name}).then(status => status.state),
    };
    const late = new Promise(done => setTimeout(() => done({result: 'pending'}), 2000));
    const call = (async () => {
        try {
            const value = await calls[step.call]();
            return value === undefined ? {result: 'resolved'} : {result: 'resolved', value};
        } catch (error) {
            return {result: 'rejected', name: error.name, message: error.message};
        }
    })();
    return Promise.race([call, late]);
})"""
BEACON = """((step) => {
    const data = step.type ? new Blob([step.body], {type: step.type}) : step.body;
    return {result: 'resolved', value: navigator.sendBeacon(step.url, data)};
})"""
SOCKET = """((url) => new Promise(done => {
    const socket = new WebSocket(url);
    socket.onopen = () => { socket.close(); done({result: 'open'}); };
    socket.onerror = () => done({result: 'error'});
}))"""
EVENTS = """((step) => new Promise(done => {
    const source = new EventSource(step.url, {withCredentials: step.withCredentials || false});
    source.onopen = () => { source.close(); done({result: 'open'}); };
    source.onerror = () => { source.close(); done({result: 'error'}); };
}))"""
CALLS = {
    "element": lambda step: (ELEMENT, step),
    "worker": lambda step: (WORKER, step),
    "import": lambda step: (IMPORT, step["url"]),
    "storageAccess": lambda step: (STORAGE_ACCESS, step),
    "beacon": lambda step: (BEACON, step),
    "websocket": lambda step: (SOCKET, step["url"]),
    "eventsource": lambda step: (EVENTS, step),
}


def call(step):
    function, argument = CALLS[step["kind"]](step)
    return f"{function}({json.dumps(argument)})"
