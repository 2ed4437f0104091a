import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import type { CaseDetail, Sensor } from "../src/api/types";
import { SeriesChart } from "../src/chart/SeriesChart";
import { seriesOf, spanOf } from "../src/chart/series";
import { en } from "../src/i18n/en";
import { LanguageProvider } from "../src/i18n/LanguageContext";
import type { Language } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { MapCells } from "../src/map/MapCells";
import { CaseConfidence } from "../src/review/CaseConfidence";
import { CaseCorroboration } from "../src/review/CaseCorroboration";
import { SensorTable } from "../src/sensors/SensorTable";
import { after, crossing, movedCover, odds } from "./caseFixture";

const drawn = (node: ReactNode, language: Language = "en") =>
  renderToStaticMarkup(<LanguageProvider first={{ language, dictionary: language === "zh" ? zh : en }}>{node}</LanguageProvider>);
const words = (markup: string) => markup.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|").replaceAll("&#x27;", "'");
const nothing = () => {};

describe("the grid cells of the map", () => {
  const cell = (id: string, west: number, south: number) => ({ id, rings: [[[west, south], [west + 0.001, south], [west + 0.001, south + 0.001], [west, south + 0.001], [west, south]] as [number, number][]] });
  const map = (zoom: number) => drawn(<svg><MapCells cells={[cell("359901001001001", 118.5, 24.8), cell("359901001001002", 118.6, 24.8)]} view={{ lon: 118.5005, lat: 24.8005, zoom }} size={{ width: 800, height: 600 }} /></svg>, "zh");

  it("are named as far as there is room, and only those in sight", () => {
    expect(words(map(13))).not.toContain("001");
    expect(words(map(17))).toContain("|001|");
    expect(words(map(18))).toContain("|359901001001001|");
    expect(words(map(19))).toContain("|单元网格 359901001001001|");
    expect(map(19)).not.toContain("359901001001002");
    expect([...map(19).matchAll(/class="map-cell"/g)]).toHaveLength(1);
  });
});

describe("the chart of a series", () => {
  const series = seriesOf({ quantity: "tilt", unit: "deg", points: [
    ...[0, 10, 20].map((at) => ({ at: after(at), value: at, quality: "good" as const })), { at: after(30), quality: "bad" as const }, ...[200, 210].map((at) => ({ at: after(at), value: 22.4, quality: "uncertain" as const })),
  ] });
  const chart = (language: Language = "en") => drawn(<SeriesChart series={series} span={spanOf([series])!} limit={{ value: 15, beyond: "above" }} marks={[{ at: Date.parse(after(20)), label: "began" }]} />, language);

  it("has its figures in words as its name", () => {
    const name = /role="group" aria-label="([^"]+)"/.exec(chart())?.[1];
    expect(name).toMatch(/^Tilt: 6 readings from .+ to .+; lowest 0°, highest 22\.4°, latest 22\.4° at .+; asked for: ≥ 15°; 1 gap without readings; 1 reading could not be measured\.$/);
    expect(chart("zh")).toContain("倾角：");
  });

  it("reads the latest value, and can be read by keyboard", () => {
    expect(words(chart())).toContain("|22.4°, uncertain|");
    expect(chart()).toMatch(/role="slider" tabindex="0" aria-label="Tilt: read with the arrow keys" aria-valuemin="0" aria-valuemax="5" aria-valuenow="5" aria-valuetext="22\.4°, uncertain/);
  });

  it("draws limit, gap, failed reading and mark once each", () => {
    const classes = [...chart().matchAll(/class="([^"]+)"/g)].map(([, name]) => name);
    for (const part of ["chart-limit", "chart-gap", "chart-bad", "chart-mark"]) expect(classes.filter((name) => name === part), part).toHaveLength(1);
  });

  it("says that nothing was measured where that is so", () => {
    const bad = seriesOf({ quantity: "level", unit: "m", points: [{ at: after(0), quality: "bad" }] });
    expect(drawn(<SeriesChart series={bad} span={spanOf([bad])!} />)).toContain('aria-label="Water level: nothing measured"');
  });
});

