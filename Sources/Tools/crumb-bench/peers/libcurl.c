// libcurl WORKLOAD PASSES DIRECTORY PORT: libcurl's jar. It has no function for looking up cookies, so the
// figure is the additional cost of a request with the jar, compared with one without. The requests go through a
// proxy on this machine, so that all hosts share one connection.
#include "peer.h"
#include <curl/curl.h>

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    return size * count;
}

static double requests_time(CURL *easy) {
    // With a jar of 100,000 cookies, each takes half a millisecond.
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

// A cookie in the format of libcurl's jar file; of Set-Cookie lines, it would only accept the first 50.
static char *netscape(const Line *line) {
    char host[256], domain[256], path[256];
    sscanf(line->url, "https://%255[^/]", host);
    const char *text = line->set_cookie, *attribute = strstr(text, "Domain=");
    int has_domain = attribute && sscanf(attribute, "Domain=%255[^;]", domain) == 1;
    if (!(attribute = strstr(text, "Path=")) || sscanf(attribute, "Path=%255[^;]", path) != 1)
        strcpy(path, "/");
    char result[8192];
    int name = strcspn(text, "=");
    snprintf(result, sizeof result, "%s%s\t%s\t%s\t%s\t%ld\t%.*s\t%.*s",
             strstr(text, "HttpOnly") ? "#HttpOnly_" : "", has_domain ? domain : host,
             has_domain ? "TRUE" : "FALSE", path, strstr(text, "Secure") ? "TRUE" : "FALSE",
             strstr(text, "Max-Age") || strstr(text, "Expires") ? 4102444800L : 0L, name, text,
             (int)strcspn(text + name + 1, ";"), text + name + 1);
    return copy(result);
}

int main(int argc, char **argv) {
    read_workload(argv[1]);
    int passes = atoi(argv[2]);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    // The requests must use plain http to go through a proxy. Secure cookies are examined but not sent.
    for (int i = 0; i < request_count; i++) memmove(requests[i] + 4, requests[i] + 5, strlen(requests[i] + 4));
    for (int i = 0; i < line_count; i++) lines[i].set_cookie = netscape(&lines[i]);

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
    struct curl_slist *all = NULL;
    int count = 0;
    curl_easy_getinfo(easy, CURLINFO_COOKIELIST, &all);
    for (struct curl_slist *item = all; item; item = item->next) count++;
    curl_slist_free_all(all);
    if (count != line_count) return 1;

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
