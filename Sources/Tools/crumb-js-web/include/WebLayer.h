#pragma once

#include <stddef.h>

// A script of the web layer: its name, and its text in UTF-8, which ends with NUL, not counted.
struct web_layer_script {
    const char *name;
    const char *text;
    size_t count;
};

// The scripts, in the order in which they are to run.
const struct web_layer_script *web_layer(size_t *count);

// Those of a worker's realm, in place of these.
const struct web_layer_script *web_layer_worker(size_t *count);

// Those that are read when something of them is first used: web/parts.js says what.
const struct web_layer_script *web_layer_parts(size_t *count);

// Those of a document of nodes, which a script without a page needs only when it uses one.
const struct web_layer_script *web_layer_document(size_t *count);

// The tables of the encodings, in UTF-8.
const struct web_layer_script *web_layer_encodings(size_t *count);
