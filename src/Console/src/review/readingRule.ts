import type { Judgement } from "../api/types";
import { isTruth } from "../chart/axis";
import type { Limit } from "../chart/SeriesChart";
import { quantityWords, valueWords } from "../i18n/quantityWords";
import type { Translate } from "../i18n/translate";
import { durationWords, stampWords } from "../time/words";

// The agent's rules on readings write these forms (ValueWords, LevelRule, StuckRule and SilenceRule in src/EdgeAgent/Rules/Readings); any other stays in English.
const name = "((?:change of )?[a-z]+(?: [a-z]+)?)";
const value = String.raw`(-?[\d.]+(?: ?°C|°| %| m| V)?(?:/h)?)`;
const span = String.raw`(\d+(?:\.\d+)? (?:s|min|h|d)(?: \d+ (?:s|min|h))?)`;
const form = (text: string) => new RegExp(`^${text}$`);

const compared = form(`${name} (≥|≤) ${value}(?: for ${span})?(?: in at least (\\d+) readings)?`);
const interval = form(`a report every ${span}, at most ${span} of silence`);
const repeated = form(`one and the same answer in at least (\\d+) readings for ${span}`);
const beyond = form(`${name} ${value}(?: for ${span})?, (?:${value} for ${span}|(below|above) ${value}) allowed`);
const again = form(`${name} ${value} again, (below|above) ${value}(?: for ${span})?`);
const lastHeard = /^last heard (\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)$/;
const heardAgain = form(`heard again after ${span}`);
const answer = `${name} (?:${value}|cannot be measured)`;
const stuck = form(`${answer} in (\\d+) readings for ${span}`);
const freed = form(`${answer} after ${answer}`);
const plain = form(`${name} ${value}(?: ${span} before)?`);

const rules = new Set(["threshold", "rate", "tilt", "fill", "stuck", "battery", "silence"]);
const codes: Record<string, string> = { "°": "deg", "°C": "Cel", "%": "%", m: "m", V: "V", "": "1" };
const seconds: Record<string, number> = { s: 1, min: 60, h: 3600, d: 86400 };

/** Whether a rule judged a sensor's readings, not a camera's looks. */
export const isReadingRule = (rule: string) => rules.has(rule);

/** The value beyond which the judged quantity is a problem, where asked or found names one: the line to draw in its chart. */
export function limitOf({ zone, asked, found }: Pick<Judgement, "zone" | "asked" | "found">): Limit | null {
  const demand = compared.exec(asked);
  if (demand && quantityOf(demand[1]!) === zone) return { value: Number.parseFloat(demand[3]!), beyond: demand[2] === "≥" ? "above" : "below" };
  const [, what, reached, , longer, , side, limit] = beyond.exec(found ?? "") ?? [];
  if (!what || quantityOf(what) !== zone) return null;
  const at = Number.parseFloat((longer ?? limit)!);
  return { value: at, beyond: side === "below" || (!side && Number.parseFloat(reached!) >= at) ? "above" : "below" };
}

/** What a rule on readings asked for, in the reader's language; null where its form is not known. */
export function askedReadingWords(t: Translate, asked: string): string | null {
  const demand = compared.exec(asked);
  if (demand) {
    const [, what, sign, limit, time, readings] = demand;
    const words = isTruth(quantityOf(what!)) ? readWords(t, what!, limit) : t("asked.compared", { quantity: nameWords(t, what!), sign: sign!, value: figureWords(t, what!, limit!) });
    const lasting = time ? t("found.for", { words, time: spanWords(t, time) }) : words;
    return readings ? t("asked.readings", { words: lasting, n: readings }) : lasting;
  }
  const reports = interval.exec(asked);
  if (reports) return t("asked.interval", { interval: spanWords(t, reports[1]!), silence: spanWords(t, reports[2]!) });
  const same = repeated.exec(asked);
  return same ? t("asked.same", { n: same[1]!, time: spanWords(t, same[2]!) }) : null;
}

/** What a rule on readings found, in the reader's language; `brief` leaves out what is allowed. Null where its form is not known. */
export function foundReadingWords(t: Translate, found: string, brief = false): string | null {
  const over = beyond.exec(found);
  if (over) {
    const [, what, reached, time, longer, longerFor, side, limit] = over;
    const words = lasting(t, readWords(t, what!, reached!), time);
    // "Open, below open is allowed" says nothing.
    if (brief || (side && isTruth(quantityOf(what!)))) return words;
    const allowed = longer ? t("found.for", { words: figureWords(t, what!, longer), time: spanWords(t, longerFor!) }) : t(`found.${side as "below" | "above"}`, { value: figureWords(t, what!, limit!) });
    return t("found.allowed", { words, allowed });
  }
  const back = again.exec(found);
  if (back) {
    const [, what, reached, side, limit, time] = back;
    return t("found.again", { words: readWords(t, what!, reached!), limit: lasting(t, t(`found.${side as "below" | "above"}`, { value: figureWords(t, what!, limit!) }), time) });
  }
  const last = lastHeard.exec(found);
  // The Swedish way of writing a time reads alike in every language.
  if (last) return t("found.lastHeard", { at: stampWords(last[1]!) });
  const heard = heardAgain.exec(found);
  if (heard) return t("found.heardAgain", { time: spanWords(t, heard[1]!) });
  const same = stuck.exec(found);
  if (same) return t("found.same", { words: readWords(t, same[1]!, same[2]), n: same[3]!, time: spanWords(t, same[4]!) });
  const free = freed.exec(found);
  if (free) return t("found.after", { words: readWords(t, free[1]!, free[2]), before: readWords(t, free[3]!, free[4]) });
  const read = plain.exec(found);
  if (!read) return null;
  const words = readWords(t, read[1]!, read[2]);
  return read[3] ? t("found.before", { words, time: spanWords(t, read[3]) }) : words;
}

const quantityOf = (words: string) => words.replaceAll(" ", "-");

/** `change of level` as the change of a quantity, anything else as the quantity itself. */
function nameWords(t: Translate, words: string): string {
  const rate = /^change of (.+)$/.exec(words);
  return rate ? t("found.change", { quantity: quantityWords(t, quantityOf(rate[1]!)) }) : quantityWords(t, quantityOf(words));
}

function figureWords(t: Translate, what: string, text: string): string {
  const [, figure, unit, perHour] = /^(-?[\d.]+) ?(.*?)(\/h)?$/.exec(text)!;
  return valueWords(t, quantityOf(what.replace(/^change of /, "")), Number(figure), codes[unit!] ?? unit!, perHour);
}

const readWords = (t: Translate, what: string, text: string | undefined) =>
  (text === undefined ? t("found.unmeasured", { quantity: nameWords(t, what) }) : t("found.read", { quantity: nameWords(t, what), value: figureWords(t, what, text) }));

const lasting = (t: Translate, words: string, time: string | undefined) => (time ? t("found.for", { words, time: spanWords(t, time) }) : words);

/** `3 h 10 min` in the reader's language. */
function spanWords(t: Translate, text: string): string {
  const parts = [...text.matchAll(/([\d.]+) (s|min|h|d)/g)];
  return durationWords(t, parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit!]!, 0));
}
