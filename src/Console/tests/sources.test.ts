import { describe, expect, it } from "vitest";
import type { Case, Sensor, SensorState } from "../src/api/types";
import { en } from "../src/i18n/en";
import { translator } from "../src/i18n/translate";
import { chartsOf } from "../src/review/caseCharts";
import { oddsWords, percentWords, ratioWords } from "../src/review/odds";
import { answersOf, firstSourceOf, isDisputed, kindsOf, sourceOf } from "../src/review/sources";
import { faultsFirst, firstCursor, loadSensors } from "../src/sensors/sensorPages";
import { after, cover, crossing, movedCover, odds, start } from "./caseFixture";

const t = translator(en);

describe("the sources of a case", () => {
  it("are read from their paths", () => {
    expect(sourceOf(cover)).toEqual({ kind: "sensor", agent: "east", id: "cover-17" });
    expect(sourceOf("Chen Wei")).toBeNull();
  });

  it("begin with who reported it first", () => {
    expect(firstSourceOf(movedCover)).toMatchObject({ kind: "sensor", id: "cover-17", name: "North cover", path: cover });
    expect(firstSourceOf({ agent: "east", camera: "crossing" } as Case)).toMatchObject({ kind: "camera", name: "crossing", path: crossing });
  });

  it("are both once the other has answered, whatever it answered", () => {
    expect(kindsOf(movedCover)).toEqual(["camera", "sensor"]);
    const denied = { ...movedCover, confidence: odds({ kind: "corroboration", source: crossing, answer: "contradicts", words: "", ratio: 0.2 }) };
    expect(kindsOf(denied)).toEqual(["camera", "sensor"]);
    expect([isDisputed(movedCover), isDisputed(denied)]).toEqual([false, true]);
  });

  it("are both where the leading finding is not that of who reported first", () => {
    expect(kindsOf({ ...movedCover, confidence: odds({ kind: "finding", source: crossing, words: "", ratio: 3 }, { kind: "independent", source: cover, words: "", ratio: 2 }) })).toEqual(["camera", "sensor"]);
  });

  it("do not count one that could not tell", () => {
    expect(kindsOf({ ...movedCover, confidence: odds({ kind: "corroboration", source: crossing, answer: "cannot-tell", words: "", ratio: 1 }) })).toEqual(["sensor"]);
    expect(kindsOf({ ...movedCover, confidence: null })).toEqual(["sensor"]);
  });

  it("answer with their latest word, and where they said otherwise before", () => {
    const asked = movedCover.corroborations![0]!;
    const [only] = answersOf([{ ...asked, at: after(5) }, { ...asked, answer: "cannot-tell", at: after(10) }, asked]);
    expect(only).toMatchObject({ latest: { answer: "agrees" }, earlier: [{ answer: "cannot-tell" }] });
  });
});

describe("odds", () => {
  it("are never a certainty in percent", () => {
    expect([0.999, 0.98, 0.5, 0.004].map(percentWords)).toEqual(["> 99 %", "98 %", "50 %", "< 1 %"]);
  });

  it("are told against one", () => {
    expect([0.98, 0.75, 0.24, 0.5].map(oddsWords)).toEqual(["49 : 1", "3 : 1", "1 : 3.2", "1 : 1"]);
    expect(oddsWords(1)).toBe("–");
  });

  it("are multiplied by ratios of two figures", () => {
    expect([8.1, 0.1234, 54.7, 1].map(ratioWords)).toEqual(["×8.1", "×0.12", "×55", "×1"]);
  });
});

