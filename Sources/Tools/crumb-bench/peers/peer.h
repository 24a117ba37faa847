// Shared by the engines in C: the workload's lines, and processor time.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    char *url, *set_cookie;
} Line;

static Line *lines;
static int line_count;
static char **requests;
static int request_count;

static char *copy(const char *text) {
    char *result = strdup(text);
    if (!result) abort();
    return result;
}

static void read_workload(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) abort();
    static char text[8192];
    int is_request = 0;
    while (fgets(text, sizeof text, file)) {
        text[strcspn(text, "\n")] = 0;
        if (!*text) {
            is_request = 1;
        } else if (is_request) {
            requests = realloc(requests, sizeof *requests * (request_count + 1));
            requests[request_count++] = copy(text);
        } else {
            char *tab = strchr(text, '\t');
            *tab = 0;
            lines = realloc(lines, sizeof *lines * (line_count + 1));
            lines[line_count++] = (Line){copy(text), copy(tab + 1)};
        }
    }
    fclose(file);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}