describe("what sensor and camera say", () => {
  const said = (more: Partial<CaseDetail>, language: Language = "en") => words(drawn(<CaseCorroboration of={{ ...movedCover, ...more }} />, language));

  it("is agreement in words, with the time of each", () => {
    expect(said({})).toMatch(/Sensor North cover\|reported it\|Tilt 22\.4° for 40 s \|\d.+\|Camera crossing\|agrees\|Open hole, score 0\.88/);
    expect(said({}, "zh")).toMatch(/首先上报\|倾角 22\.4° 持续 40 秒.+一致\|井口敞开，得分 0\.88/);
  });

  it("is contradiction as sign and word, not as colour alone", () => {
    const denied = [{ ...movedCover.corroborations![0]!, answer: "contradicts" as const, found: "manhole-closed, score 0.81; no manhole-open" }];
    expect(said({ corroborations: denied })).toContain("contradicts|Cover present, score 0.81; no open manhole");
    expect(drawn(<CaseCorroboration of={{ ...movedCover, corroborations: denied }} />)).toMatch(/answer-contradicts"><svg/);
  });

  it("names an answer that is not counted, but not where it could not tell anyway", () => {
    const asked = movedCover.corroborations![0]!;
    expect(said({ corroborations: [{ ...asked, counted: false }] })).toContain("not counted");
    expect(said({ corroborations: [{ ...asked, counted: false, answer: "cannot-tell" }] })).not.toContain("not counted");
  });

  it("names another source that reported it too", () => {
    const both = [...movedCover.events, { ...movedCover.events[0]!, id: "r2", source: crossing, problem: "manhole-open", score: 0.71 }];
    expect(said({ events: both, corroborations: [] })).toContain("Camera crossing|reported it too|Open manhole, score 0.71");
  });

  it("names a source once that reported it and agreed when asked, but does not hide that it denied it", () => {
    const both = [...movedCover.events, { ...movedCover.events[0]!, id: "r2", source: crossing, problem: "manhole-open", score: 0.71 }];
    expect(said({ events: both }).match(/Camera crossing/g)).toHaveLength(1);
    const denied = [{ ...movedCover.corroborations![0]!, answer: "contradicts" as const, counted: false }];
    expect(said({ events: both, corroborations: denied })).toContain("contradicts");
  });

  it("is left out where only one source has spoken", () => {
    expect(drawn(<CaseCorroboration of={{ ...movedCover, corroborations: [] }} />)).toBe("");
  });
});

describe("confidence", () => {
  const steps = (language: Language = "en") => words(drawn(<CaseConfidence of={movedCover.confidence!} open onOpen={nothing} />, language));

  it("is a percentage with every step that led to it", () => {
    expect(steps()).toContain("|98 %|odds 49 : 1|");
    expect(steps()).toContain("people confirmed 8 of 10 “Manhole cover moved” reported by a sensor|75 %|3 : 1|");
    expect(steps()).toContain("Sensor cover-17: the rule's own odds|×2|Camera crossing agrees|×8.1|");
    expect(steps("zh")).toContain("摄像机 crossing：一致|×8.1|");
  });

  it("says that nobody has judged such reports yet", () => {
    const { record: _, ...fresh } = odds();
    expect(words(drawn(<CaseConfidence of={fresh} open onOpen={nothing} />))).toContain("no verdicts on such reports yet");
  });
});

describe("the table of sensors", () => {
  const sensor = { agent: "east", online: true, sensor: "bin-2", state: "faulty", since: after(0), latest: [
    { quantity: "fill-level", unit: "%", quality: "bad", at: after(0) }, { quantity: "temperature", value: 12.34, unit: "Cel", quality: "good", at: after(0) }, { quantity: "battery", value: 46, unit: "%", quality: "good", at: after(0) },
  ], undecoded: 0, lastError: "clean the window", camera: "gate" } satisfies Sensor as Sensor;

  it("shows values with units, and battery apart from them", () => {
    expect(words(drawn(<SensorTable sensors={[sensor]} />))).toContain("|Fill level |could not measure|Temperature |12.3 °C|never|46 %|–|gate|clean the window|");
  });

  it("shows an agent that is away before the state it last reported", () => {
    const away = words(drawn(<SensorTable sensors={[{ ...sensor, online: false }]} />));
    expect(away).toContain("agent offline");
    expect(away).not.toContain("|faulty|");
  });
});
