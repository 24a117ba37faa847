#include "WebLayer.h"

// #embed is part of C23. The build tracks these files as dependencies, and the scripts become
// static data that costs nothing at start-up.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char webidl[] = {
#embed "web/webidl.js" suffix(, 0)
};
static const unsigned char domexception[] = {
#embed "web/domexception.js" suffix(, 0)
};
static const unsigned char events[] = {
#embed "web/events.js" suffix(, 0)
};
static const unsigned char errors[] = {
#embed "web/errors.js" suffix(, 0)
};
static const unsigned char modules_script_text[] = {
#embed "web/modules/script-text.js" suffix(, 0)
};
static const unsigned char timers[] = {
#embed "web/timers.js" suffix(, 0)
};
static const unsigned char encoding[] = {
#embed "web/encoding.js" suffix(, 0)
};
static const unsigned char encoding_labels[] = {
#embed "web/encoding/labels.js" suffix(, 0)
};
static const unsigned char encoding_indexes[] = {
#embed "web/encoding/indexes.js" suffix(, 0)
};
static const unsigned char encoding_decoders[] = {
#embed "web/encoding/decoders.js" suffix(, 0)
};
static const unsigned char search_params[] = {
#embed "web/search-params.js" suffix(, 0)
};
static const unsigned char url[] = {
#embed "web/url.js" suffix(, 0)
};
static const unsigned char abort[] = {
#embed "web/abort.js" suffix(, 0)
};
static const unsigned char console[] = {
#embed "web/console.js" suffix(, 0)
};
static const unsigned char structured_clone[] = {
#embed "web/structured-clone.js" suffix(, 0)
};
static const unsigned char message_channel[] = {
#embed "web/message-channel.js" suffix(, 0)
};
static const unsigned char crypto[] = {
#embed "web/crypto.js" suffix(, 0)
};
static const unsigned char streams_strategies[] = {
#embed "web/streams/strategies.js" suffix(, 0)
};
static const unsigned char streams_readable[] = {
#embed "web/streams/readable.js" suffix(, 0)
};
static const unsigned char streams_bytes[] = {
#embed "web/streams/bytes.js" suffix(, 0)
};
static const unsigned char streams_writable[] = {
#embed "web/streams/writable.js" suffix(, 0)
};
static const unsigned char streams_transform[] = {
#embed "web/streams/transform.js" suffix(, 0)
};
static const unsigned char encoding_text_decoder[] = {
#embed "web/encoding/text-decoder.js" suffix(, 0)
};
static const unsigned char blob[] = {
#embed "web/blob.js" suffix(, 0)
};
static const unsigned char form_data[] = {
#embed "web/form-data.js" suffix(, 0)
};
static const unsigned char mime[] = {
#embed "web/mime.js" suffix(, 0)
};
static const unsigned char fetch_headers[] = {
#embed "web/fetch/headers.js" suffix(, 0)
};
static const unsigned char fetch_body[] = {
#embed "web/fetch/body.js" suffix(, 0)
};
static const unsigned char fetch_request[] = {
#embed "web/fetch/request.js" suffix(, 0)
};
static const unsigned char fetch_response[] = {
#embed "web/fetch/response.js" suffix(, 0)
};
static const unsigned char fetch_transfers[] = {
#embed "web/fetch/transfers.js" suffix(, 0)
};
static const unsigned char fetch_blob_scheme[] = {
#embed "web/fetch/blob-scheme.js" suffix(, 0)
};
static const unsigned char fetch_fetch[] = {
#embed "web/fetch/fetch.js" suffix(, 0)
};
static const unsigned char storage[] = {
#embed "web/storage.js" suffix(, 0)
};
static const unsigned char cookie_store[] = {
#embed "web/cookie-store.js" suffix(, 0)
};
static const unsigned char websocket[] = {
#embed "web/websocket.js" suffix(, 0)
};
static const unsigned char event_source[] = {
#embed "web/event-source.js" suffix(, 0)
};
static const unsigned char location[] = {
#embed "web/location.js" suffix(, 0)
};
static const unsigned char history[] = {
#embed "web/history.js" suffix(, 0)
};
static const unsigned char lazy_document[] = {
#embed "web/lazy-document.js" suffix(, 0)
};
static const unsigned char navigator[] = {
#embed "web/navigator.js" suffix(, 0)
};
static const unsigned char xhr[] = {
#embed "web/xhr.js" suffix(, 0)
};
static const unsigned char modules_import_map[] = {
#embed "web/modules/import-map.js" suffix(, 0)
};
static const unsigned char modules_linking[] = {
#embed "web/modules/linking.js" suffix(, 0)
};
static const unsigned char modules_evaluation[] = {
#embed "web/modules/evaluation.js" suffix(, 0)
};
static const unsigned char modules_loader[] = {
#embed "web/modules/loader.js" suffix(, 0)
};
static const unsigned char window[] = {
#embed "web/window.js" suffix(, 0)
};
static const unsigned char dispatch[] = {
#embed "web/dispatch.js" suffix(, 0)
};

