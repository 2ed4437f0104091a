import { classWords } from "../i18n/domainWords";
import { capitalised, quantityWords } from "../i18n/quantityWords";
import { textOr, type Translate } from "../i18n/translate";
import type { Case, Judgement } from "../api/types";
import { secondsOf } from "../time/timeSpan";
import { durationWords } from "../time/words";
import { askedReadingWords, foundReadingWords, isReadingRule } from "./readingRule";

/** Why the rule decided so, as one sentence: "3 of 5 looks showed it; held for 45 s; no gaps; asked for: 3 of 5 looks ≥ 0.55." */
export function judgementSentence(t: Translate, judgement: Judgement): string {
  const parts = isReadingRule(judgement.rule) ? readingParts(t, judgement) : lookParts(t, judgement);
  return capitalised(parts.join(t("judge.join"))) + t("judge.end");
}

function lookParts(t: Translate, judgement: Judgement): string[] {
  const blind = judgement.looksBlind ?? 0;
  const dwell = secondsOf(judgement.dwell);
  const parts = [t("judge.showed", { for: judgement.looksFor, all: judgement.looksFor + judgement.looksAgainst + blind })];
  if (blind > 0) parts.push(t("judge.blind", { n: blind }));
  if (dwell > 0) parts.push(t("judge.dwell", { time: durationWords(t, dwell) }), gapWords(t, judgement));
  if (judgement.asked) parts.push(t("judge.asked", { asked: askedWords(t, judgement.asked) }));
  if (judgement.found) parts.push(judgement.found);
  return parts;
}

/** What was found says value, time and limit at once, so that dwell and demand would only repeat it. */
function readingParts(t: Translate, judgement: Judgement): string[] {
  const { looksFor, looksAgainst, looksBlind = 0, asked, found } = judgement;
  const dwell = secondsOf(judgement.dwell);
  const words = found ? foundReadingWords(t, found) : null;
  const parts = found ? [words ?? found] : dwell > 0 ? [t("judge.dwell", { time: durationWords(t, dwell) })] : [];
  if (looksFor + looksAgainst > 0) parts.push(t("judge.read", { for: looksFor, all: looksFor + looksAgainst + looksBlind }));
  if (looksBlind > 0 && judgement.rule !== "silence") parts.push(t("judge.unread", { n: looksBlind }));
  if (secondsOf(judgement.gaps) > 0) parts.push(gapWords(t, judgement));
  if (asked && (!words || judgement.rule === "silence" || judgement.rule === "stuck")) parts.push(t("judge.asked", { asked: askedReadingWords(t, asked) ?? asked }));
  return parts;
}

function gapWords(t: Translate, { rule, gaps }: Judgement): string {
  const time = secondsOf(gaps);
  if (time <= 0) return t("judge.noGaps");
  return t(isReadingRule(rule) ? "judge.gaps.reading" : "judge.gaps", { time: durationWords(t, time) });
}

/** Which rule judged what: a zone of a camera, or a quantity of a sensor. */
export function ruleWords(t: Translate, { rule, zone }: Judgement): string {
  const name = textOr(t, `rule.${rule}`, rule);
  return isReadingRule(rule) ? t("judge.rule.reading", { rule: name, quantity: quantityWords(t, zone) }) : t("judge.rule", { rule: name, zone });
}

/** The rule's demand comes in English; the forms that the agent's rules write are put into the reader's language, others stay as they came. */
export function askedWords(t: Translate, asked: string): string {
  const names = (list: string) => list.split(", ").map((name) => classWords(t, name)).join(t("asked.or"));
  const state = /^(.+) in (\d+) of (\d+) looks$/.exec(asked);
  if (state) return t("asked.state", { classes: names(state[1]!), hits: state[2]!, looks: state[3]! });
  const occupancy = /^one of (.+) for (\S+) in (\d+) ?% of the looks$/.exec(asked);
  if (occupancy) return t("asked.occupancy", { classes: names(occupancy[1]!), time: durationWords(t, secondsOf(occupancy[2])), percent: occupancy[3]! });
  const absence = /^none of (.+) seen for (\S+)$/.exec(asked);
  if (absence) return t("asked.absence", { classes: names(absence[1]!), time: durationWords(t, secondsOf(absence[2])) });
  const scored = /^(\d+) of (\d+) looks ≥ ([\d.]+)$/.exec(asked);
  if (scored) return t("asked.looks", { hits: scored[1]!, looks: scored[2]!, score: scored[3]! });
  return asked;
}

/** When the condition began: as the bridge says it, else reckoned back from the last look; the dwell leaves gaps out, so they are added again. */
export function sinceOf({ since, seenAt, judgement }: Pick<Case, "since" | "seenAt" | "judgement">): string | undefined {
  if (since) return since;
  if (!judgement || Number.isNaN(Date.parse(seenAt))) return undefined;
  const held = secondsOf(judgement.dwell) + secondsOf(judgement.gaps);
  return new Date(Date.parse(seenAt) - held * 1000).toISOString();
}
