#pragma once

#include <stddef.h>

// A script of the web layer: its name and its UTF-8 text, followed by a NUL that is not counted.
struct web_layer_script {
    const char *name;
    const char *text;
    size_t count;
};

// The scripts, in the order in which they run.
const struct web_layer_script *web_layer(size_t *count);

// The scripts of a worker's realm, which replace those above.
const struct web_layer_script *web_layer_worker(size_t *count);

// The scripts that load on first use; see web/parts.js.
const struct web_layer_script *web_layer_parts(size_t *count);

// The scripts of the DOM, which a script without a page only needs once it uses the DOM.
const struct web_layer_script *web_layer_document(size_t *count);

// The tables of the encodings, in UTF-8.
const struct web_layer_script *web_layer_encodings(size_t *count);
