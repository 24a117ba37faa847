#pragma once

#if !__has_include(<JavaScriptCore/JavaScript.h>)
#error "crumb-js needs JavaScriptCore: apt-get install libjavascriptcoregtk-4.1-dev (or build without it: CRUMB_JS=0)"
#endif
#include <JavaScriptCore/JavaScript.h>

// Exported for every program, with headers that are WebKit's own: the signatures have stood since
// 2012 and 2019.

// Of memory that an object keeps and the collector knows nothing of; it collects the sooner.
JS_EXPORT void JSReportExtraMemoryCost(JSContextRef context, size_t size);

// `function` is called with a promise and its reason, when the microtasks have run and nobody has
// taken the rejection.
JS_EXPORT void JSGlobalContextSetUnhandledRejectionCallback(
    JSGlobalContextRef context, JSObjectRef function, JSValueRef *exception);

// A function that is called from JavaScript has the lock only where it takes it.
JS_EXPORT void JSLock(JSContextRef context);
JS_EXPORT void JSUnlock(JSContextRef context);

// What the outermost call into JavaScriptCore does at its end, earlier: microtasks run after each script
// and each listener. The name is that of a C++ method, `JSC::VM::drainMicrotasks()`, and a group is a VM;
// where a later WebKit has it no more, they run at the end of the task.
extern void crumb_js_vm_drain_microtasks(JSContextGroupRef group)
    __asm__("_ZN3JSC2VM15drainMicrotasksEv") __attribute__((weak));
static inline bool crumb_js_drains_microtasks(void) { return crumb_js_vm_drain_microtasks != 0; }
static inline void crumb_js_drain_microtasks(JSContextRef context) {
    if (!crumb_js_vm_drain_microtasks) return;
    JSLock(context);
    crumb_js_vm_drain_microtasks(JSContextGetGroup(context));
    JSUnlock(context);
}

// Of an object of a class of one's own, a property that scripts do not see.
JS_EXPORT bool JSObjectSetPrivateProperty(
    JSContextRef context, JSObjectRef object, JSStringRef name, JSValueRef value);
JS_EXPORT JSValueRef JSObjectGetPrivateProperty(
    JSContextRef context, JSObjectRef object, JSStringRef name);

// Of the realm that an object was made in.
JS_EXPORT JSGlobalContextRef JSObjectGetGlobalContext(JSObjectRef object);

// Of jsc/JSCOptions.h, which needs GLib's headers; before the first virtual machine. False where there is no such option.
JS_EXPORT int jsc_options_set_size(const char *option, size_t value);
