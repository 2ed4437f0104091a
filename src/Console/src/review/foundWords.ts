import type { CaseDetail, CaseReport, Corroboration } from "../api/types";
import { seriesOf } from "../chart/series";
import { classWords } from "../i18n/domainWords";
import { quantityWords, valueWords } from "../i18n/quantityWords";
import { textOr, type Translate } from "../i18n/translate";
import { durationWords } from "../time/words";
import { foundReadingWords } from "./readingRule";

// The forms in which a camera that was asked answers (PictureJudge and CameraWitness in src/EdgeAgent/Witnesses).
const scored = /^([a-z_-]+), score ([\d.]+)(?:; (?:no ([a-z_-]+)|([a-z_-]+), score ([\d.]+)))?$/;
const none = /^none of ([a-z_, -]+)$/;
const hidden = /^hidden by ([a-z_-]+)$/;
const untold = /^nothing can be told from the look: (.+)$/;
const unseen = /^(?:no camera '|camera \S+ (?:is set aside|has not made a look|made no look)|the picture of camera |the camera has no zone )/;

// The forms in which a sensor that was asked answers (SensorWitness).
const sensed = /^([a-z-]+) (-?[\d.]+) (deg|Cel|%|m|V|1)(, read before it began)?$/;
const unread = /^the sensor is ([a-z]+)$/;

/** What a source that was asked saw or read, in the reader's language; in its own words where their form is new. */
export function askedFoundWords(t: Translate, { found, read, at }: Corroboration): string {
  const known = cameraWords(t, found) ?? sensorWords(t, found) ?? foundReadingWords(t, found);
  if (known || !read) return known ?? found;
  const measured = read.value == null ? t("chart.reading.bad") : valueWords(t, read.quantity, read.value, read.unit);
  const words = t("found.read", { quantity: quantityWords(t, read.quantity), value: measured });
  const before = (Date.parse(at) - Date.parse(read.at)) / 1000;
  return before >= 1 ? t("found.before", { words, time: durationWords(t, before) }) : words;
}

function cameraWords(t: Translate, found: string): string | null {
  const seen = scored.exec(found);
  if (seen) {
    const [, what, score, missing, other, otherScore] = seen;
    const words = [scoredWords(t, what!, score!)];
    if (missing) words.push(t("found.no", { what: classWords(t, missing) }));
    if (other) words.push(scoredWords(t, other, otherScore!));
    return words.join(t("judge.join"));
  }
  const nothing = none.exec(found);
  if (nothing) return t("found.none", { list: nothing[1]!.split(", ").map((one) => classWords(t, one)).join(t("asked.or")) });
  const hider = hidden.exec(found);
  if (hider) return t("found.hidden", { what: classWords(t, hider[1]!) });
  const reason = untold.exec(found);
  if (reason) return t("found.untold", { why: textOr(t, `untold.${reason[1]}`, reason[1]!) });
  if (found === "looked; for a person to judge") return t("found.forPeople");
  return unseen.test(found) ? t("found.noLook") : null;
}

function sensorWords(t: Translate, found: string): string | null {
  const read = sensed.exec(found);
  if (read) {
    const words = t("found.read", { quantity: quantityWords(t, read[1]!), value: valueWords(t, read[1]!, Number(read[2]), read[3]!) });
    return read[4] ? t("found.beforehand", { words }) : words;
  }
  if (found === "the sensor could not measure") return t("found.sensorFailed");
  const state = unread.exec(found);
  return state ? t("found.sensorIs", { state: textOr(t, `sensor.state.${state[1]}`, state[1]!) }) : null;
}

const scoredWords = (t: Translate, name: string, score: string) =>
  t("found.seen", { what: textOr(t, `seen.${name.replaceAll("-", "_")}`, classWords(t, name)), score });

/** What a sensor reported, in brief: "tilt 22.4° for 40 s". Where the report has no words of its own, the latest that it read; null without any. */
export function sensorFinding(t: Translate, detail: CaseDetail, report: CaseReport): string | null {
  const words = report.found && foundReadingWords(t, report.found, true);
  if (words) return words;
  const own = (detail.series ?? []).filter((one) => one.source === report.source);
  const one = own.find(({ quantity }) => quantity === detail.judgement?.zone) ?? own[0];
  const latest = one && seriesOf(one).points.findLast((point) => point.value !== null && point.at <= Date.parse(report.at));
  return one && latest ? t("found.read", { quantity: quantityWords(t, one.quantity), value: valueWords(t, one.quantity, latest.value!, one.unit) }) : null;
}
