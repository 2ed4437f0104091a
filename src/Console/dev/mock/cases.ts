import type { CaseDetail, CaseReport, Confidence, Subject, Verdict } from "../../src/api/types.ts";
import { cameras } from "./cameras.ts";
import { ago } from "./clock.ts";
import { boxOf, drawScene, randomOf, type Thing } from "./scenes.ts";
import { sensorCase } from "./sensorCases.ts";

const cases: CaseDetail[] = [];
const pictures = new Map<string, string>();

const kinds = [
  { problem: "bin-overflow", zone: "kerb", thing: "overflow", threshold: 0.55, rule: "state", asked: "overflow in 3 of 5 looks", size: 1.5 },
  { problem: "garbage", zone: "kerb", thing: "garbage", threshold: 0.5, rule: "state", asked: "garbage in 3 of 5 looks", size: 1.4 },
  { problem: "road-occupied", zone: "lane", thing: "car", threshold: 0.45, rule: "occupancy", asked: "one of car, motorcycle, stall for 00:03:00 in 80 % of the looks", size: 1.25 },
  { problem: "road-occupied", zone: "lane", thing: "stall", threshold: 0.45, rule: "occupancy", asked: "one of car, motorcycle, stall for 00:03:00 in 80 % of the looks", size: 1.2 },
  { problem: "manhole-open", zone: "lane", thing: "manhole_open", threshold: 0.6, rule: "absence", asked: "manhole_open in 3 of 5 looks", size: 1.3 },
] as const;

export const allCases = () => cases;
export const findCase = (id: string) => cases.find((one) => one.id === id);
export const pictureOf = (id: string) => pictures.get(id);

/** A made-up case, opened some seconds ago: every third is a sensor's. */
export function openCase(secondsAgo: number): CaseDetail {
  const opened = (cases.length + 1) % 3 === 0 ? openSensorCase(secondsAgo) : openCameraCase(secondsAgo);
  cases.push(opened);
  return opened;
}

function openSensorCase(secondsAgo: number): CaseDetail {
  const number = cases.length + 1;
  const { of, picture } = sensorCase(number / 3, secondsAgo);
  const evidence = uuid(number, "e");
  if (picture) pictures.set(evidence, picture);
  const opened: CaseDetail = {
    id: uuid(number, "c"), number, state: "pending", openedAt: ago(secondsAgo - 2), seenAt: ago(secondsAgo), agent: "east-box-1", subjects: [], score: 1, threshold: 0.5, reports: 1,
    place: { lon: 116.4213, lat: 39.9307, system: "WGS84", errorRadius: 5, from: "register" }, confidence: { prior: 0.5, posterior: 0.5, factors: [] }, events: [], history: [{ at: ago(secondsAgo - 2), actor: "bridge", change: "opened", to: "pending" }],
    evidences: picture ? [{ id: evidence, takenAt: ago(secondsAgo - 4), width: 1280, height: 720, masked: false }] : [], ...(picture ? { evidence } : {}), made: { agentVersion: "0.3.0", models: [], settingsRevision: 0 }, ...of,
  };
  const report = (n: number, source: string, problem: string, decision: string): CaseReport => ({
    id: uuid(number * 10 + n, "r"), incident: uuid(number * 10 + n, "i"), sequence: 1, type: "edgewatch.candidate.opened", at: ago(secondsAgo - n * 4), source, problem, score: opened.score, threshold: opened.threshold, decision,
    ...(n === 0 && of.judgement?.found ? { found: of.judgement.found } : {}),
  });
  opened.events = [report(0, `/agents/${opened.agent}/sensors/${opened.sensor}`, opened.problem, "NewProblem"),
    ...(opened.confidence?.factors ?? []).filter(({ kind }) => kind === "independent").map(({ source }, i) => report(i + 1, source, "bin-overflow", "TiedSource"))];
  opened.reports = opened.events.length;
  return opened;
}

function openCameraCase(secondsAgo: number): CaseDetail {
  const number = cases.length + 1;
  const random = randomOf(number * 7919);
  const kind = kinds[Math.floor(random() * kinds.length)]!;
  const camera = cameras[Math.floor(random() * 6)]!;
  const place = kind.zone === "kerb" ? { x: 180 + random() * 380, y: 560 + random() * 110 } : { x: 720 + random() * 260, y: 540 + random() * 120 };
  const main: Thing = { kind: kind.thing, ...place, size: kind.size * (0.85 + random() * 0.3) };
  const others = around(random, main);
  const score = Number((kind.threshold + 0.03 + random() * (0.97 - kind.threshold)).toFixed(3));
  const evidence = uuid(number, "e");
  pictures.set(evidence, drawScene(number, number % 4 === 3, [main, ...others], `${camera.camera}  ${ago(secondsAgo).slice(0, 19).replace("T", " ")}`));
  const opened: CaseDetail = {
    id: uuid(number, "c"), number, state: "pending", problem: kind.problem, since: ago(secondsAgo + 224), openedAt: ago(secondsAgo - 2), seenAt: ago(secondsAgo), agent: camera.agent, camera: camera.camera,
    ...(camera.name ? { cameraName: camera.name } : {}), zone: kind.zone, ...(kind.thing === "manhole_open" ? { component: "1101010102000123" } : {}),
    place: { lon: camera.place!.lon + random() / 5000, lat: camera.place!.lat + random() / 5000, system: "WGS84", errorRadius: 15, from: "camera" },
    score, threshold: kind.threshold, confidence: oddsOf(random(), kind.problem, `/agents/${camera.agent}/cameras/${camera.camera}`), reports: 1, evidence, subjects: subjectsOf(random, main, others, score, kind.threshold),
    judgement: judged(random, kind), events: [], evidences: [{ id: evidence, takenAt: ago(secondsAgo), width: 1280, height: 720, masked: false }],
    history: [{ at: ago(secondsAgo - 2), actor: "bridge", change: "opened", to: "pending" }],
    made: { agentVersion: "0.1.0", models: ["garbage-overflow@3fa91c02be77", "manhole@b81d02e99c1a"], settingsRevision: number % 3 ? 3 : 0 },
  };
  opened.events = reportsOf(opened, random, secondsAgo);
  opened.reports = opened.events.length;
  if (number % 9 === 4) opened.clearedAt = ago(secondsAgo / 2);
  return opened;
}