describe("the charts of a case", () => {
  it("show the time about a short condition, and on demand all", () => {
    const charts = chartsOf(t, movedCover)!;
    expect(charts.span.from).toBe(start - 7_200_000);
    expect(charts.event!.from).toBeGreaterThan(start - 300_000);
    expect(charts.event!.to).toBe(start + 43_000);
  });

  it("need no second view where the condition fills them", () => {
    const all = movedCover.series![0]!;
    expect(chartsOf(t, { ...movedCover, series: [{ ...all, points: all.points.slice(4) }] })!.event).toBeNull();
  });

  it("mark when it began and when the picture was taken", () => {
    expect(chartsOf(t, movedCover)!.marks).toEqual([{ at: start, label: "began" }, { at: start + 43_000, label: "picture" }]);
  });

  it("put the judged quantity first and give it alone the limit", () => {
    const temperature = { ...movedCover.series![0]!, quantity: "battery-voltage", unit: "V" };
    const { charts } = chartsOf(t, { ...movedCover, series: [temperature, ...movedCover.series!] })!;
    expect(charts.map(({ series, limit }) => [series.quantity, limit?.value])).toEqual([["tilt", 15], ["battery-voltage", undefined]]);
    expect(charts[0]!.source).toBeUndefined();
  });

  it("keep the limit where the camera's judgement leads, and name each of several sensors", () => {
    const other = { ...movedCover.series![0]!, source: "/agents/east/sensors/cover-18" };
    const judgement = { ...movedCover.judgement!, rule: "state", zone: "lane", asked: "manhole-open in 3 of 5 looks" };
    const { charts } = chartsOf(t, { ...movedCover, judgement, series: [other, ...movedCover.series!] })!;
    expect(charts.map(({ source, limit }) => [source, limit?.value])).toEqual([["cover-17", 15], ["cover-18", undefined]]);
  });

  it("reach up to now where a sensor fell silent", () => {
    const silent = { ...movedCover, seenAt: after(7200), judgement: { ...movedCover.judgement!, rule: "silence", zone: "uplink" } };
    expect(chartsOf(t, silent)!.span.to).toBe(start + 7_200_000);
  });

  it("are none without readings", () => {
    expect(chartsOf(t, { ...movedCover, series: [] })).toBeNull();
  });
});

describe("pages of sensors", () => {
  const of = (state: SensorState, count: number) => Array.from({ length: count }, (_, i) => ({ sensor: `${state}-${i}`, state }) as Sensor);
  const all = [...of("live", 7), ...of("faulty", 2), ...of("silent", 3)];
  const asked: string[] = [];
  const list = async ({ state, text }: { state?: string; text?: string }, limit: number, from?: string) => {
    asked.push(`${state} ${limit}`);
    const matching = all.filter((one) => one.sensor.includes(text ?? ""));
    const found = matching.filter((one) => one.state === state);
    const at = Number(from ?? 0);
    const states = Object.fromEntries(faultsFirst.map((one) => [one, matching.filter((each) => each.state === one).length]));
    return { items: found.slice(at, at + limit), total: found.length, states, next: at + limit < found.length ? String(at + limit) : null };
  };

  it("hold those in trouble first, each sensor once, and end", async () => {
    const seen: string[] = [];
    for (let cursor = firstCursor as typeof firstCursor | null; cursor; ) {
      const part = await loadSensors(list, { state: "", text: "" }, cursor, 4);
      expect(part.total).toBe(12);
      seen.push(...part.items.map((one) => one.sensor));
      cursor = part.next;
    }
    expect(seen.slice(0, 6)).toEqual(["faulty-0", "faulty-1", "silent-0", "silent-1", "silent-2", "live-0"]);
    expect([...new Set(seen)]).toHaveLength(12);
  });

  it("ask only for states that have sensors", async () => {
    asked.length = 0;
    await loadSensors(list, { state: "", text: "" }, firstCursor, 6);
    expect(asked).toEqual(["faulty 6", "silent 4", "live 1"]);
  });

  it("keep to one state, or to a text, and count the others for the choice", async () => {
    const silent = await loadSensors(list, { state: "silent", text: "" }, firstCursor, 2);
    expect(silent).toMatchObject({ total: 3, states: { live: 7, faulty: 2 }, next: { state: 0, after: "2" } });
    const named = await loadSensors(list, { state: "", text: "live-3" }, firstCursor, 4);
    expect(named.items.map((one) => one.sensor)).toEqual(["live-3"]);
    expect((await loadSensors(list, { state: "", text: "nothing" }, firstCursor, 4))).toMatchObject({ items: [], total: 0, next: null });
  });
});
