// libsoup WORKLOAD PASSES DIRECTORY: libsoup's jar.
#include "peer.h"
#include <libsoup/soup.h>

int main(int argc, char **argv) {
    read_workload(argv[1]);
    int passes = atoi(argv[2]);
    GUri **line_urls = g_new(GUri *, line_count), **urls = g_new(GUri *, request_count);
    for (int i = 0; i < line_count; i++)
        line_urls[i] = g_uri_parse(lines[i].url, SOUP_HTTP_URI_FLAGS, NULL);
    for (int i = 0; i < request_count; i++)
        urls[i] = g_uri_parse(requests[i], SOUP_HTTP_URI_FLAGS, NULL);

    SoupCookieJar *jar = NULL;
    double start = now();
    for (int pass = 0; pass < passes; pass++) {
        g_clear_object(&jar);
        jar = soup_cookie_jar_new();
        for (int i = 0; i < line_count; i++)
            soup_cookie_jar_set_cookie(jar, line_urls[i], lines[i].set_cookie);
    }
    printf("store %f\n", (now() - start) / passes / line_count);

    gsize bytes = 0;
    start = now();
    for (int i = 0; i < request_count; i++) {
        char *header = soup_cookie_jar_get_cookies(jar, urls[i], TRUE);
        if (header) bytes += strlen(header);
        g_free(header);
    }
    if (bytes < 100 * (gsize)request_count) return 1;
    printf("retrieve %f\n", (now() - start) / request_count);

    // Its text jar writes the whole file on every change, so only loading can be compared.
    char *path = g_build_filename(argv[3], "soup.txt", NULL);
    FILE *file = fopen(path, "w");
    GSList *all = soup_cookie_jar_all_cookies(jar);
    for (GSList *item = all; item; item = item->next) {
        SoupCookie *cookie = item->data;
        GDateTime *expires = soup_cookie_get_expires(cookie);
        fprintf(file, "%s\t%s\t%s\t%s\t%ld\t%s\t%s\n", soup_cookie_get_domain(cookie),
                *soup_cookie_get_domain(cookie) == '.' ? "TRUE" : "FALSE",
                soup_cookie_get_path(cookie), soup_cookie_get_secure(cookie) ? "TRUE" : "FALSE",
                expires ? (long)g_date_time_to_unix(expires) : 4102444800L,
                soup_cookie_get_name(cookie), soup_cookie_get_value(cookie));
    }
    fclose(file);
    start = now();
    g_object_unref(soup_cookie_jar_text_new(path, TRUE));
    printf("load %f\n", (now() - start) / line_count);
    return 0;
}
