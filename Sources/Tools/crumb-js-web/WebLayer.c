#include "WebLayer.h"

// #embed is C23's: the build knows that it depends on these files, a script is no table of numbers in
// a source, and costs nothing at start-up.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char webidl[] = {
#embed "web/webidl.js"
};
static const unsigned char domexception[] = {
#embed "web/domexception.js"
};
static const unsigned char events[] = {
#embed "web/events.js"
};
static const unsigned char errors[] = {
#embed "web/errors.js"
};
static const unsigned char timers[] = {
#embed "web/timers.js"
};
static const unsigned char encoding[] = {
#embed "web/encoding.js"
};
static const unsigned char encoding_labels[] = {
#embed "web/encoding/labels.js"
};
static const unsigned char encoding_indexes[] = {
#embed "web/encoding/indexes.js"
};
static const unsigned char encoding_decoders[] = {
#embed "web/encoding/decoders.js"
};
static const unsigned char search_params[] = {
#embed "web/search-params.js"
};
static const unsigned char url[] = {
#embed "web/url.js"
};
static const unsigned char abort[] = {
#embed "web/abort.js"
};
static const unsigned char console[] = {
#embed "web/console.js"
};
static const unsigned char structured_clone[] = {
#embed "web/structured-clone.js"
};
static const unsigned char message_channel[] = {
#embed "web/message-channel.js"
};
static const unsigned char crypto[] = {
#embed "web/crypto.js"
};
static const unsigned char streams_strategies[] = {
#embed "web/streams/strategies.js"
};
static const unsigned char streams_readable[] = {
#embed "web/streams/readable.js"
};
static const unsigned char streams_bytes[] = {
#embed "web/streams/bytes.js"
};
static const unsigned char streams_writable[] = {
#embed "web/streams/writable.js"
};
static const unsigned char streams_transform[] = {
#embed "web/streams/transform.js"
};
static const unsigned char encoding_text_decoder[] = {
#embed "web/encoding/text-decoder.js"
};
static const unsigned char blob[] = {
#embed "web/blob.js"
};
static const unsigned char form_data[] = {
#embed "web/form-data.js"
};
static const unsigned char mime[] = {
#embed "web/mime.js"
};
static const unsigned char fetch_headers[] = {
#embed "web/fetch/headers.js"
};
static const unsigned char fetch_body[] = {
#embed "web/fetch/body.js"
};
static const unsigned char fetch_request[] = {
#embed "web/fetch/request.js"
};
static const unsigned char fetch_response[] = {
#embed "web/fetch/response.js"
};
static const unsigned char fetch_transfers[] = {
#embed "web/fetch/transfers.js"
};
static const unsigned char fetch_blob_scheme[] = {
#embed "web/fetch/blob-scheme.js"
};
static const unsigned char fetch_fetch[] = {
#embed "web/fetch/fetch.js"
};
static const unsigned char storage[] = {
#embed "web/storage.js"
};
static const unsigned char cookie_store[] = {
#embed "web/cookie-store.js"
};
static const unsigned char websocket[] = {
#embed "web/websocket.js"
};
static const unsigned char event_source[] = {
#embed "web/event-source.js"
};
static const unsigned char location[] = {
#embed "web/location.js"
};
static const unsigned char history[] = {
#embed "web/history.js"
};
static const unsigned char document[] = {
#embed "web/document.js"
};
static const unsigned char legacy_events[] = {
#embed "web/legacy-events.js"
};
static const unsigned char navigator[] = {
#embed "web/navigator.js"
};
static const unsigned char xhr[] = {
#embed "web/xhr.js"
};
static const unsigned char modules_import_map[] = {
#embed "web/modules/import-map.js"
};
static const unsigned char modules_linking[] = {
#embed "web/modules/linking.js"
};
static const unsigned char modules_evaluation[] = {
#embed "web/modules/evaluation.js"
};
static const unsigned char modules_loader[] = {
#embed "web/modules/loader.js"
};
static const unsigned char window[] = {
#embed "web/window.js"
};
static const unsigned char dispatch[] = {
#embed "web/dispatch.js"
};

