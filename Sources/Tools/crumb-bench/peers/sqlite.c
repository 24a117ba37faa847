// sqlite WORKLOAD DIRECTORY rows|indexes|count: the time that SQLite alone takes to write the rows of a
// profile in one transaction: only the rows, also the two indexes, or also the stored count.
#include "peer.h"
#include <sqlite3.h>

static const char *table =
    "CREATE TABLE cookies (browser TEXT NOT NULL, site TEXT NOT NULL, name BLOB NOT NULL, "
    "value BLOB NOT NULL, domain TEXT NOT NULL, host_only INTEGER NOT NULL, path BLOB NOT NULL, "
    "partition_top_level_site TEXT, partition_cross_site_ancestor INTEGER, expiry_us INTEGER, "
    "secure INTEGER NOT NULL, http_only INTEGER NOT NULL, same_site TEXT NOT NULL, "
    "priority TEXT NOT NULL, partitioned_attribute INTEGER NOT NULL, creation_us INTEGER NOT NULL, "
    "last_access_us INTEGER NOT NULL, set_by TEXT) STRICT;";
static const char *indexes =
    "CREATE UNIQUE INDEX by_identity ON cookies (browser, domain, name, path, host_only, "
    "ifnull(partition_top_level_site, ''), ifnull(partition_cross_site_ancestor, -1));"
    "CREATE INDEX by_site ON cookies (browser, site, creation_us);";
static const char *count =
    "CREATE TABLE counts (browser TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL) STRICT, "
    "WITHOUT ROWID; CREATE TRIGGER inserted AFTER INSERT ON cookies BEGIN "
    "INSERT INTO counts VALUES (new.browser, 1) ON CONFLICT (browser) DO UPDATE SET "
    "count = count + 1; END;";

static void must(int code) {
    if (code != SQLITE_OK) exit(1);
}

int main(int argc, char **argv) {
    read_workload(argv[1]);
    char path[4096];
    snprintf(path, sizeof path, "%s/sqlite", argv[2]);
    sqlite3 *database;
    sqlite3_stmt *insert;
    must(sqlite3_open(path, &database));
    must(sqlite3_exec(database, "PRAGMA synchronous = OFF", 0, 0, 0));
    must(sqlite3_exec(database, table, 0, 0, 0));
    if (strcmp(argv[3], "rows")) must(sqlite3_exec(database, indexes, 0, 0, 0));
    if (!strcmp(argv[3], "count")) must(sqlite3_exec(database, count, 0, 0, 0));

    double start = now();
    must(sqlite3_exec(database, "BEGIN IMMEDIATE", 0, 0, 0));
    must(sqlite3_prepare_v2(
        database,
        "INSERT INTO cookies VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, NULL, NULL, ?8, ?9, ?10, "
        "'medium', 0, ?11, ?11, ?12)",
        -1, &insert, 0));
    for (int i = 0; i < line_count; i++) {
        const char *host = lines[i].url + 8, *text = lines[i].set_cookie;
        const char *site = strchr(host, '.') + 1;
        int host_length = strcspn(host, "/"), name = strcspn(text, "=");
        const char *value = text + name + 1;
        sqlite3_bind_text(insert, 1, "chrome", -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, site, strcspn(site, "/"), SQLITE_STATIC);
        sqlite3_bind_blob(insert, 3, text, name, SQLITE_STATIC);
        sqlite3_bind_blob(insert, 4, value, strcspn(value, ";"), SQLITE_STATIC);
        sqlite3_bind_text(insert, 5, host, host_length, SQLITE_STATIC);
        sqlite3_bind_int(insert, 6, 1);
        sqlite3_bind_blob(insert, 7, "/", 1, SQLITE_STATIC);
        sqlite3_bind_int(insert, 8, strstr(text, "Secure") != NULL);
        sqlite3_bind_int(insert, 9, strstr(text, "HttpOnly") != NULL);
        sqlite3_bind_text(insert, 10, "lax", -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 11, 1767225600000000 + i);
        sqlite3_bind_text(insert, 12, lines[i].url, host_length + 8, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) exit(1);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    must(sqlite3_exec(database, "COMMIT", 0, 0, 0));
    must(sqlite3_close(database));
    printf("save %f\n", (now() - start) / line_count);
}
