import { describe, expect, it } from "vitest";
import type { Judgement } from "../src/api/types";
import { en } from "../src/i18n/en";
import { translator } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { askedWords, judgementSentence, sinceOf } from "../src/review/judgementSentence";

const english = translator(en);
const chinese = translator(zh);
const state: Judgement = { rule: "state", zone: "kerb", looksFor: 3, looksAgainst: 2, looksBlind: 0, dwell: "00:00:45", gaps: "00:00:00", asked: "overflow in 3 of 5 looks" };

describe("judgement sentence", () => {
  it("says looks, dwell, gaps and what was asked for", () => {
    expect(judgementSentence(english, state)).toBe("3 of 5 looks showed it; held for 45 s; no gaps; asked for: overflowing bin in 3 of 5 looks.");
    expect(judgementSentence(chinese, state)).toBe("5 次查看中 3 次看到；已持续 45 秒；无间断；要求：5 次查看中 3 次看到满溢垃圾箱。");
  });

  it("counts blind looks in all and names them", () => {
    expect(judgementSentence(english, { ...state, looksAgainst: 0, looksBlind: 1 })).toContain("3 of 4 looks showed it; 1 look could not tell");
  });

  it("tells gaps as time without a look", () => {
    expect(judgementSentence(english, { ...state, dwell: "00:03:20", gaps: "00:00:24" })).toContain("held for 3 min 20 s; 24 s without a look");
    expect(judgementSentence(chinese, { ...state, gaps: "00:01:00" })).toContain("其中 1 分钟 无查看");
  });

  it("leaves dwell out where nothing has held yet", () => {
    expect(judgementSentence(english, { ...state, dwell: "00:00:00" })).not.toContain("held");
  });

  it("speaks of one look in the singular", () => {
    expect(judgementSentence(english, { ...state, looksFor: 1, looksAgainst: 0 })).toContain("1 of 1 look showed it");
  });
});

describe("what the rule asked for", () => {
  it("is put into words for each rule of the agent", () => {
    expect(askedWords(english, "one of car, motorcycle for 00:03:00 in 80 % of the looks")).toBe("car or motorcycle for 3 min in 80 % of looks");
    expect(askedWords(chinese, "one of car, motorcycle for 00:03:00 in 80 % of the looks")).toBe("小汽车或摩托车停留 3 分钟，且 80 % 的查看看到");
    expect(askedWords(chinese, "none of manhole_closed seen for 00:00:30")).toBe("30 秒 未见完好井盖");
    expect(askedWords(english, "3 of 5 looks ≥ 0.55")).toBe("3 of 5 looks ≥ 0.55");
  });

  it("stays as it came where its form is new", () => {
    expect(askedWords(chinese, "two dogs and a cat")).toBe("two dogs and a cat");
  });
});

describe("since", () => {
  const seenAt = "2026-11-21T10:00:00Z";

  it("is what the bridge says", () => {
    expect(sinceOf({ since: "2026-11-21T09:00:00Z", seenAt, judgement: state })).toBe("2026-11-21T09:00:00Z");
  });

  it("is reckoned from dwell and gaps where the bridge does not say", () => {
    expect(sinceOf({ seenAt, judgement: { ...state, dwell: "00:03:00", gaps: "00:01:00" } })).toBe("2026-11-21T09:56:00.000Z");
  });

  it("is unknown without a judgement", () => {
    expect(sinceOf({ seenAt, judgement: null })).toBeUndefined();
  });
});