#define SCRIPT(name, variable) { name, variable, sizeof variable }

static const struct web_layer_script scripts[] = {
    SCRIPT("webidl.js", webidl),
    SCRIPT("domexception.js", domexception),
    SCRIPT("events.js", events),
    SCRIPT("errors.js", errors),
    SCRIPT("timers.js", timers),
    SCRIPT("encoding.js", encoding),
    SCRIPT("encoding/labels.js", encoding_labels),
    SCRIPT("encoding/indexes.js", encoding_indexes),
    SCRIPT("encoding/decoders.js", encoding_decoders),
    SCRIPT("search-params.js", search_params),
    SCRIPT("url.js", url),
    SCRIPT("abort.js", abort),
    SCRIPT("console.js", console),
    SCRIPT("structured-clone.js", structured_clone),
    SCRIPT("message-channel.js", message_channel),
    SCRIPT("crypto.js", crypto),
    SCRIPT("streams/strategies.js", streams_strategies),
    SCRIPT("streams/readable.js", streams_readable),
    SCRIPT("streams/bytes.js", streams_bytes),
    SCRIPT("streams/writable.js", streams_writable),
    SCRIPT("streams/transform.js", streams_transform),
    SCRIPT("encoding/text-decoder.js", encoding_text_decoder),
    SCRIPT("blob.js", blob),
    SCRIPT("form-data.js", form_data),
    SCRIPT("mime.js", mime),
    SCRIPT("fetch/headers.js", fetch_headers),
    SCRIPT("fetch/body.js", fetch_body),
    SCRIPT("fetch/request.js", fetch_request),
    SCRIPT("fetch/response.js", fetch_response),
    SCRIPT("fetch/transfers.js", fetch_transfers),
    SCRIPT("fetch/blob-scheme.js", fetch_blob_scheme),
    SCRIPT("fetch/fetch.js", fetch_fetch),
    SCRIPT("storage.js", storage),
    SCRIPT("cookie-store.js", cookie_store),
    SCRIPT("websocket.js", websocket),
    SCRIPT("event-source.js", event_source),
    SCRIPT("location.js", location),
    SCRIPT("history.js", history),
    SCRIPT("document.js", document),
    SCRIPT("legacy-events.js", legacy_events),
    SCRIPT("navigator.js", navigator),
    SCRIPT("xhr.js", xhr),
    SCRIPT("modules/import-map.js", modules_import_map),
    SCRIPT("modules/linking.js", modules_linking),
    SCRIPT("modules/evaluation.js", modules_evaluation),
    SCRIPT("modules/loader.js", modules_loader),
    SCRIPT("window.js", window),
    SCRIPT("dispatch.js", dispatch),
};

const struct web_layer_script *web_layer(size_t *count) {
    *count = sizeof scripts / sizeof scripts[0];
    return scripts;
}

// What encodings/README.md tells of.
static const unsigned char gb18030[] = {
#embed "encodings/gb18030.txt"
};
static const unsigned char big5[] = {
#embed "encodings/big5.txt"
};
static const unsigned char euc_kr[] = {
#embed "encodings/euc-kr.txt"
};
static const unsigned char jis0208[] = {
#embed "encodings/jis0208.txt"
};
static const unsigned char jis0212[] = {
#embed "encodings/jis0212.txt"
};
static const unsigned char single_byte[] = {
#embed "encodings/single-byte.txt"
};

static const struct web_layer_script encodings[] = {
    SCRIPT("gb18030", gb18030),
    SCRIPT("big5", big5),
    SCRIPT("euc-kr", euc_kr),
    SCRIPT("jis0208", jis0208),
    SCRIPT("jis0212", jis0212),
    SCRIPT("single-byte", single_byte),
};

const struct web_layer_script *web_layer_encodings(size_t *count) {
    *count = sizeof encodings / sizeof encodings[0];
    return encodings;
}
