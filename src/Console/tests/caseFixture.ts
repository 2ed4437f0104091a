import type { CaseDetail, Confidence } from "../src/api/types";

export const start = Date.parse("2026-11-22T02:00:00Z");
export const after = (seconds: number) => new Date(start + seconds * 1000).toISOString();

export const cover = "/agents/east/sensors/cover-17";
export const crossing = "/agents/east/cameras/crossing";

export const odds = (...factors: Confidence["factors"]): Confidence => ({ prior: 0.75, posterior: 0.98, record: { problem: "cover-moved", reporter: "sensor", confirmed: 8, rejected: 2 }, factors });

/** A cover that tilted at 02:00:00 after two quiet hours; the camera that was asked sees the hole. */
export const movedCover: CaseDetail = {
  id: "c1", number: 1, state: "pending", problem: "cover-moved", since: after(0), openedAt: after(42), seenAt: after(40), agent: "east", sensor: "cover-17", sensorName: "North cover", zone: "tilt",
  score: 0.9, threshold: 0.5, reports: 1, subjects: [], evidence: "e1", evidences: [{ id: "e1", takenAt: after(43), masked: false }], history: [],
  judgement: { rule: "tilt", zone: "tilt", looksFor: 6, looksAgainst: 0, looksBlind: 0, dwell: "00:00:40", gaps: "00:00:00", asked: "tilt ≥ 15° for 2 s", found: "tilt 22.4° for 40 s, 15° for 2 s allowed" },
  events: [{ id: "r1", incident: "i1", sequence: 1, type: "edgewatch.candidate.opened", at: after(40), source: cover, problem: "cover-moved", found: "tilt 22.4° for 40 s, 15° for 2 s allowed", score: 0.9, threshold: 0.5, decision: "NewProblem" }],
  series: [{
    source: cover, quantity: "tilt", unit: "deg",
    points: [...[-7200, -5400, -3600, -1800].map((at) => ({ at: after(at), value: 0.4, quality: "good" as const })), ...[0, 8, 16, 24, 32, 40].map((at) => ({ at: after(at), value: 22 + at / 100, quality: "good" as const }))],
  }],
  corroborations: [{ source: crossing, answer: "agrees", found: "manhole-open, score 0.88", at: after(43), likelihoodRatio: 8.1, counted: true, seen: { class: "manhole-open", score: 0.88, x1: 0.4, y1: 0.5, x2: 0.6, y2: 0.6 } }],
  confidence: odds({ kind: "finding", source: cover, words: "its own odds 9:1", ratio: 2 }, { kind: "corroboration", source: crossing, answer: "agrees", words: "agrees: manhole-open, score 0.88", ratio: 8.1 }),
};