static const unsigned char page_navigables[] = {
#embed "web/page/navigables.js" suffix(, 0)
};
static const unsigned char page_loads[] = {
#embed "web/page/loads.js" suffix(, 0)
};
static const unsigned char page_lifecycle[] = {
#embed "web/page/lifecycle.js" suffix(, 0)
};
static const unsigned char page_decoding[] = {
#embed "web/page/decoding.js" suffix(, 0)
};
static const unsigned char page_parser[] = {
#embed "web/page/parser.js" suffix(, 0)
};
static const unsigned char page_policy[] = {
#embed "web/page/policy.js" suffix(, 0)
};
static const unsigned char page_scripts[] = {
#embed "web/page/scripts.js" suffix(, 0)
};
static const unsigned char page_styles[] = {
#embed "web/page/styles.js" suffix(, 0)
};
static const unsigned char page_links[] = {
#embed "web/page/links.js" suffix(, 0)
};
static const unsigned char page_images[] = {
#embed "web/page/images.js" suffix(, 0)
};
static const unsigned char page_media[] = {
#embed "web/page/media.js" suffix(, 0)
};
static const unsigned char page_meta[] = {
#embed "web/page/meta.js" suffix(, 0)
};
static const unsigned char page_navigation[] = {
#embed "web/page/navigation.js" suffix(, 0)
};
static const unsigned char page_session_history[] = {
#embed "web/page/session-history.js" suffix(, 0)
};
static const unsigned char page_frames[] = {
#embed "web/page/frames.js" suffix(, 0)
};
static const unsigned char page_window_proxy[] = {
#embed "web/page/window-proxy.js" suffix(, 0)
};
static const unsigned char page_windows[] = {
#embed "web/page/windows.js" suffix(, 0)
};
static const unsigned char page_messaging[] = {
#embed "web/page/messaging.js" suffix(, 0)
};
static const unsigned char page_start[] = {
#embed "web/page/start.js" suffix(, 0)
};

static const unsigned char lazy[] = {
#embed "web/lazy.js" suffix(, 0)
};
static const unsigned char parts[] = {
#embed "web/parts.js" suffix(, 0)
};
static const unsigned char base64[] = {
#embed "web/base64.js" suffix(, 0)
};

