import type { CoverageReport, IndexFigure, IndexReport, PatrolReport, PatrolRow } from "../../src/api/types.ts";
import { cameras } from "./cameras.ts";
import { problems } from "./problems.ts";
import { randomOf } from "./scenes.ts";

const state = { at: new Date().toISOString(), waiting: 0, recounting: false };
const definition = { id: "recognition-accuracy", zh: "识别准确率", en: "Recognition accuracy", numerator: ["detections-qualified"], denominator: ["detections"], formula: { zh: "符合立案标准数 / 检出数", en: "detections that meet the filing standard / detections" } };

const head = (query: URLSearchParams) => ({ from: query.get("from") ?? "", to: query.get("to") ?? "", by: query.get("by")?.split(",").filter(Boolean) ?? [], state });
const figure = (id: string, numerator: number, denominator: number): IndexFigure => ({ id, numerator, denominator, ...(denominator ? { value: numerator / denominator } : {}) });

/** The values that a made-up report is told apart by. */
function groups(by: string[], query: URLSearchParams): Record<string, string>[] {
  const [first] = by;
  if (!first) return [];
  const values = first === "class" ? problems.filter(({ kind }) => kind !== "equipment").map(({ name }) => name) : first === "camera" ? cameras.map(({ agent, camera }) => `${agent}/${camera}`)
    : first === "agent" ? [...new Set(cameras.map(({ agent }) => agent))] : first === "day" ? [query.get("from") ?? "", query.get("to") ?? ""] : ["东港-01", "东港-02", "东港-03", ""];
  return [...new Set(values)].map((value) => ({ [first]: value }));
}

export function patrol(query: URLSearchParams): PatrolReport {
  const random = randomOf(7);
  const shape = head(query);
  const rows = groups(shape.by, query).map((key): PatrolRow => {
    const detections = Math.floor(random() * 240);
    const [qualified, corrected, rejected] = [Math.floor(detections * 0.74), Math.floor(detections * 0.05), Math.floor(detections * 0.12)];
    return { key, videos: 212, detections, opened: Math.floor(detections * 0.4), joined: detections - Math.floor(detections * 0.4), qualified, corrected, rejected, pending: detections - qualified - corrected - rejected, quiet: Math.floor(random() * 30), accuracy: figure("recognition-accuracy", qualified, detections) };
  });
  const sum = (of: keyof PatrolRow) => rows.reduce((total, row) => total + (row[of] as number), 0);
  const total: PatrolRow = { key: {}, videos: 212, detections: sum("detections"), opened: sum("opened"), joined: sum("joined"), qualified: sum("qualified"), corrected: sum("corrected"), rejected: sum("rejected"), pending: sum("pending"), quiet: sum("quiet"), accuracy: figure("recognition-accuracy", sum("qualified"), sum("detections")) };
  return { ...shape, definition, rows, total };
}

const indexTable: [string, string, string, string, string, number, number][] = [
  ["filing-rate", "立案率", "Filing rate", "立案数 / 接收数", "cases filed / cases received", 217, 294], ["accurate-filing-rate", "准确立案率", "Accurate filing rate", "（立案数 − 作废数） / 立案数", "(cases filed − voided) / cases filed", 213, 217],
  ["timely-handling-rate", "按期处置率", "Timely handling rate", "按期处置数 / 应处置数", "due and handled in time / due", 188, 201], ["closing-rate", "结案率", "Closing rate", "结案数 / 应结案数", "due and closed / due", 179, 201],
  ["rework-rate", "返工率", "Rework rate", "返工数 / 处置数", "cases returned / cases handled", 11, 196], ["repeat-rate", "重复案件率", "Repeat rate", "重复数 / 接收数", "cases merged / cases received", 3, 294], ["coverage-rate", "覆盖率", "Coverage rate", "已巡摄像机 / 摄像机", "cameras looked through / cameras", 206, 212],
];

export function indices(query: URLSearchParams): IndexReport {
  const shape = head(query);
  const missing = { id: "discovery-rate", notMeasurable: { zh: "没有倒查数据：尚未导入监督员、公众等其他来源的案件", en: "there are no later checks: no case of another source (patrol, public) was imported" } };
  const figures = (share: number) => [...indexTable.map(([id, , , , , above, below]) => ({ ...figure(id, Math.floor(above * share), Math.floor(below * share)), ...(id === "closing-rate" ? { leftOut: 12 } : {}) })), missing];
  return {
    ...shape, definitions: [...indexTable.map(([id, zh, en, formulaZh, formulaEn]) => ({ id, zh, en, numerator: [], denominator: [], formula: { zh: formulaZh, en: formulaEn } })),
      { id: "discovery-rate", zh: "发现率", en: "Discovery rate", numerator: [], denominator: [], formula: { zh: "倒查已发现数 / 倒查数", en: "found in time / found by later checks" } }],
    rows: groups(shape.by, query).map((key, i) => ({ key, figures: figures(0.4 / (i + 1)) })), total: { key: {}, figures: figures(1) },
  };
}

export function coverage(query: URLSearchParams): CoverageReport {
  const shape = head(query);
  const row = (key: Record<string, string>, all: number, seen: number, silent: number) => ({ key, cameras: all, seen, live: seen, blind: all > 4 ? 1 : 0, silent, coverage: seen / all, looksDue: all * 8640, looksMade: Math.floor(seen * 8560), lookShare: (seen * 8560) / (all * 8640) });
  return { ...shape, reportedHours: 42, cells: 60, cellsSeen: 57, rows: groups(shape.by, query).map((key, i) => row(key, 4 + i, 4 + i - (i === 1 ? 2 : 0), i === 1 ? 2 : 0)), total: row({}, 15, 13, 2) };
}
