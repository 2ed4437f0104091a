import type { Language, Translate } from "../i18n/translate";

/** A duration in at most two units: `45 s`, `2 min 5 s`, `3 h 20 min`, `2 d`. */
export function durationWords(t: Translate, seconds: number): string {
  const s = Math.max(0, seconds);
  if (s < 10 && s % 1 !== 0) return t("time.s", { n: Number(s.toFixed(1)) });
  const whole = Math.round(s);
  if (whole < 60) return t("time.s", { n: whole });
  if (whole < 3600) return two(t("time.min", { n: Math.floor(whole / 60) }), whole % 60 ? t("time.s", { n: whole % 60 }) : "");
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return two(t("time.h", { n: Math.floor(minutes / 60) }), minutes % 60 ? t("time.min", { n: minutes % 60 }) : "");
  const hours = Math.round(minutes / 60);
  return two(t("time.d", { n: Math.floor(hours / 24) }), hours % 24 ? t("time.h", { n: hours % 24 }) : "");
}

/** An age in one unit, rounded down, without "ago": `just now`, `12 s`, `4 min`, `2 h`, `3 d`. */
export function ageWords(t: Translate, at: string | undefined, now: number): string {
  const seconds = ageSeconds(at, now);
  if (seconds === null) return t("common.unknown");
  if (seconds < 5) return t("time.now");
  if (seconds < 60) return t("time.s", { n: Math.floor(seconds) });
  if (seconds < 3600) return t("time.min", { n: Math.floor(seconds / 60) });
  if (seconds < 48 * 3600) return t("time.h", { n: Math.floor(seconds / 3600) });
  return t("time.d", { n: Math.floor(seconds / 86400) });
}

/** The same with "ago" where that reads well. */
export function agoWords(t: Translate, at: string | undefined, now: number): string {
  const seconds = ageSeconds(at, now);
  const age = ageWords(t, at, now);
  return seconds === null || seconds < 5 ? age : t("time.ago", { age });
}

/** Local time of day; with the date before it where that is not today's. */
export function clockWords(language: Language, at: string | undefined, now: number): string {
  const time = at ? new Date(at) : null;
  if (!time || Number.isNaN(time.getTime())) return "–";
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const clock = time.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  if (time.toDateString() === new Date(now).toDateString()) return clock;
  return `${time.toLocaleDateString(locale, { month: "short", day: "numeric" })} ${clock}`;
}

/** A moment to plan by: day and local time to the minute, the day left out where it is today's. */
export function momentWords(language: Language, at: string, now: number): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return "–";
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const clock = time.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
  if (time.toDateString() === new Date(now).toDateString()) return clock;
  return `${time.toLocaleDateString(locale, { month: "short", day: "numeric", weekday: "short" })} ${clock}`;
}

/** A moment as the bridge and the agents write it within sentences, `2026-11-22 02:03:59Z`, by this device's clock and in the same form. */
export const stampWords = (stamp: string): string => new Date(stamp.replace(" ", "T")).toLocaleString("sv-SE");

/** What the clock of this device is ahead of UTC: `UTC+8`, `UTC−3:30`. */
export function zoneWords(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const [h, min] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "−" : "+"}${h}${min ? `:${String(min).padStart(2, "0")}` : ""}`;
}

function ageSeconds(at: string | undefined, now: number): number | null {
  const time = at ? Date.parse(at) : NaN;
  return Number.isNaN(time) ? null : Math.max(0, (now - time) / 1000);
}

const two = (first: string, second: string) => (second ? `${first} ${second}` : first);