static const unsigned char cache_storage[] = {
#embed "web/cache-storage.js" suffix(, 0)
};
static const unsigned char workers_parts[] = {
#embed "web/workers/parts.js" suffix(, 0)
};
static const unsigned char workers_launch[] = {
#embed "web/workers/launch.js" suffix(, 0)
};
static const unsigned char workers_worker[] = {
#embed "web/workers/worker.js" suffix(, 0)
};
static const unsigned char workers_location[] = {
#embed "web/workers/location.js" suffix(, 0)
};
static const unsigned char workers_navigator[] = {
#embed "web/workers/navigator.js" suffix(, 0)
};
static const unsigned char workers_global_scope[] = {
#embed "web/workers/global-scope.js" suffix(, 0)
};
static const unsigned char workers_dedicated_scope[] = {
#embed "web/workers/dedicated-scope.js" suffix(, 0)
};
static const unsigned char service_workers_registrations[] = {
#embed "web/service-workers/registrations.js" suffix(, 0)
};
static const unsigned char service_workers_jobs[] = {
#embed "web/service-workers/jobs.js" suffix(, 0)
};
static const unsigned char service_workers_container[] = {
#embed "web/service-workers/container.js" suffix(, 0)
};
static const unsigned char service_workers_cookie_subscriptions[] = {
#embed "web/service-workers/cookie-subscriptions.js" suffix(, 0)
};
static const unsigned char service_workers_interception[] = {
#embed "web/service-workers/interception.js" suffix(, 0)
};
static const unsigned char service_workers_scope[] = {
#embed "web/service-workers/scope.js" suffix(, 0)
};

#define SCRIPT(name, variable) { name, (const char *)variable, sizeof variable - 1 }

static const struct web_layer_script scripts[] = {
    SCRIPT("webidl.js", webidl),
    SCRIPT("lazy.js", lazy),
    SCRIPT("domexception.js", domexception),
    SCRIPT("events.js", events),
    SCRIPT("errors.js", errors),
    SCRIPT("parts.js", parts),
    SCRIPT("modules/script-text.js", modules_script_text),
    SCRIPT("timers.js", timers),
    SCRIPT("encoding.js", encoding),
    SCRIPT("url.js", url),
    SCRIPT("location.js", location),
    SCRIPT("history.js", history),
    SCRIPT("lazy-document.js", lazy_document),
    SCRIPT("navigator.js", navigator),
    SCRIPT("window.js", window),
    SCRIPT("dispatch.js", dispatch),
};

const struct web_layer_script *web_layer(size_t *count) {
    *count = sizeof scripts / sizeof scripts[0];
    return scripts;
}

static const struct web_layer_script worker_scripts[] = {
    SCRIPT("webidl.js", webidl),
    SCRIPT("lazy.js", lazy),
    SCRIPT("domexception.js", domexception),
    SCRIPT("events.js", events),
    SCRIPT("errors.js", errors),
    SCRIPT("parts.js", parts),
    SCRIPT("modules/script-text.js", modules_script_text),
    SCRIPT("timers.js", timers),
    SCRIPT("encoding.js", encoding),
    SCRIPT("url.js", url),
    SCRIPT("workers/location.js", workers_location),
    SCRIPT("navigator.js", navigator),
    SCRIPT("workers/navigator.js", workers_navigator),
    SCRIPT("workers/global-scope.js", workers_global_scope),
    SCRIPT("dispatch.js", dispatch),
};

const struct web_layer_script *web_layer_worker(size_t *count) {
    *count = sizeof worker_scripts / sizeof worker_scripts[0];
    return worker_scripts;
}

