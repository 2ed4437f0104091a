import { type Translate } from "../i18n/translate";
import type { Judgement } from "../api/types";
import { secondsOf } from "../time/timeSpan";
import { durationWords } from "../time/words";

/** Why the rule decided so, as one sentence: "3 of 5 looks showed it; held for 45 s; no gaps; asked for: 3 of 5 looks ≥ 0.55." */
export function judgementSentence(t: Translate, judgement: Judgement): string {
  const blind = judgement.looksBlind ?? 0;
  const dwell = secondsOf(judgement.dwell);
  const gaps = secondsOf(judgement.gaps);
  const parts = [t("judge.showed", { for: judgement.looksFor, all: judgement.looksFor + judgement.looksAgainst + blind })];
  if (blind > 0) parts.push(t("judge.blind", { n: blind }));
  if (dwell > 0) {
    parts.push(t("judge.dwell", { time: durationWords(t, dwell) }));
    parts.push(gaps > 0 ? t("judge.gaps", { time: durationWords(t, gaps) }) : t("judge.noGaps"));
  }
  if (judgement.asked) parts.push(t("judge.asked", { asked: askedWords(t, judgement.asked) }));
  return parts.join(t("judge.join")) + t("judge.end");
}

/** The rule's demand comes in English; the forms that the agent's rules write are put into the reader's language, others stay as they came. */
export function askedWords(t: Translate, asked: string): string {
  const looks = /^(\d+) of (\d+) looks ≥ ([\d.]+)$/.exec(asked);
  if (looks) return t("asked.looks", { hits: looks[1]!, looks: looks[2]!, score: looks[3]! });
  const dwell = /^(\d+(?:\.\d+)?) s in (\d+) % of looks ≥ ([\d.]+)$/.exec(asked);
  if (dwell) return t("asked.dwell", { time: durationWords(t, Number(dwell[1])), percent: dwell[2]!, score: dwell[3]! });
  return asked;
}

/** When the condition began: the dwell leaves gaps out, so they are added again. */
export function sinceOf(seenAt: string, judgement: Judgement): string {
  const held = secondsOf(judgement.dwell) + secondsOf(judgement.gaps);
  return new Date(Date.parse(seenAt) - held * 1000).toISOString();
}
