import { describe, expect, it } from "vitest";
import type { Judgement } from "../src/api/types";
import { en } from "../src/i18n/en";
import { translator } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { askedFoundWords } from "../src/review/foundWords";
import { judgementSentence, ruleWords } from "../src/review/judgementSentence";
import { askedReadingWords, foundReadingWords, limitOf } from "../src/review/readingRule";

const english = translator(en);
const chinese = translator(zh);
const tilt: Judgement = {
  rule: "tilt", zone: "tilt", looksFor: 6, looksAgainst: 0, looksBlind: 0, dwell: "00:00:40", gaps: "00:00:00",
  asked: "tilt ≥ 15° for 2 s", found: "tilt 22.437° for 40 s, 15° for 2 s allowed",
};

// Each as the agent's rules write it.
const found: [string, string, string][] = [
  ["tilt 22.437° for 40 s, 15° for 2 s allowed", "tilt 22.4° for 40 s (15° for 2 s is allowed)", "倾角 22.4° 持续 40 秒（允许 15° 持续 2 秒）"],
  ["level 0.4 m, below 0.27 m allowed", "water level 0.4 m (below 0.27 m is allowed)", "水位 0.4 m（允许 低于 0.27 m）"],
  ["tilt 0.4° again, below 13.5° for 1 min", "tilt 0.4° again, below 13.5° for 1 min", "倾角 0.4°，已恢复，低于 13.5° 持续 1 分钟"],
  ["change of level 0.52 m/h for 10 min, 0.5 m/h for 10 min allowed", "change of water level 0.52 m/h for 10 min (0.5 m/h for 10 min is allowed)", "水位变化 0.52 m/h 持续 10 分钟（允许 0.5 m/h 持续 10 分钟）"],
  ["open 1 for 10 min, below 1 allowed", "lid open for 10 min", "开合 打开 持续 10 分钟"],
  ["heard again after 3 h 10 min", "heard again after 3 h 10 min", "间隔 3 小时 10 分钟后重新收到"],
  ["fill level 40 % in 12 readings for 24 h", "fill level 40 % in 12 readings over 1 d", "满溢度 40 %，1 天内 12 条读数相同"],
  ["distance cannot be measured in 14 readings for 26 h", "distance not measurable in 14 readings over 1 d 2 h", "距离无法测得，1 天 2 小时内 14 条读数相同"],
  ["distance 0.4 m after distance cannot be measured", "distance 0.4 m after distance not measurable", "距离 0.4 m，此前为 距离无法测得"],
];

describe("what a rule on readings found", () => {
  it.each(found)("%s", (text, inEnglish, inChinese) => {
    expect(foundReadingWords(english, text)).toBe(inEnglish);
    expect(foundReadingWords(chinese, text)).toBe(inChinese);
  });

  it("is told in brief without what is allowed", () => {
    expect(foundReadingWords(english, tilt.found!, true)).toBe("tilt 22.4° for 40 s");
  });

  it("gives the time at which a silent sensor was last heard by the reader's clock", () => {
    const at = new Date("2026-11-22T02:03:59Z").toLocaleString("sv-SE");
    expect(foundReadingWords(chinese, "last heard 2026-11-22 02:03:59Z")).toBe(`最后收到于 ${at}`);
  });

  it("is left alone where its form is new", () => {
    expect(foundReadingWords(chinese, "a dog sat on it")).toBeNull();
  });
});

describe("what a rule on readings asked for", () => {
  it("is put into words for each rule", () => {
    expect(askedReadingWords(chinese, "tilt ≥ 15° for 2 s")).toBe("倾角 ≥ 15° 持续 2 秒");
    expect(askedReadingWords(english, "battery voltage ≤ 3.2 V for 1 h in at least 3 readings")).toBe("battery voltage ≤ 3.2 V for 1 h in at least 3 readings");
    expect(askedReadingWords(chinese, "a report every 10 min, at most 1 h of silence")).toBe("每 10 分钟上报一次，静默不超过 1 小时");
    expect(askedReadingWords(chinese, "one and the same answer in at least 12 readings for 24 h")).toBe("1 天内至少 12 条读数相同");
    expect(askedReadingWords(chinese, "count ≥ 3 for 2 s")).toBe("计数 ≥ 3 持续 2 秒");
    expect(askedReadingWords(chinese, "temperature ≤ -4.5 °C")).toBe("温度 ≤ -4.5 °C");
    expect(askedReadingWords(english, "open ≥ 1 for 10 min")).toBe("lid open for 10 min");
    expect(askedReadingWords(chinese, "two dogs")).toBeNull();
  });
});