// The document group: nodes, elements and the page around them, in the order in which they run.
static const unsigned char dom_records[] = {
#embed "web/dom/records.js" suffix(, 0)
};
static const unsigned char dom_names[] = {
#embed "web/dom/names.js" suffix(, 0)
};
static const unsigned char dom_custom_elements[] = {
#embed "web/dom/custom-elements.js" suffix(, 0)
};
static const unsigned char dom_mutation[] = {
#embed "web/dom/mutation.js" suffix(, 0)
};
static const unsigned char dom_node[] = {
#embed "web/dom/node.js" suffix(, 0)
};
static const unsigned char dom_character_data[] = {
#embed "web/dom/character-data.js" suffix(, 0)
};
static const unsigned char dom_attributes[] = {
#embed "web/dom/attributes.js" suffix(, 0)
};
static const unsigned char dom_collections[] = {
#embed "web/dom/collections.js" suffix(, 0)
};
static const unsigned char dom_token_list[] = {
#embed "web/dom/token-list.js" suffix(, 0)
};
static const unsigned char dom_parent_node[] = {
#embed "web/dom/parent-node.js" suffix(, 0)
};
static const unsigned char dom_selectors_parse[] = {
#embed "web/dom/selectors/parse.js" suffix(, 0)
};
static const unsigned char dom_selectors_match[] = {
#embed "web/dom/selectors/match.js" suffix(, 0)
};
static const unsigned char dom_element[] = {
#embed "web/dom/element.js" suffix(, 0)
};
static const unsigned char dom_html_element[] = {
#embed "web/dom/html-element.js" suffix(, 0)
};
static const unsigned char dom_shadow[] = {
#embed "web/dom/shadow.js" suffix(, 0)
};
static const unsigned char dom_parse[] = {
#embed "web/dom/parse.js" suffix(, 0)
};
static const unsigned char dom_serialize[] = {
#embed "web/dom/serialize.js" suffix(, 0)
};
static const unsigned char dom_document[] = {
#embed "web/dom/document.js" suffix(, 0)
};
static const unsigned char dom_mutation_observer[] = {
#embed "web/dom/mutation-observer.js" suffix(, 0)
};
static const unsigned char dom_range[] = {
#embed "web/dom/range.js" suffix(, 0)
};
static const unsigned char dom_selection[] = {
#embed "web/dom/selection.js" suffix(, 0)
};
static const unsigned char dom_traversal[] = {
#embed "web/dom/traversal.js" suffix(, 0)
};
static const unsigned char dom_dom_parser[] = {
#embed "web/dom/dom-parser.js" suffix(, 0)
};
static const unsigned char dom_xml[] = {
#embed "web/dom/xml.js" suffix(, 0)
};
static const unsigned char dom_xml_serialize[] = {
#embed "web/dom/xml-serialize.js" suffix(, 0)
};
static const unsigned char dom_text[] = {
#embed "web/dom/text.js" suffix(, 0)
};
static const unsigned char dom_legacy_events[] = {
#embed "web/dom/legacy-events.js" suffix(, 0)
};
static const unsigned char html_tree[] = {
#embed "web/html/tree.js" suffix(, 0)
};
static const unsigned char html_reflect[] = {
#embed "web/html/reflect.js" suffix(, 0)
};
static const unsigned char html_ui_events[] = {
#embed "web/html/ui-events.js" suffix(, 0)
};
static const unsigned char html_handlers[] = {
#embed "web/html/handlers.js" suffix(, 0)
};
static const unsigned char html_style[] = {
#embed "web/html/style.js" suffix(, 0)
};
static const unsigned char html_style_sheets[] = {
#embed "web/html/style-sheets.js" suffix(, 0)
};
static const unsigned char html_boxes[] = {
#embed "web/html/boxes.js" suffix(, 0)
};
static const unsigned char html_observers[] = {
#embed "web/html/observers.js" suffix(, 0)
};
static const unsigned char html_media[] = {
#embed "web/html/media.js" suffix(, 0)
};
static const unsigned char html_user_activation[] = {
#embed "web/html/user-activation.js" suffix(, 0)
};
static const unsigned char html_focus[] = {
#embed "web/html/focus.js" suffix(, 0)
};
static const unsigned char html_form_owner[] = {
#embed "web/html/form-owner.js" suffix(, 0)
};
static const unsigned char html_collections[] = {
#embed "web/html/collections.js" suffix(, 0)
};
static const unsigned char html_input_types[] = {
#embed "web/html/input-types.js" suffix(, 0)
};
static const unsigned char html_form_attributes[] = {
#embed "web/html/form-attributes.js" suffix(, 0)
};
static const unsigned char html_files[] = {
#embed "web/html/files.js" suffix(, 0)
};
static const unsigned char html_html_element[] = {
#embed "web/html/html-element.js" suffix(, 0)
};
static const unsigned char html_dataset[] = {
#embed "web/html/dataset.js" suffix(, 0)
};
static const unsigned char html_elements[] = {
#embed "web/html/elements.js" suffix(, 0)
};
static const unsigned char html_tables[] = {
#embed "web/html/tables.js" suffix(, 0)
};
static const unsigned char html_option[] = {
#embed "web/html/option.js" suffix(, 0)
};
static const unsigned char html_links[] = {
#embed "web/html/links.js" suffix(, 0)
};
static const unsigned char html_resources[] = {
#embed "web/html/resources.js" suffix(, 0)
};
static const unsigned char html_embedded[] = {
#embed "web/html/embedded.js" suffix(, 0)
};
static const unsigned char html_members[] = {
#embed "web/html/members.js" suffix(, 0)
};
static const unsigned char html_form[] = {
#embed "web/html/form.js" suffix(, 0)
};
static const unsigned char html_entry_list[] = {
#embed "web/html/entry-list.js" suffix(, 0)
};
static const unsigned char html_form_encodings[] = {
#embed "web/html/form-encodings.js" suffix(, 0)
};
static const unsigned char html_submission[] = {
#embed "web/html/submission.js" suffix(, 0)
};
static const unsigned char html_select[] = {
#embed "web/html/select.js" suffix(, 0)
};
static const unsigned char html_input[] = {
#embed "web/html/input.js" suffix(, 0)
};
static const unsigned char html_input_activation[] = {
#embed "web/html/input-activation.js" suffix(, 0)
};
static const unsigned char html_textarea[] = {
#embed "web/html/textarea.js" suffix(, 0)
};
static const unsigned char html_text_selection[] = {
#embed "web/html/text-selection.js" suffix(, 0)
};
static const unsigned char html_button[] = {
#embed "web/html/button.js" suffix(, 0)
};
static const unsigned char html_label[] = {
#embed "web/html/label.js" suffix(, 0)
};
static const unsigned char html_form_parts[] = {
#embed "web/html/form-parts.js" suffix(, 0)
};
static const unsigned char html_validation[] = {
#embed "web/html/validation.js" suffix(, 0)
};
static const unsigned char html_dialog[] = {
#embed "web/html/dialog.js" suffix(, 0)
};
static const unsigned char html_details[] = {
#embed "web/html/details.js" suffix(, 0)
};
static const unsigned char html_popover[] = {
#embed "web/html/popover.js" suffix(, 0)
};
static const unsigned char html_matches[] = {
#embed "web/html/matches.js" suffix(, 0)
};
static const unsigned char html_actions_names[] = {
#embed "web/html/actions/names.js" suffix(, 0)
};
static const unsigned char html_actions_target[] = {
#embed "web/html/actions/target.js" suffix(, 0)
};
static const unsigned char html_actions_pointer[] = {
#embed "web/html/actions/pointer.js" suffix(, 0)
};
static const unsigned char html_actions_keyboard[] = {
#embed "web/html/actions/keyboard.js" suffix(, 0)
};
static const unsigned char html_actions_perform[] = {
#embed "web/html/actions/perform.js" suffix(, 0)
};
static const unsigned char dom_ready[] = {
#embed "web/dom/ready.js" suffix(, 0)
};

