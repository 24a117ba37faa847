// libcurl WORKLOAD PASSES DIRECTORY PORT: libcurl's jar. It has no function that looks cookies up:
// that is what a request costs more with the jar than without, through a proxy on this machine, so
// that all hosts share one connection.
#include "peer.h"
#include <curl/curl.h>

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    return size * count;
}

static double requests_time(CURL *easy) {
    // A jar of 100,000 takes half a millisecond each.
    int count = request_count / 10;
    double start = now();
    for (int i = 0; i < count; i++) {
        curl_easy_setopt(easy, CURLOPT_URL, requests[i]);
        if (curl_easy_perform(easy)) exit(1);
    }
    return (now() - start) / count;
}

static CURL *client(const char *port) {
    static char proxy[64];
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%s", port);
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_PROXY, proxy);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    return easy;
}

int main(int argc, char **argv) {
    read_workload(argv[1]);
    int passes = atoi(argv[2]);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    // A proxy sees plain http only; Secure cookies stay behind, but are looked at.
    for (int i = 0; i < request_count; i++) memmove(requests[i] + 4, requests[i] + 5, strlen(requests[i] + 4));
    // Given without a request, a cookie needs its domain and path.
    for (int i = 0; i < line_count; i++) {
        char text[8192];
        char *host = strstr(lines[i].url, "//") + 2;
        snprintf(text, sizeof text, "Set-Cookie: %s", lines[i].set_cookie);
        if (!strstr(text, "Domain=")) {
            size_t length = strlen(text);
            snprintf(text + length, sizeof text - length, "; Domain=%.*s",
                     (int)strcspn(host, "/"), host);
        }
        lines[i].set_cookie = copy(text);
    }

    CURL *easy = NULL;
    double start = now();
    for (int pass = 0; pass < passes; pass++) {
        if (easy) curl_easy_cleanup(easy);
        easy = client(argv[4]);
        curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
        for (int i = 0; i < line_count; i++)
            curl_easy_setopt(easy, CURLOPT_COOKIELIST, lines[i].set_cookie);
    }
    printf("store %f\n", (now() - start) / passes / line_count);

    CURL *bare = client(argv[4]);
    requests_time(bare), requests_time(easy);
    double without = requests_time(bare), with = requests_time(easy);
    printf("retrieve %f\n", with > without ? with - without : 0);

    char path[4096];
    snprintf(path, sizeof path, "%s/curl.txt", argv[3]);
    start = now();
    curl_easy_setopt(easy, CURLOPT_COOKIEJAR, path);
    curl_easy_setopt(easy, CURLOPT_COOKIELIST, "FLUSH");
    printf("save %f\n", (now() - start) / line_count);
    CURL *loading = curl_easy_init();
    start = now();
    curl_easy_setopt(loading, CURLOPT_COOKIEFILE, path);
    curl_easy_setopt(loading, CURLOPT_COOKIELIST, "RELOAD");
    printf("load %f\n", (now() - start) / line_count);
    return 0;
}