describe("the limit of a chart", () => {
  it("is what was asked for, on its side", () => {
    expect(limitOf(tilt)).toEqual({ value: 15, beyond: "above" });
    expect(limitOf({ zone: "battery-voltage", asked: "battery voltage ≤ 3.2 V for 1 h" })).toEqual({ value: 3.2, beyond: "below" });
  });

  it("comes from what was found where the demand is not at hand", () => {
    expect(limitOf({ zone: "tilt", asked: "", found: tilt.found! })).toEqual({ value: 15, beyond: "above" });
    expect(limitOf({ zone: "battery", asked: "", found: "battery 9 % for 2 h, 15 % for 1 h allowed" })).toEqual({ value: 15, beyond: "below" });
    expect(limitOf({ zone: "level", asked: "", found: "level 0.4 m, below 0.27 m allowed" })).toEqual({ value: 0.27, beyond: "above" });
  });

  it("is none for a rate, another quantity, or words that name none", () => {
    expect(limitOf({ zone: "level", asked: "change of level ≥ 0.5 m/h for 10 min" })).toBeNull();
    expect(limitOf({ ...tilt, zone: "temperature" })).toBeNull();
    expect(limitOf({ zone: "uplink", asked: "a report every 10 min, at most 1 h of silence", found: "heard again after 3 h" })).toBeNull();
  });
});

describe("the sentence on a sensor", () => {
  it("begins with what was found and does not repeat its time and limit", () => {
    expect(judgementSentence(english, tilt)).toBe("Tilt 22.4° for 40 s (15° for 2 s is allowed); 6 of 6 readings showed it.");
    expect(judgementSentence(chinese, tilt)).toBe("倾角 22.4° 持续 40 秒（允许 15° 持续 2 秒）；6 条读数中 6 条符合。");
  });

  it("names readings that could not be used and time without any", () => {
    const words = judgementSentence(english, { ...tilt, looksBlind: 2, gaps: "00:10:00" });
    expect(words).toContain("6 of 8 readings showed it; 2 readings could not be used; 10 min without a reading");
  });

  it("asks of a silent sensor how often it should be heard, and counts no readings", () => {
    const words = judgementSentence(english, { ...tilt, rule: "silence", zone: "uplink", looksFor: 0, looksBlind: 12, asked: "a report every 10 min, at most 1 h of silence", found: "heard again after 3 h" });
    expect(words).toBe("Heard again after 3 h; asked for: a report every 10 min, at most 1 h of silence.");
  });

  it("falls back to dwell and demand where nothing is said of what was found", () => {
    const { found: _, ...bare } = tilt;
    expect(judgementSentence(english, bare)).toBe("Held for 40 s; 6 of 6 readings showed it; asked for: tilt ≥ 15° for 2 s.");
  });

  it("leaves no English in Chinese", () => {
    for (const [text] of found) expect(judgementSentence(chinese, { ...tilt, found: text }), text).not.toMatch(/[A-Za-z]{4,}/);
  });

  it("names the rule and the quantity", () => {
    expect(ruleWords(english, tilt)).toBe("Rule “tilt” on tilt");
    expect(ruleWords(chinese, { ...tilt, rule: "fill", zone: "fill-level" })).toBe("“满溢”规则，满溢度");
  });
});

describe("what a source that was asked answers", () => {
  const said = (text: string) => ({ source: "/agents/a/cameras/c", answer: "agrees" as const, found: text, at: "2026-11-22T02:00:00Z", likelihoodRatio: 8 });

  it("is put into words for each form of a camera", () => {
    expect(askedFoundWords(chinese, said("manhole-closed, score 0.81; no manhole-open"))).toBe("井盖在位，得分 0.81；未见敞开井口");
    expect(askedFoundWords(english, said("manhole-closed, score 0.81"))).toBe("cover present, score 0.81");
    expect(askedFoundWords(english, said("overflow, score 0.70; bin, score 0.66"))).toBe("overflowing bin, score 0.70; bin, not overflowing, score 0.66");
    expect(askedFoundWords(chinese, said("none of manhole-open, manhole-closed"))).toBe("未见敞开井口或完好井盖");
    expect(askedFoundWords(chinese, said("hidden by car"))).toBe("被小汽车遮挡");
    expect(askedFoundWords(chinese, said("nothing can be told from the look: too dark"))).toBe("画面无法判断：光线太暗");
    expect(askedFoundWords(chinese, said("camera gate made no look within 10 s; it is stalled"))).toBe("未能取得画面");
    expect(askedFoundWords(chinese, said("looked; for a person to judge"))).toBe("已查看，请人工判断图片");
  });

  it("is put into words for a sensor, by its sentence or by its value", () => {
    expect(askedFoundWords(chinese, said("tilt 62.1 deg"))).toBe("倾角 62.1°");
    expect(askedFoundWords(english, said("fill-level 40 %, read before it began"))).toBe("fill level 40 %, read before it began");
    expect(askedFoundWords(chinese, said("open 1 1"))).toBe("开合 打开");
    expect(askedFoundWords(chinese, said("the sensor is silent"))).toBe("传感器失联");
    expect(askedFoundWords(chinese, said("tilt 0.4° 3 min before"))).toBe("倾角 0.4°（3 分钟前）");
    const read = { quantity: "tilt", value: 0.44, unit: "deg", quality: "good" as const, at: "2026-11-22T01:59:00Z" };
    expect(askedFoundWords(chinese, { ...said("upright a minute ago"), read })).toBe("倾角 0.4°（1 分钟前）");
  });

  it("stays as it came where its form is new", () => {
    expect(askedFoundWords(chinese, said("two dogs and a cat"))).toBe("two dogs and a cat");
  });
});
