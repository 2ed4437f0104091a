import type { CaseDetail, CaseSeries, Confidence, ConfidenceFactor, Corroboration, Judgement, Subject } from "../../src/api/types.ts";
import { ago } from "./clock.ts";
import { boxOf, drawScene, type Thing } from "./scenes.ts";

type Points = CaseSeries["points"];

/** What a sensor's case adds to the common fields, and the picture that goes with it. */
export interface SensorCase {
  of: Partial<CaseDetail> & Pick<CaseDetail, "problem">;
  picture: string | null;
}

const agent = "east-box-1";
const good = (secondsAgo: number, value: number): Points[number] => ({ at: ago(secondsAgo), value: Number(value.toFixed(2)), quality: "good" });
const every = (from: number, to: number, step: number, value: (at: number) => number): Points => {
  const points: Points = [];
  for (let at = from; at >= to; at -= step) points.push(good(at, value(at)));
  return points;
};
const judged = (rule: string, zone: string, dwell: string, asked: string, found: string, looks = 5): Judgement => ({ rule, zone, looksFor: looks, looksAgainst: 0, looksBlind: 0, dwell, gaps: "00:00:00", asked, found });

function oddsOf(prior: number, record: Confidence["record"], factors: ConfidenceFactor[]): Confidence {
  const odds = factors.reduce((product, { ratio }) => product * ratio, prior / (1 - prior));
  return { prior, ...(record ? { record } : {}), posterior: odds / (1 + odds), factors };
}

const finding = (source: string, ratio: number): ConfidenceFactor => ({ kind: "finding", source, words: "its own odds 9:1, against 4.5:1 for what was judged so far", ratio });
const answered = (of: Corroboration): ConfidenceFactor => ({ kind: "corroboration", source: of.source, answer: of.answer, words: `${of.answer}: ${of.found}`, ratio: of.likelihoodRatio });
const seriesOf = (sensor: string, quantity: string, unit: string, points: Points): CaseSeries => ({ source: `/agents/${agent}/sensors/${sensor}`, quantity, unit, points });

const hole: Thing = { kind: "manhole_open", x: 760, y: 600, size: 1.4 };
const cover: Thing = { kind: "manhole_closed", x: 760, y: 600, size: 1.4 };
const full: Thing = { kind: "overflow", x: 330, y: 640, size: 1.5 };
const seenAs = (thing: Thing, score: number): Subject => ({ class: thing.kind, score, ...boxOf(thing) });

/** A cover that stands at an angle; the camera beside it was asked. */
function movedCover(secondsAgo: number, answer: Corroboration["answer"]): SensorCase {
  const sensor = "cover-00017";
  const source = `/agents/${agent}/sensors/${sensor}`;
  const noise = (at: number) => Math.abs(Math.sin(at)) * 0.4;
  const began = secondsAgo + 40;
  const points = [...every(began + 4 * 3600, began + 700, 900, noise), ...every(began + 600, began + 1, 60, noise), ...every(began, secondsAgo, 8, (at) => 22 + noise(at))];
  const seen = answer === "cannot-tell" ? undefined : answer === "agrees" ? seenAs(hole, 0.88) : seenAs(cover, 0.81);
  const said: Corroboration = {
    source: `/agents/${agent}/cameras/alley-7`, answer, found: answer === "agrees" ? "manhole-open, score 0.88" : answer === "contradicts" ? "manhole-closed, score 0.81; no manhole-open" : "nothing can be told from the look: too dark",
    ...(seen ? { seen } : {}), at: ago(secondsAgo - 3), likelihoodRatio: answer === "agrees" ? 8.1 : answer === "contradicts" ? 0.12 : 1, counted: answer !== "cannot-tell",
  };
  return {
    of: {
      problem: "cover-moved", sensor, sensorName: "花市七巷 井盖 17", zone: "tilt", component: "1101010102000123", since: ago(began), seenAt: ago(secondsAgo), subjects: [], score: 1, threshold: 0.5,
      judgement: judged("tilt", "tilt", "00:00:40", "tilt ≥ 15° for 30 s", "tilt 22.4° for 40 s, 15° for 30 s allowed", 6), series: [seriesOf(sensor, "tilt", "deg", points)], corroborations: [said],
      confidence: oddsOf(0.75, { problem: "cover-moved", reporter: "sensor", confirmed: 8, rejected: 2 }, [finding(source, 2), answered(said)]),
    },
    picture: answer === "cannot-tell" ? null : drawScene(7, answer === "contradicts", [answer === "agrees" ? hole : cover], "alley-7"),
  };
}

/** A bin that is full by its sensor; a camera reported it by itself. */
function fullBin(secondsAgo: number): SensorCase {
  const sensor = "bin-00002";
  const fill = (at: number) => Math.min(94, 94 - (at - secondsAgo) / 500);
  const points = every(secondsAgo + 12 * 3600, secondsAgo, 1200, fill).filter((_, i) => i < 14 || i > 20);
  const distance = points.map((point) => ({ ...point, value: Number((1.1 - (point.value ?? 0) / 100).toFixed(2)) }));
  return {
    of: {
      problem: "bin-full", sensor, sensorName: "东市场 果皮箱 2", zone: "fill-level", since: ago(secondsAgo + 3600), seenAt: ago(secondsAgo), subjects: [seenAs(full, 0.77)], score: 0.77, threshold: 0.55,
      judgement: judged("fill", "fill-level", "01:00:00", "fill level ≥ 85 % for 30 min", "fill level 94 % for 1 h, 85 % for 30 min allowed", 4),
      series: [seriesOf(sensor, "fill-level", "%", points), seriesOf(sensor, "distance", "m", distance)],
      confidence: oddsOf(0.8, { problem: "bin-full", reporter: "sensor", confirmed: 31, rejected: 7 }, [{ kind: "independent", source: `/agents/${agent}/cameras/market-gate`, words: "another source found the same by itself", ratio: 6 }]),
    },
    picture: drawScene(11, false, [full], "market-gate"),
  };
}