function oddsOf(random: number, problem: string, source: string): Confidence {
  const ratio = Number((0.5 + random * 9).toFixed(1));
  return { prior: 0.6, record: { problem, reporter: "camera", confirmed: 57, rejected: 38 }, posterior: (1.5 * ratio) / (1 + 1.5 * ratio), factors: [{ kind: "finding", source, words: "its own odds", ratio }] };
}

function judged(random: () => number, kind: (typeof kinds)[number]) {
  if (kind.rule === "state") return { rule: kind.rule, zone: kind.zone, looksFor: 3 + Math.floor(random() * 3), looksAgainst: Math.floor(random() * 2), looksBlind: random() > 0.7 ? 1 : 0, dwell: "00:00:45", gaps: "00:00:00", asked: kind.asked };
  const looks = 18 + Math.floor(random() * 8);
  return { rule: kind.rule, zone: kind.zone, looksFor: looks, looksAgainst: Math.floor(random() * 3), looksBlind: 0, dwell: "00:03:20", gaps: random() > 0.6 ? "00:00:24" : "00:00:00", asked: kind.asked };
}

function around(random: () => number, main: Thing): Thing[] {
  const things: Thing[] = [{ kind: "manhole_closed", x: 640 + random() * 80, y: 690, size: 0.9 }];
  if (main.kind !== "car") things.push({ kind: "car", x: 640 + random() * 260, y: 452, size: 0.42 });
  if (main.kind !== "overflow" && random() > 0.4) things.push({ kind: "bin", x: 120 + random() * 120, y: 520, size: 0.9 });
  if (random() > 0.3) things.push({ kind: "person", x: 330 + random() * 500, y: 505, size: 0.9 });
  if (random() > 0.5) things.push({ kind: "motorcycle", x: 1050 + random() * 120, y: 520, size: 0.9 });
  return things;
}

function subjectsOf(random: () => number, main: Thing, others: Thing[], score: number, threshold: number): Subject[] {
  const list: Subject[] = [{ class: main.kind, score, ...boxOf(main) }];
  for (const other of others.filter((one) => one.kind !== "person").slice(0, 2))
    list.push({ class: other.kind === "bin" ? "garbage_bin" : other.kind, score: Number((0.2 + random() * (threshold - 0.22)).toFixed(2)), ...boxOf(other) });
  return list;
}

function reportsOf(of: CaseDetail, random: () => number, secondsAgo: number): CaseReport[] {
  const count = 1 + Math.floor(random() * random() * 5);
  const decisions = ["NewProblem", "SameIncident", "SamePlace", "SameIncident", "SameZone"];
  return Array.from({ length: count }, (_, i) => ({
    id: uuid(of.number * 10 + i, "r"), incident: uuid(of.number, "i"), sequence: i + 1, type: `edgewatch.candidate.${i === 0 ? "opened" : "updated"}`, at: ago(secondsAgo - i * 30),
    source: `/agents/${of.agent}/cameras/${of.camera}`, score: Number((of.score - i * 0.02).toFixed(2)), threshold: of.threshold, decision: decisions[i]!,
  }));
}

/** Applies a verdict as the bridge would; null where the case was decided already. */
export function applyVerdict(of: CaseDetail, verdict: Verdict): CaseDetail | null {
  if (of.state !== "pending") return null;
  const to = { confirm: "filed", correct: "filed", reject: "rejected", duplicate: "merged" } as const;
  of.history = [...of.history, { at: ago(0), actor: verdict.actor, change: verdict.kind, from: of.state, to: to[verdict.kind], ...(verdict.reason ? { reason: verdict.reason } : {}) }];
  of.state = to[verdict.kind];
  if (verdict.problem) {
    of.correctedFrom = of.problem;
    of.problem = verdict.problem;
  }
  if (verdict.duplicateOf) of.mergedInto = verdict.duplicateOf;
  return of;
}

export function takeBack(of: CaseDetail, actor: string): CaseDetail | null {
  const last = of.history.at(-1);
  if (of.state === "pending" || !last || Date.now() - Date.parse(last.at) > 60_000) return null;
  of.history = [...of.history, { at: ago(0), actor, change: "undo", from: of.state, to: "pending" }];
  if (of.correctedFrom) of.problem = of.correctedFrom;
  delete of.correctedFrom;
  delete of.mergedInto;
  of.state = "pending";
  return of;
}

function uuid(number: number, kind: string): string {
  const tail = number.toString(16).padStart(12, "0");
  return `0199${kind.charCodeAt(0).toString(16).padStart(4, "0")}-0000-7000-8000-${tail}`;
}
