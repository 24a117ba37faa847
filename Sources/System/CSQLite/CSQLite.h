#pragma once

#if !__has_include(<sqlite3.h>)
#error "crumb needs SQLite: apt-get install libsqlite3-dev"
#endif
#include <sqlite3.h>

#if SQLITE_VERSION_NUMBER < 3037000
#error "crumb needs SQLite 3.37 or newer, for STRICT tables"
#endif

/* SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift does not import. */
static inline int crumb_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *bytes,
                                          sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/* A shim for the same reason. */
static inline int crumb_sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *utf8,
                                          sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, utf8, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* sqlite3_config is variadic, which Swift does not import.
 * https://www.sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigpagecache */
static inline int crumb_sqlite3_allocate_pages_one_by_one(void) {
    return sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, 0);
}