/** Water that rises under a bridge where no camera is; some echoes failed. */
function risingWater(secondsAgo: number): SensorCase {
  const sensor = "water-00003";
  const points = every(secondsAgo + 5400, secondsAgo, 300, (at) => 0.04 + 0.42 * Math.max(0, 1 - (at - secondsAgo) / 3600) ** 2);
  const withFailures: Points = points.map((point, i) => (i === 8 || i === 9 ? { at: point.at, quality: "bad" } : i === 12 ? { ...point, quality: "uncertain" } : point));
  return {
    of: {
      problem: "water-level", sensor, zone: "level", since: ago(secondsAgo + 900), seenAt: ago(secondsAgo), subjects: [], score: 1, threshold: 0.5,
      judgement: judged("threshold", "level", "00:15:00", "level ≥ 0.27 m for 10 min", "level 0.46 m for 15 min, 0.27 m for 10 min allowed", 4), series: [seriesOf(sensor, "level", "m", withFailures)],
      confidence: oddsOf(0.5, { problem: "water-level", reporter: "sensor", confirmed: 0, rejected: 0 }, [finding(`/agents/${agent}/sensors/${sensor}`, 1.6)]),
    },
    picture: null,
  };
}

/** A sensor that is not heard of any more. */
function silent(secondsAgo: number): SensorCase {
  const sensor = "cover-00233";
  const heard = secondsAgo + 7200;
  return {
    of: {
      problem: "sensor-silent", sensor, zone: "uplink", since: ago(heard), seenAt: ago(secondsAgo), subjects: [], score: 0.5, threshold: 0.5,
      judgement: { ...judged("silence", "uplink", "02:00:00", "a report every 10 min, at most 2 h of silence", `last heard ${ago(heard).slice(0, 19).replace("T", " ")}Z`, 0), looksBlind: 12 },
      series: [seriesOf(sensor, "tilt", "deg", every(heard + 86_400, heard, 600, (at) => 0.6 + Math.sin(at / 9000) * 0.3))],
      confidence: oddsOf(0.9, { problem: "sensor-silent", reporter: "sensor", confirmed: 8, rejected: 0 }, []),
    },
    picture: null,
  };
}

/** A bin's sensor that cannot measure any more. */
function stuck(secondsAgo: number): SensorCase {
  const sensor = "bin-00114";
  const failing: Points = Array.from({ length: 14 }, (_, i) => ({ at: ago(secondsAgo + (13 - i) * 7200), quality: "bad" as const }));
  return {
    of: {
      problem: "sensor-stuck", sensor, zone: "distance", since: ago(secondsAgo + 13 * 7200), seenAt: ago(secondsAgo), subjects: [], score: 0.5, threshold: 0.5,
      judgement: judged("stuck", "distance", "1.02:00:00", "one and the same answer in at least 12 readings for 24 h", "distance cannot be measured in 14 readings for 26 h", 14),
      series: [seriesOf(sensor, "distance", "m", [...every(secondsAgo + 40 * 7200, secondsAgo + 14 * 7200, 7200, (at) => 0.4 + ((at / 86_400) % 1) * 0.5), ...failing])],
      confidence: oddsOf(0.5, { problem: "sensor-stuck", reporter: "sensor", confirmed: 0, rejected: 0 }, []),
    },
    picture: null,
  };
}

function lowBattery(secondsAgo: number): SensorCase {
  const sensor = "cover-00101";
  const points = every(secondsAgo + 20 * 86_400, secondsAgo, 21_600, (at) => 3.1 + (at - secondsAgo) / 86_400 / 40);
  return {
    of: {
      problem: "battery-low", sensor, zone: "battery-voltage", since: ago(secondsAgo + 86_400), seenAt: ago(secondsAgo), subjects: [], score: 1, threshold: 0.5,
      judgement: judged("battery", "battery-voltage", "1.00:00:00", "battery voltage ≤ 3.2 V for 12 h", "battery voltage 3.1 V for 24 h, 3.2 V for 12 h allowed", 4), series: [seriesOf(sensor, "battery-voltage", "V", points)],
      confidence: oddsOf(0.9, { problem: "battery-low", reporter: "sensor", confirmed: 12, rejected: 0 }, []),
    },
    picture: null,
  };
}

const kinds: ((secondsAgo: number) => SensorCase)[] = [
  (at) => movedCover(at, "agrees"), (at) => movedCover(at, "contradicts"), fullBin, risingWater, (at) => movedCover(at, "cannot-tell"), lowBattery, silent, stuck,
];

export const sensorCase = (nth: number, secondsAgo: number): SensorCase => kinds[nth % kinds.length]!(secondsAgo);
