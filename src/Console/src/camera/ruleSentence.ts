import type { RuleSettings } from "../api/types";
import type { Translate } from "../i18n/translate";
import { secondsOf } from "../time/timeSpan";
import { durationWords } from "../time/words";

/** What a rule asks for, as a sentence: "Overflowing bin: overflowing bin in 3 of 5 looks; clears after 5 min without it". */
export function ruleSentence(t: Translate, rule: RuleSettings, problem: string, classWord: (name: string) => string): string {
  const classes = (rule.classes ?? []).map(classWord).join(t("asked.or")) || t("rule.words.anyClass");
  const dwell = rule.dwell ? durationWords(t, secondsOf(rule.dwell)) : t("rule.words.default");
  const values = { problem, classes, dwell, hits: rule.hits ?? "?", looks: rule.looks ?? "?", ratio: Math.round((rule.hitRatio ?? 0) * 100) };
  const demand = rule.rule === "state" && rule.hits != null && rule.looks != null ? t("rule.words.state", values)
    : rule.rule === "absence" ? t("rule.words.absence", values)
    : rule.hitRatio != null ? t("rule.words.occupancy", values)
    : t("rule.words.occupancy.plain", values);
  return rule.clearAfter ? demand + t("judge.join") + t("rule.words.clear", { time: durationWords(t, secondsOf(rule.clearAfter)) }) : demand;
}
