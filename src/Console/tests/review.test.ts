import { describe, expect, it } from "vitest";
import { parseSubjects } from "../src/api/client";
import { parseLive } from "../src/api/live";
import type { Case, CaseDetail, Place, ZeroReport } from "../src/api/types";
import { classWords, decisionWords, reasonWords, sourceWords, whoDecided } from "../src/i18n/domainWords";
import { en } from "../src/i18n/en";
import { translator } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { likelyDuplicates, metresBetween } from "../src/review/duplicates";
import { summary } from "../src/review/reportSummary";

const t = translator(en);
const place = (lon: number, lat: number, system = "WGS84"): Place => ({ lon, lat, system, errorRadius: 10, from: "camera" });
const one = (number: number, more: Partial<Case> = {}) => ({ id: `c${number}`, number, state: "pending", problem: "garbage", agent: "east", camera: "gate", ...more }) as Case;

describe("likely duplicates", () => {
  it("put the same problem of the same camera first, then what is near", () => {
    const of = one(5, { place: place(116.4, 39.9) });
    const others = [one(1, { camera: "far", problem: "manhole-open" }), one(2, { camera: "next", place: place(116.4001, 39.9) }), one(3), one(5)];
    expect(likelyDuplicates(of, others).map((likely) => likely.of.id)).toEqual(["c3", "c2", "c1"]);
  });

  it("leave out cases that are decided otherwise", () => {
    expect(likelyDuplicates(one(1), [one(2, { state: "rejected" }), one(3, { state: "filed" })]).map((likely) => likely.of.id)).toEqual(["c3"]);
  });

  it("measure on the ground, and never between coordinate systems", () => {
    expect(metresBetween(place(116.4, 39.9), place(116.4, 39.901))).toBeCloseTo(111.2, 0);
    expect(metresBetween(place(116.4, 39.9), place(116.4, 39.9, "GCJ-02"))).toBeNull();
    expect(metresBetween(undefined, place(116.4, 39.9))).toBeNull();
  });
});

describe("words of the domain", () => {
  it("name the reason of a deduplication in whatever case it comes", () => {
    expect(decisionWords(t, "SameIncident")).toBe("of the same finding");
    expect(decisionWords(t, "same-zone")).toBe("same problem in the same zone");
    expect(decisionWords(t, "Moonlight")).toBe("Moonlight");
  });

  it("name the reason of a verdict", () => {
    const names = (name: string) => `<${name}>`;
    expect(reasonWords(translator(zh), names, "nothing-there")).toBe("画面中没有（误检）");
    expect(reasonWords(t, names, "case 12")).toBe("No. 12");
    expect(reasonWords(t, names, "garbage → bin-overflow")).toBe("<garbage> → <bin-overflow>");
    expect(reasonWords(t, names, "NewProblem: none of 0 cases near")).toBe("a new problem");
    expect(reasonWords(t, names, "Note: see the other one")).toBe("Note: see the other one");
    expect(reasonWords(t, names, "a dog slept there")).toBe("a dog slept there");
  });

  it("name agent and camera of a source, and leave a person's name", () => {
    expect(sourceWords("/agents/east/cameras/gate")).toBe("east / gate");
    expect(sourceWords("Chen Wei")).toBe("Chen Wei");
  });

  it("know a class however its name is joined", () => {
    expect(classWords(t, "manhole-open")).toBe("open manhole");
    expect(classWords(t, "manhole_open")).toBe("open manhole");
  });

  it("say who decided what", () => {
    const detail = { state: "filed", history: [{ at: "2026-01-01T00:00:02Z", actor: "Wang", change: "confirm" }, { at: "2026-01-01T00:00:01Z", actor: "bridge", change: "opened" }] } as CaseDetail;
    expect(whoDecided(t, detail)).toBe("Filed by Wang");
    expect(whoDecided(t, { ...detail, history: [] })).toBe("Filed");
  });
});

describe("zero reports", () => {
  it("are summed over the latest of each agent", () => {
    const report = (agent: string, to: string, looksMade: number) => ({ agent, from: to.replace("T1", "T0"), to, looksMade, cameras: 4, camerasSeen: 3 }) as ZeroReport;
    const all = [report("a", "2026-01-01T11:00:00Z", 5), report("a", "2026-01-01T12:00:00Z", 100), report("b", "2026-01-01T11:30:00Z", 40)];
    expect(summary(all)).toEqual({ looks: 140, seen: 6, cameras: 8, sensors: null, from: "2026-01-01T01:30:00Z", to: "2026-01-01T12:00:00Z" });
    expect(summary([{ ...all[2]!, sensors: { expected: 40, heard: 38, silent: 1, uplinks: 900, undecoded: 0, unknown: 0 } }])?.sensors).toEqual({ all: 40, heard: 38, silent: 1 });
    expect(summary([])).toBeNull();
  });
});

describe("what comes over the wire", () => {
  it("survives a live message that is no JSON", () => {
    expect(parseLive("case", "{oops")).toBeNull();
    expect(parseLive("agent", '{"agent":"east","online":true}')).toEqual({ type: "agent", agent: "east", online: true });
  });

  it("survives a subjects header that is no JSON", () => {
    expect(parseSubjects("nonsense")).toEqual([]);
    expect(parseSubjects(null)).toEqual([]);
    expect(parseSubjects('[{"class":"car","score":0.5,"x1":0,"y1":0,"x2":1,"y2":1}]')).toHaveLength(1);
  });
});