static const unsigned char dom_parts[] = {
#embed "web/dom/parts.js" suffix(, 0)
};
static const unsigned char dom_members[] = {
#embed "web/dom/members.js" suffix(, 0)
};
static const unsigned char html_parts[] = {
#embed "web/html/parts.js" suffix(, 0)
};

static const struct web_layer_script document_scripts[] = {
    SCRIPT("dom/records.js", dom_records),
    SCRIPT("dom/names.js", dom_names),
    SCRIPT("dom/parts.js", dom_parts),
    SCRIPT("dom/custom-elements.js", dom_custom_elements),
    SCRIPT("dom/mutation.js", dom_mutation),
    SCRIPT("dom/node.js", dom_node),
    SCRIPT("dom/character-data.js", dom_character_data),
    SCRIPT("dom/attributes.js", dom_attributes),
    SCRIPT("dom/collections.js", dom_collections),
    SCRIPT("dom/token-list.js", dom_token_list),
    SCRIPT("dom/parent-node.js", dom_parent_node),
    SCRIPT("dom/element.js", dom_element),
    SCRIPT("dom/html-element.js", dom_html_element),
    SCRIPT("dom/shadow.js", dom_shadow),
    SCRIPT("dom/parse.js", dom_parse),
    SCRIPT("dom/serialize.js", dom_serialize),
    SCRIPT("dom/document.js", dom_document),
    SCRIPT("dom/members.js", dom_members),
    SCRIPT("html/tree.js", html_tree),
    SCRIPT("html/parts.js", html_parts),
    SCRIPT("html/members.js", html_members),
    SCRIPT("html/reflect.js", html_reflect),
    SCRIPT("html/handlers.js", html_handlers),
    SCRIPT("html/boxes.js", html_boxes),
    SCRIPT("html/user-activation.js", html_user_activation),
    SCRIPT("html/focus.js", html_focus),
    SCRIPT("html/form-owner.js", html_form_owner),
    SCRIPT("html/html-element.js", html_html_element),
    SCRIPT("html/dataset.js", html_dataset),
    SCRIPT("html/elements.js", html_elements),
    SCRIPT("html/links.js", html_links),
    SCRIPT("html/resources.js", html_resources),
    SCRIPT("html/dialog.js", html_dialog),
    SCRIPT("html/details.js", html_details),
    SCRIPT("html/popover.js", html_popover),
    SCRIPT("dom/ready.js", dom_ready),
    SCRIPT("page/navigables.js", page_navigables),
    SCRIPT("page/loads.js", page_loads),
    SCRIPT("page/lifecycle.js", page_lifecycle),
    SCRIPT("page/decoding.js", page_decoding),
    SCRIPT("page/parser.js", page_parser),
    SCRIPT("page/policy.js", page_policy),
    SCRIPT("page/scripts.js", page_scripts),
    SCRIPT("page/styles.js", page_styles),
    SCRIPT("page/links.js", page_links),
    SCRIPT("page/images.js", page_images),
    SCRIPT("page/meta.js", page_meta),
    SCRIPT("page/navigation.js", page_navigation),
    SCRIPT("page/session-history.js", page_session_history),
    SCRIPT("page/frames.js", page_frames),
    SCRIPT("page/window-proxy.js", page_window_proxy),
    SCRIPT("page/windows.js", page_windows),
    SCRIPT("page/messaging.js", page_messaging),
    SCRIPT("page/start.js", page_start),
};

