#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#if !__has_include(<pcre2.h>)
#error "crumb needs PCRE2: apt-get install libpcre2-dev"
#endif
#include <dlfcn.h>
#include <pcre2.h>
#include <stdbool.h>

#if PCRE2_MAJOR != 10 || PCRE2_MINOR < 30
#error "crumb needs PCRE2 10.30 or later (heap limits)"
#endif

// PCRE2 is opened at run time, so that programs that match nothing do not have to load it, and from
// the system's library, because it processes text from servers. Its stable interface has been
// version 0 since 10.00.

typedef struct {
    __typeof__(&pcre2_compile_8) compile;
    __typeof__(&pcre2_match_8) match;
    __typeof__(&pcre2_code_free_8) code_free;
    __typeof__(&pcre2_match_data_create_8) match_data_create;
    __typeof__(&pcre2_match_data_free_8) match_data_free;
    __typeof__(&pcre2_match_context_create_8) match_context_create;
    __typeof__(&pcre2_set_match_limit_8) set_match_limit;
    __typeof__(&pcre2_set_depth_limit_8) set_depth_limit;
    __typeof__(&pcre2_set_heap_limit_8) set_heap_limit;
    __typeof__(&pcre2_set_offset_limit_8) set_offset_limit;
    __typeof__(&pcre2_match_context_free_8) match_context_free;
    __typeof__(&pcre2_get_error_message_8) get_error_message;
    __typeof__(&pcre2_config_8) config;
} crumb_pcre2;

static inline const char *crumb_pcre2_soname(void) { return "libpcre2-8.so.0"; }

// A shim, because Swift cannot build function names with macros. The library is never closed.
static inline bool crumb_pcre2_open(crumb_pcre2 *pcre2) {
    void *library = dlopen(crumb_pcre2_soname(), RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
#define CRUMB_FIND(name) \
    ((pcre2->name = (__typeof__(pcre2->name))dlsym(library, "pcre2_" #name "_8")) != 0)
    return CRUMB_FIND(compile) && CRUMB_FIND(match) && CRUMB_FIND(code_free) &&
        CRUMB_FIND(match_data_create) && CRUMB_FIND(match_data_free) &&
        CRUMB_FIND(match_context_create) && CRUMB_FIND(set_match_limit) &&
        CRUMB_FIND(set_depth_limit) && CRUMB_FIND(set_heap_limit) &&
        CRUMB_FIND(set_offset_limit) && CRUMB_FIND(match_context_free) &&
        CRUMB_FIND(get_error_message) && CRUMB_FIND(config);
#undef CRUMB_FIND
}

// Macros with casts or of unsigned type, which Swift does not import as intended.
static inline size_t crumb_pcre2_unset(void) { return PCRE2_UNSET; }
static inline uint32_t crumb_pcre2_compile_options(void) {
    return PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
}
