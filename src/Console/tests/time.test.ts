import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { translator } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { secondsOf, timeSpanOf } from "../src/time/timeSpan";
import { ageWords, agoWords, durationWords, zoneWords } from "../src/time/words";

const t = translator(en);

describe("durations of the wire", () => {
  it("are read in every form", () => {
    expect(secondsOf("00:00:45")).toBe(45);
    expect(secondsOf("00:00:00.2000000")).toBeCloseTo(0.2);
    expect(secondsOf("1.02:03:04.5")).toBe(93784.5);
    expect(secondsOf("-00:00:05")).toBe(-5);
    expect(secondsOf(undefined)).toBe(0);
    expect(secondsOf("soon")).toBe(0);
  });

  it("come back as they were written", () => {
    for (const text of ["00:00:10", "00:00:00.200", "01:00:00", "2.03:04:05"]) expect(timeSpanOf(secondsOf(text))).toBe(text);
  });
});

describe("words of time", () => {
  it("give durations in two units at most", () => {
    expect([0.8, 45, 60, 200, 3600, 12000, 90000].map((s) => durationWords(t, s))).toEqual(["0.8 s", "45 s", "1 min", "3 min 20 s", "1 h", "3 h 20 min", "1 d 1 h"]);
    expect(durationWords(translator(zh), 200)).toBe("3 分钟 20 秒");
  });

  it("give ages in one unit", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();
    expect([2, 59, 61, 3601, 180000].map((s) => ageWords(t, before(s), now))).toEqual(["just now", "59 s", "1 min", "1 h", "2 d"]);
    expect(agoWords(t, before(300), now)).toBe("5 min ago");
    expect(agoWords(t, before(-30), now)).toBe("just now");
    expect(agoWords(t, undefined, now)).toBe("unknown");
  });
});

describe("the zone that times are told in", () => {
  it("is what the clock is ahead of UTC, to the minute", () => {
    const ahead = (minutes: number) => zoneWords({ getTimezoneOffset: () => -minutes } as Date);
    expect([480, 0, -210, 345].map(ahead)).toEqual(["UTC+8", "UTC", "UTC−3:30", "UTC+5:45"]);
  });
});
