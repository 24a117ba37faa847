// Like parts.js, for the parts of HTML's elements that are loaded on demand.
"use strict";

const { part } = web;

part("html/ui-events.js", {
  web: "uiEvents createEventNames",
  interfaces: `UIEvent FocusEvent MouseEvent WheelEvent PointerEvent DragEvent KeyboardEvent InputEvent CompositionEvent TextEvent \
TouchEvent ClipboardEvent AnimationEvent TransitionEvent SubmitEvent FormDataEvent ToggleEvent CommandEvent \
BeforeUnloadEvent SecurityPolicyViolationEvent`,
});
part("html/style.js", { html: "parseDeclarations styleOf computedStyle displayOf isRendered isVisible", interfaces: "CSSStyleDeclaration" });
part("html/style-sheets.js", { html: "styleSheet", interfaces: "CSSStyleSheet CSS" });
part("html/observers.js", { interfaces: "ResizeObserverEntry ResizeObserver IntersectionObserverEntry IntersectionObserver" });
part("html/media.js", { web: "matchMedia mediaMatches", interfaces: "MediaQueryList MediaQueryListEvent" });
part("html/tables.js", {
  interfaces: "HTMLTableElement HTMLTableSectionElement HTMLTableRowElement HTMLTableCellElement",
  elements: "table thead tbody tfoot tr td th",
});
part(
  `html/collections.js html/input-types.js html/form-attributes.js html/files.js html/option.js html/form.js \
html/entry-list.js html/form-encodings.js html/submission.js html/select.js html/input.js html/input-activation.js \
html/textarea.js html/text-selection.js html/button.js html/label.js html/form-parts.js html/validation.js`,
  {
    web: "formElementEntries",
    html: `inputType valueMode numeric minimum maximum sanitize isSelected optionValue optionText defaultButton isSubmitButton \
submitImplicitly submit targetOf optionsOf selectOf selectOnly inputValue setInputValue isChecked radioGroup \
textareaValue hasSelection textValue setTextValue selection labeled willValidate isValid`,
    interfaces: `HTMLFormControlsCollection HTMLOptionsCollection FileList DataTransferItem DataTransferItemList DataTransfer \
HTMLOptionElement HTMLOptGroupElement HTMLFormElement HTMLSelectElement HTMLInputElement HTMLTextAreaElement \
HTMLButtonElement HTMLLabelElement HTMLFieldSetElement HTMLLegendElement HTMLOutputElement HTMLDataListElement \
HTMLProgressElement HTMLMeterElement ValidityState Option`,
    elements: "form input button select option optgroup textarea label fieldset legend output datalist progress meter",
  }
);
part("html/embedded.js page/media.js", {
  interfaces: `HTMLFrameElement HTMLEmbedElement HTMLObjectElement HTMLSourceElement HTMLPictureElement HTMLTrackElement HTMLMediaElement \
HTMLAudioElement HTMLVideoElement Audio HTMLCanvasElement`,
  elements: "frame embed object source picture track audio video canvas",
});
part("html/matches.js", { html: "matches listedIn" });
part("html/actions/names.js html/actions/target.js html/actions/pointer.js html/actions/keyboard.js html/actions/perform.js", {
  web: "actions",
  html: "hasRange inputTypeOrNone rememberValue commitChange",
  messages: "act",
});