const struct web_layer_script *web_layer_document(size_t *count) {
    *count = sizeof document_scripts / sizeof document_scripts[0];
    return document_scripts;
}
// end of the document group

// The scripts named in web/parts.js, web/dom/parts.js, web/html/parts.js and web/workers/parts.js.
static const struct web_layer_script parts_of_layer[] = {
    SCRIPT("encoding/labels.js", encoding_labels),
    SCRIPT("encoding/indexes.js", encoding_indexes),
    SCRIPT("encoding/decoders.js", encoding_decoders),
    SCRIPT("search-params.js", search_params),
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
    SCRIPT("xhr.js", xhr),
    SCRIPT("cache-storage.js", cache_storage),
    SCRIPT("workers/parts.js", workers_parts),
    SCRIPT("workers/launch.js", workers_launch),
    SCRIPT("workers/worker.js", workers_worker),
    SCRIPT("workers/dedicated-scope.js", workers_dedicated_scope),
    SCRIPT("service-workers/registrations.js", service_workers_registrations),
    SCRIPT("service-workers/jobs.js", service_workers_jobs),
    SCRIPT("service-workers/container.js", service_workers_container),
    SCRIPT("service-workers/cookie-subscriptions.js", service_workers_cookie_subscriptions),
    SCRIPT("service-workers/interception.js", service_workers_interception),
    SCRIPT("service-workers/scope.js", service_workers_scope),
    SCRIPT("modules/import-map.js", modules_import_map),
    SCRIPT("modules/linking.js", modules_linking),
    SCRIPT("modules/evaluation.js", modules_evaluation),
    SCRIPT("modules/loader.js", modules_loader),
    SCRIPT("base64.js", base64),
    SCRIPT("dom/selectors/parse.js", dom_selectors_parse),
    SCRIPT("dom/selectors/match.js", dom_selectors_match),
    SCRIPT("dom/mutation-observer.js", dom_mutation_observer),
    SCRIPT("dom/range.js", dom_range),
    SCRIPT("dom/selection.js", dom_selection),
    SCRIPT("dom/traversal.js", dom_traversal),
    SCRIPT("dom/dom-parser.js", dom_dom_parser),
    SCRIPT("dom/xml.js", dom_xml),
    SCRIPT("dom/xml-serialize.js", dom_xml_serialize),
    SCRIPT("dom/text.js", dom_text),
    SCRIPT("dom/legacy-events.js", dom_legacy_events),
    SCRIPT("html/ui-events.js", html_ui_events),
    SCRIPT("html/style-sheets.js", html_style_sheets),
    SCRIPT("html/observers.js", html_observers),
    SCRIPT("html/media.js", html_media),
    SCRIPT("html/collections.js", html_collections),
    SCRIPT("html/input-types.js", html_input_types),
    SCRIPT("html/form-attributes.js", html_form_attributes),
    SCRIPT("html/files.js", html_files),
    SCRIPT("html/tables.js", html_tables),
    SCRIPT("html/option.js", html_option),
    SCRIPT("html/form.js", html_form),
    SCRIPT("html/entry-list.js", html_entry_list),
    SCRIPT("html/form-encodings.js", html_form_encodings),
    SCRIPT("html/submission.js", html_submission),
    SCRIPT("html/select.js", html_select),
    SCRIPT("html/input.js", html_input),
    SCRIPT("html/input-activation.js", html_input_activation),
    SCRIPT("html/textarea.js", html_textarea),
    SCRIPT("html/text-selection.js", html_text_selection),
    SCRIPT("html/button.js", html_button),
    SCRIPT("html/label.js", html_label),
    SCRIPT("html/form-parts.js", html_form_parts),
    SCRIPT("html/validation.js", html_validation),
    SCRIPT("html/matches.js", html_matches),
    SCRIPT("html/actions/names.js", html_actions_names),
    SCRIPT("html/actions/target.js", html_actions_target),
    SCRIPT("html/actions/pointer.js", html_actions_pointer),
    SCRIPT("html/actions/keyboard.js", html_actions_keyboard),
    SCRIPT("html/actions/perform.js", html_actions_perform),
    SCRIPT("html/embedded.js", html_embedded),
    SCRIPT("html/style.js", html_style),
    SCRIPT("page/media.js", page_media),
};

const struct web_layer_script *web_layer_parts(size_t *count) {
    *count = sizeof parts_of_layer / sizeof parts_of_layer[0];
    return parts_of_layer;
}

// The tables that encodings/README.md describes.
static const unsigned char gb18030[] = {
#embed "encodings/gb18030.txt" suffix(, 0)
};
static const unsigned char big5[] = {
#embed "encodings/big5.txt" suffix(, 0)
};
static const unsigned char euc_kr[] = {
#embed "encodings/euc-kr.txt" suffix(, 0)
};
static const unsigned char jis0208[] = {
#embed "encodings/jis0208.txt" suffix(, 0)
};
static const unsigned char jis0212[] = {
#embed "encodings/jis0212.txt" suffix(, 0)
};
static const unsigned char single_byte[] = {
#embed "encodings/single-byte.txt" suffix(, 0)
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
