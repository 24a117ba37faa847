#pragma once

#include <stddef.h>

// A page of docs: its name without .md, and its Markdown in UTF-8.
struct help_page {
    const char *name;
    const unsigned char *text;
    size_t count;
};

// The pages, in the order of docs/README.md.
const struct help_page *help_pages(size_t *count);
