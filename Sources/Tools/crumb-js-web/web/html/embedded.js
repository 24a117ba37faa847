// The attributes of elements that embed other files, except images and inline frames.
// https://html.spec.whatwg.org/#embedded-content
"use strict";

const { html, idl } = web;
const { crossOrigin, defineReflecting: define } = html;

define("HTMLFrameElement", "frame", { url: "src longDesc", text: "name scrolling frameBorder marginHeight marginWidth", boolean: "noResize" });
define("HTMLEmbedElement", "embed", { url: "src", text: "type width height align name" });
define("HTMLObjectElement", "object", {
  url: "data codeBase", text: "type name useMap width height align archive code standby codeType border", boolean: "declare", unsigned: "hspace vspace",
});
html.formMember(HTMLObjectElement);
define("HTMLSourceElement", "source", { url: "src", text: "type srcset sizes media", unsigned: "width height" });
define("HTMLPictureElement", "picture", {});
define("HTMLTrackElement", "track", {
  url: "src", text: "srclang label", boolean: "default",
  enumerated: [["kind", { known: ["subtitles", "captions", "descriptions", "chapters", "metadata"], missing: "subtitles", invalid: "metadata" }]],
});

// https://html.spec.whatwg.org/#htmlmediaelement: nothing is played
class HTMLMediaElement extends HTMLElement {
  play() {
    return idl.rejected(new web.DOMException("Failed to load because no supported source was found.", "NotSupportedError"));
  }
  pause() {}
  load() {}
  canPlayType() {
    return "";
  }
  addTextTrack() {
    return {};
  }
}
for (const [name, value] of Object.entries({ paused: true, ended: false, seeking: false, duration: NaN, readyState: 0, networkState: 0, currentSrc: "", error: null, buffered: [], played: [], seekable: [], textTracks: [], videoWidth: 0, videoHeight: 0 })) {
  Object.defineProperty(HTMLMediaElement.prototype, name, { get: Object.getOwnPropertyDescriptor({ get [name]() { return value; } }, name).get, enumerable: true, configurable: true });
}
for (const [name, usual] of Object.entries({ currentTime: 0, volume: 1, playbackRate: 1, defaultPlaybackRate: 1, srcObject: null, muted: false })) {
  html.extend(HTMLMediaElement, {
    get [name]() {
      return html.state(html.brand(this)).media?.[name] ?? usual;
    },
    set [name](value) {
      (html.state(html.brand(this)).media ??= {})[name] = value;
    },
  });
}
html.reflect(HTMLMediaElement, { url: "src", boolean: "autoplay loop controls defaultMuted=muted", enumerated: [crossOrigin, ["preload", { known: ["none", "metadata", "auto"], missing: "metadata", invalid: "metadata", aliases: { "": "auto" } }]] });
idl.constants(HTMLMediaElement, { NETWORK_EMPTY: 0, NETWORK_IDLE: 1, NETWORK_LOADING: 2, NETWORK_NO_SOURCE: 3, HAVE_NOTHING: 0, HAVE_METADATA: 1, HAVE_CURRENT_DATA: 2, HAVE_FUTURE_DATA: 3, HAVE_ENOUGH_DATA: 4 });
idl.expose(HTMLMediaElement);
class HTMLAudioElement extends HTMLMediaElement {}
html.define(HTMLAudioElement, "audio");
class HTMLVideoElement extends HTMLMediaElement {}
html.reflect(HTMLVideoElement, { url: "poster", unsigned: "width height", boolean: "playsInline" });
html.define(HTMLVideoElement, "video");
const Audio = function Audio(src) {
  if (!new.target) throw new TypeError("Failed to construct 'Audio': Please use the 'new' operator, this DOM object constructor cannot be called as a function.");
  const audio = web.document.createElement("audio");
  html.setAttribute(audio, "preload", "auto");
  if (src !== undefined) html.setAttribute(audio, "src", idl.DOMString(src));
  return audio;
};
web.namedConstructor(Audio, HTMLAudioElement);

// https://html.spec.whatwg.org/#htmlcanvaselement: nothing is drawn
define("HTMLCanvasElement", "canvas", { unsigned: [["width", { usual: 300 }], ["height", { usual: 150 }]] });
html.extend(HTMLCanvasElement, {
  getContext: () => null,
  toDataURL: () => "data:,",
  toBlob(callback) {
    web.queueTask(() => callback(null));
  },
});
