// Values by the type of an <input>: sanitization, numbers and dates.
// https://html.spec.whatwg.org/#states-of-the-type-attribute and #dates-and-times
"use strict";

const { html } = web;

html.inputTypes = (
  "hidden text search tel url email password date month week time datetime-local number range color checkbox radio file submit image reset button"
).split(" ");
html.inputType = (element) => html.keyword(element, "type", { known: html.inputTypes, missing: "text" });

// https://html.spec.whatwg.org/#dom-input-value: the mode of the value
const modes = { hidden: "default", submit: "default", image: "default", reset: "default", button: "default", checkbox: "default/on", radio: "default/on", file: "filename" };
html.valueMode = (type) => modes[type] ?? "value";

const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year, month) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
const utc = (year, month, day, time = 0) => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + time;
};
const yearMonth = (text) => {
  const match = /^(\d{4,})-(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [year, month] = [Number(match[1]), Number(match[2])];
  return year >= 1 && year <= 275760 && month >= 1 && month <= 12 ? [year, month] : undefined;
};
const day = (text) => {
  const match = /^(\d{4,}-\d\d)-(\d\d)$/.exec(text);
  const parts = match && yearMonth(match[1]);
  if (!parts) return undefined;
  const date = Number(match[2]);
  const milliseconds = utc(parts[0], parts[1], date);
  return date >= 1 && date <= daysIn(...parts) && milliseconds <= 8.64e15 ? milliseconds : undefined;
};
const clock = (text) => {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?)?$/.exec(text);
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000 + Math.round(Number(match[4] ?? 0) * 1000);
};
// The Monday of an ISO week.
const weekStart = (year, week) => {
  const fourth = utc(year, 1, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * 86400000 + (week - 1) * 604800000;
};
const weeksIn = (year) => Math.round((weekStart(year + 1, 1) - weekStart(year, 1)) / 604800000);
const week = (text) => {
  const match = /^(\d{4,})-W(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [year, number] = [Number(match[1]), Number(match[2])];
  return year >= 1 && year <= 275760 && number >= 1 && number <= weeksIn(year) ? weekStart(year, number) : undefined;
};
const local = (text) => {
  const match = /^(\d{4,}-\d\d-\d\d)[T ](\d\d:\d\d.*)$/.exec(text);
  if (!match) return undefined;
  const [date, time] = [day(match[1]), clock(match[2])];
  return date === undefined || time === undefined || date + time > 8.64e15 ? undefined : date + time;
};

const pad = (number, count) => String(number).padStart(count, "0");
const dateText = (milliseconds) => {
  const date = new Date(milliseconds);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
};
const timeText = (milliseconds) => {
  milliseconds = ((milliseconds % 86400000) + 86400000) % 86400000;
  const [hour, minute, second, rest] = [Math.floor(milliseconds / 3600000), Math.floor(milliseconds / 60000) % 60, Math.floor(milliseconds / 1000) % 60, milliseconds % 1000];
  return `${pad(hour, 2)}:${pad(minute, 2)}${second || rest ? `:${pad(second, 2)}` : ""}${rest ? `.${pad(rest, 3)}`.replace(/0+$/, "") : ""}`;
};
const weekText = (milliseconds) => {
  const thursday = milliseconds + (4 - ((new Date(milliseconds).getUTCDay() + 6) % 7) - 1) * 86400000;
  const year = new Date(thursday).getUTCFullYear();
  return `${pad(year, 4)}-W${pad(Math.floor((milliseconds - weekStart(year, 1)) / 604800000) + 1, 2)}`;
};
const number = (text) => (/^-?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) + 0 : undefined);
const isRepresentable = (milliseconds) => Math.abs(milliseconds) <= 8.64e15 && milliseconds >= -62135596800000;

// For each type with a numeric value: text to number and back, number to Date, and the step (default, scale factor, base).
const numeric = {
  number: { parse: number, text: String, step: 1, scale: 1, base: 0 },
  range: { parse: number, text: String, step: 1, scale: 1, base: 0 },
  date: { parse: day, text: dateText, step: 1, scale: 86400000, base: 0, isDate: true },
  month: {
    parse(text) {
      const parts = yearMonth(text);
      return parts && (parts[0] - 1970) * 12 + parts[1] - 1;
    },
    text: (months) => `${pad(1970 + Math.floor(months / 12), 4)}-${pad((((months % 12) + 12) % 12) + 1, 2)}`,
    step: 1, scale: 1, base: 0, isDate: true,
    toDate: (months) => utc(1970 + Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1),
    fromDate: (milliseconds) => (new Date(milliseconds).getUTCFullYear() - 1970) * 12 + new Date(milliseconds).getUTCMonth(),
  },
  week: { parse: week, text: weekText, step: 1, scale: 604800000, base: -259200000, isDate: true },
  time: { parse: clock, text: timeText, step: 60, scale: 1000, base: 0, isDate: true },
  "datetime-local": { parse: local, text: (milliseconds) => `${dateText(milliseconds)}T${timeText(milliseconds)}`, step: 60, scale: 1000, base: 0 },
};
html.numeric = (type) => numeric[type];
html.isRepresentable = isRepresentable;

// https://html.spec.whatwg.org/#attr-input-min and max: numbers; undefined if there is none
html.minimum = (element, type) => {
  const text = html.getAttribute(element, "min");
  return (text === null ? undefined : numeric[type]?.parse(text)) ?? (type === "range" ? 0 : undefined);
};
html.maximum = (element, type) => {
  const text = html.getAttribute(element, "max");
  return (text === null ? undefined : numeric[type]?.parse(text)) ?? (type === "range" ? 100 : undefined);
};
// https://html.spec.whatwg.org/#concept-input-step: undefined for `any`
html.allowedStep = (element, type) => {
  const { step, scale } = numeric[type];
  const text = html.getAttribute(element, "step");
  if (text !== null && html.lower(text) === "any") return undefined;
  const given = text === null ? undefined : html.parseNumber(text);
  return (given !== undefined && given > 0 ? given : step) * scale;
};
// https://html.spec.whatwg.org/#concept-input-min-zero
html.stepBase = (element, type) => {
  const { parse, base } = numeric[type];
  for (const attribute of ["min", "value"]) {
    const text = html.getAttribute(element, attribute);
    const found = text === null ? undefined : parse(text);
    if (found !== undefined) return found;
  }
  return base;
};
// The distance from the next lower step; decimal fractions are computed exactly as written.
html.stepRemainder = (value, base, step) => {
  const digits = Math.max(...[value, base, step].map((one) => (/[.e]/.test(String(one)) ? Math.min(18, (/\.(\d+)/.exec(one.toFixed(12).replace(/0+$/, ""))?.[1] ?? "").length) : 0)));
  const factor = 10 ** digits;
  const difference = Math.round(value * factor) - Math.round(base * factor);
  const size = Math.max(1, Math.round(step * factor));
  return (((difference % size) + size) % size) / factor;
};

const clean = (text) => text.replace(/[\r\n]/g, "");
const trim = (text) => text.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
const dated = (type) => (text) => {
  const parsed = numeric[type].parse(text);
  if (parsed === undefined) return "";
  return type === "datetime-local" ? numeric[type].text(parsed) : text;
};
// https://html.spec.whatwg.org/#value-sanitization-algorithm
const sanitizers = {
  text: clean, search: clean, tel: clean, password: clean,
  url: (text) => trim(clean(text)),
  email: (text, element) => (html.hasAttribute(element, "multiple") ? text.split(",").map((one) => trim(clean(one))).join(",") : trim(clean(text))),
  number: (text) => (number(text) === undefined ? "" : text),
  date: dated("date"), month: dated("month"), week: dated("week"), time: dated("time"), "datetime-local": dated("datetime-local"),
  color: (text) => (/^#[0-9a-fA-F]{6}$/.test(text) ? text.toLowerCase() : "#000000"),
  range(text, element) {
    const [least, most] = [html.minimum(element, "range"), html.maximum(element, "range")];
    let value = number(text) ?? (most < least ? least : least + (most - least) / 2);
    if (value < least || most < least) value = least;
    else if (value > most) value = most;
    const step = html.allowedStep(element, "range");
    if (step !== undefined) {
      const base = html.stepBase(element, "range");
      const rest = html.stepRemainder(value, base, step);
      if (rest > 0) {
        const [below, above] = [value - rest, value - rest + step];
        value = Number((rest * 2 >= step && above <= most ? above : below < least ? above : below).toPrecision(12));
      }
    }
    return value === number(text) ? text : String(value);
  },
};
html.sanitize = (element, type, text) => sanitizers[type]?.(text, element) ?? text;
